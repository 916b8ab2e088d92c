"""Plain text that a person can write by hand: ``[mm:ss] Agent: text``, the time where there is one.

A line that names nobody goes on with the turn above it. Times may have brackets or not, hours or fractions, an end, or
stand after the name; what our own writer keeps is the start, in whole seconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transcribe.call import Call, Span, Turn
from transcribe.errors import BadFile
from transcribe.formats import clock
from transcribe.formats.build import imported
from transcribe.formats.encoding import lines, one_line
from transcribe.formats.voices import NOBODY, Said, line_of, said, split_speakers

_RANGE = rf"({clock.TIME})(?:\s*(?:-->|[-–—])\s*({clock.TIME}))?"
_BRACKETED = re.compile(rf"[\[(]\s*{_RANGE}\s*[\])]\s*(.*)")
_BARE = re.compile(rf"{_RANGE}\s+(?:[-–—]\s+)?(.*)")
_BEHIND = re.compile(rf"([^:\[(]{{1,60}}?)\s*[\[(]\s*{_RANGE}\s*[\])]\s*:?\s*(.*)")

_UNNAMED = "Lines above the first speaker were left out: {}"
_STARTS_ONLY = (
    "The file gives starts only: each turn is taken to last until the next one, the last one to have no length."
)


class _Entry(NamedTuple):
    """A line of the file with its time taken off."""

    start: float | None
    end: float | None
    text: str


def dumps(call: Call) -> str:
    """Return ``call`` as lines of plain text."""
    return "".join(f"{_clock(turn.span)}{line_of(turn.speaker, turn.role, turn.text)}\n" for turn in call.turns)


def loads(text: str, *, where: str = "transcript.txt") -> Call:
    """Return the call that lines of plain text hold; ``where`` names the file in errors.

    Raises:
        BadFile: no line says who speaks or when, or a time cannot be.
    """
    entries = [
        _entry(line.strip(), f"{where}, line {number}")
        for number, line in enumerate(map(one_line, lines(text)), start=1)
        if line
    ]
    found = _speakers(entries)
    if entries and not any(one.voice for one in found):
        raise BadFile(
            "no line says who speaks", where=where, fix="begin each turn with who speaks, such as Agent: Good morning"
        )
    return _call(entries, found)


def _clock(span: Span | None) -> str:
    return f"[{clock.short(span.start)}] " if span else ""


def _entry(line: str, place: str) -> _Entry:
    """Take the time off a line; a bare time, which may be part of a sentence, only where a name follows it."""
    try:
        if found := _BRACKETED.fullmatch(line):
            return _timed(found[1], found[2], found[3])
        if (found := _BARE.fullmatch(line)) and said(found[3]).voice:
            return _timed(found[1], found[2], found[3])
        if (found := _BEHIND.fullmatch(line)) and said(f"{found[1]}:").voice:
            return _timed(found[2], found[3], f"{found[1]}: {found[4]}")
    except ValueError as error:
        raise BadFile(str(error), where=place, fix="write times as [mm:ss] or [h:mm:ss]") from error
    return _Entry(None, None, line)


def _timed(start: str, end: str | None, text: str) -> _Entry:
    return _Entry(clock.read(start), clock.read(end) if end else None, text)


def _speakers(entries: Sequence[_Entry]) -> list[Said]:
    """Say who speaks on each line; in a file of times without names, each time is somebody's."""
    found = split_speakers(entry.text for entry in entries)
    if any(one.voice for one in found):
        return found
    return [Said(None if entry.start is None else NOBODY, one.text) for entry, one in zip(entries, found, strict=True)]


def _call(entries: Sequence[_Entry], found: Sequence[Said]) -> Call:
    turns: list[Turn] = []
    unnamed: list[str] = []
    spans = _spans(entries, found)
    for span, one in zip(spans, found, strict=True):
        if one.voice:
            turns.append(Turn(*one.voice, span, one.text))
        elif turns:
            turns[-1] = _longer(turns[-1], one.text)
        else:
            unnamed.append(one.text)
    notes = [_UNNAMED.format(" / ".join(unnamed))] if unnamed else []
    guessed = any(entry.start is not None and entry.end is None for entry in entries)
    return imported(turns, "txt", notes=(*notes, *([_STARTS_ONLY] if guessed else [])))


def _longer(turn: Turn, text: str) -> Turn:
    return Turn(turn.speaker, turn.role, turn.span, " ".join(filter(None, (turn.text, text))))


def _spans(entries: Sequence[_Entry], found: Sequence[Said]) -> list[Span | None]:
    """Return each line's stretch: to its own end, or to the next turn's start, or none at all for the last."""
    spans: list[Span | None] = []
    following: float | None = None
    for entry, one in zip(reversed(entries), reversed(found), strict=True):
        start = entry.start
        ends = entry.end if entry.end is not None else following
        spans.append(None if start is None else Span(start, max(start, start if ends is None else ends)))
        following = start if start is not None and one.voice else following
    return spans[::-1]
