"""How each skill stands: what a claim rests on, and no claim before the delay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from trainings.progress.rule import DELAY, LAST, NEEDED
from trainings.progress.timeline import Timeline, Trial

State = Literal["mastered", "practising", "waiting", "few"]
"""``waiting``: the delay is not over; ``few``: the course has fewer situations than the rule asks for."""


@dataclass(frozen=True)
class Mastery:
    """One skill of one learner."""

    skill: str
    attempts: int
    """Answers judged, in all."""
    situations: int
    """Different exercises tried."""
    since: datetime
    """The first try."""
    early: tuple[bool, ...]
    """The latest situations tried only before the delay, oldest first: answered well, or not. They prove nothing yet."""
    late: tuple[bool, ...]
    """The latest situations after the delay, oldest first, ``LAST`` at most."""
    state: State
    there: int
    """Different situations there are for it."""

    @property
    def good(self) -> int:
        """Situations answered well after the delay: what the claim rests on."""
        return sum(self.late)

    @property
    def share(self) -> float:
        """Share of the latest situations answered well, early ones too: by it the weakest skill is found."""
        seen = (*self.early, *self.late)[-LAST:]
        return sum(seen) / len(seen)


def masteries(line: Timeline, there: Mapping[str, int]) -> tuple[Mastery, ...]:
    """Return how each skill that was tried stands, in the order of the first tries.

    Args:
        line: The learner's tries.
        there: How many different situations there are for each skill.
    """
    skills: dict[str, list[Trial]] = {}
    for trial in line.trials:
        skills.setdefault(trial.skill, []).append(trial)
    counts = {skill: sum(each.skill == skill for each in line.attempts) for skill in skills}
    return tuple(
        _mastery(skill, trials, counts[skill], there.get(skill, 0), line.now) for skill, trials in skills.items()
    )


def _mastery(skill: str, trials: list[Trial], attempts: int, there: int, now: datetime) -> Mastery:
    since = min(trial.at for trial in trials)
    latest: dict[str, Trial] = {}
    for trial in trials:
        latest.pop(trial.exercise, None)  # the latest stands last
        latest[trial.exercise] = trial
    late = tuple(each.good for each in latest.values() if each.at - since >= DELAY)[-LAST:]
    early = tuple(each.good for each in latest.values() if each.at - since < DELAY)[-LAST:]
    there = max(there, len(latest))
    return Mastery(skill, attempts, len(latest), since, early, late, _state(late, since, there, now), there)


def _state(late: tuple[bool, ...], since: datetime, there: int, now: datetime) -> State:
    if sum(late) >= NEEDED:
        return "mastered"
    if there < NEEDED:
        return "few"
    return "waiting" if now - since < DELAY else "practising"
