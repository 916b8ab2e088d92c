"""The debrief as a page: one file, offline, in the look of all our pages."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from rubrics import library
from rubrics.values import Mark
from scenarios.debrief import Debrief
from scenarios.loading import ROOM
from scenarios.vocabulary import GAUGES

LOOK = ROOM.parent / "review" / "reports" / "look" / "look.css"
"""Colours, sizes and type stand there once, for every page."""
OWN = ROOM / "templates" / "debrief.css"
WIDTH, HEIGHT, LEFT, TOP = 640, 200, 36, 12
"""Of the chart, in its own units; the template draws the grid by the same numbers."""
DASHES = ("none", "8 4", "2 4", "12 4 2 4", "1 6", "6 2")
"""One a gauge, so that the curves tell apart without colour."""


class Curve(NamedTuple):
    """One gauge over the talk."""

    name: str
    points: str
    dash: str
    last: int


class Row(NamedTuple):
    """One mark for the page."""

    title: str
    mark: Mark
    share: int | None
    """Percent of the scale; ``None`` where it is not judged."""


def page(ended: Debrief) -> str:
    """Return the debrief as HTML; whatever people wrote stands in it as text."""
    case = ended.session.case
    style = LOOK.read_text(encoding="utf-8") + OWN.read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    made: str = _template().render(
        ended=ended,
        case=case,
        words=case.shared_texts.words,
        curves=curves(ended),
        steps=_steps(ended),
        number=partial(_number, language=case.language),
        marks=rows(ended),
        quote=case.shared_texts.words["quote"].partition("{quote}"),
        style=style,
        style_hash=f"sha256-{digest}",
    )
    return made


def curves(ended: Debrief) -> list[Curve]:
    """Return the curves of the six gauges, as points of the chart."""
    words, drawn = ended.session.case.shared_texts.words, []
    for name, dash in zip(GAUGES, DASHES, strict=True):
        values = [each[name] for each in ended.curve]
        points = " ".join(f"{_x(place, len(values)):.0f},{_y(value):.0f}" for place, value in enumerate(values))
        drawn.append(Curve(words[name], points, dash, values[-1]))
    return drawn


def _number(value: float, *, language: str) -> str:
    """Return a number with at most two decimals, as the language writes it."""
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0.##", locale=language)


def _steps(ended: Debrief) -> list[tuple[float, int]]:
    return [(_x(place, len(ended.curve)), place) for place in range(len(ended.curve))]


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - 10) * (place / max(1, count - 1))


def _y(value: float) -> float:
    return TOP + (HEIGHT - 2 * TOP) * (1 - value / 100)


def rows(ended: Debrief) -> list[Row]:
    """Return the marks with their titles: the outcome, then the rubric's."""
    language, words = ended.session.case.language, ended.session.case.shared_texts.words
    titles = {criterion.id: criterion.title for _, criterion in library.load("service_call").criteria()}
    made = []
    for mark in ended.card.marks:
        texts = titles.get(mark.criterion, {})
        title = texts.get(language) or texts.get("en") or words["outcome"]
        made.append(Row(title, mark, None if mark.value is None else round(100 * mark.value / mark.max)))
    return made


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(ROOM / "templates")
    loader = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return loader.get_template("debrief.html.j2")
