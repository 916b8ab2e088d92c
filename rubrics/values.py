"""What the rubrics room hands on: moves, marks and scorecards, as pure values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from transcribe.call import Role, Span

Compliance = Literal["pass", "fail", "not_judged"]


@dataclass(frozen=True, slots=True)
class Move:
    """One conversational move found in one turn. The vocabulary is ``rubrics.vocabulary``."""

    name: str
    turn: int
    """Index of the turn in the call."""
    span: Span | None
    """Seconds of the quote; ``None`` where the transcript has no times."""
    quote: str
    """Stands verbatim in the turn's text."""
    confidence: float
    """Probability that a trained reader would agree, 0 to 1."""
    by: str
    """The detector and its version, such as ``paraphrase.v1``."""
    role: Role = "agent"
    """Who made it."""
    why: str = ""
    """One line a trainee understands."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion's answer for one call."""

    criterion: str
    section: str
    value: float | None
    """The level reached, 0 to ``max``; ``None`` is *not judged*, never zero."""
    low: float | None
    high: float | None
    """The range the evidence allows."""
    max: float
    why: str
    """One sentence: what was seen, or what was looked for, or why nobody can tell."""
    evidence: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class RubricRef:
    """Which rubric, in which version, gave a scorecard."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All marks of one call."""

    rubric: RubricRef
    marks: tuple[Mark, ...]
    skill_total: float | None
    """0 to 100 over the judged skill marks, weighted; ``None`` where none could be judged."""
    compliance: Compliance
    """The critical items' own total."""
    notes: tuple[str, ...] = field(default=())
    """What a reader should know before the marks: a language without a lexicon, a call with one voice."""

    @property
    def not_judged(self) -> tuple[Mark, ...]:
        """Marks nobody could give, each with its reason."""
        return tuple(mark for mark in self.marks if mark.value is None)
