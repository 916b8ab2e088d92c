"""A call as WebVTT with its marks as notes: for any player, and for who reads the file.

A mark stands before the first words it rests on; one without evidence stands at the top. Notes are comments, so a player shows
none of them and our own reader gives the call back as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from review.reports.marks import judged
from review.reports.wording import Wording
from review.store.values import Note
from rubrics.values import Mark, Scorecard
from transcribe.call import Call
from transcribe.formats import WRITERS
from transcribe.formats.encoding import one_line


def with_marks(call: Call, card: Scorecard, wording: Wording, notes: Iterable[Note] = ()) -> str:
    """Return a call as WebVTT with its marks, and the moments people marked, as notes.

    Args:
        call: The call; every turn has its times.
        card: The marks that count.
        wording: The words of their rubric.
        notes: What people noted on seconds of the call; those without seconds are left out.

    Raises:
        FixableError: a turn has no times.
    """
    head, *cues = WRITERS["vtt"](call).rstrip("\n").split("\n\nturn-")
    placed = _placed(call, card, wording, notes)
    total = _comment(f"{wording.title}: {judged(card.marks, wording.texts)}")
    parts = [head, total, *placed.get(None, ())]
    for number, cue in enumerate(cues):
        parts += [*placed.get(number, ()), f"turn-{cue}"]
    return "\n\n".join(parts) + "\n"


def _placed(call: Call, card: Scorecard, wording: Wording, notes: Iterable[Note]) -> Mapping[int | None, list[str]]:
    """Return the notes by the turn they stand before; ``None`` is the top."""
    found: dict[int | None, list[str]] = {}
    for mark in card.marks:
        turn = min((move.turn for move in mark.evidence), default=None)
        found.setdefault(turn if turn is None or turn < len(call.turns) else None, []).append(_mark(mark, wording))
    for note in notes:
        if note.kind == "moment" and note.start is not None:
            said = f"{wording.texts.clock(note.start)} {note.by}: {note.text}"
            found.setdefault(_turn_at(call, note.start), []).append(_comment(said))
    return found


def _mark(mark: Mark, wording: Wording) -> str:
    texts = wording.texts
    if mark.value is None:
        level = texts.say("not judged")
    else:
        level = texts.say("{value} of {max}", value=texts.number(mark.value, 1), max=texts.number(mark.max))
    return _comment(f"{wording.criterion(mark.criterion).title}: {level}. {mark.why}")


def _comment(text: str) -> str:
    # An arrow of two hyphens would end the comment as a cue's times do.
    return f"NOTE {one_line(text).replace('-->', '→')}"


def _turn_at(call: Call, start: float) -> int | None:
    later = (index for index, turn in enumerate(call.turns) if turn.span and turn.span.end > start)
    return next(later, None)
