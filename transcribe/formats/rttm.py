"""RTTM: who spoke when, without words; the format speaker engines are compared in.

Ten columns a line: ``SPEAKER file 1 start duration <NA> <NA> speaker <NA> <NA>``, times in seconds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from transcribe.call import Call, Span, Turn
from transcribe.errors import BadFile
from transcribe.formats.build import imported, timed
from transcribe.formats.clock import rounded
from transcribe.formats.encoding import clean, lines
from transcribe.formats.voices import voice

_FIX = "write SPEAKER file 1 start duration <NA> <NA> speaker <NA> <NA>, with the times in seconds"
_OTHERS = frozenset({"SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER"})
_OTHERS |= {"EDIT", "SU", "IP", "CB", "A/P", "SPKR-INFO"}
"""The line types of the format that say nothing of who speaks when."""
_SPEAKER_COLUMN = 7
"""Counted from 0; older files leave out the columns after it."""


class _Row(NamedTuple):
    recording: str
    turn: Turn


def dumps(call: Call, *, name: str = "call") -> str:
    """Return ``call`` as RTTM; ``name`` says which recording it is. Spaces in names become ``_``.

    Raises:
        FixableError: a turn has no times.
    """
    rows = []
    for turn, span in timed(call, "RTTM"):
        start = rounded(span.start)
        duration = rounded(span.end) - start
        rows.append(
            f"SPEAKER {_column(name)} 1 {start:.3f} {duration:.3f} <NA> <NA> {_column(turn.speaker)} <NA> <NA>\n"
        )
    return "".join(rows)


def loads(text: str, *, where: str = "call.rttm") -> Call:
    """Return the call that an RTTM file's text holds: turns with times and no words.

    Lines of other types than ``SPEAKER`` and comments are passed over; ``where`` names the file in errors.

    Raises:
        BadFile: a line has too few columns, times that are none, or the file is about several recordings.
    """
    rows: list[_Row] = []
    for number, line in enumerate(lines(text), start=1):
        columns = line.split()
        if columns and columns[0] == "SPEAKER":
            rows.append(_row(columns, f"{where}, line {number}"))
        elif columns and columns[0] not in _OTHERS and not line.lstrip().startswith(";"):
            raise BadFile(f"this is no line of RTTM: {clean(line)[:40]!r}", where=f"{where}, line {number}", fix=_FIX)
    if len(recordings := sorted({row.recording for row in rows})) > 1:
        what = f"the file is about {len(recordings)} recordings: {', '.join(recordings[:4])}"
        raise BadFile(what, where=where, fix="split it by its second column, one file a recording")
    return imported((row.turn for row in rows), "rttm")


def _column(text: str) -> str:
    """Return ``text`` without spaces, as a column must be; ``-`` for nothing at all."""
    return re.sub(r"\s", "_", clean(text)) or "-"


def _row(columns: list[str], place: str) -> _Row:
    if len(columns) <= _SPEAKER_COLUMN:
        raise BadFile(f"a line of RTTM has ten columns, this one {len(columns)}", where=place, fix=_FIX)
    try:
        start, duration = float(columns[3]), float(columns[4])
        span = Span(rounded(start), rounded(start + duration))
    except ValueError as error:
        raise BadFile(f"the times {columns[3]} and {columns[4]} cannot be read", where=place, fix=_FIX) from error
    return _Row(columns[1], Turn(*voice(clean(columns[_SPEAKER_COLUMN])), span, ""))
