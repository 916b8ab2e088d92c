"""A spoken line: the browser's recording in, words out, on this computer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from transcribe.errors import BadAudio

LONGEST_BYTES = 20_000_000
"""More than half an hour of a browser's speech; a line of a talk is never that long."""


@cache
def _listener(language: str) -> Any:
    """Return a listener that keeps its engine loaded from line to line."""
    from transcribe.listen import Listener
    from transcribe.settings import Settings

    return Listener(Settings(language=language, speakers=1))


def spoken(recording: bytes, language: str) -> str:
    """Return the words of a recording; empty where none were heard.

    Args:
        recording: What ``MediaRecorder`` gives: WebM or MP4 with any codec PyAV reads.
        language: The talk's language.

    Raises:
        FixableError: The weights of the speech engine are not there.
    """
    if not recording or len(recording) > LONGEST_BYTES:
        return ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "line.webm"
        path.write_bytes(recording)
        try:
            call = _listener(language).call(path)
        except BadAudio:
            return ""
    return " ".join(turn.text for turn in call.turns)
