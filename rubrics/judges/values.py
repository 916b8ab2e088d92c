"""What a judge hands on: votes, opinions, and what they took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rubrics.values import Mark

Fault = Literal["down", "slow", "status", "redirect", "huge", "nonsense", "quote", "budget"]
"""Why there is no vote: no server, no answer in time, an error status, sent elsewhere, an answer without end or without
sense, a quote that is not in the call, or nothing left of what may be spent."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer to one question: a level with its quote, or a fault."""

    level: int | None
    turn: int | None = None
    """Index of the turn the quote stands in."""
    quote: str = ""
    """Verbatim in the transcript, placeholders put back; empty where the level is that of absence."""
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge says of one criterion."""

    mark: Mark
    """Not judged (``value`` is ``None``) where too few votes could be used; ``why`` says what went wrong."""
    votes: tuple[Vote, ...]
    by: str
    """The judge, versioned, and its model, such as ``model.v1 (small)``."""

    @property
    def judge(self) -> str:
        """The judge alone, as a rubric's ``judge`` names it."""
        return self.by.partition(" ")[0]


@dataclass(slots=True)
class Spent:
    """What a judge has used so far."""

    calls: int = 0
    seconds: float = 0.0
    tokens: int = 0
    """As the server counts them; where it does not, a third of the letters."""
    cached: int = 0
    """Answers that were there already."""
