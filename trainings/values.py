"""What judging gives: pure values, no words of any language in them but the learner's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Verdict = Literal["good", "nearly", "not_yet", "empty"]
Gamed = Literal["foreign", "too_long", "copied", "again", "heap"]
"""Why an answer counts as nothing: another language, endless, the task's own words, one sentence again and again, key
words that make no sentence."""


class Quote(NamedTuple):
    """Words of the answer, verbatim, and what they are there for."""

    name: str
    quote: str


class Hurt(NamedTuple):
    """Words of the answer that hurt."""

    name: str
    """The harmful move, or ``avoid``."""
    quote: str
    why: str = ""
    """The exercise's own reason, where it has one."""


class Lack(NamedTuple):
    """Something asked for that is not there."""

    kind: Literal["move", "fact", "questions", "shorter", "choice", "reason", "order", "turn", "label"]
    names: tuple[str, ...] = ()
    """The moves of which one would do, or the fact."""
    have: int = 0
    want: int = 0


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How an answer stands."""

    verdict: Verdict
    gamed: Gamed | None = None
    moves: tuple[Quote, ...] = ()
    """Moves asked for that were found."""
    facts: tuple[Quote, ...] = ()
    missing: tuple[Lack, ...] = ()
    hurts: tuple[Hurt, ...] = ()
    heard: Mapping[str, float] = field(default_factory=dict)
    """Every move found with its confidence, asked for or not; for those who write exercises."""

    @property
    def good(self) -> bool:
        """Whether everything asked for is there and nothing hurts."""
        return self.verdict == "good"
