"""Krippendorff's alpha: how much less raters differ than if they had dealt out the same marks by chance.

K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011); *Content Analysis*, 4th ed. (2018), chapter 12.

    alpha = 1 - D_o / D_e,    D_o = (1/n) sum_u sum_{i != j} d2(v_ui, v_uj) / (m_u - 1),
                              D_e = 1/(n (n - 1)) sum_c sum_k n_c n_k d2(c, k)

with ``m_u`` marks on call ``u``, ``n_c`` marks of value ``c`` among all ``n`` that can be paired, and the squared
difference ``d2``: 0 or 1 (nominal), ``(c - k)^2`` (interval), or, for ordinal values, the squared number of marks that lie
between ``c`` and ``k``, half of their own counted. The last is ``(R_c - R_k)^2`` for the middle ranks ``R_c = sum_{g<c} n_g +
n_c / 2``, so ordinal alpha is interval alpha over middle ranks, and no table of values by values is needed: a resample costs
as much as its calls, however many values there are.

Everything takes *weights*, how often each call is in a sample, so that the alpha of a table and of its resamples are
the same code. Where several rows belong to one call (its items, all in one table), they are drawn together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from review.agreement.tables import Array, Calls, each_row

Level = Literal["nominal", "ordinal", "interval"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval")

MOST_KINDS = 256
"""Different rows up to which it pays to count them together."""

Statistic = Callable[[Array], Array]
"""From weights, samples x calls, to one figure a sample; NaN where it has none."""


class Counted(NamedTuple):
    """A table as counts: how many marks of each value each call got."""

    values: Array
    """The values that occur, from low to high."""

    counts: Array
    """Calls x values."""


def counted(scores: Array) -> Counted:
    """Count the marks of each value on each call of ``scores`` (calls x raters, NaN is not judged)."""
    values, places = np.unique(scores[~np.isnan(scores)], return_inverse=True)
    counts = np.zeros((len(scores), len(values)))
    np.add.at(counts, (np.nonzero(~np.isnan(scores))[0], places), 1.0)
    return Counted(values, counts)


def alpha(scores: Array, level: Level) -> float:
    """Return alpha of ``scores`` (calls x raters, NaN is not judged); NaN where there is none, as without variation."""
    return float(alphas(scores, level)(np.ones((1, len(scores))))[0])


def alphas(scores: Array, level: Level, calls: Calls | None = None) -> Statistic:
    """Return the function from weights (samples x calls) to alphas, one a sample; by default each row is a call."""
    calls = calls or each_row(len(scores))
    table = counted(scores)
    marks = table.counts.sum(axis=1)
    paired = np.where((marks >= 2)[:, None], table.counts, 0.0)  # a mark alone on its call counts for nothing
    if level == "nominal":
        return _nominal(paired, calls)
    return _ordinal(paired, calls) if level == "ordinal" else _interval(paired, calls, table.values)


def _nominal(counts: Array, calls: Calls) -> Statistic:
    marks = counts.sum(axis=1)
    differing = calls.summed((marks**2 - (counts**2).sum(axis=1)) / _others(counts))
    counts = calls.summed(counts)

    def of(weights: Array) -> Array:
        totals = weights @ counts
        number = totals.sum(axis=1)
        return _one_minus(weights @ differing, number**2 - (totals**2).sum(axis=1), number)

    return of


def _interval(counts: Array, calls: Calls, values: Array) -> Statistic:
    away = values - values[:1]  # from the lowest, so that large values lose no digits in the squares
    apart = _apart(counts.sum(axis=1), counts @ away, counts @ away**2)
    differing = calls.summed(2 * apart / _others(counts))
    counts = calls.summed(counts)

    def of(weights: Array) -> Array:
        totals = weights @ counts
        number = totals.sum(axis=1)
        return _one_minus(weights @ differing, 2 * _apart(number, totals @ away, totals @ away**2), number)

    return of


def _ordinal(counts: Array, calls: Calls) -> Statistic:
    """Interval alpha over the middle ranks, which each sample has of its own."""
    summed = calls.summed(counts)
    rows, often = _alike(counts, calls)
    marks, others = rows.sum(axis=1), _others(rows)

    def of(weights: Array) -> Array:
        totals = weights @ summed
        number = totals.sum(axis=1)
        ranks = np.cumsum(totals, axis=1) - totals / 2 - number[:, None] / 2  # their mean is 0
        differing = 2 * _apart(marks, ranks @ rows.T, ranks**2 @ rows.T) / others
        observed = (often(weights) * differing).sum(axis=1)
        return _one_minus(observed, 2 * number * (totals * ranks**2).sum(axis=1), number)

    return of


def _alike(counts: Array, calls: Calls) -> tuple[Array, Callable[[Array], Array]]:
    """Return the different rows there are, and the function from weights to how often each is in a sample.

    Three raters and four levels make twenty different rows, however many calls there are.
    """
    kinds, kind = np.unique(counts, axis=0, return_inverse=True)
    if len(kinds) > MOST_KINDS:
        return counts, lambda weights: weights[:, calls.of_row]
    held = calls.summed(np.eye(len(kinds))[kind])
    return kinds, lambda weights: weights @ held


def _others(counts: Array) -> Array:
    return np.asarray(np.maximum(counts.sum(axis=1) - 1, 1))


def _apart(number: Array, sums: Array, squares: Array) -> Array:
    """Return the sum of squared differences over all pairs, each once, from the number, the sum and the sum of squares."""
    return number * squares - sums**2


def _one_minus(observed: Array, expected: Array, number: Array) -> Array:
    """Return 1 - D_o / D_e; NaN where nothing differs in the whole sample, for then chance would agree as well."""
    # What is left of a sum of zeros after rounding is not variation.
    some = expected > 1e-12 * number
    return 1 - np.divide(observed * (number - 1), expected, out=np.full_like(number, np.nan), where=some)
