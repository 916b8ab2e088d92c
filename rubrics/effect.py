"""What followed a skill: the customer confirmed it, agreed, cooled down, or said the same complaint again.

A mark says what the agent did; this says what it led to, beside the mark and never in it: a customer may stay angry after
a perfect apology. It is what was seen next, not what was caused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rubrics.values import Mark, Move
from transcribe.call import Call

Kind = Literal["confirmed", "agreed", "thanked", "corrected", "repeated", "escalated", "cooled"]
_SEEN: dict[str, Kind] = {
    "escalates": "escalated",
    "repeat_complaint": "repeated",
    "corrects": "corrected",
    "confirms": "confirmed",
    "agrees": "agreed",
    "thanks": "thanked",
}
"""What a customer's move says of what came before it, the most telling first."""
INVITES = frozenset({"open_question", "clarifying_question", "closed_question"})
"""Asked for, the story may be told again; that is an answer and no complaint about the agent."""
UNHAPPY = frozenset({"complaint", "repeat_complaint", "escalates"})
ANSWERS_WITHIN = 2
"""Turns after a move in which the customer's answer to it may stand: the next, or the one after a word of the agent's."""
HEATED_WITHIN = 4
"""Turns before a move in which a complaint still stands open."""
CALM_TURNS = 2
"""Turns of the customer without complaint after which it may be said that they cooled down."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the customer did after the evidence of a mark."""

    kind: Kind
    moves: tuple[Move, ...]
    """The customer's moves that show it; for ``cooled`` the complaint that did not come back."""


def effect(mark: Mark, moves: Sequence[Move], call: Call) -> Effect | None:
    """Return what followed the evidence of ``mark``; ``None`` where the customer's next words tell nothing.

    Of several kinds the most telling is returned: a complaint that comes back before an agreement.

    Args:
        mark: A mark; only the agent's moves in its evidence are looked at.
        moves: All moves of the call, of both sides.
        call: The call.
    """
    shown = sorted({move.turn for move in mark.evidence if move.role == "agent"})
    followed = [move for move in _customers(moves) if any(0 < move.turn - turn <= ANSWERS_WITHIN for turn in shown)]
    asked = {move.turn for move in moves if move.role == "agent" and move.name in INVITES}
    for name, kind in _SEEN.items():
        telling = tuple(
            move
            for move in followed
            if move.name == name and not (name == "repeat_complaint" and move.turn - 1 in asked)
        )
        if telling:
            return Effect(kind, telling)
    return _cooled(shown, moves, call)


def _cooled(shown: Sequence[int], moves: Iterable[Move], call: Call) -> Effect | None:
    """Tell whether a complaint stood open before the evidence and none came after it."""
    if not shown:
        return None
    unhappy = [move for move in _customers(moves) if move.name in UNHAPPY]
    before = tuple(move for move in unhappy if 0 < shown[0] - move.turn <= HEATED_WITHIN)
    later = sum(turn.role == "customer" for turn in call.turns[shown[0] + 1 :])
    calm = later >= CALM_TURNS and not any(move.turn > shown[0] for move in unhappy)
    return Effect("cooled", before) if before and calm else None


def _customers(moves: Iterable[Move]) -> list[Move]:
    return [move for move in moves if move.role == "customer"]
