"""WebVTT with a voice for every turn: what a browser plays beside the recording.

One cue a turn, named ``turn-0`` and so on, ``<v Agent>`` before the text, and a comment that keeps the language and
the length of the call. Other people's files are read too: cues without voices or with several, settings, styles,
regions, times within the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby, pairwise
from typing import NamedTuple

from transcribe.call import Call, Span, Turn, Word
from transcribe.errors import BadFile
from transcribe.formats import clock
from transcribe.formats.build import imported, in_order, joined, language_code, timed
from transcribe.formats.cues import Block, Cue, blocks, cue, labelled_turns
from transcribe.formats.encoding import lines, one_line
from transcribe.formats.voices import NOBODY, Voice, label, voice

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_TAG = re.compile(
    r"<(?:(?P<time>(?:\d{1,4}:)?[0-5]\d:[0-5]\d\.\d{3})"
    r"|(?P<close>/?)(?P<tag>v|lang|ruby|rt|c|i|b|u)(?:\.[^\s<>]*)?(?:\s(?P<name>[^<>]*))?)>"
)
"""The tags WebVTT knows. Whatever else stands between angle brackets is text, and stays."""

_ABOUT = re.compile(r"(language|duration):\s*(\S+)\s*", re.IGNORECASE)
_OURS = re.compile(r"turn-\d+")


class _Piece(NamedTuple):
    """Text between two tags."""

    voice: Voice | None
    time: float | None
    text: str


def dumps(call: Call, *, words: bool = False) -> str:
    """Return ``call`` as WebVTT; with ``words``, the start of each word stands before it as ``<00:00:01.500>``.

    Raises:
        FixableError: a turn has no times.
    """
    about = [f"language: {one_line(call.language)}"] if call.language else []
    about += [f"duration: {clock.rounded(call.duration):.3f}"] if call.duration is not None else []
    parts = ["WEBVTT", *(["\n".join(["NOTE", *about])] if about else [])]
    for index, (turn, span) in enumerate(timed(call, "WebVTT")):
        times = f"{clock.written(span.start)} --> {clock.written(span.end)}"
        text = _stamped(turn, span) if words else _escaped(turn.text)
        parts.append(f"turn-{index}\n{times}\n<v {_escaped(label(turn.speaker, turn.role))}>{text}")
    return "\n\n".join(parts) + "\n"


def loads(text: str, *, where: str = "transcript.vtt") -> Call:
    """Return the call that a WebVTT file's text holds; ``where`` names the file in errors.

    Raises:
        BadFile: it does not begin with ``WEBVTT``, or a cue cannot be read.
    """
    head, *rest = _checked(list(blocks(lines(text))), where)
    comments = [block for block in rest if _is_comment(block)]
    cues = [cue(block, where) for block in rest if not _is_comment(block)]
    about = dict(_about([head, *comments]))
    duration = about.get("duration", "")
    return imported(
        _turns(cues),
        "vtt",
        language=language_code(about.get("language", "")),
        duration=float(duration) if re.fullmatch(r"\d{1,9}(\.\d+)?", duration) else None,
    )


def _escaped(text: str) -> str:
    return one_line(text).translate(_ESCAPES)


def _stamped(turn: Turn, span: Span) -> str:
    """Return the turn's text with its words' starts, or without any where the words are not in the text."""
    text, stamped, position, last = one_line(turn.text), "", 0, span.start
    for word in turn.words:
        found = text.find(one_line(word.text), position)
        if found < 0:
            return text.translate(_ESCAPES)
        stamped += text[position:found].translate(_ESCAPES)
        start = clock.rounded(word.span.start)
        if last < start < span.end:  # times that stand still or run back are not allowed
            stamped, last = f"{stamped}<{clock.written(start)}>", start
        position = found
    return stamped + text[position:].translate(_ESCAPES)


def _checked(found: Sequence[Block], where: str) -> Sequence[Block]:
    """Return the blocks of a file that begins as WebVTT does."""
    if not found or found[0].line != 1 or not re.match(r"WEBVTT(\s|$)", found[0].lines[0]):
        fix = "write WEBVTT on the first line, or name the file .srt if it is SubRip"
        raise BadFile("this is not WebVTT: the first line should be WEBVTT", where=f"{where}, line 1", fix=fix)
    if any("-->" in line for line in found[0].lines):
        what = "the first cue stands right under WEBVTT"
        raise BadFile(what, where=f"{where}, line 2", fix="put an empty line after WEBVTT")
    return found


def _is_comment(block: Block) -> bool:
    return re.fullmatch(r"(STYLE|REGION)\s*|NOTE(\s.*)?", block.lines[0]) is not None


def _about(found: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for block in found:
        for line in block.lines:
            if said := _ABOUT.fullmatch(line):
                yield said[1].lower(), said[2]


def _turns(cues: Sequence[Cue]) -> list[Turn]:
    pieces = [list(_pieces(" ".join(one.lines))) for one in cues]
    if not any(piece.voice for found in pieces for piece in found):
        return labelled_turns([one._replace(lines=[_plain(line) for line in one.lines]) for one in cues])
    turns = [turn for one, found in zip(cues, pieces, strict=True) for turn in _voiced(one.span, found)]
    ours = all(_OURS.fullmatch(one.id) for one in cues)
    return turns if ours else joined(in_order(turns))


def _plain(line: str) -> str:
    return one_line(unescape(_TAG.sub("", line)))


def _pieces(payload: str) -> Iterator[_Piece]:
    """Cut a cue's text at its tags; a voice lasts until the next one or its end."""
    speaker: Voice | None = None
    time: float | None = None
    position = 0
    for tag in _TAG.finditer(payload):
        yield _Piece(speaker, time, unescape(payload[position : tag.start()]))
        position = tag.end()
        if tag["time"]:
            time = clock.read(tag["time"])
        elif tag["tag"] == "v":
            speaker = None if tag["close"] else voice(unescape(tag["name"] or ""))
    yield _Piece(speaker, time, unescape(payload[position:]))


def _voiced(span: Span, pieces: Sequence[_Piece]) -> Iterator[Turn]:
    """Return a turn for each voice of a cue; they share its times, since the file says no more."""
    for speaker, group in groupby(pieces, key=lambda piece: piece.voice):
        said = list(group)
        text = one_line("".join(piece.text for piece in said))
        if text or speaker:
            who = speaker or NOBODY
            yield Turn(who.speaker, who.role, span, text, tuple(_words(span, said)))


def _words(span: Span, pieces: Sequence[_Piece]) -> Iterator[Word]:
    """Return the words between the times in a text; several words between two of them share the stretch."""
    stretches = [(time, "".join(piece.text for piece in group)) for time, group in groupby(pieces, lambda p: p.time)]
    if all(time is None for time, _ in stretches):
        return
    starts = [min(max(time or 0, span.start), span.end) for time, _ in stretches]
    for (_, said), (start, end) in zip(stretches, pairwise([*starts, span.end]), strict=True):
        if texts := one_line(said).split():
            shares = clock.shared(Span(start, max(start, end)), len(texts))
            yield from (Word(text, share) for text, share in zip(texts, shares, strict=True))
