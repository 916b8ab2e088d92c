"""Which exercises are about to be forgotten: one card each, kept by the FSRS library, replayed from the attempts.

Nothing is stored beside the attempts, so a card can never contradict them; fuzz is off, so the same attempts always give the
same days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from trainings.progress.rule import LONGEST_DAYS, RETENTION
from trainings.progress.timeline import Timeline, Trial

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler


@dataclass(frozen=True)
class Due:
    """One exercise and the day on which it comes back."""

    exercise: str
    skill: str
    at: datetime
    recall: float
    """The chance that its answer is still known now, 0 to 1."""


def queue(line: Timeline) -> tuple[Due, ...]:
    """Return every exercise that was tried, the soonest due first."""
    from fsrs import Scheduler

    # No steps of minutes: an exercise comes back on another day, when there is something to be remembered.
    scheduler = Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
    tried: dict[str, list[Trial]] = {}
    for trial in line.trials:
        tried.setdefault(trial.exercise, []).append(trial)
    cards = (_due(scheduler, trials, line.now) for trials in tried.values())
    return tuple(sorted(cards, key=lambda each: (each.at, each.exercise)))


def due_today(line: Timeline) -> tuple[Due, ...]:
    """Return the exercises due by the end of today, the one most likely forgotten first."""
    due = (each for each in queue(line) if each.at.date() <= line.now.date())
    return tuple(sorted(due, key=lambda each: (each.recall, each.exercise)))


def rating(trial: Trial) -> Rating:
    """Return what a try says about remembering: well alone, well with help or nearly, or not.

    Nobody can tell an easy answer from a good one by looking at it, so the fourth rating is never given.
    """
    from fsrs import Rating

    if trial.good:
        return Rating.Good
    helped = trial.verdict == "good" or (trial.verdict == "nearly" and not trial.hints)
    return Rating.Hard if helped else Rating.Again


def _due(scheduler: Scheduler, trials: list[Trial], now: datetime) -> Due:
    from fsrs import Card

    card: Card = Card(card_id=0, due=trials[0].at)
    for trial in trials:
        card, _ = scheduler.review_card(card, rating(trial), trial.at)
    recall = float(scheduler.get_card_retrievability(card, now))
    return Due(trials[0].exercise, trials[-1].skill, card.due, recall)
