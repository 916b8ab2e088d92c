"""Pages of an agent, the team, a calibration and a site's front: one file each that needs no other, and no script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from review.agreement.bootstrap import Figure
from review.calibration.revealing import MACHINE, Beside, Revealed
from review.coaching.portrait import Portrait
from review.coaching.trends import Skill
from review.exports import charts
from review.reports.texts import Texts
from review.reports.wording import Wording
from review.sampling.precision import Interval
from review.store.values import StoredCall

HERE = Path(__file__).parent
LOOK = HERE.parent / "reports" / "look"
STYLES = (LOOK / "look.css", LOOK / "report.css", HERE / "templates" / "export.css", LOOK / "print.css")
MOST_BESIDE = 40
"""Marks a calibration's page shows side by side, those farthest apart; a talk of an hour gets through fewer."""

Reach = Callable[[str, str | None, int | None], str | None]
"""From a call, the folder of its results and a turn, to the address of that place, where there is one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One call on a site's front page."""

    call: StoredCall
    href: str


def portrait_page(found: Portrait, reach: Reach) -> str:
    """Return the page of an agent or the team."""
    texts = found.wording.texts
    days = [each.call.at.date() for each in found.calls if each.call.at is not None]
    return _render(
        "portrait.html.j2",
        texts,
        found=found,
        reach=reach,
        span=(_day(min(days), texts), _day(max(days), texts)) if days else None,
        chart=lambda skill: charts.chart(skill, lambda day: _day(day, texts)),
        day=lambda day: _day(day, texts),
        box=charts,
        said=lambda skill: _said(skill, texts),
        changed=lambda skill: _changed(skill, texts),
        between=lambda interval: _between(interval, texts),
    )


def calibration_page(found: Revealed, wording: Wording, reach: Reach) -> str:
    """Return the page of a calibration session that was laid open."""
    texts = wording.texts
    everyone = {item.table.item: item for item in found.everyone.items}
    return _render(
        "calibration.html.j2",
        texts,
        found=found,
        wording=wording,
        reach=reach,
        everyone=everyone,
        beside=[each for each in found.beside if each.apart][:MOST_BESIDE],
        figure=lambda figure: _figure(figure, texts),
        percent=lambda share: "–" if share is None else texts.percent(share),
        verdict=_verdicts(texts),
        leans=found.everyone.together.leans,
        leaning={
            "strict": texts.say("marks strictly"),
            "lenient": texts.say("marks leniently"),
            "unclear": texts.say("like the others, as far as can be told"),
        },
        rater=lambda name: texts.say("The machine") if name == MACHINE else name,
        level=lambda value: texts.say("not judged") if value is None else texts.number(value, 1),
        given=lambda each: _given(each, texts),
    )


def index_page(
    entries: Sequence[Entry], people: Sequence[tuple[str, str]], team: str | None, texts: Texts, on: date
) -> str:
    """Return the front page of a site.

    Args:
        entries: The calls, in the order they are to stand.
        people: Agents and the addresses of their pages; by name, never by rank.
        team: The address of the team's page, where there is one.
        texts: The language.
        on: The day it is made.
    """
    return _render(
        "index.html.j2",
        texts,
        entries=entries,
        people=people,
        team=team,
        on=_day(on, texts),
        when=lambda at: _day(at.date(), texts) if isinstance(at, datetime) else "",
    )


def _render(template: str, texts: Texts, **values: Any) -> str:
    style = _style()
    digest = f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"
    page: str = (
        _environment()
        .get_template(template)
        .render(texts=texts, say=texts.say, say_n=texts.say_n, style=Markup(style), style_hash=digest, **values)  # noqa: S704  (our own file)
    )
    return page


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


def _day(day: date, texts: Texts) -> str:
    return str(format_date(day, "medium", locale=texts.code))


def _said(skill: Skill, texts: Texts) -> str:
    """Say how far a skill reaches and how well that is known."""
    return texts.say_n(
        "{share} of the scale on {n} call; with other calls it might as well be {low} to {high}",
        "{share} of the scale on {n} calls; with other calls it might as well be {low} to {high}",
        skill.calls,
        share=texts.percent(skill.share),
        low=texts.percent(skill.interval.low),
        high=texts.percent(skill.interval.high),
    )


def _changed(skill: Skill, texts: Texts) -> str:
    if skill.change is None:
        return texts.say("Whether it changed cannot be told from chance.")
    rose = texts.say("It rose over this time, by more than chance explains.")
    return (
        rose if skill.change.direction == "up" else texts.say("It fell over this time, by more than chance explains.")
    )


def _between(interval: Interval | None, texts: Texts) -> str:
    if interval is None:
        return ""
    return texts.say("{low} to {high}", low=texts.percent(interval.low), high=texts.percent(interval.high))


def _figure(figure: Figure, texts: Texts) -> str:
    if figure.value is None:
        return "–"
    value = texts.number(figure.value, 2)
    if figure.low is None or figure.high is None:
        return value
    low, high = texts.number(figure.low, 2), texts.number(figure.high, 2)
    return f"{value} ({texts.say('{low} to {high}', low=low, high=high)})"


def _verdicts(texts: Texts) -> dict[str, str]:
    return {
        "rewrite": texts.say("write it anew"),
        "look": texts.say("keep an eye on it"),
        "fine": texts.say("fine"),
        "cannot tell": texts.say("cannot be told yet"),
    }


def _given(each: Beside, texts: Texts) -> list[tuple[str, str, str]]:
    """Return everybody's mark on one item of one call: who, what, why; the machine last."""

    def level(value: float | None) -> str:
        return texts.say("not judged") if value is None else texts.number(value, 1)

    people = [(rater, level(given.value), given.why) for rater, given in sorted(each.given.items())]
    return [*people, (texts.say("The machine"), level(each.machine.value), each.machine.why)]
