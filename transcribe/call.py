"""The values that travel: a recorded call as pure data.

Frozen, comparable, without paths, engines or databases inside. Every function returns a new value. Time is a value
of its own (:class:`Span`), in seconds from the start of the recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any, Literal

Role = Literal["agent", "customer", "unknown"]
"""Who a speaker is in a service call; ``unknown`` is an honest answer, not a failure."""

ROLES: tuple[Role, ...] = ("agent", "customer", "unknown")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open stretch of a call in seconds: it holds ``start``, not ``end``.

    >>> Span(0, 10) & Span(5, 15)
    Span(start=5, end=10)
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards, is negative or is not a number."""
        if not (isfinite(self.start) and isfinite(self.end)) or self.start < 0 or self.end < self.start:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start} to {self.end}")

    def __and__(self, other: Span) -> Span | None:
        """Return the stretch both share, or ``None`` where they do not overlap."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def __contains__(self, time: float) -> bool:
        """Tell whether a moment, in seconds, lies inside."""
        return self.start <= time < self.end

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The moment half way through, in seconds."""
        return (self.start + self.end) / 2

    def shifted(self, seconds: float) -> Span:
        """Return the same stretch, later by ``seconds``."""
        return Span(self.start + seconds, self.end + seconds)


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word as the engine wrote it, punctuation included."""

    text: str
    span: Span
    confidence: float | None = None
    """Probability the engine gave it, 0 to 1; ``None`` where the engine gives none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said until the other one spoke."""

    speaker: str
    """Label of the voice: ``agent``, ``left``, ``SPEAKER_01`` or a name."""
    role: Role
    span: Span | None
    """``None`` for a transcript that came without times."""
    text: str
    words: tuple[Word, ...] = ()
    """Empty where the source has no words' times."""
    language: str | None = None
    """ISO 639-1 code where it differs from the call's."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text an engine wrote that was left out of the call, with the evidence against it."""

    text: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a call came to be text: enough to repeat it and to doubt it."""

    engine: str = "unknown"
    """Versioned name of the speech engine, such as ``faster-whisper.v1``."""
    model: str | None = None
    version: str | None = None
    """Version of the library behind the engine."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What decided the result; JSON values only."""
    audio_sha256: str | None = None
    speakers: str | None = None
    """Versioned name of the speaker engine, such as ``channels.v1``."""
    role_confidence: Mapping[str, float] = field(default_factory=dict)
    """For each speaker, how sure its role is, 0 to 1."""
    overlap: tuple[Span, ...] = ()
    """Where two voices speak at once."""
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader should know: a dead channel, a recording with one voice."""


@dataclass(frozen=True, slots=True)
class Call:
    """A whole recorded conversation: turns in order of their start."""

    turns: tuple[Turn, ...]
    duration: float | None
    """Length of the recording in seconds; ``None`` for a transcript without times."""
    language: str | None
    """ISO 639-1 code, or ``None`` where nobody could tell."""
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Labels of the voices, in the order they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    def with_turns(self, change: Callable[[Turn], Turn]) -> Call:
        """Return the same call with every turn passed through ``change``."""
        return replace(self, turns=tuple(change(turn) for turn in self.turns))


def overlaps(spans: Iterable[tuple[str, Span]]) -> tuple[Span, ...]:
    """Return the stretches where two different speakers are active, in order and merged.

    ``spans`` are (speaker, span) pairs in any order.
    """
    found: list[Span] = []
    active: list[tuple[str, Span]] = []
    for speaker, span in sorted(spans, key=lambda pair: (pair[1].start, pair[1].end)):
        active = [(who, other) for who, other in active if other.end > span.start]
        found += [shared for who, other in active if who != speaker and (shared := other & span)]
        active.append((speaker, span))
    return merged(found)


def merged(spans: Iterable[Span], gap: float = 0.0) -> tuple[Span, ...]:
    """Return the union of ``spans`` in order, joining those at most ``gap`` seconds apart."""
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start <= union[-1].end + gap:
            union[-1] = Span(union[-1].start, max(union[-1].end, span.end))
        else:
            union.append(span)
    return tuple(union)
