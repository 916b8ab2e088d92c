"""When each try really was: one a day and exercise, in times that a wrong clock cannot spoil."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trainings.attempts import Attempt
from trainings.values import Verdict


@dataclass(frozen=True, slots=True)
class Trial:
    """The first answer of a day to one exercise: later ones of that day follow feedback and show little."""

    exercise: str
    skill: str
    at: datetime
    verdict: Verdict
    hints: int

    @property
    def day(self) -> date:
        """The day it counts for, in UTC."""
        return self.at.date()

    @property
    def good(self) -> bool:
        """Whether it was answered well with no hint read."""
        return self.verdict == "good" and not self.hints


@dataclass(frozen=True)
class Timeline:
    """A learner's tries in the order in which they were made."""

    trials: tuple[Trial, ...]
    attempts: tuple[Attempt, ...]
    """Every answer that was judged, the same day's too."""
    unsure: int
    """How many carry a time that cannot be right; they count at the time of the answer before or after them."""
    now: datetime


def timeline(attempts: Iterable[Attempt], now: datetime | None = None) -> Timeline:
    """Return the tries among some attempts.

    Args:
        attempts: In the order of the file; empty answers count nowhere.
        now: With its zone; the clock's, by default.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC)
    judged = tuple(each for each in attempts if each.verdict != "empty")
    times, unsure = sure_times([read_time(each.at) for each in judged], now)
    first: dict[tuple[str, date], Trial] = {}
    for each, at in zip(judged, times, strict=True):
        trial = Trial(each.exercise, each.skill, at, each.verdict, each.hints)
        first.setdefault((trial.exercise, trial.day), trial)
    return Timeline(tuple(first.values()), judged, unsure, now)


def sure_times(written: Sequence[datetime | None], now: datetime) -> tuple[list[datetime], int]:
    """Return a time for each line of a file that is only added to, and how many could not be believed.

    The file's order is the true one. The longest run of times that never go back and never lie ahead of ``now`` is believed;
    every other line gets the time of the believed one before it, so that no delay comes out longer than it was.

    Args:
        written: The times as they stand there; ``None`` where none can be read.
        now: The clock's time.
    """
    sure = _longest_rise(written, now)
    fill = next((written[place] for place in sorted(sure)), None) or now
    times = []
    for place, at in enumerate(written):
        if place in sure and at is not None:
            fill = at
        times.append(fill)
    return times, len(written) - len(sure)


def _longest_rise(written: Sequence[datetime | None], now: datetime) -> frozenset[int]:
    """Return the places of the longest run that does not fall, none of it ahead of ``now``.

    Of runs of one length it is the one whose times are the latest, found from the end: where it cannot be known whether a
    clock was set back, no delay is made longer.
    """
    ends: list[float] = []
    places: list[int] = []
    after: dict[int, int | None] = {}
    for place in range(len(written) - 1, -1, -1):
        at = written[place]
        if at is None or at > now:
            continue
        back = (now - at).total_seconds()
        length = bisect_right(ends, back)
        after[place] = places[length - 1] if length else None
        ends[length : length + 1] = [back]
        places[length : length + 1] = [place]
    run, nearest = set(), places[-1] if places else None
    while nearest is not None:
        run.add(nearest)
        nearest = after[nearest]
    return frozenset(run)


def read_time(at: str) -> datetime | None:
    """Return a written time; one without a zone is taken as UTC."""
    try:
        read = datetime.fromisoformat(at)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
