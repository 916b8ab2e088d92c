"""Today's plan in a notebook: what to do, and the exercises of it ready to be answered."""

from __future__ import annotations

from datetime import datetime

from trainings.attempts import Attempts
from trainings.lessons import Exercises
from trainings.progress.overview import overview
from trainings.progress.rule import BUDGET_MINUTES


def today(
    language: str = "en",
    attempts: Attempts | None = None,
    *,
    minutes: int = BUDGET_MINUTES,
    now: datetime | None = None,
) -> Exercises:
    """Return the exercises of today's plan, due reviews first; the plan's talk is played in its lesson.

    Args:
        language: ``en``, ``pl``, ``ru`` or ``ro``.
        attempts: The learner's file; ``results/attempts.jsonl`` in the folder one is in, by default.
        minutes: How long.
        now: The time it is planned for; the clock's, by default.

    Raises:
        UnknownName: There are no lessons in ``language``.
    """
    kept = attempts or Attempts()
    seen = overview(kept, language, now=now, budget=minutes)
    chosen = tuple(seen.known.exercises[step.name] for step in seen.plan.steps if step.kind != "talk")
    return Exercises(chosen, language, kept)
