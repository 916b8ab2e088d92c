"""The chart of one skill: a point a week or month, each with its range, on the whole scale from 0 to 100 %.

No line joins the points: where ranges overlap a line would show a movement that nobody knows of. Behind them lies the range of
all calls together, from which a single week can be told apart only by many calls. Shapes carry their own colours, since a PDF
is drawn without the page's style; in a browser the style has the last word, for the dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from review.coaching.trends import Point, Skill

WIDTH, HEIGHT = 480, 104
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 8, 22
"""Room for what is written around the field, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One point and its range, in units of the drawing."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Where everything of a chart stands."""

    dots: tuple[Dot, ...]
    mean: float
    band_top: float
    band_height: float
    first: str
    """The first period, written under its point."""
    last: str
    """The last one; empty where there is one alone."""


def chart(skill: Skill, day: Callable[[date], str]) -> Chart | None:
    """Return the chart of a skill; ``None`` where fewer than two periods are known, for there is nothing to compare.

    Args:
        skill: The skill with its points.
        day: How a day is written for the reader.
    """
    points = skill.points
    if len(points) < 2:
        return None
    places = _places([point.begins for point in points])
    return Chart(
        dots=tuple(_dot(x, point) for x, point in zip(places, points, strict=True)),
        mean=_height(skill.share),
        band_top=_height(skill.interval.high),
        band_height=round(_height(skill.interval.low) - _height(skill.interval.high), 1),
        first=day(points[0].begins),
        last=day(points[-1].begins),
    )


def _places(days: Sequence[date]) -> list[float]:
    """Return how far to the right each day stands, true to time: a week without calls is a gap."""
    whole = (days[-1] - days[0]).days
    room = WIDTH - LEFT - RIGHT - 24
    return [round(LEFT + 12 + room * (day - days[0]).days / whole, 1) for day in days]


def _dot(x: float, point: Point) -> Dot:
    return Dot(x, _height(point.share), _height(point.interval.low), _height(point.interval.high))


def _height(share: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share), 1)
