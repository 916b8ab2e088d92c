"""What goes well, with a quote, and the two things to practise: each with a moment of a call and where to practise it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from review.coaching.counting import Counted, same_rubric
from review.coaching.links import Practice, practice
from review.coaching.trends import Skill
from review.desk.hearing import hear
from review.reports.coaching import MOST_HELPS, MOST_STRENGTHS, STRONG, better_lines
from review.reports.quotes import shortened
from review.reports.texts import choose
from review.reports.wording import Wording
from review.store import Store
from rubrics.values import Mark
from transcribe.call import Span
from transcribe.errors import FixableError

FEWEST_CALLS = 3
"""Calls on which a skill was judged before it is called a strength or something to practise."""
MOST_LOOKED_INTO = 5
"""Calls that are read for a moment to practise on; the newest weak ones come first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in a call."""

    call: str
    folder: str | None
    """The folder of its results, relative to the workspace."""
    quote: str
    """What was said there; empty where something never came, and the whole call shows it."""
    turn: int | None
    span: Span | None
    line: str | None = None
    """What could have been said there, in the language of the call."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A skill that goes well, and a moment that shows it."""

    skill: Skill
    moment: Moment


@dataclass(frozen=True, slots=True)
class ToPractise:
    """A skill with much to gain."""

    skill: Skill
    moment: Moment | None
    next_level: str | None
    """What the next level looks like, in the rubric's words."""
    practice: Practice


def strengths(calls: Sequence[Counted], skills: Iterable[Skill]) -> tuple[Strength, ...]:
    """Return up to three skills that reach far up their scale and can be shown by a quote, the surest first."""
    strong = [skill for skill in skills if skill.share >= STRONG and skill.calls >= FEWEST_CALLS]
    strong.sort(key=lambda skill: -skill.interval.low)
    shown = ((skill, _shown(calls, skill.item)) for skill in strong)
    return tuple(Strength(skill, moment) for skill, moment in shown if moment)[:MOST_STRENGTHS]


def to_practise(
    store: Store, calls: Sequence[Counted], skills: Iterable[Skill], wording: Wording
) -> tuple[ToPractise, ...]:
    """Return the two skills with the most to gain, required steps first.

    A skill is left out where it is at the top of its scale as far as anybody can tell.

    Args:
        store: The workspace, for the transcripts of the calls looked into.
        calls: The calls, oldest first.
        skills: Their skills.
        wording: The words of their rubric.
    """
    open_ = [skill for skill in skills if skill.share < STRONG and skill.calls >= FEWEST_CALLS]
    open_.sort(key=lambda skill: _gain(skill, wording), reverse=True)
    return tuple(_practised(store, calls, skill, wording) for skill in open_[:MOST_HELPS])


def _gain(skill: Skill, wording: Wording) -> tuple[bool, float]:
    words = wording.criterion(skill.item)
    return words.critical, words.weight * (1 - skill.share)


def _practised(store: Store, calls: Sequence[Counted], skill: Skill, wording: Wording) -> ToPractise:
    words = wording.criterion(skill.item)
    weak = sorted(_judged(calls, skill.item), key=lambda pair: _reached(pair[1]))[:MOST_LOOKED_INTO]
    moments = (moment for each, mark in weak if (moment := _weak_moment(store, each, mark, wording)))
    level = int(weak[0][1].value or 0) + 1
    return ToPractise(skill, next(moments, None), words.level(level), practice(words.moves, wording.texts.code))


def _judged(calls: Sequence[Counted], item: str) -> Iterator[tuple[Counted, Mark]]:
    """Yield the calls on which an item was judged, with its mark, the newest first."""
    for each in reversed(same_rubric(calls)):
        yield from ((each, mark) for mark in each.card.marks if mark.criterion == item and mark.value is not None)


def _shown(calls: Sequence[Counted], item: str) -> Moment | None:
    full = (pair for pair in _judged(calls, item) if pair[1].evidence and _reached(pair[1]) >= STRONG)
    each, mark = max(full, key=lambda pair: _reached(pair[1]), default=(None, None))
    return _evident(each, mark) if each and mark else None


def _evident(each: Counted, mark: Mark) -> Moment:
    move = mark.evidence[0]
    return Moment(each.call.name, each.call.results, shortened(move.quote), move.turn, move.span)


def _weak_moment(store: Store, each: Counted, mark: Mark, wording: Wording) -> Moment | None:
    """Return where a weak mark could have been better: the customer's words it passed over, or the words that harmed."""
    try:
        heard = hear(store, each.call.name)
    except FixableError:  # its files are gone or broken: another call will show it
        return None
    if heard.call is None:
        return None
    better = better_lines(heard.call, heard.moves, each.card, wording, choose(None, heard.call.language))
    found = better.get(mark.criterion)
    if found and found.heard:
        there = found.heard
        return Moment(each.call.name, each.call.results, there.text, there.turn, there.span, found.line)
    line = found.line if found else None
    if mark.evidence:
        return replace(_evident(each, mark), line=line)
    # What never came has no place in the call; the call itself is what to look at.
    return Moment(each.call.name, each.call.results, "", None, None, line)


def _reached(mark: Mark) -> float:
    return (mark.value or 0.0) / mark.max if mark.max else 0.0
