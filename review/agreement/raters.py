"""Who marks strictly and who leniently, with shrinkage: what little was seen is pulled towards "like the others".

Each mark is taken as the call's own level, plus the rater's lean, plus chance. Raters are compared only on calls they
marked together, so that one who was given the harder calls does not come out as strict. With the calls' levels taken out,
the leans ``b`` and their precision ``L / s2`` follow by least squares, ``L`` being the matrix of the comparisons: for each
call, 1 for each rater who marked it, less 1/m between any two of the ``m``. Then empirical Bayes (C. Morris, *Parametric
empirical Bayes inference*, 1983): the leans of people come from a normal distribution around 0, whose standard deviation ``t``
is learned from these raters, and each lean is

    (L / s2 + I / t2)^-1 (L / s2) b

Two or five raters say little about ``t``. One estimate of it would make the intervals too narrow, and where it came out as
zero, of no width at all; so they are averaged over all ``t`` by how well each explains what was seen (R. Kass and D. Steffey,
*Approximate Bayesian inference in conditionally independent hierarchical models*, 1989), each equally likely before (A.
Gelman, *Prior distributions for variance parameters*, 2006), up to the width of the scale. A lean is told apart from none
only where its 95 % interval is.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from review.agreement.tables import Array, Table

Direction = Literal["strict", "lenient", "unclear"]

FEWEST_SHARED = 5
"""Calls a rater must share with others before a lean is spoken of."""


SPREADS = 400
"""How many spreads between zero and the width of the scale are tried."""


class Lean(NamedTuple):
    """How far one rater marks above (lenient) or below (strict) the others, in points of the scale."""

    rater: str
    marks: int
    """Marks given in all."""

    shared: int
    """Of these, marks on calls that somebody else marked too."""

    raw: float | None
    """The lean as it was seen."""

    lean: float | None
    """The lean after shrinkage; ``None`` where it cannot be told, and ``why`` says the reason."""

    low: float | None
    high: float | None
    direction: Direction
    why: str

    def as_json(self) -> dict[str, object]:
        """Return the fields under their own names."""
        return {**self._asdict(), "why": self.why or None}


class Fitted(NamedTuple):
    """Leans by least squares and after shrinkage, with the standard errors of the latter."""

    raw: Array
    shrunk: Array
    error: Array


def leans(table: Table) -> tuple[Lean, ...]:
    """Return the lean of each rater of a table, in its order; none can be told of words without an order."""
    if table.kind == "words":
        return tuple(_untold(table, column, "words without an order have no strict side") for column in _columns(table))
    groups = connected(table.scores)
    found: dict[int, Lean] = {}
    for group in groups:
        found |= _group(table, group)
    alone = "marked no call that somebody else marked"
    return tuple(found.get(column) or _untold(table, column, alone) for column in _columns(table))


def connected(scores: Array) -> list[list[int]]:
    """Return the groups of raters (columns) who can be compared: by calls in common, or through others who have them."""
    given = ~np.isnan(scores)
    together = given.T.astype(np.float64) @ given
    left, groups = set(range(scores.shape[1])), []
    while left:
        group, edge = set(), {min(left)}
        while edge:
            group |= edge
            edge = {int(rater) for one in edge for rater in np.nonzero(together[one])[0]} - group
        left -= group
        if len(group) > 1:
            groups.append(sorted(group))
    return groups


def fit(scores: Array) -> Fitted | None:
    """Return the leans of raters who can all be compared; ``None`` where nothing is left to tell chance from a lean."""
    given = ~np.isnan(scores)
    shared = given.sum(axis=1) >= 2
    rows, there = scores[shared], given[shared].astype(np.float64)
    away = np.where(given[shared], rows - np.nanmean(rows, axis=1, keepdims=True), 0.0)
    size = there.sum(axis=1)
    compared = np.diag(there.sum(axis=0)) - (there / size[:, None]).T @ there
    weights, axes = np.linalg.eigh(compared)
    weights, axes = weights[1:], axes[:, 1:]  # the first is "all alike", which nobody can see
    seen = (axes.T @ away.sum(axis=0)) / weights
    freedom = int(there.sum()) - len(rows) - len(weights)
    widest = float(np.ptp(rows[given[shared]]))
    if freedom < 1 or widest == 0:
        return None
    chance = max(float((away**2).sum() - (weights * seen**2).sum()), 0.0) / freedom
    return _shrunk(axes, seen, chance / weights, widest)


def _shrunk(axes: Array, seen: Array, noise: Array, widest: float) -> Fitted:
    """Return the leans along ``axes``, seen with a variance of ``noise``, averaged over what leans may be spread by."""
    step = (np.arange(SPREADS) + 0.5) / SPREADS
    spread = (widest * step**2)[:, None] ** 2  # finer near zero, where it matters
    total = spread + noise
    fits = -0.5 * (np.log(total) + seen**2 / total).sum(axis=1)
    chance = np.exp(fits - fits.max()) * step  # the step's own width: d(step^2) = 2 step
    chance /= chance.sum()
    kept = spread / total
    each = (kept * seen) @ axes.T
    mean = chance @ each
    variance = chance @ ((kept * noise) @ (axes**2).T + (each - mean) ** 2)
    return Fitted(axes @ seen, mean, np.sqrt(variance))


def _group(table: Table, group: list[int]) -> dict[int, Lean]:
    scores = table.scores[:, group]
    fitted = fit(scores)
    if fitted is None:
        why = "too few different marks on the same calls to tell a lean from chance"
        return {column: _untold(table, column, why) for column in group}
    return {
        column: _lean(table, column, *(float(part[place]) for part in fitted)) for place, column in enumerate(group)
    }


def _lean(table: Table, column: int, raw: float, lean: float, error: float) -> Lean:
    marks, shared = _counts(table, column)
    if shared < FEWEST_SHARED:
        why = f"{shared} marks on calls that others marked too; {FEWEST_SHARED} are needed"
        return _untold(table, column, why)
    low, high = lean - 1.96 * error, lean + 1.96 * error
    direction: Direction = "strict" if high < 0 else "lenient" if low > 0 else "unclear"
    return Lean(table.raters[column], marks, shared, raw, lean, low, high, direction, "")


def _untold(table: Table, column: int, why: str) -> Lean:
    return Lean(table.raters[column], *_counts(table, column), None, None, None, None, "unclear", why)


def _counts(table: Table, column: int) -> tuple[int, int]:
    given = ~np.isnan(table.scores[:, column])
    return int(given.sum()), int((given & (table.judged >= 2)).sum())


def _columns(table: Table) -> range:
    return range(len(table.raters))
