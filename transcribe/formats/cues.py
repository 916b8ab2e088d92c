"""The skeleton WebVTT and SRT share: blocks between empty lines, each with a line of times and a text below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from transcribe.call import Span, Turn
from transcribe.errors import BadFile
from transcribe.formats import clock
from transcribe.formats.build import one_turn
from transcribe.formats.encoding import one_line
from transcribe.formats.voices import NOBODY, split_speakers


class Block(NamedTuple):
    """Lines with no empty one among them."""

    line: int
    """Number of the first one in the file, from 1."""
    lines: list[str]


class Cue(NamedTuple):
    """A stretch of time and what is said in it."""

    id: str
    span: Span
    lines: list[str]


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Cut a file's lines at its empty ones."""
    for filled, group in groupby(enumerate(lines, start=1), key=lambda pair: bool(pair[1].strip())):
        if filled:
            numbered = list(group)
            yield Block(numbered[0][0], [line for _, line in numbered])


def cue(block: Block, where: str) -> Cue:
    """Read a block as a cue: a name or number if there is one, the times, the text.

    Raises:
        BadFile: there are no times in it, or they cannot be read.
    """
    at = next((index for index, line in enumerate(block.lines[:2]) if "-->" in line), None)
    if at is None:
        what = f"text stands here without its times: {one_line(block.lines[0])[:40]!r}"
        fix = "put 00:00:00.000 --> 00:00:01.000 above it, or take out the empty line before it"
        raise BadFile(what, where=f"{where}, line {block.line}", fix=fix)
    text = block.lines[at + 1 :]
    if (second := next((index for index, line in enumerate(text) if clock.ARROW.fullmatch(line)), None)) is not None:
        place = f"{where}, line {block.line + at + 1 + second}"
        raise BadFile("a second line of times stands in one cue", where=place, fix="put an empty line between cues")
    return Cue(block.lines[0].strip() if at else "", _times(block.lines[at], f"{where}, line {block.line + at}"), text)


def labelled_turns(cues: Sequence[Cue]) -> list[Turn]:
    """Return the turns of cues that name speakers, if at all, as ``Agent: ...``.

    A line that names nobody goes on with the line before it in its cue. Where the file names speakers at all it goes
    on with the turn before it too: captions give a name when it changes.
    """
    flat = [(cue.span, at, line) for cue in cues for at, line in enumerate(cue.lines or [""])]
    found = split_speakers(one_line(line) for *_, line in flat)
    named = any(one.voice for one in found)
    turns: list[Turn] = []
    for (span, at, _), one in zip(flat, found, strict=True):
        turn = Turn(*(one.voice or NOBODY), span, one.text)
        if one.voice is None and turns and (named or at):
            turns[-1] = one_turn((turns[-1], turn))
        else:
            turns.append(turn)
    return turns


def _times(line: str, place: str) -> Span:
    found = clock.ARROW.fullmatch(line)
    fix = "write two times, the earlier one first, as 00:00:01.500 --> 00:00:04.000"
    if found is None:
        raise BadFile(f"these are no times: {one_line(line)[:60]!r}", where=place, fix=fix)
    try:
        return clock.span(found[1], found[2])
    except ValueError as error:
        raise BadFile(f"these times cannot be: {error}", where=place, fix=fix) from error
