"""Cohen's weighted kappa: how far two raters agree beyond what their own habits of marking would give by chance.

J. Cohen, *Weighted kappa* (1968):

    kappa = 1 - sum_ck w_ck o_ck / sum_ck w_ck e_ck

with ``o`` the share of calls the first rater gave ``c`` and the second ``k``, ``e`` the product of the two raters' own shares,
and the disagreement ``w``: ``|c - k|`` (linear), ``(c - k)^2`` (quadratic), or 1 for any (unweighted; Cohen 1960). Distances
are between the marks themselves, or between the places of ordered words. With more than two raters it is the mean over the
pairs (R. Light, *Measures of response agreement for qualitative data*, 1971).

The expected part needs no table of values by values: for squares it comes from the raters' means and squares, for
absolute differences from their cumulative shares, ``E|x - y| = integral of F(1 - G) + G(1 - F)``.
"""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import numpy as np

from review.agreement.alpha import Statistic
from review.agreement.tables import Array, Calls, each_row

Weighting = Literal["unweighted", "linear", "quadratic"]
WEIGHTINGS: tuple[Weighting, ...] = ("unweighted", "linear", "quadratic")

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


def pair_kappas(scores: Array, pair: Pair, weighting: Weighting, calls: Calls | None = None) -> Statistic:
    """Return the function from weights (samples x calls) to the kappas of one pair; by default each row is a call."""
    calls = calls or each_row(len(scores))
    together = ~np.isnan(scores[:, pair]).any(axis=1)
    calls = Calls(calls.of_row[together], calls.number)
    marks = scores[together][:, pair]
    values = np.unique(marks)
    first, second = (calls.summed(np.asarray(marks[:, side, None] == values, np.float64)) for side in (0, 1))
    differing = calls.summed(_distance(marks[:, 0] - marks[:, 1], weighting))
    # What rounding leaves of zero is not disagreement by chance.
    least = 1e-12 * float(_distance(values.max() - values.min(), weighting)) if len(values) else 0.0

    def of(weights: Array) -> Array:
        expected = _chance(weights @ first, weights @ second, values, weighting)
        ratio = np.full(len(weights), np.nan)
        np.divide(weights @ differing, expected, out=ratio, where=expected > least)
        return 1 - ratio

    return of


def _distance(apart: Array, weighting: Weighting) -> Array:
    """Return the weight of a difference between two marks."""
    if weighting == "unweighted":
        return np.asarray(apart != 0, np.float64)
    return np.abs(apart) if weighting == "linear" else np.asarray(apart**2)


def _chance(first: Array, second: Array, values: Array, weighting: Weighting) -> Array:
    """Return the disagreement by chance times the number of calls, from the counts of each rater (samples x values)."""
    number = first.sum(axis=1)
    size = np.maximum(number, 1)[:, None]
    one, other = first / size, second / size
    if weighting == "unweighted":
        return np.asarray(number * (1 - (one * other).sum(axis=1)))
    if weighting == "linear":
        below, under = np.cumsum(one, axis=1)[:, :-1], np.cumsum(other, axis=1)[:, :-1]
        return np.asarray(number * ((below * (1 - under) + under * (1 - below)) @ np.diff(values)))
    away = values - values[:1]  # from the lowest, so that large values lose no digits in the squares
    cross = 2 * (one @ away) * (other @ away)
    return np.asarray(number * (one @ away**2 + other @ away**2 - cross))
