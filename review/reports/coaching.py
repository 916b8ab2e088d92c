"""What went well, what would help most, and for every weak mark a better line in this call's own words.

A strength needs a quote. A better line is built around what the customer really said, and never promises what nobody
in the call knew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from review.reports.better import Asked, better_line
from review.reports.heard import Customer, Heard
from review.reports.names import ROLES
from review.reports.quotes import Chip, chip, chips
from review.reports.texts import Texts
from review.reports.wording import Wording
from rubrics.values import Mark, Move, Scorecard
from transcribe.call import Call

MOST_STRENGTHS = 3
MOST_HELPS = 2
MOST_QUOTES = 3
STRONG = 2 / 3
"""From this part of its scale on, a mark with a quote is a strength."""


@dataclass(frozen=True, slots=True)
class Strength:
    """One thing that went well, with the quotes that show it."""

    title: str
    why: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """One thing to try next time."""

    title: str
    why: str
    next_level: str | None
    """What the next level looks like, in the rubric's words."""
    line: str | None
    """A line to try."""
    example: str | None
    """What an agent says at that level, from the rubric, where no line can be made of this call's words."""
    line_language: str
    heard: Chip | None
    """The customer's words the line is built on."""


@dataclass(frozen=True, slots=True)
class Better:
    """What could have been said for one mark."""

    line: str | None
    """In the language of the call, around the customer's words where it needs some."""
    example: str | None
    """The rubric's own, where no line can be made."""
    heard: Heard | None
    weak: bool = True
    """Whether the mark is in the lower part of its scale: such a mark has its line beside it."""


def strengths(card: Scorecard, wording: Wording) -> tuple[Strength, ...]:
    """Return up to three marks that reach far up their scale and have a quote, the fullest first."""
    strong = [mark for mark in card.marks if mark.evidence and _reached(mark) >= STRONG]
    strong.sort(key=lambda mark: (-_reached(mark), -wording.criterion(mark.criterion).weight))
    return tuple(
        Strength(wording.criterion(mark.criterion).title, mark.why, chips(mark.evidence, wording.texts, MOST_QUOTES))
        for mark in strong[:MOST_STRENGTHS]
    )


def helps(call: Call, moves: Sequence[Move], card: Scorecard, wording: Wording, spoken: Texts) -> tuple[Help, ...]:
    """Return the two judged marks with the most to gain, required ones first.

    ``spoken`` is the language of the call: the line to try is said to the customer, not to the reader.
    """
    better = better_lines(call, moves, card, wording, spoken)
    return tuple(
        _help(mark, better[mark.criterion], wording, spoken) for mark in _most_to_gain(card, wording)[:MOST_HELPS]
    )


def better_lines(
    call: Call, moves: Sequence[Move], card: Scorecard, wording: Wording, spoken: Texts
) -> dict[str, Better]:
    """Return a line to try for each judged mark below the top of its scale, by criterion.

    No two lines lean on the same words, but those that speak of what the customer called about; empathy has the first
    choice, because it needs what hurts and the others can take any.
    """
    customer = Customer(call, moves)
    matter = customer.matter()
    used = {matter.text} if matter else set()
    found = {}
    for mark in sorted(_most_to_gain(card, wording), key=lambda mark: "empathy" not in mark.criterion):
        words = wording.criterion(mark.criterion)
        line, heard = better_line(Asked(mark, words), customer, spoken, used)
        used |= {heard.text} if heard else set()
        example = None if line else words.example(int(mark.value or 0) + 1)
        found[mark.criterion] = Better(line, example, heard, weak=_reached(mark) < STRONG)
    return found


def _help(mark: Mark, better: Better, wording: Wording, spoken: Texts) -> Help:
    words = wording.criterion(mark.criterion)
    return Help(
        title=words.title,
        why=mark.why,
        next_level=words.level(int(mark.value or 0) + 1),
        line=better.line,
        example=better.example,
        line_language=spoken.code,
        heard=_chip(better.heard, wording.texts) if better.heard else None,
    )


def _most_to_gain(card: Scorecard, wording: Wording) -> list[Mark]:
    open_marks = [mark for mark in card.marks if mark.value is not None and _reached(mark) < 1]

    def gain(mark: Mark) -> tuple[bool, float]:
        words = wording.criterion(mark.criterion)
        return words.critical, words.weight * (1 - _reached(mark))

    return sorted(open_marks, key=gain, reverse=True)


def _reached(mark: Mark) -> float:
    return (mark.value or 0.0) / mark.max if mark.max else 0.0


def _chip(heard: Heard, texts: Texts) -> Chip:
    said = chip(Move("complaint", heard.turn, heard.span, heard.text, 1.0, "", "customer"), texts)
    return replace(said, name=texts.say(ROLES["customer"]))
