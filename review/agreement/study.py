"""The study of agreement: every figure for each item and for all items together, and which items to write anew.

All items together are counted in two ways, because the usual one flatters. *Pooled*, each item of each call is a row of one
table; items on which nearly everybody passes then count as "agreement" beside items on which nearly nobody does. *Mean of
items* is the plain mean of the items' alphas. Both are drawn again by calls, whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from review.agreement.alpha import LEVELS, Level, alphas
from review.agreement.bootstrap import DRAWS, FEWEST_CALLS, Draws, Figure, figure, mean_of, no_interval
from review.agreement.kappa import WEIGHTINGS, Pair, Weighting, pair_kappas, pairs
from review.agreement.marks import Judgement
from review.agreement.raters import Lean, leans
from review.agreement.tables import Array, Calls, Table, tables
from review.csvfile import Fault

LOWEST = 0.667
"""Alpha below which Krippendorff (*Content Analysis*, 4th ed., p. 356) would not draw even tentative conclusions."""

Verdict = Literal["rewrite", "look", "fine", "cannot tell"]


class Share(NamedTuple):
    """Agreement counted plainly: how many of the pairs of marks on the same call are the same. Not corrected for chance."""

    same: int
    pairs: int

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; ``None`` where no call has two marks."""
        return self.same / self.pairs if self.pairs else None


class PairStudy(NamedTuple):
    """Two raters on the calls both marked."""

    raters: tuple[str, str]
    units: int
    share: Share
    kappa: Mapping[Weighting, Figure]


@dataclass(frozen=True)
class Study:
    """The agreement on one item, or on all of them pooled."""

    table: Table
    """All marks, those alone on their call as well."""

    pairable: int
    """Rows with two marks or more."""

    share: Share
    alpha: Mapping[Level, Figure]
    kappa: Mapping[Weighting, Figure]
    """The mean over the pairs of raters."""

    pairs: tuple[PairStudy, ...]
    leans: tuple[Lean, ...]

    @property
    def level(self) -> Level:
        """The alpha that fits the values: nominal for words, else ordinal, which asks nothing of distances."""
        return "nominal" if self.table.kind == "words" else "ordinal"


class Advice(NamedTuple):
    """What to do about one item, and why."""

    item: str
    verdict: Verdict
    why: str


@dataclass(frozen=True)
class Agreement:
    """Everything ``parafraza agree`` says."""

    items: tuple[Study, ...]
    together: Study
    """All items pooled. Its leans are in shares of each item's scale, 0 to 1."""

    mean_of_items: Mapping[Level, Figure]
    advice: tuple[Advice, ...]
    """One for each item, those to write anew first, the worst first of all."""

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    seed: int
    draws: int


def agreement(
    judgements: Sequence[Judgement], *, order: Sequence[str] = (), seed: int = 1, draws: int = DRAWS
) -> Agreement:
    """Return how far the raters of some marks agree.

    Args:
        judgements: The marks, as from :func:`review.agreement.marks.read_marks`.
        order: Words that are values, from low to high; without it words are only the same or not.
        seed: For the resamples; the same marks and seed give the same intervals.
        draws: How many resamples.
    """
    sorted_out = tables(judgements, order)
    items = tuple(study(table, seed, draws) for table in sorted_out.items)
    together = study(sorted_out.together, seed, draws, on=_scaled(sorted_out.items, sorted_out.together))
    means = _means(sorted_out.items, sorted_out.together, seed, draws)
    advice = tuple(sorted((advise(item) for item in items), key=_worst_first(items)))
    return Agreement(items, together, means, advice, sorted_out.faults, sorted_out.notes, seed, draws)


def study(table: Table, seed: int = 1, draws: int = DRAWS, on: Table | None = None) -> Study:
    """Return every figure of one table; raters' leans are taken from ``on``, where it is given."""
    both = table.pairable()
    drawn, doubt = Draws(both.calls.number, seed, draws), no_interval(both)
    undefined = _undefined(table, both)
    alpha: dict[Level, Figure] = {}
    for level in LEVELS:
        refused = _no_alpha(table, level)
        statistic = alphas(both.scores, level, both.calls)
        alpha[level] = (
            Figure(None, why=refused) if refused else figure(statistic, drawn, undefined=undefined, doubt=doubt)
        )
    among = pairs(both.scores)
    each = tuple(_pair(both, pair) for pair in among)
    # A pair shares fewer calls than all raters together, so its kappa may be in doubt where alpha is not.
    typical = int(np.median([pair.units for pair in each])) if each else 0
    thin = no_interval(both, typical) if each else doubt
    kappa = {weighting: _mean_kappa(both, among, weighting, drawn, undefined, thin) for weighting in WEIGHTINGS}
    return Study(table, len(both.units), share(both.scores), alpha, kappa, each, leans(on or table))


def share(scores: Array) -> Share:
    """Return how many pairs of marks on the same call (row) are the same, of how many."""
    given = (~np.isnan(scores)).sum(axis=1)
    same = 0
    for value in np.unique(scores[~np.isnan(scores)]):
        count = (scores == value).sum(axis=1)
        same += int((count * (count - 1) // 2).sum())
    return Share(same, int((given * (given - 1) // 2).sum()))


def advise(item: Study) -> Advice:
    """Say whether an item should be written anew: where even the upper end of its alpha is below 0.667."""
    name, found = item.table.item, item.alpha[item.level]
    if found.value is None or item.pairable < FEWEST_CALLS:
        why = found.why or f"advice takes {FEWEST_CALLS} calls with two marks; so far: {item.pairable}"
        return Advice(name, "cannot tell", why)
    calls = f"{item.level} alpha {found.value:.2f} on {item.pairable} calls"
    if found.low is None or found.high is None:
        fine = item.share.same == item.share.pairs
        return Advice(name, "fine" if fine else "cannot tell", f"{calls}; {found.why}")
    span = f"{calls}, {found.low:.2f} to {found.high:.2f}"
    if found.high < LOWEST:
        return Advice(name, "rewrite", f"{span}: people read this item differently")
    if found.value < LOWEST:
        return Advice(name, "look", f"{span}: low, but with so few calls it may be chance")
    return Advice(name, "fine", span)


def _worst_first(items: Sequence[Study]) -> Callable[[Advice], tuple[int, float, str]]:
    value = {item.table.item: item.alpha[item.level].value for item in items}
    ranks = {"rewrite": 0, "look": 1, "cannot tell": 2, "fine": 3}

    def key(advice: Advice) -> tuple[int, float, str]:
        found = value[advice.item]
        return ranks[advice.verdict], math.inf if found is None else found, advice.item

    return key


def _undefined(table: Table, both: Table) -> str:
    if len(table.raters) < 2:
        return f"only {table.raters[0]} marked it" if table.raters else "nobody marked it"
    if not len(both.units):
        return "no call was marked by two raters"
    return "every mark is the same, so nobody can tell agreement from habit"


def _no_alpha(table: Table, level: Level) -> str:
    if level == "nominal" or table.kind == "numbers":
        return ""
    if table.kind == "words":
        return "these words have no order; give one with --order"
    return "places in an order have no distances; use the ordinal alpha" if level == "interval" else ""


def _pair(both: Table, pair: Pair) -> PairStudy:
    marks = both.scores[:, pair]
    raters = (both.raters[pair[0]], both.raters[pair[1]])
    kappa = {weighting: _pair_kappa(both, pair, weighting) for weighting in WEIGHTINGS}
    return PairStudy(raters, int((~np.isnan(marks).any(axis=1)).sum()), share(marks), kappa)


def _pair_kappa(both: Table, pair: Pair, weighting: Weighting) -> Figure:
    if refused := _no_kappa(both, weighting):
        return Figure(None, why=refused)
    value = float(pair_kappas(both.scores, pair, weighting)(np.ones((1, len(both.scores))))[0])
    return Figure(None, why="both gave one and the same value throughout") if math.isnan(value) else Figure(value)


def _no_kappa(table: Table, weighting: Weighting) -> str:
    if weighting == "unweighted" or table.kind != "words":
        return ""
    return "words without an order have no distances; use the unweighted kappa"


def _mean_kappa(
    both: Table, among: Sequence[Pair], weighting: Weighting, drawn: Draws, undefined: str, doubt: str
) -> Figure:
    if refused := _no_kappa(both, weighting):
        return Figure(None, why=refused)
    if not among:
        return Figure(None, why=undefined)
    each = [pair_kappas(both.scores, pair, weighting, both.calls) for pair in among]
    return figure(mean_of(each), drawn, undefined=undefined, doubt=doubt)


def _means(items: Sequence[Table], together: Table, seed: int, draws: int) -> dict[Level, Figure]:
    """Return the plain mean of the items' alphas, over the items that have one, drawn again by calls."""
    both = together.pairable()
    numbers = dict(zip(both.units, both.calls.of_row.tolist(), strict=True))
    drawn = Draws(both.calls.number, seed, draws)
    found: dict[Level, Figure] = {}
    for level in LEVELS:
        fit = [item.pairable() for item in items if not _no_alpha(item, level)]
        each = [alphas(item.scores, level, _among(item, numbers)) for item in fit if len(item.units)]
        why = "no item has this alpha"
        doubt = no_interval(both)
        found[level] = figure(mean_of(each), drawn, undefined=why, doubt=doubt) if each else Figure(None, why=why)
    return found


def _among(item: Table, numbers: Mapping[str, int]) -> Calls:
    return Calls(np.array([numbers[unit] for unit in item.units], np.intp), len(set(numbers.values())))


def _scaled(items: Sequence[Table], together: Table) -> Table | None:
    """Return one table of all items with an order, each stretched to 0..1, so that a lean means the same on each."""
    scaled = []
    for item in items:
        width = float(np.ptp(item.scores[~np.isnan(item.scores)])) if item.kind != "words" else 0.0
        if width > 0:
            columns = [together.raters.index(rater) for rater in item.raters]
            rows = np.full((len(item.units), len(together.raters)), np.nan)
            rows[:, columns] = item.scores / width
            scaled.append(rows)
    if not scaled:
        return None
    scores = np.vstack(scaled)
    calls = Calls(np.arange(len(scores)), len(scores))
    return Table(together.item, ("",) * len(scores), together.raters, "numbers", (), scores, calls)
