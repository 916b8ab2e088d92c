"""``faster-whisper``: Whisper through CTranslate2, int8, batched; the default on a CPU."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from transcribe import weights
from transcribe.abreast import abreast
from transcribe.activity import stretches
from transcribe.audio import SAMPLE_RATE, Samples, Sound
from transcribe.call import Span, Word
from transcribe.engines import Heard, Language
from transcribe.errors import MissingPart

BEAM, BATCH = 5, 8
STRETCH = 120.0
"""Seconds heard in one go; several are heard abreast, so a long call keeps all of the machine's cores at work."""
LISTEN = 30.0
"""Seconds of speech from which the language is told: one window of Whisper."""
SHORT = 1.0
"""Below this many seconds of speech the language is not guessed."""


class FasterWhisper:
    """Whisper of any size by name, by folder, or the checked ``base`` from the package index."""

    name = "faster-whisper.v1"
    invents = True
    abreast = True

    def __init__(
        self, model: str = "base", glossary: Sequence[str] = (), threads: int = 0, device: str = "cpu"
    ) -> None:
        """Prepare; the weights are loaded at the first use.

        Args:
            model: ``base`` (the checked weights), another size such as ``small`` (from the hub's local cache), or a folder.
            glossary: names and products to expect, as they should be written.
            threads: 0 takes what the machine has. Each hears a stretch of its own: two threads on one stretch win little.
            device: ``cpu`` or ``cuda``.
        """
        self.model = model
        self.version = version("faster-whisper")
        self._glossary, self._device = tuple(glossary), device
        self._threads = threads or os.cpu_count() or 1
        self._loading = Lock()

    def settings(self) -> Mapping[str, Any]:
        """Return what decides the result."""
        return {
            "compute": self._compute,
            "beam": BEAM,
            "batch": BATCH,
            "glossary": list(self._glossary),
        }

    def prepare(self) -> None:
        """Load the model; raise :class:`MissingPart` where it is not there, or is not what it should be."""
        _ = self._whisper

    def languages(self) -> Sequence[str]:
        """Return Whisper's languages."""
        from faster_whisper.tokenizer import _LANGUAGE_CODES

        return tuple(_LANGUAGE_CODES)

    def language(self, sound: Sound, speech: Sequence[Span]) -> Language | None:
        """Tell the language from the first half minute of speech."""
        samples = _first_speech(sound, speech)
        if len(samples) < SHORT * SAMPLE_RATE:
            return None
        code, confidence, _ = self._whisper.detect_language(samples)
        return Language(code, float(confidence))

    def hear(self, sound: Sound, speech: Sequence[Span], language: str | None) -> Iterator[Heard]:
        """Yield Whisper's segments with their words, one stretch of about two minutes after another."""
        spoken = [
            stretch
            for stretch in stretches(sound.duration, tuple(speech), STRETCH)
            if any(span & stretch for span in speech)
        ]
        for heard in abreast(lambda stretch: self._stretch(sound, stretch, language), spoken, self._threads):
            yield from heard

    def _stretch(self, sound: Sound, stretch: Span, language: str | None) -> list[Heard]:
        found, _ = self._batched().transcribe(
            sound.read(stretch),
            language=language,
            beam_size=BEAM,
            batch_size=BATCH,
            word_timestamps=True,
            hotwords=", ".join(self._glossary) or None,
        )
        return [heard for segment in found if (heard := _heard(segment, stretch.start, sound.duration))]

    @property
    def _compute(self) -> str:
        return "int8" if self._device == "cpu" else "float16"

    @property
    def _whisper(self) -> Any:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                self._source(),
                device=self._device,
                compute_type=self._compute,
                cpu_threads=1,
                num_workers=self._threads,
                local_files_only=True,
            )
        except (ValueError, RuntimeError, OSError) as error:
            raise MissingPart(
                f"the Whisper model {self.model!r} cannot be loaded ({_first_line(error)})",
                fix="use --model base, a folder with a CTranslate2 model, or fetch that size first: "
                f"parafraza models fetch --hub {self.model}",
            ) from error

    def _batched(self) -> Any:
        """Return Whisper by batches; it keeps state of its own, hence one for each stretch, over one model."""
        from faster_whisper import BatchedInferencePipeline

        return BatchedInferencePipeline(self._whisper)

    def _source(self) -> str:
        if Path(self.model).is_dir():
            return self.model
        return str(weights.folder("whisper-base")) if self.model == "base" else self.model


def _first_speech(sound: Sound, speech: Sequence[Span]) -> Samples:
    pieces, length = [], 0.0
    for span in speech:
        if length >= LISTEN:
            break
        pieces.append(sound.read(span))
        length += span.duration
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _heard(segment: Any, offset: float, duration: float) -> Heard | None:
    words: list[Word] = []
    for piece in segment.words or ():
        span = _span(piece.start + offset, piece.end + offset, duration)
        if words and piece.word.strip() and not piece.word.startswith(" "):
            # "8", ".15" and "high", "-end" come as two pieces of one word; only the space in front parts words.
            words[-1] = _grown(words[-1], piece.word.strip(), span, piece.probability)
        elif piece.word.strip():
            words.append(Word(piece.word.strip(), span, round(piece.probability, 3)))
    if not words:
        return None
    whole = Span(words[0].span.start, max(word.span.end for word in words))
    return Heard(tuple(words), whole, segment.no_speech_prob, segment.avg_logprob, segment.compression_ratio)


def _grown(word: Word, text: str, span: Span, probability: float) -> Word:
    confidence = min(word.confidence or 0.0, round(probability, 3))
    return Word(word.text + text, Span(word.span.start, max(word.span.end, span.end)), confidence)


def _span(start: float, end: float, duration: float) -> Span:
    start = round(min(max(start, 0.0), duration), 3)
    return Span(start, round(min(max(end, start), duration), 3))


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
