"""Cohen's weighted kappa: how far two raters agree beyond what their own habits of marking would give by chance.

J. Cohen, *Weighted kappa* (1968):

    kappa = 1 - sum_ck w_ck o_ck / sum_ck w_ck e_ck

with ``o`` the share of calls the first rater gave ``c`` and the second ``k``, ``e`` the product of the two raters' own shares,
and the disagreement ``w``: ``|c - k|`` (linear) or ``(c - k)^2`` (quadratic). Distances are between the marks
themselves, or between the places of ordered words. With more than two raters it is the mean over the pairs (Light 1971).

The expected part needs no table of values by values: for squares it comes from the raters' means and squares, for
absolute differences from their cumulative shares, ``E|x - y| = integral of F(1 - G) + G(1 - F)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from review.agreement.alpha import Statistic
from review.agreement.tables import Array

Weighting = Literal["linear", "quadratic"]
WEIGHTINGS: tuple[Weighting, ...] = ("linear", "quadratic")

Pair = tuple[int, int]
"""Two columns of a table."""


def pairs(scores: Array) -> list[Pair]:
    """Return all pairs of raters (columns of ``scores``) who judged at least one call together."""
    given = ~np.isnan(scores)
    return [
        (one, other)
        for one, other in combinations(range(scores.shape[1]), 2)
        if (given[:, one] & given[:, other]).any()
    ]


def kappa(first: Array, second: Array, weighting: Weighting) -> float:
    """Return weighted kappa of two raters' marks on the same calls; NaN where both always gave one and the same value."""
    scores = np.column_stack([first, second])
    return float(pair_kappas(scores, (0, 1), weighting)(np.ones((1, len(scores))))[0])


def pair_kappas(scores: Array, pair: Pair, weighting: Weighting) -> Statistic:
    """Return the function from weights (samples x calls) to the kappas of one pair, one a sample."""
    together = ~np.isnan(scores[:, pair]).any(axis=1)
    first, second = scores[together][:, pair[0]], scores[together][:, pair[1]]
    values = np.unique(np.concatenate([first, second]))
    one, other = (np.asarray(marks[:, None] == values, np.float64) for marks in (first, second))
    apart = np.abs(first - second) if weighting == "linear" else (first - second) ** 2

    def of(weights: Array) -> Array:
        here = weights[:, together]
        number = here.sum(axis=1)
        expected = _chance(here @ one, here @ other, number, values, weighting)
        observed = here @ apart
        # What rounding leaves of zero is not disagreement by chance.
        some = expected > 1e-12 * np.maximum(number, 1) * max(float(np.ptp(values)), 1e-300) ** 2 / len(values)
        return np.asarray(1 - np.divide(observed, expected, out=np.full(len(weights), np.nan), where=some))

    return of


def mean_kappas(scores: Array, among: Sequence[Pair], weighting: Weighting) -> Statistic:
    """Return the function from weights to the mean kappa over pairs, leaving out in each sample the pairs without one."""
    each = [pair_kappas(scores, pair, weighting) for pair in among]

    def of(weights: Array) -> Array:
        found = np.stack([one(weights) for one in each])
        there = ~np.isnan(found)
        number = there.sum(axis=0)
        total = np.where(there, found, 0.0).sum(axis=0)
        return np.divide(total, number, out=np.full(len(weights), np.nan), where=number > 0)

    return of


def _chance(first: Array, second: Array, number: Array, values: Array, weighting: Weighting) -> Array:
    """Return the disagreement by chance times the number of calls, from the counts of each rater (samples x values)."""
    size = np.maximum(number, 1)[:, None]
    if weighting == "linear":
        below, under = np.cumsum(first, axis=1)[:, :-1] / size, np.cumsum(second, axis=1)[:, :-1] / size
        return np.asarray(number * ((below * (1 - under) + under * (1 - below)) @ np.diff(values)))
    middle = values - values.mean()
    one, other = first / size, second / size
    cross = 2 * (one @ middle) * (other @ middle)
    return np.asarray(number * (one @ middle**2 + other @ middle**2 - cross), np.float64)
