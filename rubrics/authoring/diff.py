"""Which marks a change to a rubric moves: the same calls scored under both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rubrics.moves.finding import find_moves
from rubrics.scorecard import FAINT, score
from rubrics.values import Compliance, Mark, RubricRef, Scorecard
from transcribe.call import Call
from transcribe.errors import BadFile


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One mark under both rubrics."""

    criterion: str
    old: float | None
    """``None`` where it was not judged, or where the old rubric does not have it."""
    new: float | None
    added: bool = False
    """The old rubric does not have this criterion."""
    removed: bool = False
    """The new rubric does not have it."""

    @property
    def moves(self) -> bool:
        """Whether the mark is another one."""
        return self.old != self.new or self.added or self.removed


@dataclass(frozen=True, slots=True)
class CallChange:
    """One call under both rubrics."""

    call: str
    marks: tuple[MarkChange, ...]
    old_total: float | None
    new_total: float | None
    old_compliance: Compliance
    new_compliance: Compliance

    @property
    def moved(self) -> tuple[MarkChange, ...]:
        """The marks that are other ones."""
        return tuple(mark for mark in self.marks if mark.moves)


@dataclass(frozen=True, slots=True)
class Difference:
    """A frozen set of calls under two rubrics."""

    old: RubricRef
    new: RubricRef
    calls: tuple[CallChange, ...]

    @property
    def marks(self) -> int:
        """Number of marks compared."""
        return sum(len(call.marks) for call in self.calls)

    def by_criterion(self) -> dict[str, int]:
        """Return how many calls' marks move, by criterion, the most first; criteria whose marks all stay are left out."""
        counts: dict[str, int] = {}
        for call in self.calls:
            for mark in call.moved:
                counts[mark.criterion] = counts.get(mark.criterion, 0) + 1
        return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def compare(old: str | Path, new: str | Path, calls: Mapping[str, Call]) -> Difference:
    """Score calls under two rubrics; the moves of each call are looked for once, so only the rubrics differ.

    Args:
        old: A shipped rubric's id, or a file.
        new: The same.
        calls: By name.

    Raises:
        UnknownName: There is no such rubric.
        BadFile: A rubric's file does not say what it should, or there is no call to compare on.
    """
    if not calls:
        raise BadFile("there is no call to compare on", fix="name a folder that holds call.json files")
    changes, cards = [], (Scorecard(RubricRef("", ""), (), None, "not_judged"),) * 2
    for name, call in calls.items():
        moves = find_moves(call, at_least=FAINT)
        cards = score(call, old, moves=moves), score(call, new, moves=moves)
        changes.append(_change(name, *cards))
    return Difference(cards[0].rubric, cards[1].rubric, tuple(changes))


def _change(name: str, old: Scorecard, new: Scorecard) -> CallChange:
    return CallChange(
        call=name,
        marks=tuple(_marks(old.marks, new.marks)),
        old_total=old.skill_total,
        new_total=new.skill_total,
        old_compliance=old.compliance,
        new_compliance=new.compliance,
    )


def _marks(old: Sequence[Mark], new: Sequence[Mark]) -> Iterator[MarkChange]:
    before = {mark.criterion: mark.value for mark in old}
    for mark in new:
        yield MarkChange(mark.criterion, before.get(mark.criterion), mark.value, added=mark.criterion not in before)
    after = {mark.criterion for mark in new}
    for mark in old:
        if mark.criterion not in after:
            yield MarkChange(mark.criterion, mark.value, None, removed=True)


def example_calls() -> dict[str, Call]:
    """Return the example calls that ship with the toolkit, by name."""
    from rubrics import examples

    return {name: examples.load(name).call for name in examples.names()}


def calls_in(folder: Path) -> dict[str, Call]:
    """Return the calls of a folder, by the folder or file that holds them.

    Raises:
        BadFile: A file is no transcript, or there is none.
    """
    from transcribe.reading import read_transcript

    files = sorted({*folder.rglob("call.json"), *folder.glob("*.json")} - _others(folder))
    if not files:
        raise BadFile(
            "there is no call.json here", fix="name the folder that 'parafraza review' wrote", where=str(folder)
        )
    return {str(file.relative_to(folder).with_suffix("")): read_transcript(file) for file in files}


def _others(folder: Path) -> set[Path]:
    """Return what lies beside a call.json of 'parafraza review' and is no transcript."""
    return {*folder.glob("scorecard.json"), *folder.glob("manifest.json"), *folder.glob("*judge.json")}


def lines(difference: Difference) -> Iterable[str]:
    """Give what a person reads: each call with its totals and the marks that move, then the sums."""
    old, new = difference.old, difference.new
    yield f"{old.id} {old.version} -> {new.id} {new.version}, {_many(len(difference.calls), 'call')}"
    for call in difference.calls:
        yield ""
        yield f"{call.call:40}total {_shown(call.old_total)} -> {_shown(call.new_total)}{_verdict(call)}"
        yield from (f"  {mark.criterion:38}{_movement(mark)}" for mark in call.moved)
    moved = difference.by_criterion()
    yield ""
    yield f"marks that move: {sum(moved.values())} of {difference.marks}"
    yield from (f"  {criterion:38}in {_many(count, 'call')}" for criterion, count in moved.items())
    yield from _means(difference)


def _means(difference: Difference) -> Iterator[str]:
    """Give the mean totals of the calls that have one under both, so that the same calls stand on both sides."""
    both = [
        (call.old_total, call.new_total)
        for call in difference.calls
        if call.old_total is not None and call.new_total is not None
    ]
    if both:
        before, after = (sum(side) / len(both) for side in zip(*both, strict=True))
        yield f"mean total over {_many(len(both), 'call')}: {before:.1f} -> {after:.1f}"


def _movement(mark: MarkChange) -> str:
    if mark.added:
        return f"new -> {_level(mark.new)}"
    return f"{_level(mark.old)} -> {'gone' if mark.removed else _level(mark.new)}"


def _verdict(call: CallChange) -> str:
    if call.old_compliance == call.new_compliance:
        return ""
    return f", compliance {call.old_compliance} -> {call.new_compliance}"


def _level(value: float | None) -> str:
    return "not judged" if value is None else f"{value:g}"


def _shown(total: float | None) -> str:
    return "none" if total is None else f"{total:.1f}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
