"""From a call to its moves, and from the moves to marks that quote their seconds.

``rubrics.find_moves(call)`` and ``rubrics.score(call, "service_call")`` are the two doors; nothing heavy is loaded
until one of them is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rubrics.values import Mark, Move, RubricRef, Scorecard

if TYPE_CHECKING:
    from rubrics.moves.finding import find_moves, find_moves_in_lines
    from rubrics.scorecard import score

__all__ = ["Mark", "Move", "RubricRef", "Scorecard", "find_moves", "find_moves_in_lines", "score"]

_HOMES = {
    "find_moves": "rubrics.moves",
    "find_moves_in_lines": "rubrics.moves",
    "score": "rubrics.scorecard",
}


def __getattr__(name: str) -> Any:
    """Load a door's room when somebody walks in: pydantic, YAML and the lexicons cost time an import should not."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rubrics' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
