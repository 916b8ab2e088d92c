"""Speaker engines: who spoke when.

Shipped: ``channels`` (a recording with a voice on each channel needs no guessing, and is never guessed at), ``pyannote``
(one-channel recordings: the embedded weights, a local pipeline folder, or a pipeline of the hub), ``scripted``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from transcribe.audio import Sound
from transcribe.call import Span, overlaps
from transcribe.registry import Registry


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks when."""

    spans: tuple[tuple[str, Span], ...]
    """(speaker, span) in order of start; spans of different speakers may overlap."""
    notes: tuple[str, ...] = ()
    """What a reader should know, such as that only one voice was found."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Labels in order of their first word."""
        return tuple(dict.fromkeys(speaker for speaker, _ in self.spans))

    @property
    def overlap(self) -> tuple[Span, ...]:
        """Where two voices speak at once."""
        return overlaps(self.spans)


class SpeakerEngine(Protocol):
    """What a speaker engine can do."""

    name: str
    """Versioned name."""

    def settings(self) -> Mapping[str, Any]:
        """Return what decides the result, as JSON values."""
        ...

    def prepare(self) -> None:
        """Load what telling voices apart needs; raise :class:`~transcribe.errors.MissingPart` where it is not there."""
        ...

    def separate(self, sound: Sound, speakers: int | None) -> Voices:
        """Tell who speaks when; ``speakers`` is their number, ``None`` where it has to be found out."""
        ...


speaker_engines: Registry[SpeakerEngine] = Registry("speaker_engine")


@speaker_engines.add("pyannote.v1")
def _pyannote(**settings: Any) -> SpeakerEngine:
    from transcribe.speakers.engine import Pyannote

    return Pyannote(**settings)


@speaker_engines.add("scripted.v1")
def _scripted(**settings: Any) -> SpeakerEngine:
    from transcribe.speakers.scripted import ScriptedSpeakers

    return ScriptedSpeakers(**settings)
