"""Finds when each word of the moments is heard: ``python -m trainings.sounds.aligning [02 ...] [--lang pl] [--again]``.

When a turn begins is known exactly, since the sound was made from it; when each of its words does is found by Whisper base,
which is told the text and only places it (what it would have heard itself plays no part). The times are written into the
transcript beside the recording, so a lesson needs no weights to follow it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from trainings.loading import SOUNDS
from trainings.schema import LessonFile
from trainings.sounds.make import asked, files
from trainings.sounds.spoken import heard, sound_path, spoken, spoken_path
from transcribe import formats, weights
from transcribe.audio import SAMPLE_RATE, Recording, Samples
from transcribe.call import Span, Turn, Word
from transcribe.errors import BadFile, FixableError

SECOND = 100
"""Frames of Whisper in one second."""


class Piece(NamedTuple):
    """A piece of a text as a model cuts it, with its times from the beginning of the turn, in seconds."""

    text: str
    start: float
    end: float


Placing = Callable[[Samples, str, str], Sequence[Piece]]
"""Gives the pieces of a text as they are heard in samples at 16 kHz; the third is the language."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Place the words of the moments that have no words' times yet; return 0, or 2 where something is missing."""
    wanted = asked(arguments, "python -m trainings.sounds.aligning", "Find when each word is heard.")
    try:
        todo = [each for each in files(wanted.lessons, wanted.lang) if wanted.again or not is_aligned(each)]
        if todo:
            align_all(todo, whisper())
    except FixableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def align_all(lessons: Sequence[LessonFile], placing: Placing) -> None:
    """Place the words of several moments and tell each one done; a run that was stopped goes on where it was."""
    for file in lessons:
        align(file, placing)
        print(f"{file.lesson}.{file.language}", file=sys.stderr, flush=True)


def is_aligned(file: LessonFile, folder: Path | None = None) -> bool:
    """Return whether every turn of a moment's recording has its words' times."""
    return all(turn.words for turn in heard(file, folder) or ())


def align(file: LessonFile, placing: Placing, folder: Path = SOUNDS) -> None:
    """Write when each word is heard into the transcript beside a moment's recording.

    Args:
        file: The lesson.
        placing: What finds the words.
        folder: Where the recording lies.

    Raises:
        BadFile: There is no recording of this text.
    """
    said = spoken(file, folder)
    if said is None or heard(file, folder) is None:
        raise BadFile(f"the moment of lesson {file.lesson} has no sound of its text", fix="make it first")
    with Recording(sound_path(file, folder)) as recording:
        (sound,) = recording.sounds()
        samples = np.concatenate([piece for _, piece in sound.pieces(60)])
    turns = tuple(replace(turn, words=tuple(_words(turn, samples, file.language, placing))) for turn in said.turns)
    formats.write(replace(said, turns=turns), spoken_path(sound_path(file, folder)))


def _words(turn: Turn, samples: Samples, language: str, placing: Placing) -> Iterator[Word]:
    span = turn.span or Span(0, 0)
    inside = samples[round(span.start * SAMPLE_RATE) : round(span.end * SAMPLE_RATE)]
    return joined(turn.text, placing(inside, turn.text, language), span)


def joined(text: str, pieces: Sequence[Piece], span: Span) -> Iterator[Word]:
    """Give the words of a turn, as spaces part them, with the times of the pieces they are made of.

    A word lasts from its first letter to its last: the silence after a full stop belongs to nobody. A dash on its own has
    the time where the word before it ends.

    Args:
        text: What is said.
        pieces: The same text in pieces, in order.
        span: When it is said; no word lies outside.

    Raises:
        BadFile: The pieces are of another text.
    """
    letters = [(each, piece) for piece in pieces for each in piece.text if each.isalnum()]
    if [each for each, _ in letters] != [each for each in text if each.isalnum()]:
        raise BadFile(f"the words placed are not those of {text!r}", fix="say it in letters and digits that are common")
    reached, last = 0, span.start
    for word in text.split():
        own = letters[reached : (reached := reached + sum(each.isalnum() for each in word))]
        start = min(span.start + own[0][1].start, span.end) if own else last
        last = min(span.start + own[-1][1].end, span.end) if own else last
        yield Word(word, Span(round(start, 3), round(max(start, last), 3)))


def whisper() -> Placing:
    """Return Whisper base as what finds the words.

    Raises:
        MissingPart: Its weights are not on this machine.
    """
    from faster_whisper import WhisperModel

    model = WhisperModel(str(weights.folder("whisper-base")), device="cpu", compute_type="int8")
    return partial(_placed, model)


def _placed(model: Any, samples: Samples, text: str, language: str) -> Sequence[Piece]:
    from faster_whisper.tokenizer import Tokenizer

    features = model.feature_extractor(samples, padding=0)
    frames = features.shape[-1]
    # A second of silence, and no more: Whisper's own half minute takes ten times as long, and in eight turns moved no word
    # by more than 0.18 s, most by none.
    padded = np.pad(features, ((0, 0), (0, SECOND + frames % 2)), constant_values=features.min())
    tokenizer = Tokenizer(model.hf_tokenizer, True, task="transcribe", language=language)
    # A space before the first word: Whisper writes words with the space before them.
    (found,) = model.find_alignment(tokenizer, [tokenizer.encode(f" {text}")], model.encode(padded), frames)
    return [Piece(each["word"], float(each["start"]), float(each["end"])) for each in found]


if __name__ == "__main__":
    sys.exit(main())
