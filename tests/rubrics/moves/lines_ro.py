"""What the Romanian tests of the moves share: one line asked of the cues alone, and lines as test cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from rubrics.lexicon import load
from rubrics.moves.base import Scene, detectors, read
from rubrics.moves.finding import AT_LEAST
from transcribe.call import Role


def moves_of(role: Role, text: str, context: str = "", position: float = 0.4) -> set[str]:
    """Return the moves the cue detectors see in one Romanian line; no trained head has a say here."""
    lexicon = load("ro")
    other: Role = "customer" if role == "agent" else "agent"
    heard = (read(context, other, lexicon),) if context else ()
    scene = Scene(read(text, role, lexicon), heard, (), position)
    made = [detectors.make(name) for name in detectors.names()]
    finds = (find for detector in made if detector.role == role for find in detector.find(scene))
    return {find.name for find in finds if find.confidence >= AT_LEAST}


def cases(lines: Mapping[str, Iterable[str]]) -> list[object]:
    """Return each line as a case of its own, named by its move and its first words."""
    return [pytest.param(move, text, id=f"{move}-{text[:24]}") for move, texts in lines.items() for text in texts]
