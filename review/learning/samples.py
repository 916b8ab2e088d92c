"""Reviewed calls as they teach: which find of a detector a reviewer's mark speaks for, and which against.

Reviewers mark items and not finds. For an item that hangs on a move, the call is read twice: with every find of that move, faint ones
included, and with none. Where that changes the level, the reviewer's mark lies nearer to the one or to the other, and so tells
whether the surest find is right. Where it changes nothing, or the mark lies in the middle, it tells nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import rubrics
from review.coaching.counting import Counted
from review.desk.hearing import hear
from review.learning.curves import AS_IT_IS, Curve, Find
from review.store import Store
from rubrics.conditions import Facts, facts, key, key_of
from rubrics.moves.finding import AT_LEAST
from rubrics.schema import Criterion, Rubric
from rubrics.scorecard import FAINT, level_of
from rubrics.values import Move
from transcribe.call import Call
from transcribe.errors import FixableError


@dataclass(frozen=True, slots=True)
class Lesson:
    """One call that a person has marked."""

    name: str
    turns: int
    moves: tuple[Move, ...]
    """As the toolkit ships them, faint ones included."""
    given: Mapping[str, float]
    """What counts of people's marks, by item, as levels."""
    criteria: tuple[Criterion, ...]
    """Those of the rubric that have a mark."""


class Pair(NamedTuple):
    """One mark of the machine beside the reviewer's, both as shares of the scale."""

    call: str
    item: str
    machine: float
    person: float


def lesson(store: Store, each: Counted, rubric: Rubric) -> Lesson | None:
    """Return a reviewed call as a lesson; ``None`` where nothing in it teaches: no transcript, or another rubric.

    Args:
        store: The workspace.
        each: The call with the marks that count.
        rubric: The rubric as it is today.
    """
    if (each.card.rubric.id, each.card.rubric.version) != (rubric.id, rubric.version):
        return None
    given = {
        mark.criterion: mark.value
        for mark in each.card.marks
        if mark.criterion in each.people and mark.value is not None
    }
    call = _transcript(store, each.call.name) if given else None
    if call is None:
        return None
    criteria = tuple(criterion for _, criterion in rubric.criteria() if criterion.id in given)
    return Lesson(each.call.name, len(call.turns), rubrics.find_moves(call, at_least=FAINT), given, criteria)


def finds(taught: Lesson) -> Iterator[tuple[str, Find]]:
    """Yield what a call teaches: the detector and version, and its surest find with whether the reviewer agrees."""
    for criterion in taught.criteria:
        value = taught.given[criterion.id]
        for name in sorted({key_of(each) for each in criterion.names()}):
            own = [move for move in taught.moves if key(move) == name]
            if not own:
                continue
            others = [move for move in taught.moves if key(move) != name and move.confidence >= AT_LEAST]
            there, absent = (level_of(criterion, _known(moves, taught)) for moves in ([*others, *own], others))
            nearer = abs(value - absent) - abs(value - there)
            if nearer:  # two readings of one level teach nothing either: then both are as near
                surest = max(own, key=lambda move: move.confidence)
                yield surest.by, Find(taught.name, surest.confidence, nearer > 0)


def pairs(taught: Lesson, curves: Mapping[str, Curve], detector: str | None = None) -> list[Pair]:
    """Return the machine's levels under some curves beside the reviewer's.

    Args:
        taught: The call.
        curves: By detector; one that is not named stays as it is.
        detector: Only items that look at a move this detector found here.
    """
    sure = [move for move in taught.moves if curves.get(move.by, AS_IT_IS)(move.confidence) >= AT_LEAST]
    known = _known(sure, taught)
    touched = {key(move) for move in taught.moves if move.by == detector}
    return [
        Pair(
            taught.name,
            criterion.id,
            level_of(criterion, known) / criterion.top,
            taught.given[criterion.id] / criterion.top,
        )
        for criterion in taught.criteria
        if detector is None or touched & {key_of(name) for name in criterion.names()}
    ]


def _known(moves: Sequence[Move], taught: Lesson) -> Facts:
    return facts(sorted(moves, key=_place), taught.turns)


def _place(move: Move) -> tuple[int, float]:
    return move.turn, move.span.start if move.span else 0.0


def _transcript(store: Store, name: str) -> Call | None:
    try:
        return hear(store, name).call
    except FixableError:  # its files are gone or broken
        return None
