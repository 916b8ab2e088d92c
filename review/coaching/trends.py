"""Skills over time: how far marks reach, how well that is known, and whether it changed more than chance explains.

A mark is a share of its scale, 0 to 1, and the figure is the mean of the shares. A value that lies between 0 and 1 can vary no more
than one that is always 0 or 1 with the same mean, ``p (1 - p)``, so Wilson's interval of a rate holds for it too, and is rather too
wide than too narrow; for a required step it is exact.

A change is spoken of only where Kendall's test of marks against time (M. Kendall, *Rank Correlation Methods*, 1970, 4.4, with ties in
both) finds it at 5 % after Holm's correction (S. Holm, *A simple sequentially rejective multiple test procedure*, 1979) for
all the items that are looked at together: of twenty skills that stand still, one would else seem to move each time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import NormalDist, fmean
from typing import Literal, NamedTuple

import numpy as np

from review.coaching.counting import Counted, same_rubric
from review.sampling.precision import Interval, wilson

LEVEL = 0.05
"""How often, at most, any of the skills shown together seems to change while none does."""
FEWEST_FOR_CHANGE = 10
"""Calls below which the test's normal approximation does not hold."""
MOST_PERIODS = 12
"""Points of a chart; beyond that weeks are joined to months."""

Direction = Literal["up", "down"]


class Point(NamedTuple):
    """One week or month of one skill."""

    begins: date
    calls: int
    share: float
    """Mean share of the scale, 0 to 1."""
    interval: Interval


class Change(NamedTuple):
    """A change that chance does not explain."""

    direction: Direction
    chance: float
    """How likely as much would be without any, all items together taken into account."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One item over time."""

    item: str
    calls: int
    """Calls on which it was judged."""
    share: float
    interval: Interval
    points: tuple[Point, ...]
    """Oldest first; calls without a time are in the mean alone."""
    change: Change | None = None


def skills(calls: Sequence[Counted]) -> tuple[Skill, ...]:
    """Return every judged item of some calls, in the order of their scorecards.

    Only calls marked by the rubric of the newest one count: another version's levels mean something else.
    """
    same = same_rubric(calls)
    seen, weekly = _shares(same), _in_weeks(same)
    changes = {item: change for item, values in seen.items() if (change := _change(_timed(values)))}
    told = holm({item: change.chance for item, change in changes.items()})
    return tuple(
        replace(
            _skill(item, values, weekly=weekly),
            change=Change(changes[item].direction, told[item]) if told.get(item, 1.0) < LEVEL else None,
        )
        for item, values in seen.items()
    )


def kendall(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Kendall's z of pairs of values, ties corrected for; ``None`` where one of the two never varies."""
    number = len(pairs)
    if number < 3:
        return None
    first, second = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    score = float((np.sign(first[:, None] - first) * np.sign(second[:, None] - second)).sum()) / 2
    one, other = _tied(first), _tied(second)
    variance = (number * (number - 1) * (2 * number + 5) - one[2] - other[2]) / 18
    variance += one[0] * other[0] / (2 * number * (number - 1))
    variance += one[1] * other[1] / (9 * number * (number - 1) * (number - 2))
    return score / math.sqrt(variance) if variance > 1e-9 else None


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """Return chances as they are when all are looked at together, by Holm's step-down."""
    told: dict[str, float] = {}
    least = 0.0
    for place, (name, chance) in enumerate(sorted(chances.items(), key=lambda pair: pair[1])):
        least = max(least, min(1.0, chance * (len(chances) - place)))
        told[name] = least
    return told


def mean_of(shares: Sequence[float]) -> tuple[float, Interval]:
    """Return the mean of shares, 0 to 1, and its interval; at least one is needed."""
    mean = fmean(shares)
    return mean, wilson(mean, len(shares))


_Seen = tuple[datetime | None, float]


def _shares(calls: Iterable[Counted]) -> dict[str, list[_Seen]]:
    found: dict[str, list[_Seen]] = {}
    for each in calls:
        for mark in each.card.marks:
            if mark.value is not None and mark.max:
                found.setdefault(mark.criterion, []).append((each.call.at, mark.value / mark.max))
    return found


def _skill(item: str, seen: Sequence[_Seen], *, weekly: bool) -> Skill:
    share, interval = mean_of([value for _, value in seen])
    return Skill(item, len(seen), share, interval, _points(seen, weekly=weekly))


def _points(seen: Sequence[_Seen], *, weekly: bool) -> tuple[Point, ...]:
    periods: dict[date, list[float]] = {}
    for at, value in seen:
        if at is not None:
            periods.setdefault(_begin(at.date(), weekly=weekly), []).append(value)
    points = [Point(begins, len(values), *mean_of(values)) for begins, values in sorted(periods.items())]
    return tuple(points[-MOST_PERIODS:])


def _begin(day: date, *, weekly: bool) -> date:
    return day - timedelta(days=day.weekday()) if weekly else day.replace(day=1)


def _in_weeks(calls: Iterable[Counted]) -> bool:
    weeks = {_begin(each.call.at.date(), weekly=True) for each in calls if each.call.at is not None}
    return not weeks or (max(weeks) - min(weeks)).days < 7 * MOST_PERIODS


def _timed(seen: Iterable[_Seen]) -> list[tuple[float, float]]:
    return [(at.timestamp(), value) for at, value in seen if at is not None]


def _change(pairs: Sequence[tuple[float, float]]) -> Change | None:
    z = kendall(pairs) if len(pairs) >= FEWEST_FOR_CHANGE else None
    if z is None:
        return None
    return Change("up" if z > 0 else "down", 2 * NormalDist().cdf(-abs(z)))


def _tied(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float, float]:
    """Return the sums over groups of ties that Kendall's variance needs: t(t-1), t(t-1)(t-2), t(t-1)(2t+5)."""
    sizes = Counter(values.tolist()).values()
    return (
        float(sum(t * (t - 1) for t in sizes)),
        float(sum(t * (t - 1) * (t - 2) for t in sizes)),
        float(sum(t * (t - 1) * (2 * t + 5) for t in sizes)),
    )
