"""Transcripts as files: ours and other people's, read and written by one function each.

>>> call = read(Path("call.vtt"))            # doctest: +SKIP
>>> write(call, Path("call.json"))           # doctest: +SKIP

Each format is a module with ``loads(text, where=...)`` and, where we write it, ``dumps(call)``; they work on text and
touch no file. :data:`READERS` and :data:`WRITERS` hold them by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from transcribe.call import Call
from transcribe.errors import BadFile, FixableError
from transcribe.formats import amazon_json, call_json, rttm, srt, txt, vtt, whisper_json
from transcribe.formats.encoding import decoded
from transcribe.formats.fields import parsed
from transcribe.formats.whole import write_whole

__all__ = ["READERS", "WRITERS", "read", "write", "write_whole"]


class Reader(Protocol):
    """Makes a call of a file's text; ``where`` is the file's name, for errors."""

    def __call__(self, text: str, *, where: str) -> Call:
        """Read, or raise :class:`~transcribe.errors.BadFile`."""
        ...


READERS: Mapping[str, Reader] = {
    "json": call_json.loads,
    "whisper": whisper_json.loads,
    "amazon": amazon_json.loads,
    "vtt": vtt.loads,
    "srt": srt.loads,
    "rttm": rttm.loads,
    "txt": txt.loads,
}
"""What can be read: our ``call.json``, Whisper and whisperX JSON, Amazon Transcribe JSON, WebVTT, SRT, RTTM, text."""

WRITERS: Mapping[str, Callable[[Call], str]] = {
    "json": call_json.dumps,
    "vtt": vtt.dumps,
    "srt": srt.dumps,
    "rttm": rttm.dumps,
    "txt": txt.dumps,
}
"""What can be written, by the ending of the file's name. Only ``json`` keeps everything."""

_LARGEST = 256 * 2**20
"""Bytes; a transcript of a whole day is a tenth of this, a recording given by mistake soon more."""

_SRT_START = re.compile(r"\s*(\d+\s*\n\s*)?[\d:,.]+\s*-->")
_RTTM_START = re.compile(r"\s*(;.*\n\s*)*SPEAKER\s+\S+\s+\S+\s+[\d.]+\s+[\d.]+\s")


def read(path: Path) -> Call:
    """Return the call in a transcript file, whatever its format; the content decides where the name does not.

    Raises:
        BadFile: there is no such file, it is no transcript, or something in it is wrong: the error names the line.
    """
    name = str(path)
    text = decoded(_content(path), name)
    if not text.strip():
        raise BadFile("the file is empty", where=name, fix="give a transcript that has text in it")
    return READERS[_kind(text, path.suffix.lower().lstrip("."), name)](text, where=name)


def write(call: Call, path: Path, kind: str | None = None) -> None:
    """Write ``call`` to ``path``, whole or not at all.

    Args:
        call: what to write.
        path: where to; its ending picks the format.
        kind: one of :data:`WRITERS`, whatever the ending.

    Raises:
        FixableError: there is no such format, the call lacks the times the format needs, or the disk refused.
    """
    chosen = kind or path.suffix.lower().lstrip(".")
    if chosen not in WRITERS:
        what = f"{chosen!r} is no transcript format we write" if chosen else "the file's name has no ending"
        raise FixableError(what, where=str(path), fix=f"end the name in one of: {', '.join(WRITERS)}")
    text = rttm.dumps(call, name=path.stem) if chosen == "rttm" else WRITERS[chosen](call)
    write_whole(path, text)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            fix = "give a transcript; a recording goes to `parafraza transcribe`"
            raise BadFile("the file is too large to be a transcript", where=str(path), fix=fix)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        fix = "check the name of the file, and that you may read it"
        raise BadFile(f"the file cannot be read: {reason}", where=str(path), fix=fix) from error


def _kind(text: str, suffix: str, name: str) -> str:
    """Return the key of :data:`READERS` that fits; only a .txt or an unknown ending lets the content decide alone."""
    if suffix == "json":
        return _json_kind(text, name)
    if suffix in ("vtt", "srt", "rttm"):
        return suffix
    if text.startswith("WEBVTT"):
        return "vtt"
    if text.lstrip().startswith("{"):
        return _json_kind(text, name)
    if _SRT_START.match(text):
        return "srt"
    return "rttm" if _RTTM_START.match(text) else "txt"


def _json_kind(text: str, name: str) -> str:
    root = parsed(text, name)
    for key, kind in (("turns", "json"), ("segments", "whisper"), ("results", "amazon")):
        if key in root.object():
            return kind
    what = "this JSON is no transcript we know: it has no turns, segments or results"
    raise BadFile(what, where=name, fix="give a call.json, or a result of Whisper, whisperX or Amazon Transcribe")
