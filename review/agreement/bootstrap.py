"""Intervals for a figure of agreement, by drawing the calls again: how much would it change with other calls?

Calls are drawn whole, with all their marks, as often as there are calls (B. Efron, *Bootstrap methods*, 1979). The interval is
the bias-corrected and accelerated one (BCa; Efron, *Better bootstrap confidence intervals*, 1987), since alpha and kappa are
skewed: they cannot exceed 1. Its ends are moved out by ``sqrt(n / (n - 1)) t / z``, for a bootstrap of few calls is too narrow
(T. Hesterberg, *What teachers should know about the bootstrap*, 2015). The degrees of freedom of ``t`` are ``2 n / (k - 1)`` with
the kurtosis ``k`` of what each call does to the figure: where it hangs on a few calls with rare marks, its error is known
badly (F. Satterthwaite, *An approximate distribution of estimates of variance components*, 1946).
``tests/benchmarks/bench_agreement.py`` prints how often all this holds the truth.

There are figures a resample knows nothing about, and they get no interval but a reason: fewer than ten calls; nobody
disagreed on any (drawing again cannot make a disagreement that is not there, and would claim certainty); so few marks other than the
commonest, less than five for each rater, that the rarest of them are not in the sample at all, and no drawing again brings them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from review.agreement.alpha import Statistic
from review.agreement.tables import Array, Table
from review.statistics import student

DRAWS = 2000
CONFIDENCE = 0.95
FEWEST_CALLS = 10
FEWEST_UNCOMMON = 5
"""Marks other than the commonest, for each rater."""

MOST_LEFT_OUT = 2000
"""Calls up to which the acceleration is worked out call by call; beyond it is far below the error of the draws."""

FEWEST_FREEDOM = 3.0

CELLS = 1_000_000
"""Weights given to a statistic at once, 8 bytes each."""

_NORMAL = NormalDist()


class Figure(NamedTuple):
    """A figure with its interval; what cannot be said is ``None``, and ``why`` says the reason."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    def as_json(self) -> dict[str, float | str | None]:
        """Return ``{"value", "low", "high", "why"}``; ``why`` is null where all of it could be said."""
        return {"value": self.value, "low": self.low, "high": self.high, "why": self.why or None}


class Shape(NamedTuple):
    """How a figure hangs on its calls, from leaving each out in turn."""

    acceleration: float
    """How its error changes with its value (Efron 1987)."""

    freedom: float
    """How well its error is known, in degrees of freedom."""


class Draws:
    """The resamples of one table: the same ones for each of its figures, so that figures can be compared."""

    def __init__(self, calls: int, seed: int, draws: int = DRAWS) -> None:
        """Stand ready to draw ``calls`` calls from as many, ``draws`` times."""
        self.calls = calls
        self._seed, self._draws = seed, draws

    def of(self, statistic: Statistic) -> Array:
        """Return the figure in each resample."""
        return np.concatenate([statistic(weights) for weights in self._weights])

    def without_each(self, statistic: Statistic) -> Array:
        """Return the figure without each of the calls in turn (the jackknife; Tukey 1958)."""
        ends = [*range(0, self.calls, self._step), self.calls]
        every = np.arange(self.calls)
        left_out = (every[start:end, None] != every for start, end in pairwise(ends))
        return np.concatenate([statistic(weights.astype(np.float64)) for weights in left_out])

    @property
    def _step(self) -> int:
        return max(1, CELLS // self.calls)

    @property
    def _weights(self) -> tuple[Array, ...]:
        return _drawn(self.calls, self._seed, self._draws, self._step)


@lru_cache(maxsize=2)
def _drawn(calls: int, seed: int, draws: int, step: int) -> tuple[Array, ...]:
    """Return how often each call is in each resample, ``step`` resamples at a time; items of the same calls share them."""
    random = np.random.default_rng(seed)
    even = np.full(calls, 1 / calls)
    sizes = [min(step, draws - start) for start in range(0, draws, step)]
    return tuple(random.multinomial(calls, even, size=size).astype(np.float64) for size in sizes)


def figure(statistic: Statistic, draws: Draws, *, undefined: str, doubt: str = "") -> Figure:
    """Return a figure and its interval.

    Args:
        statistic: From weights (samples x calls) to one figure a sample.
        draws: The resamples of its calls.
        undefined: The reason to give where there is no figure.
        doubt: Why no interval can be given, from :func:`no_interval`; empty where it can.
    """
    value = float(statistic(np.ones((1, draws.calls)))[0]) if draws.calls else math.nan
    if math.isnan(value):
        return Figure(None, why=undefined)
    if doubt:
        return Figure(value, why=doubt)
    low, high = bca(value, draws.of(statistic), _shape(statistic, draws), draws.calls)
    return Figure(value, low, high)


def mean_of(each: Sequence[Statistic]) -> Statistic:
    """Return the statistic that is the mean of others, leaving out in each sample those that have no figure in it."""

    def of(weights: Array) -> Array:
        found = np.stack([one(weights) for one in each])
        there = ~np.isnan(found)
        mean = np.full(len(weights), np.nan)
        total = np.where(there, found, 0.0).sum(axis=0)
        return np.asarray(np.divide(total, there.sum(axis=0), out=mean, where=there.any(axis=0)))

    return of


def no_interval(table: Table, rows: int | None = None) -> str:
    """Return why the figures of a table of pairable calls can have no interval; empty where they can.

    Args:
        table: The calls at least two raters marked.
        rows: How many rows the figure rests on, where they are not all: a pair of raters has fewer.
    """
    number = len(table.units) if rows is None else rows
    calls = min(table.calls.number, number)
    if calls < FEWEST_CALLS:
        return f"an interval takes {FEWEST_CALLS} calls with two marks; so far: {calls}"
    scores = table.scores
    if not (np.nanmax(scores, axis=1) > np.nanmin(scores, axis=1)).any():
        return f"nobody disagreed on any of the {calls} calls; drawing them again cannot tell how sure that is"
    values, counts = np.unique(scores[~np.isnan(scores)], return_counts=True)
    uncommon = 1 - float(counts.max() / counts.sum())
    if uncommon * number < FEWEST_UNCOMMON - 1e-9:
        common = float(values[np.argmax(counts)])
        level = f"{common:g}" if table.kind == "numbers" else table.levels[int(common)]
        return f"only {100 * uncommon:.0f} % of the marks are anything but {level}; an interval takes more such calls"
    return ""


def bca(value: float, drawn: Array, shape: Shape, calls: int) -> tuple[float, float]:
    """Return the ends of the BCa interval of ``value`` from its resamples; they hold ``value`` itself in any case."""
    known = np.sort(drawn[~np.isnan(drawn)])
    edge = 1 / (len(known) + 1)
    below = (np.count_nonzero(known < value) + np.count_nonzero(known == value) / 2) / len(known)
    shift = _NORMAL.inv_cdf(min(max(below, edge), 1 - edge))
    wide = math.sqrt(calls / (calls - 1)) * student(1 - (1 - CONFIDENCE) / 2, shape.freedom)
    low, high = (_corrected(shift, end, shape.acceleration) for end in (-wide, wide))
    return min(float(np.quantile(known, low)), value), max(float(np.quantile(known, high)), value)


def _corrected(shift: float, end: float, acceleration: float) -> float:
    """Return which share of the resamples lies below one end of the interval."""
    moved = shift + end
    # Far out the acceleration would turn the end round; there the correction stops.
    return _NORMAL.cdf(shift + moved / max(1 - acceleration * moved, 0.1))


def _shape(statistic: Statistic, draws: Draws) -> Shape:
    if draws.calls > MOST_LEFT_OUT:
        return Shape(0.0, draws.calls - 1)
    without = draws.without_each(statistic)
    apart = np.nanmean(without) - without[~np.isnan(without)]
    spread = float((apart**2).sum())
    if spread == 0:
        return Shape(0.0, draws.calls - 1)
    peaks = len(apart) * float((apart**4).sum()) / spread**2
    freedom = min(max(2 * len(apart) / max(peaks - 1, 1.0), FEWEST_FREEDOM), draws.calls - 1)
    return Shape(float((apart**3).sum()) / (6 * spread**1.5), freedom)
