"""How a learner's attempts stand, skill by skill: plain counts, each of them what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trainings.attempts import Attempt


@dataclass(frozen=True)
class Tally:
    """One skill's attempts."""

    skill: str
    attempts: int
    exercises: int
    """Different exercises tried."""
    good: int
    """Different exercises answered well at least once."""
    good_first: int
    """Different exercises answered well at the first try, with no hint read."""


def tallies(attempts: Iterable[Attempt]) -> tuple[Tally, ...]:
    """Return each skill's counts, in the order in which the skills were first tried; empty answers count nowhere."""
    skills: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.verdict != "empty":
            skills.setdefault(attempt.skill, []).append(attempt)
    return tuple(_tally(skill, tried) for skill, tried in skills.items())


def _tally(skill: str, tried: list[Attempt]) -> Tally:
    first: dict[str, Attempt] = {}
    for attempt in tried:
        first.setdefault(attempt.exercise, attempt)
    return Tally(
        skill=skill,
        attempts=len(tried),
        exercises=len(first),
        good=len({attempt.exercise for attempt in tried if attempt.verdict == "good"}),
        good_first=sum(attempt.verdict == "good" and not attempt.hints for attempt in first.values()),
    )
