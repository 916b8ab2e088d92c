"""Quotes a reader can hear: what was said, when, and which move it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.reports.texts import Texts, family_of
from rubrics.values import Move

COMPLAINTS = ("complaint", "repeat_complaint")
MOST_WORDS = 18
"""A longer quote inside a sentence is cut at a comma, or at this word."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One quote as the page shows it."""

    text: str
    name: str
    """Human name of the move."""
    family: str
    turn: int
    start: float | None
    """Seconds to play from; ``None`` where the transcript has no times."""
    end: float | None
    clock: str | None
    sure: str
    """How sure the detector is, as percents."""
    why: str


def chip(move: Move, texts: Texts) -> Chip:
    """Show one move as a quote."""
    span = move.span
    return Chip(
        text=move.quote.strip(),
        name=texts.move(move.name),
        family=family_of(move.name, move.role),
        turn=move.turn,
        start=span.start if span else None,
        end=span.end if span else None,
        clock=texts.clock(span.start) if span else None,
        sure=texts.percent(move.confidence),
        why=move.why,
    )


def chips(moves: Iterable[Move], texts: Texts, most: int | None = None) -> tuple[Chip, ...]:
    """Show moves as quotes in the order they were said, the same words once; of more than ``most``, the surest."""
    surest = sorted(moves, key=lambda move: -move.confidence)
    kept = list({(move.turn, move.quote): move for move in reversed(surest)}.values())
    kept = sorted(kept, key=lambda move: -move.confidence)[:most]
    return tuple(chip(move, texts) for move in sorted(kept, key=_when))


def first_complaint(moves: Iterable[Move]) -> Move | None:
    """Return what the customer called about: the first turn's complaint, before "I have told you" in the same turn."""
    complaints = (move for move in moves if move.name in COMPLAINTS)
    return min(complaints, key=lambda move: (move.turn, COMPLAINTS.index(move.name)), default=None)


def shortened(sentence: str) -> str:
    """Cut a long sentence where its breath ends, or where a reader's would."""
    words = sentence.strip().rstrip(".!?…").split()
    if len(words) <= MOST_WORDS:
        return " ".join(words)
    commas = [number for number, word in enumerate(words[:MOST_WORDS], start=1) if word.endswith(",") and number > 4]
    return " ".join(words[: commas[-1]]).rstrip(",") if commas else " ".join(words[:MOST_WORDS])


def _when(move: Move) -> tuple[int, float]:
    return move.turn, move.span.start if move.span else 0.0
