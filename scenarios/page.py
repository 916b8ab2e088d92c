"""The debrief as a page: one file, offline, in the look of all our pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache, partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rubrics import library
from rubrics.values import Mark
from scenarios.coaching import shortened
from scenarios.debriefing import Debrief
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


FELT = 3
"""Points of a gauge from which a line is said to have moved it."""
MOST_QUOTES = 3
"""Quotes of a mark; more would bury it."""


class Quote(NamedTuple):
    """Words of the talk behind a mark, with whose they are."""

    who: str
    text: str


class Row(NamedTuple):
    """One mark for the page."""

    title: str
    mark: Mark
    share: int | None
    """Percent of the scale; ``None`` where it is not judged."""
    quotes: tuple[Quote, ...] = ()
    """The words it rests on."""


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
        moves=moved(ended),
        number=partial(number, language=case.language),
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


def moved(ended: Debrief) -> list[list[str]]:
    """Return for each line what it moved by :data:`FELT` points and more, the most first: the words to the chart."""
    words, told = ended.session.case.shared_texts.words, []
    for before, after in pairwise(ended.curve):
        changes = {name: after[name] - before[name] for name in GAUGES if abs(after[name] - before[name]) >= FELT}
        most = sorted(changes, key=lambda name: -abs(changes[name]))
        told.append([f"{words[name]} {'+' if changes[name] > 0 else '−'}{abs(changes[name])}" for name in most])
    return told


def number(value: float, language: str) -> str:
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
        share = None if mark.value is None else round(100 * mark.value / mark.max)
        made.append(Row(title, mark, share, tuple(_quotes(mark, words))))
    return made


def _quotes(mark: Mark, words: Mapping[str, str]) -> Iterator[Quote]:
    """Give the words behind a mark that its reason does not quote; turns begin with the customer's opening, one by one."""
    moves = {shortened(move.quote): move for move in mark.evidence if move.quote}
    for text in [text for text in moves if text not in mark.why][:MOST_QUOTES]:
        place, own = (moves[text].turn + 1) // 2, moves[text].turn % 2 == 1
        if own or mark.value:  # where nothing was done, what the customer said proves nothing
            yield Quote(f"{words['you']} {place}" if own else words["customer"], text)


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(ROOM / "templates")
    loader = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return loader.get_template("debrief.html.j2")
