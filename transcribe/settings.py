"""What a user can choose about hearing a call; part of the key under which results are kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from transcribe.errors import BadFile

TRANSCRIPTS = frozenset({".json", ".vtt", ".srt", ".txt"})
"""Endings of transcripts, read instead of heard."""
RECORDINGS = frozenset(
    {".wav", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wma", ".amr", ".gsm", ".au", ".aif", ".aiff"}
    | {".webm", ".mp4", ".mkv", ".mka", ".mov", ".avi", ".mpg", ".mpeg", ".3gp"}
)
"""Endings picked up from a folder; a file named by the user is tried whatever it is called."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a call is heard. The defaults are what a CPU without any hub can do."""

    engine: str = "faster-whisper"
    model: str = "base"
    speaker_engine: str = "auto"
    """``auto``: channels where the recording has a voice on each, else pyannote; ``scripted`` with the scripted engine."""
    speaker_model: str = "embedded"
    speakers: int | None = 2
    """How many voices a one-channel recording has; ``None`` to find out."""
    language: str | None = None
    """ISO 639-1 code; ``None`` to find out."""
    agent: str | None = None
    """``left``, ``right`` or a speaker's label; ``None``, or one that nobody has, to find out from what is said."""
    glossary: tuple[str, ...] = ()
    device: str = "cpu"

    def key(self) -> str:
        """Return a short fingerprint: other settings, other words. The agent is left out, for roles come afterwards."""
        values: dict[str, Any] = asdict(self)
        del values["agent"]
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def read_glossary(path: Path) -> tuple[str, ...]:
    """Return the names and products of a glossary file, one a line; blank lines and ``#`` remarks are passed over.

    Raises:
        BadFile: the file cannot be read as text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(
            "the glossary cannot be read", fix="give a text file in UTF-8, one name or product a line", where=str(path)
        ) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
