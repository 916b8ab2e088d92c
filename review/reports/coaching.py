"""What went well, and the two things that would help most, each with a better line in this call's own words.

A strength needs a quote. A better line is built around what the customer really said, and never promises what nobody
in the call knew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.reports.clauses import SHORTEST, clauses
from review.reports.names import ABOUT_THE_MATTER, BETTER_LINES, ROLES
from review.reports.quotes import COMPLAINTS, Chip, chip, chips, first_complaint
from review.reports.texts import Texts
from review.reports.wording import CriterionWords, Wording
from rubrics.values import Mark, Move, Scorecard
from transcribe.call import Call, Span, Turn

MOST_STRENGTHS = 3
MOST_HELPS = 2
MOST_QUOTES = 3
STRONG = 2 / 3
"""From this part of its scale on, a mark with a quote is a strength."""

STEM = 5
"""Two words with the same first letters count as the same word: enough to see whether a thing came back."""


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
class _Words:
    turn: int
    text: str
    span: Span | None


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
    found = []
    used: set[str] = set()
    for mark in _most_to_gain(card, wording)[:MOST_HELPS]:
        words = wording.criterion(mark.criterion)
        line, heard = _better_line(call, moves, words, spoken, used)
        used |= {heard.text} if heard else set()
        found.append(
            Help(
                title=words.title,
                why=mark.why,
                next_level=words.level(int(mark.value or 0) + 1),
                line=line,
                example=None if line else words.example(int(mark.value or 0) + 1),
                line_language=spoken.code,
                heard=_heard(heard, wording.texts) if heard else None,
            )
        )
    return tuple(found)


def _most_to_gain(card: Scorecard, wording: Wording) -> list[Mark]:
    open_marks = [mark for mark in card.marks if mark.value is not None and _reached(mark) < 1]

    def gain(mark: Mark) -> tuple[bool, float]:
        words = wording.criterion(mark.criterion)
        return words.critical, words.weight * (1 - _reached(mark))

    return sorted(open_marks, key=gain, reverse=True)


def _reached(mark: Mark) -> float:
    return (mark.value or 0.0) / mark.max if mark.max else 0.0


def _better_line(
    call: Call, moves: Sequence[Move], words: CriterionWords, spoken: Texts, used: set[str]
) -> tuple[str | None, _Words | None]:
    name = next((name for name in words.moves if name in BETTER_LINES), None)
    if name is None or not spoken.knows(BETTER_LINES[name]):
        return None, None
    template = BETTER_LINES[name]
    if "{words}" not in template:
        return spoken.say(template), None
    heard = _the_matter(call, moves) if name in ABOUT_THE_MATTER else None
    heard = heard or _passed_over(call, moves, used)
    return (spoken.say(template, words=heard.text), heard) if heard else (None, None)


def _heard(words: _Words, texts: Texts) -> Chip:
    said = chip(Move("complaint", words.turn, words.span, words.text, 1.0, "", "customer"), texts)
    customer = ROLES["customer"]
    return replace(said, name=texts.say(customer))


def _the_matter(call: Call, moves: Sequence[Move]) -> _Words | None:
    """Return what the customer called about: the fullest clause of the first complaint."""
    first = first_complaint(moves)
    text = max(clauses(first.quote, call.language), key=lambda said: len(_stems(said)), default="") if first else ""
    return _Words(first.turn, text, _span(call.turns[first.turn], text)) if first and text else None


def _passed_over(call: Call, moves: Sequence[Move], used: set[str]) -> _Words | None:
    """Return what the customer said that came back least: the most words the agent never says; a complaint counts."""
    given_back = {stem for turn in call.turns if turn.role == "agent" for stem in _stems(turn.text)}
    complaints = {move.turn for move in moves if move.name in COMPLAINTS}
    unused = [words for words in _sentences(call) if words.text not in used]
    candidates = [words for words in unused if len(words.text.split()) >= SHORTEST] or unused

    def missed(words: _Words) -> float:
        return len(_stems(words.text) - given_back) + 2 * (words.turn in complaints)

    return max(candidates, key=missed, default=None)


def _sentences(call: Call) -> Iterator[_Words]:
    for index, turn in enumerate(call.turns):
        if turn.role == "customer":
            for text in clauses(turn.text, turn.language or call.language):
                yield _Words(index, text, _span(turn, text))


def _span(turn: Turn, text: str) -> Span | None:
    said = text.split()
    spoken = [word.text.strip() for word in turn.words]
    for at in range(len(spoken) - len(said) + 1):
        if [word.strip(".,!?…") for word in spoken[at : at + len(said)]] == [word.strip(".,!?…") for word in said]:
            return Span(turn.words[at].span.start, turn.words[at + len(said) - 1].span.end)
    return turn.span


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"\w{4,}", text.lower())}
