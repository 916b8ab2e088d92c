"""From drawn calls back to all calls: a team's rate that does not lean to the calls that were likelier to be drawn.

Each drawn call stands for ``1 / chance`` calls (D. Horvitz and D. Thompson, *A generalization of sampling without replacement
from a finite universe*, 1952). Two rates follow from it: *Horvitz-Thompson*, ``sum(y / chance) / N``, exactly unbiased when the
number of calls ``N`` is known; and *Hajek*, ``sum(y / chance) / sum(1 / chance)`` (J. Hajek, 1971), biased by less than the
noise, steadier, never above 1, and right when some drawn calls could not be judged. The report uses the second.

Variance, for a design of fixed size in random order (J. Hajek, *Asymptotic theory of rejective sampling*, 1964; J.-C. Deville,
*Variance estimation for complex statistics*, 1999), in each stratum, with ``e`` the residuals of the rate:

    n / (n - 1) sum (1 - chance) (e / chance - B)^2,    B = sum (1 - chance) e / chance / sum (1 - chance)

which for equal chances is the textbook formula with its finite population correction. The interval is Wilson's with the number
of evenly drawn calls that would vary as much (L. Kish, *Survey Sampling*, 1965), and with Student's t in place of the normal
for the few calls behind the variance, counted as their weights count (E. Korn and B. Graubard, *Confidence intervals for
proportions with small expected number of positive counts*, 1998).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.sampling.precision import Interval, wilson
from review.statistics import student
from transcribe.errors import FixableError

Array = NDArray[np.float64]


class Estimate(NamedTuple):
    """A rate among all calls, as the drawn ones tell it."""

    rate: float | None
    """Hajek's estimate; ``None`` where no drawn call was judged."""

    interval: Interval | None
    """The 95 % interval; ``None`` where two calls at least are not there to tell it from."""

    error: float | None
    """The standard error."""

    total: float
    """The Horvitz-Thompson estimate of how many calls have it."""

    judged: int
    """Judged calls it rests on."""


def estimate(
    values: Sequence[float | None],
    chance: Sequence[float],
    strata: Sequence[str] | None = None,
    among: Sequence[bool] | None = None,
) -> Estimate:
    """Return the rate of something among all calls.

    Args:
        values: For each drawn call 1 or 0 (or a share between); ``None`` is not judged.
        chance: The chance each had of being drawn, above 0.
        strata: The stratum each was drawn from; one for all by default.
        among: Which drawn calls it is about, such as one agent's; all by default.
    """
    chances = np.asarray(chance, np.float64)
    if ((chances <= 0) | (chances > 1)).any():
        raise FixableError("a chance of being drawn is not above 0 and up to 1", fix="take the column chance as drawn")
    judged = np.array([value is not None for value in values], bool)
    given = np.array([value if value is not None else 0.0 for value in values], np.float64)
    counted = judged if among is None else judged & np.asarray(among, bool)
    weights = np.where(counted, 1 / chances, 0.0)
    total, calls = float((weights * given).sum()), float(weights.sum())
    if not calls:
        return Estimate(None, None, None, 0.0, 0)
    rate = total / calls
    number = int(counted.sum())
    groups = np.zeros(len(chances), np.intp) if strata is None else np.unique(strata, return_inverse=True)[1]
    residuals = np.where(counted, given - rate, 0.0) / calls
    squared = variance(residuals[judged], chances[judged], groups[judged]) if judged.sum() > 1 else math.nan
    if number < 2 or math.isnan(squared):
        return Estimate(rate, None, None, total, number)
    effective = calls**2 / float((weights**2).sum())
    alike = _alike(rate, squared, effective, 1 - number / calls)
    interval = wilson(rate, alike * _for_few(effective)) if math.isfinite(alike) else Interval(rate, rate)
    return Estimate(rate, interval, math.sqrt(squared), total, number)


def variance(values: Array, chance: Array, groups: NDArray[np.intp]) -> float:
    """Return the variance of the Horvitz-Thompson total of ``values``, each stratum (``groups``) for itself.

    Strata of which one call alone was drawn are taken together, which overstates the variance rather than hides it
    (W. Cochran, *Sampling Techniques*, 1977, 5A.12). NaN where one call is all there is.
    """
    return math.fsum(_variance(values[here], chance[here]) for here in _collapsed(groups, chance))


def _variance(values: Array, chance: Array) -> float:
    open_ones = chance < 1  # a call that had to be drawn adds nothing to chance
    values, chance = values[open_ones], chance[open_ones]
    number = len(values)
    if not number:
        return 0.0
    if number == 1:
        return math.nan
    each, left = values / chance, 1 - chance
    middle = float((left * each).sum() / left.sum())
    return float(number / (number - 1) * (left * (each - middle) ** 2).sum())


def _collapsed(groups: NDArray[np.intp], chance: Array) -> list[NDArray[np.bool_]]:
    alone = np.zeros(len(groups), bool)
    found: list[NDArray[np.bool_]] = []
    for group in np.unique(groups):
        here = groups == group
        if (chance[here] < 1).sum() == 1:
            alone |= here
        else:
            found.append(here)
    if (alone & (chance < 1)).sum() == 1 and found:
        alone |= found.pop()
    return [*found, alone] if alone.any() else found


def _alike(rate: float, squared: float, effective: float, left: float) -> float:
    """Return how many evenly drawn calls would tell as much."""
    if squared > 0 and 0 < rate < 1:
        return rate * (1 - rate) / squared
    # All alike: no variance was seen, so it is taken from the weights and from the share of calls not drawn.
    return effective / left if left > 0 else math.inf


def _for_few(effective: float) -> float:
    """Return by how much fewer calls make up for a variance that was itself seen on few, the heaviest of them above all."""
    return (1.959964 / student(0.975, max(effective - 1, 1))) ** 2
