"""``scripted``: answers from a transcript that lies beside the recording.

For ``call.opus`` it reads ``call.script.json`` (or ``.vtt``, ``.srt``, ``.txt``): any format that is read here. Lessons,
tests and demos run whole with it, without weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from transcribe.audio import Sound
from transcribe.call import Call, Span, Turn, Word
from transcribe.engines import Heard, Language
from transcribe.errors import MissingPart

SUFFIXES = (".json", ".vtt", ".srt", ".txt")
SIDES = ("agent", "customer")
"""Who is on which channel of a two-channel recording."""


class Scripted:
    """Hears what the script says."""

    name = "scripted.v1"
    model = "script"
    version = "1"
    invents = False
    abreast = False

    def settings(self) -> Mapping[str, Any]:
        """Return nothing: the script decides."""
        return {}

    def prepare(self) -> None:
        """Load nothing."""

    def languages(self) -> Sequence[str]:
        """Return the languages of the product."""
        return ("en", "pl", "ru", "ro")

    def language(self, sound: Sound, speech: Sequence[Span]) -> Language | None:
        """Return the language the script states."""
        code = script(sound.source).language
        return Language(code, 1.0) if code else None

    def hear(self, sound: Sound, speech: Sequence[Span], language: str | None) -> Iterator[Heard]:
        """Yield the script's turns; on one of two channels, those of its side."""
        for turn in script(sound.source).turns:
            side = sound.channel is None or SIDES[min(sound.channel, 1)] == turn.role
            if side and turn.span and (words := spoken_words(turn, turn.span)):
                yield Heard(words, turn.span)


def script(recording: Path) -> Call:
    """Return the transcript beside a recording.

    Raises:
        MissingPart: there is none.
    """
    from transcribe import formats

    if path := script_file(recording):
        return formats.read(path)
    raise MissingPart(
        "the scripted engine found no script beside the recording",
        fix=f"put {recording.stem}.script.json (or .vtt, .srt, .txt) there, or choose another --engine",
        where=str(recording),
    )


def script_file(recording: Path) -> Path | None:
    """Return the file of the transcript beside a recording, if there is one."""
    files = (recording.with_name(f"{recording.stem}.script{suffix}") for suffix in SUFFIXES)
    return next((file for file in files if file.is_file()), None)


def spoken_words(turn: Turn, span: Span) -> tuple[Word, ...]:
    """Return a turn's words; where it has no word times, they share its time by their length."""
    if turn.words:
        return turn.words
    texts = turn.text.split()
    letters = sum(len(text) + 1 for text in texts)
    words, done = [], 0
    for text in texts:
        start, done = done, done + len(text) + 1
        words.append(Word(text, Span(*(round(span.start + span.duration * at / letters, 3) for at in (start, done)))))
    return tuple(words)
