"""Quotes a reader can hear: what was said, when, and which move it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.reports.texts import Texts, family_of
from rubrics.values import Move


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


def chips(moves: Iterable[Move], texts: Texts) -> tuple[Chip, ...]:
    """Show moves as quotes in the order they were said, each once."""
    kept = dict.fromkeys(sorted(moves, key=lambda move: (move.turn, move.span.start if move.span else 0)))
    return tuple(chip(move, texts) for move in kept)
