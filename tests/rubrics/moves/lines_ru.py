"""What the Russian tests of the moves share: one line asked of the cues alone, and lines as test cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from rubrics.lexicon import load
from rubrics.moves.base import Scene, read
from rubrics.moves.finding import AT_LEAST, finds_in
from rubrics.moves.meaning import Familiarity
from transcribe.call import Role

LATE = frozenset({"satisfaction_check", "further_help", "review_invitation"})
EARLY = frozenset({"greeting"})


def moves_of(role: Role, text: str, context: str = "", position: float = 0.4) -> set[str]:
    """Return the moves the cues see in one Russian line, weighed against each other; no trained head has a say here."""
    lexicon = load("ru")
    other: Role = "customer" if role == "agent" else "agent"
    heard = (read(context, other, lexicon),) if context else ()
    scene = Scene(read(text, role, lexicon), heard, (), position)
    finds = finds_in(scene, None, Familiarity())
    return {find.name for _, find in finds if find.confidence >= AT_LEAST}


def place_of(move: str) -> float:
    """Return the place in a call where a move is usually made."""
    return 0.9 if move in LATE else 0.05 if move in EARLY else 0.4


def cases(lines: Mapping[str, Iterable[str]]) -> list[object]:
    """Return each line as a case of its own, named by its move and its first words."""
    return [pytest.param(move, text, id=f"{move}-{text[:24]}") for move, texts in lines.items() for text in texts]
