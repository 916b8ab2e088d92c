"""What to do today in ten minutes: what is about to be forgotten, then the weakest skill, then a short talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from trainings.progress.catalogue import Catalogue, minutes
from trainings.progress.mastery import Mastery, masteries
from trainings.progress.queue import due_today
from trainings.progress.rule import BUDGET_MINUTES, TALK_MINUTES
from trainings.progress.timeline import Timeline
from trainings.schema import Exercise

Kind = Literal["review", "practice", "talk"]


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    kind: Kind
    name: str
    """The exercise's id, or the scenario's."""
    skill: str
    minutes: int


@dataclass(frozen=True)
class Plan:
    """One day's steps, in order."""

    steps: tuple[Step, ...]
    left: int
    """Due reviews that found no room; they stay due tomorrow."""

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(step.minutes for step in self.steps)


def plan(line: Timeline, known: Catalogue, budget: int = BUDGET_MINUTES) -> Plan:
    """Return the plan for today.

    Args:
        line: The learner's tries.
        known: The exercises there are.
        budget: Minutes.
    """
    due = [known.exercises[each.exercise] for each in due_today(line) if each.exercise in known.exercises]
    reviews = tuple(_fitting("review", due, budget))
    room = budget - sum(step.minutes for step in reviews)
    fresh = _fresh(line, known, taken={step.name for step in reviews})
    talk = _talk(known, [*fresh, *due]) if room >= TALK_MINUTES else None
    practice = tuple(_fitting("practice", fresh, room - (talk.minutes if talk else 0)))
    return Plan((*reviews, *practice, *([talk] if talk else ())), len(due) - len(reviews))


def weakest(found: Iterable[Mastery]) -> Mastery | None:
    """Return the skill answered worst of late, of those not mastered; the one with fewer situations first."""
    open_ones = [each for each in found if each.state != "mastered"]
    return min(open_ones, key=lambda each: (each.share, each.situations), default=None)


def _fitting(kind: Kind, exercises: Iterable[Exercise], room: int) -> Iterator[Step]:
    for each in exercises:
        if minutes(each) > room:
            continue
        room -= minutes(each)
        yield Step(kind, each.id, each.skill, minutes(each))


def _fresh(line: Timeline, known: Catalogue, taken: set[str]) -> list[Exercise]:
    """Return exercises never tried: the weakest skill's, then the rest of the course in its order."""
    tried = {trial.exercise for trial in line.trials}
    new = [each for each in known.exercises.values() if each.id not in tried | taken]
    weak = weakest(masteries(line, known.there))
    return sorted(new, key=lambda each: (weak is None or each.skill != weak.skill, not each.id.startswith("own-")))


def _talk(known: Catalogue, exercises: Sequence[Exercise]) -> Step | None:
    """Return the role-play of the lesson that the first of some exercises is from."""
    first = next(iter(exercises), None)
    scenario = known.role_play(first.id) if first else None
    return Step("talk", scenario, first.skill, TALK_MINUTES) if scenario and first else None
