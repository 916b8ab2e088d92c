"""Who spoke when, from the transcript beside the recording (see ``transcribe.engines.scripted``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transcribe.audio import Sound
from transcribe.engines.scripted import script
from transcribe.speakers import Voices


class ScriptedSpeakers:
    """Separates voices as the script does."""

    name = "scripted.v1"

    def settings(self) -> Mapping[str, Any]:
        """Return nothing: the script decides."""
        return {}

    def prepare(self) -> None:
        """Load nothing."""

    def separate(self, sound: Sound, speakers: int | None) -> Voices:
        """Return the script's turns under its own speaker labels."""
        turns = [(turn.speaker, turn.span) for turn in script(sound.source).turns if turn.span]
        return Voices(tuple(sorted(turns, key=lambda pair: pair[1])))
