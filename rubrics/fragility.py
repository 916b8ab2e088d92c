"""Which marks hang on what a machine may have got wrong: who said a short turn, what a word was, where a turn ends.

Changes of all three kinds are made to the call and its moves are looked for again. Turns are changed apart from one
another, so that what a change does can be told turn by turn: the moves from a changed turn up to the next one are the
change's. From there trials are cheap: each takes some changes of one kind, and the marks are made anew. A mark that comes
out differently in a fifth of the trials is fragile, and the turn that does it alone is named. The seed is fixed. A long
call is changed fewer times, the turns around evidence first, which keeps 200 turns within seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rubrics import library
from rubrics.changes import KINDS, Change, Kind, changes
from rubrics.conditions import facts, holds
from rubrics.moves.finding import REMEMBERED_TURNS, claimed, find_moves
from rubrics.schema import Criterion
from rubrics.scorecard import level_of
from rubrics.values import Move, Scorecard
from transcribe.call import Call

TRIALS = 60
"""Of each kind: a fifth is then known within about a tenth, which is enough to warn."""
FRAGILE = 0.2
"""Share of trials from which a mark that changes is called fragile."""
APART = 2
"""Turns between two that are changed together, so that the one does not stand beside the other."""
PASSES, REREAD = 6, 300
"""A call is changed and read again at most so many times, and at most so many turns are read; once in any case."""
SEED = 20_260_102


@dataclass(frozen=True, slots=True)
class Fragile:
    """One mark that could easily have come out differently."""

    criterion: str
    kind: Kind
    """What it hangs on: who said something, what the words were, or where a turn ends."""
    share: float
    """Share of trials of that kind, 0 to 1, in which the mark came out differently."""
    turn: int
    """The turn it hangs on most."""


@dataclass(frozen=True)
class _Tried:
    """One change with the moves it leads to, beside those it takes the place of."""

    change: Change
    turns: range
    before: tuple[Move, ...]
    after: tuple[Move, ...]


def fragile(
    call: Call, card: Scorecard, rubric: str | Path | None = None, *, moves: Iterable[Move] | None = None
) -> tuple[Fragile, ...]:
    """Return the marks of ``card`` that hang on a doubtful hearing, at most one reason each, in the rubric's order.

    Args:
        call: The call the marks are about.
        card: Its marks; those that are not judged cannot be fragile.
        rubric: The rubric of ``card`` by id or file; without it the shipped one of that id.
        moves: The call's moves where they are known; faint ones are not looked at.

    Raises:
        UnknownName: There is no such rubric.
        BadFile: The rubric's file does not say what it should.
    """
    judged = {mark.criterion for mark in card.marks if mark.value is not None}
    criteria = [each for _, each in library.load(rubric or card.rubric.id).criteria() if each.id in judged]
    found = find_moves(call) if moves is None else claimed(moves)
    worst: dict[str, Fragile] = {}
    tried = [each for each in _tried(call, found) if each.before != each.after]
    for kind in KINDS:
        for each in _of_kind(kind, [one for one in tried if one.change.kind == kind], call, criteria, found):
            if each.criterion not in worst or each.share > worst[each.criterion].share:
                worst[each.criterion] = each
    return tuple(worst[each.id] for each in criteria if each.id in worst)


def _of_kind(
    kind: Kind, tried: Sequence[_Tried], call: Call, criteria: Sequence[Criterion], found: tuple[Move, ...]
) -> Iterator[Fragile]:
    usual = _levels(criteria, found, len(call.turns))
    flips: Counter[str] = Counter()
    suspects: dict[str, Counter[int]] = {each.id: Counter() for each in criteria}
    for chosen in filter(None, _trials(tried)):
        for name in _flipped(criteria, usual, _moves(found, chosen), call):
            flips[name] += 1
            suspects[name].update(each.change.turn for each in chosen)
    for each in tried:
        for name in _flipped(criteria, usual, _moves(found, [each]), call):
            suspects[name][each.change.turn] += TRIALS  # what does it alone comes before what was only there
    for name, count in flips.items():
        if count >= FRAGILE * TRIALS:
            yield Fragile(name, kind, count / TRIALS, suspects[name].most_common(1)[0][0])


def _tried(call: Call, found: tuple[Move, ...]) -> Iterator[_Tried]:
    """Change the call's turns, those around evidence first, and look for its moves again."""
    telling = {near for move in found for near in (move.turn - 1, move.turn)}
    left = sorted(changes(call, SEED), key=lambda change: (change.turn not in telling, change.turn))
    for _ in range(max(1, min(PASSES, REREAD // max(len(call.turns), 1)))):
        together, left = apart(left)
        if together:
            yield from _compared(call, together, found)


def apart(candidates: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """Choose changes that do not stand beside one another; return them in the call's order, and those left."""
    chosen: list[Change] = []
    left: list[Change] = []
    for change in candidates:
        free = all(abs(change.turn - other.turn) > APART for other in chosen)
        (chosen if free else left).append(change)
    return sorted(chosen, key=lambda change: change.turn), left


def _compared(call: Call, together: Sequence[Change], found: tuple[Move, ...]) -> Iterator[_Tried]:
    changed = call
    for change in together:
        changed = change.made(changed)
    anew = find_moves(changed)
    ends = [*(change.turn for change in together[1:]), len(call.turns)]
    for change, end in zip(together, ends, strict=True):
        turns = range(change.turn, min(end, change.turn + REMEMBERED_TURNS))
        yield _Tried(change, turns, _inside(found, turns), _inside(anew, turns))


def _inside(moves: Iterable[Move], turns: range) -> tuple[Move, ...]:
    return tuple(move for move in moves if move.turn in turns)


def _trials(tried: Sequence[_Tried]) -> Iterator[list[_Tried]]:
    """Take each change as often as it is likely, leaving out those that overlap one already taken."""
    chance = Random(SEED)  # noqa: S311 - a trial, not a secret
    for _ in range(TRIALS):
        chosen: list[_Tried] = []
        for each in tried:
            if chance.random() < each.change.likely and not any(_overlap(each, other) for other in chosen):
                chosen.append(each)
        yield chosen


def _overlap(one: _Tried, other: _Tried) -> bool:
    return one.turns.start < other.turns.stop and other.turns.start < one.turns.stop


def _moves(found: tuple[Move, ...], chosen: Sequence[_Tried]) -> list[Move]:
    replaced = {turn for each in chosen for turn in each.turns}
    kept = [move for move in found if move.turn not in replaced]
    return sorted([*kept, *(move for each in chosen for move in each.after)], key=lambda move: move.turn)


def _flipped(
    criteria: Sequence[Criterion], usual: Mapping[str, int | None], moves: Sequence[Move], call: Call
) -> Iterator[str]:
    levels = _levels(criteria, moves, len(call.turns))
    yield from (name for name, level in levels.items() if level != usual[name])


def _levels(criteria: Iterable[Criterion], moves: Iterable[Move], turns: int) -> dict[str, int | None]:
    known = facts(moves, turns)
    return {
        each.id: level_of(each, known) if each.applies is None or holds(each.applies, known) else None
        for each in criteria
    }
