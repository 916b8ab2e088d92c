"""The moves in an answer, found by the one door of ``rubrics``: the customer's line, then the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from trainings.schema import OwnWords

FAINT = 0.3
"""Confidence from which a move is heard at all; what counts is decided in ``judging``."""
FIRST = frozenset({"greeting"})
LAST = frozenset({"satisfaction_check", "further_help", "review_invitation"})
"""Moves of the beginning and of the end of a talk: an exercise that asks for one of them stands there."""


class Heard(NamedTuple):
    """One move in an answer."""

    name: str
    quote: str
    confidence: float


def heard_in(exercise: OwnWords, texts: Iterable[str], language: str) -> list[tuple[Heard, ...]]:
    """Return the moves of each answer, surest first, one of each name.

    Args:
        exercise: What was asked; its customer's line is what the answer answers.
        texts: The answers, any text.
        language: The language of the exercise.
    """
    from rubrics import find_moves_in_lines

    lines = [_line(exercise, text, str(number)) for number, text in enumerate(texts)]
    found: list[tuple[Heard, ...]] = []
    for _, moves in find_moves_in_lines(lines, language=language, at_least=FAINT):
        best: dict[str, Heard] = {}
        for move in sorted(moves, key=lambda move: -move.confidence):
            best.setdefault(move.name, Heard(move.name, move.quote, move.confidence))
        found.append(tuple(best.values()))
    return found


def _line(exercise: OwnWords, text: str, name: str) -> Mapping[str, Any]:
    """Return an answer as a line of talk: each in a dialogue of its own, after the customer's line."""
    wanted = {move for group in exercise.moves for move in group}
    place = {"position": 0.0} if wanted & FIRST else {"position": 0.95} if wanted & LAST else {}
    context = {"context": exercise.customer} if exercise.customer else {}
    return {"dialog_id": name, "turn": 1, "role": "agent", "text": text, **context, **place}
