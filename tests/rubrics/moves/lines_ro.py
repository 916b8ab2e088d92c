"""What the Romanian tests of the moves share: one line asked, and lines as test cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from rubrics.moves import find_moves_in_lines


def moves_of(role: str, text: str, context: str = "", position: float = 0.4) -> set[str]:
    """Return the names of the moves found in one Romanian line."""
    line = {"dialog_id": "a", "turn": 5, "role": role, "text": text, "lang": "ro", "context": context}
    ((_, moves),) = find_moves_in_lines([{**line, "position": position}])
    return {move.name for move in moves}


def cases(lines: Mapping[str, Iterable[str]]) -> list[object]:
    """Return each line as a case of its own, named by its move and its first words."""
    return [pytest.param(move, text, id=f"{move}-{text[:24]}") for move, texts in lines.items() for text in texts]
