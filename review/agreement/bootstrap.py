"""Intervals for a figure of agreement, by drawing the calls again: how much would it change with other calls?

Calls are drawn whole, with all their marks, as often as there are calls (B. Efron, *Bootstrap methods*, 1979). The interval is
the bias-corrected and accelerated one (BCa; Efron, *Better bootstrap confidence intervals*, 1987), since alpha and kappa are
skewed: they cannot exceed 1. Its ends are moved out by ``sqrt(n / (n - 1)) t / z``, for a bootstrap of few calls is too narrow
(T. Hesterberg, *What teachers should know about the bootstrap*, 2015). ``tests/benchmarks/bench_agreement.py`` prints how
often it holds the truth.

There are figures a resample knows nothing about, and they get no interval but a reason: fewer than ten calls; nobody
disagreed on any (drawing again cannot make a disagreement that is not there, and would claim certainty); fewer than five
calls on which anything but the commonest mark was given, so that one draw in 150 or more has none of them.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.agreement.alpha import Statistic
from review.agreement.tables import Array, Table

DRAWS = 2000
CONFIDENCE = 0.95
FEWEST_CALLS = 10
FEWEST_UNCOMMON = 5

MOST_LEFT_OUT = 2000
"""Calls up to which the acceleration is worked out call by call; beyond it is far below the error of the draws."""

CELLS = 4_000_000
"""Weights held at once, 8 bytes each."""

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


class Draws:
    """The resamples of one table: the same ones for each of its figures, so that figures can be compared."""

    def __init__(self, cluster: NDArray[np.intp], seed: int, draws: int = DRAWS) -> None:
        """Prepare ``draws`` resamples of the calls that the rows belong to (``cluster``: a number for each row)."""
        self._calls, self._row = np.unique(cluster, return_inverse=True)
        self._seed, self._draws = seed, draws

    @property
    def calls(self) -> int:
        """How many calls there are to draw from."""
        return len(self._calls)

    def of(self, statistic: Statistic) -> Array:
        """Return the figure in each resample."""
        random = np.random.default_rng(self._seed)
        even = np.full(self.calls, 1 / self.calls)
        step = max(1, CELLS // max(len(self._row), 1))
        parts = []
        for start in range(0, self._draws, step):
            drawn = random.multinomial(self.calls, even, size=min(step, self._draws - start))
            parts.append(statistic(drawn[:, self._row].astype(np.float64)))
        return np.concatenate(parts)

    def without_each(self, statistic: Statistic) -> Array:
        """Return the figure without each of the calls in turn (J. Tukey's jackknife)."""
        step = max(1, CELLS // max(len(self._row), 1))
        parts = [
            statistic((self._row != np.arange(start, min(start + step, self.calls))[:, None]).astype(np.float64))
            for start in range(0, self.calls, step)
        ]
        return np.concatenate(parts)


def figure(statistic: Statistic, rows: int, draws: Draws, *, undefined: str, doubt: str = "") -> Figure:
    """Return a figure and its interval.

    Args:
        statistic: From weights (samples x rows) to one figure a sample.
        rows: How many rows the table has.
        draws: Its resamples.
        undefined: The reason to give where there is no figure.
        doubt: Why no interval can be given, from :func:`no_interval`; empty where it can.
    """
    value = float(statistic(np.ones((1, rows)))[0]) if rows else math.nan
    if math.isnan(value):
        return Figure(None, why=undefined)
    if doubt:
        return Figure(value, why=doubt)
    low, high = bca(value, draws.of(statistic), _acceleration(statistic, draws), draws.calls)
    return Figure(value, low, high)


def no_interval(table: Table) -> str:
    """Return why the figures of a table of pairable calls can have no interval; empty where they can."""
    calls = len(set(table.cluster.tolist()))
    if calls < FEWEST_CALLS:
        return f"{calls} calls with two marks are too few for an interval; {FEWEST_CALLS} make one"
    scores = table.scores
    if not (np.nanmax(scores, axis=1) > np.nanmin(scores, axis=1)).any():
        return f"nobody disagreed on any of the {calls} calls; drawing them again cannot tell how sure that is"
    values, counts = np.unique(scores[~np.isnan(scores)], return_counts=True)
    common = values[np.argmax(counts)]
    uncommon = (~np.isnan(scores) & (scores != common)).any(axis=1)
    number = len(set(table.cluster[uncommon].tolist()))
    if number < FEWEST_UNCOMMON:
        level = table.levels[int(common)] if table.kind != "numbers" else f"{common:g}"
        return f"only {number} of {calls} calls hold any mark but {level}; {FEWEST_UNCOMMON} make an interval"
    return ""


def bca(value: float, drawn: Array, acceleration: float, calls: int) -> tuple[float, float]:
    """Return the ends of the BCa interval of ``value`` from its resamples; they hold ``value`` itself in any case."""
    known = np.sort(drawn[~np.isnan(drawn)])
    edge = 1 / (len(known) + 1)
    below = (np.count_nonzero(known < value) + np.count_nonzero(known == value) / 2) / len(known)
    shift = _NORMAL.inv_cdf(min(max(below, edge), 1 - edge))
    wide = math.sqrt(calls / (calls - 1)) * student(1 - (1 - CONFIDENCE) / 2, calls - 1)
    low, high = (_corrected(shift, end, acceleration) for end in (-wide, wide))
    return min(float(np.quantile(known, low)), value), max(float(np.quantile(known, high)), value)


def student(share: float, freedom: int) -> float:
    """Return the quantile of Student's t by the Cornish-Fisher expansion, good to 0.003 from 5 degrees of freedom up.

    M. Abramowitz and I. Stegun, *Handbook of Mathematical Functions* (1964), 26.7.5.
    """
    z = _NORMAL.inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom ** (power + 1) for power, term in enumerate(terms))


def _corrected(shift: float, end: float, acceleration: float) -> float:
    """Return which share of the resamples lies below one end of the interval."""
    moved = shift + end
    # Far out the acceleration would turn the end round; there the correction stops.
    return _NORMAL.cdf(shift + moved / max(1 - acceleration * moved, 0.1))


def _acceleration(statistic: Statistic, draws: Draws) -> float:
    if draws.calls > MOST_LEFT_OUT:
        return 0.0
    without = draws.without_each(statistic)
    apart = np.nanmean(without) - without[~np.isnan(without)]
    spread = float((apart**2).sum())
    return float((apart**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
