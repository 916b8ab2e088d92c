"""Speech engines: sound in, words with times out. Each is registered by a versioned name and loaded when first used.

Shipped: ``faster-whisper`` (the default on a CPU), ``openai-whisper`` (the reference), ``scripted`` (answers from a file
beside the recording: for lessons, tests and demos without weights).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from transcribe.audio import Sound
from transcribe.call import Span, Word
from transcribe.registry import Registry


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of words as an engine wrote them, with the engine's own doubts."""

    words: tuple[Word, ...]
    span: Span
    no_speech: float | None = None
    """Probability that nobody spoke, 0 to 1."""
    logprob: float | None = None
    """Mean log probability of a token."""
    compression: float | None = None
    """Length of the text over its zipped length: high where the engine goes round in circles."""

    @property
    def text(self) -> str:
        """The words in a line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Language:
    """A language an engine heard."""

    code: str
    """ISO 639-1."""
    confidence: float


class SpeechEngine(Protocol):
    """What a speech engine can do."""

    name: str
    """Versioned name."""
    model: str
    version: str
    """Of the library behind it."""
    invents: bool
    """Whether it may write words nobody said, so that its words are held against the sound."""
    abreast: bool
    """Whether it may be asked to hear several sounds at a time."""

    def settings(self) -> Mapping[str, Any]:
        """Return what decides the result, as JSON values; part of the key under which results are kept."""
        ...

    def prepare(self) -> None:
        """Load what hearing needs; raise :class:`~transcribe.errors.MissingPart` where it is not there."""
        ...

    def languages(self) -> Sequence[str]:
        """Return the ISO 639-1 codes it can be asked for."""
        ...

    def language(self, sound: Sound, speech: Sequence[Span]) -> Language | None:
        """Tell which language is spoken, or ``None`` where it cannot."""
        ...

    def hear(self, sound: Sound, speech: Sequence[Span], language: str | None) -> Iterator[Heard]:
        """Yield what is said, in order; lazily, so that progress can be shown and work cut off."""
        ...


engines: Registry[SpeechEngine] = Registry("speech_engine")


@engines.add("faster-whisper.v1")
def _faster_whisper(**settings: Any) -> SpeechEngine:
    from transcribe.engines.faster import FasterWhisper

    return FasterWhisper(**settings)


@engines.add("openai-whisper.v1")
def _openai_whisper(**settings: Any) -> SpeechEngine:
    from transcribe.engines.reference import OpenAIWhisper

    return OpenAIWhisper(**settings)


@engines.add("scripted.v1")
def _scripted(**settings: Any) -> SpeechEngine:
    from transcribe.engines.scripted import Scripted

    return Scripted(**settings)
