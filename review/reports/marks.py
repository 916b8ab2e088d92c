"""Marks, sections and totals as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from review.reports.beside import Beside, Followed, Second
from review.reports.coaching import Better
from review.reports.names import COMPLIANCE
from review.reports.quotes import Chip, chips
from review.reports.texts import Texts
from review.reports.wording import Wording
from rubrics.values import Mark, Scorecard

MOST_QUOTES = 6
"""Quotes under one mark; a long call has hundreds, and they all stand in the transcript."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A judged mark as a bar: places are percents of its scale."""

    fill: float
    low: float
    high: float
    steps: tuple[float, ...]
    level: str
    reach: str | None
    """The range in words; ``None`` where it is one point."""


@dataclass(frozen=True, slots=True)
class MarkView:
    """One criterion's answer."""

    name: str
    title: str
    scale: Scale | None
    """``None`` is *not judged*."""
    why: str
    chips: tuple[Chip, ...]
    more: str | None
    """How many quotes stand in the transcript only."""
    hangs_on: str | None = None
    """What the mark depends on, where it could easily have come out differently."""
    followed: Followed | None = None
    """What the customer did afterwards."""
    better: Better | None = None
    """A line to try, where the mark is weak."""
    second: Second | None = None
    """A judge's opinion beside it, where one was asked."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """The marks of one section, and what they come to."""

    title: str
    points: str
    """What the marks come to, how many were judged, and what the section weighs."""
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class TotalView:
    """The total, which never stands without how many marks were judged."""

    value: str | None
    of: str
    fill: float | None
    judged: str
    compliance: str
    compliance_kind: str


def sections(
    card: Scorecard, wording: Wording, beside: Beside | None = None, better: Mapping[str, Better] | None = None
) -> tuple[SectionView, ...]:
    """Group the marks of ``card`` by section, both in the order of the rubric.

    Args:
        card: The marks.
        wording: The rubric's words.
        beside: What stands beside a mark: what it hangs on, and what followed.
        better: Lines to try, by criterion; only those of weak marks are shown.
    """
    about = _About(wording, beside, better or {})
    order = list(dict.fromkeys(mark.section for mark in card.marks))
    ordered = sorted(card.marks, key=lambda mark: order.index(mark.section))
    return tuple(_section(name, tuple(marks), about) for name, marks in groupby(ordered, key=lambda mark: mark.section))


def total(card: Scorecard, texts: Texts) -> TotalView:
    """Say what the marks come to."""
    value = card.skill_total
    return TotalView(
        value=None if value is None else texts.number(value),
        of=texts.say("of {max}", max=texts.number(100)),
        fill=value,
        judged=judged(card.marks, texts),
        compliance=texts.say(COMPLIANCE[card.compliance]),
        compliance_kind=card.compliance,
    )


def judged(marks: Sequence[Mark], texts: Texts) -> str:
    """Say how many of these marks were judged."""
    count = sum(mark.value is not None for mark in marks)
    return texts.say_n("{judged} of {n} mark judged", "{judged} of {n} marks judged", len(marks), judged=count)


def scale(mark: Mark, texts: Texts, *, critical: bool = False) -> Scale | None:
    """Measure the bar of a mark; ``None`` where it was not judged. A critical one is there or missing."""
    if mark.value is None or not mark.max:
        return None
    low = mark.value if mark.low is None else mark.low
    high = mark.value if mark.high is None else mark.high
    reach = texts.say("may be {low} to {high}", low=texts.number(low, 1), high=texts.number(high, 1))
    return Scale(
        fill=_percent(mark.value, mark.max),
        low=_percent(low, mark.max),
        high=_percent(high, mark.max),
        steps=tuple(_percent(step, mark.max) for step in range(1, int(mark.max))),
        level=_required(mark.value, texts) if critical else _level(mark.value, mark.max, texts),
        reach=reach if low < high and not critical else None,
    )


def _level(value: float, top: float, texts: Texts) -> str:
    return texts.say("{value} of {max}", value=texts.number(value, 1), max=texts.number(top))


def _required(value: float, texts: Texts) -> str:
    return texts.say("there") if value else texts.say("missing")


@dataclass(frozen=True, slots=True)
class _About:
    """What is known about all marks of a card."""

    wording: Wording
    beside: Beside | None
    better: Mapping[str, Better]


def _section(name: str, marks: tuple[Mark, ...], about: _About) -> SectionView:
    texts, words = about.wording.texts, about.wording.section(name)
    found = [mark for mark in marks if mark.value is not None]
    parts = [judged(marks, texts)]
    if found and not words.critical:
        parts.insert(0, _points(found, texts))
    if words.weight is not None:
        parts.append(texts.say("{share} of the total", share=texts.percent(words.weight)))
    return SectionView(words.title, " · ".join(parts), tuple(_mark(mark, about) for mark in marks))


def _points(marks: Sequence[Mark], texts: Texts) -> str:
    points = texts.number(sum(mark.value or 0.0 for mark in marks), 1)
    best = round(sum(mark.max for mark in marks))
    return texts.say_n("{points} of {n} point", "{points} of {n} points", best, points=points)


def _mark(mark: Mark, about: _About) -> MarkView:
    wording, beside = about.wording, about.beside
    words = wording.criterion(mark.criterion)
    better = about.better.get(mark.criterion)
    left = len(set(mark.evidence)) - MOST_QUOTES
    more = wording.texts.say("and {number} more in the transcript", number=wording.texts.number(left))
    return MarkView(
        name=mark.criterion,
        title=words.title,
        scale=scale(mark, wording.texts, critical=words.critical),
        why=mark.why,
        chips=chips(mark.evidence, wording.texts, MOST_QUOTES),
        more=more if left > 0 else None,
        hangs_on=beside.hangs_on(mark, wording.texts) if beside else None,
        followed=beside.followed(mark, wording.texts) if beside else None,
        better=better if better and better.weak else None,
        second=beside.second(mark, wording.texts) if beside else None,
    )


def _percent(part: float, whole: float) -> float:
    return round(100 * min(max(part / whole, 0.0), 1.0), 2)
