"""SubRip subtitles, which know no speakers: each cue's text begins with one, as ``Agent: ...``."""

from __future__ import annotations

from transcribe.call import Call
from transcribe.formats import clock
from transcribe.formats.build import imported, timed
from transcribe.formats.cues import blocks, cue, labelled_turns
from transcribe.formats.encoding import lines
from transcribe.formats.voices import line_of


def dumps(call: Call) -> str:
    """Return ``call`` as SRT, one cue a turn.

    Raises:
        FixableError: a turn has no times.
    """
    parts = []
    for number, (turn, span) in enumerate(timed(call, "SRT"), start=1):
        times = f"{clock.written(span.start, comma=True)} --> {clock.written(span.end, comma=True)}"
        parts.append(f"{number}\n{times}\n{line_of(turn.speaker, turn.role, turn.text)}\n")
    return "\n".join(parts)


def loads(text: str, *, where: str = "transcript.srt") -> Call:
    """Return the call that an SRT file's text holds; ``where`` names the file in errors.

    Raises:
        BadFile: a cue has no times, or times that cannot be.
    """
    return imported(labelled_turns([cue(block, where) for block in blocks(lines(text))]), "srt")
