"""A transcript file in place of a recording: no engine, no sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from transcribe.call import Call
from transcribe.roles import with_roles


def read_transcript(path: Path, language: str | None = None, agent: str | None = None) -> Call:
    """Return the call in a transcript file, with roles; ``language`` holds where the file names none.

    Raises:
        BadFile: it is no transcript.
        UnknownName: nobody in it is labelled ``agent``.
    """
    from transcribe import formats

    call = formats.read(path)
    return with_roles(call if call.language else replace(call, language=language), agent)
