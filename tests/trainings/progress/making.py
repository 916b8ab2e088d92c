"""A learner's attempts made by hand, for tests of progress."""

from datetime import UTC, datetime, timedelta

from trainings.attempts import Attempt

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday morning."""


def day(number, hours=0):
    """Give the morning of a day counted from the first, 0."""
    return START + timedelta(days=number, hours=hours)


def attempt(
    exercise="02-02", verdict="good", at=0, *, skill="paraphrase", hints=0, hours=0, answer="So it is late, right?"
):
    """Give an attempt on a day counted from the first; ``at`` may be the written time itself."""
    when = at if isinstance(at, str) else day(at, hours).isoformat()
    return Attempt(exercise, exercise.partition("-")[0], skill, "en", when, verdict, answer, hints)
