"""A call as it lies before a reviewer: as the machine heard it, as people have put it right, and the marks that follow."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from review.desk.corrections import Correction, corrected, loaded
from review.kept import blank, rubric_of
from review.learning.applying import NOTHING, Learned, learned
from review.store import Store
from review.store.values import MachineResult, StoredCall
from rubrics import library
from rubrics.schema import Rubric
from rubrics.values import Move, RubricRef, Scorecard
from rubrics.wire import move_from_line, scorecard_json
from transcribe import formats
from transcribe.call import Call
from transcribe.errors import BadFile, FixableError, MissingPart

USUAL = "service_call"
"""The rubric where none is named."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One call, read from its files and the store."""

    stored: StoredCall
    call: Call | None
    """As people read it, corrections made; ``None`` where there is no transcript."""
    moves: tuple[Move, ...]
    card: Scorecard | None
    """The machine's newest marks."""
    before: Scorecard | None
    """Its marks before anybody corrected the transcript; ``None`` where nobody has."""
    corrections: tuple[Correction, ...]
    stale: bool
    """Whether the transcript was corrected since the newest marks were given."""
    team: Learned = NOTHING
    """What the detectors learned from this workspace's reviewers; marks given anew follow it."""
    rubric: Rubric | None = None
    """The rubric of ``card``, where it is kept or shipped."""
    by_hand: bool = False
    """Whether ``card`` is an empty one, of which a person alone can mark the items: the machine has given none."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One mark that another reading of the call, or of the rubric, has moved."""

    criterion: str
    before: float | None
    after: float | None


def hear(store: Store, name: str) -> Heard:
    """Read a call; raise :class:`~transcribe.errors.UnknownName` where it is there no more."""
    stored = store.call(name)
    folder = store.workspace.absolute(stored.results) if stored.results else None
    notes = store.notes(name, "correction")
    corrections = tuple(one for note in notes if (one := loaded(note.text)) is not None)
    original = _transcript(folder)
    results = store.results(name)
    call = corrected(original, corrections) if original else None
    team = learned(store.workspace.folder)
    card = results[-1].card if results else None
    return Heard(
        stored=stored,
        call=call,
        moves=_moves(folder, call, team, corrected_=bool(corrections)),
        card=card,
        before=_before(results, notes[0].at) if notes else None,
        corrections=corrections,
        stale=bool(notes) and not (results and results[-1].at > notes[-1].at),
        team=team,
        rubric=rubric_of(store, card.rubric) if card else None,
    )


def to_mark(heard: Heard, rubric: str | Path | None) -> Heard:
    """Return a call with items to mark: where the machine gave no marks, those of a rubric, for a person to judge by ear.

    Args:
        heard: The call.
        rubric: The rubric's file, or an id; ``service_call`` by default.

    Raises:
        FixableError: the rubric is not here, or does not say what it should.
    """
    if heard.card is not None:
        return heard
    chosen = library.load(rubric or USUAL)
    return replace(heard, card=blank(chosen), rubric=chosen, by_hand=True)


def again(heard: Heard, rubric: str | Path | None) -> Scorecard:
    """Mark a call anew, as it reads now.

    Args:
        heard: The call.
        rubric: The rubric's file, or an id; the one of the newest marks by default.

    Raises:
        MissingPart: there is no transcript to mark.
        FixableError: the rubric is not here, or does not say what it should.
    """
    if heard.call is None:
        raise MissingPart("there is no transcript to mark", fix="review the recording first")
    chosen = rubric or (heard.card.rubric.id if heard.card else USUAL)
    return heard.team.score(heard.call, chosen)


def changes(before: Scorecard | None, after: Scorecard | None) -> tuple[Changed, ...]:
    """Return the marks that differ between two scorecards, in the order of the later one; those of one alone are left out."""
    if before is None or after is None:
        return ()
    earlier = {mark.criterion: mark.value for mark in before.marks}
    return tuple(
        Changed(mark.criterion, earlier[mark.criterion], mark.value)
        for mark in after.marks
        if mark.criterion in earlier and earlier[mark.criterion] != mark.value
    )


def same(one: Scorecard | None, other: Scorecard) -> bool:
    """Tell whether two scorecards say the same, as the store keeps them."""
    return one is not None and scorecard_json(one) == scorecard_json(other)


def newer(card: Scorecard, rubric: str | Path | None) -> RubricRef | None:
    """Return the rubric of a scorecard as it is today, where that is another version; ``None`` where it is not, or not here."""
    try:
        today = library.load(rubric or card.rubric.id)
    except FixableError:
        return None
    ref = RubricRef(today.id, today.version)
    return ref if ref.id == card.rubric.id and ref != card.rubric else None


def _transcript(folder: Path | None) -> Call | None:
    if folder is None or not (folder / "call.json").is_file():
        return None
    return formats.read(folder / "call.json")


def _moves(folder: Path | None, call: Call | None, team: Learned, *, corrected_: bool) -> tuple[Move, ...]:
    """Return the moves of a call: those of its review, or found anew where the transcript is another by now."""
    if call is None or folder is None:
        return ()
    lines = folder / "moves.jsonl"
    if corrected_ or not lines.is_file():
        return team.find_moves(call)
    try:
        found = [move_from_line(json.loads(line)) for line in lines.read_text(encoding="utf-8").splitlines()]
    except ValueError as error:
        raise BadFile(f"the moves cannot be read: {error}", fix="review the call again", where=str(lines)) from None
    return tuple(move for move in found if move.turn < len(call.turns))


def _before(results: list[MachineResult], first: datetime) -> Scorecard | None:
    earlier = [result.card for result in results if result.at < first]
    return earlier[-1] if earlier else None
