"""From a recording to a call: who said what, when, with what confidence.

>>> from transcribe import call
>>> talk = call("call.opus")               # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transcribe.call import Call, Dropped, Provenance, Span, Turn, Word
from transcribe.errors import BadAudio, BadFile, FixableError, MissingPart, ParafrazaError, UnknownName

__all__ = [
    "BadAudio",
    "BadFile",
    "Call",
    "Dropped",
    "FixableError",
    "MissingPart",
    "ParafrazaError",
    "Provenance",
    "Span",
    "Turn",
    "UnknownName",
    "Word",
    "call",
]


# The module of the same name is imported above, so this name stays the function's: ``transcribe.call(path)`` hears a
# call, ``from transcribe.call import Call`` still finds the values.
def call(path: str | Path, **choices: Any) -> Call:
    """Return the call in a recording, or in a transcript file.

    Args:
        path: a recording (any container PyAV reads) or a transcript (JSON, WebVTT, SRT, text).
        choices: fields of :class:`transcribe.settings.Settings`, such as ``language="pl"`` or ``agent="left"``; and
            ``token`` for gated pipelines.

    Raises:
        FixableError: what the user can put right, with the way out.
    """
    from transcribe.listen import Listener
    from transcribe.settings import Settings

    token = choices.pop("token", None)
    listener = Listener(Settings(**choices), token)
    listener.check_agent([Path(path)])
    return listener.call(Path(path))
