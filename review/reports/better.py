"""A line to try for one mark: which words of the customer's it takes up, and what is said about them.

No line promises what nobody in the call knew: it asks, says back, or says what is being looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from review.reports.details import QUESTIONS, left_open
from review.reports.heard import Customer, Heard
from review.reports.names import ABOUT_THE_MATTER, BETTER_LINES, BOTH_BACK, FOR_CRITERIA, NOT_KNOWN_YET, WHAT_IF
from review.reports.texts import Texts
from review.reports.wording import CriterionWords
from rubrics.values import Mark

IF = {"en": "if", "pl": "jak jeśli jeżeli gdyby", "ru": "если вдруг", "ro": "dacă"}
"""Words of a question about what happens if it goes wrong."""
OPEN = {
    "en": "when how what where why",
    "pl": "kiedy jak co skąd gdzie ile dlaczego",
    "ru": "когда как что где сколько почему",
    "ro": "când cum ce unde cât cine",
}
"""Words of a question that wants to know something; others are reproaches as often as not."""
EARLY = 3
"""Words from a clause's beginning among which such a word stands."""
CLAIM = "unsupported_claim"
"""The move in whose place something else could have been said to what the customer said just before."""


class Asked(NamedTuple):
    """What a line is wanted for."""

    mark: Mark
    words: CriterionWords

    @property
    def move(self) -> str | None:
        """The telling move that has a line."""
        return next((name for name in self.words.moves if name in BETTER_LINES), None)


class Line(NamedTuple):
    """A template, and the words it is filled with."""

    template: str
    heard: Heard | None
    matter: Heard | None = None


def better_line(
    asked: Asked, customer: Customer, spoken: Texts, used: Collection[str]
) -> tuple[str | None, Heard | None]:
    """Return a line to try and the customer's words it is built on.

    Args:
        asked: The mark, and what its rubric says of it.
        customer: What the customer of the call said.
        spoken: The language of the call.
        used: Texts of clauses other lines are built on.

    Returns:
        The line, ``None`` where none can be made; the clause, ``None`` where the line needs none.
    """
    for line in _lines(asked, customer, spoken.code, used):
        if not spoken.knows(line.template):
            continue
        if line.heard is None and "{words}" in line.template:
            continue
        filled = {"words": line.heard.text if line.heard else "", "matter": line.matter.text if line.matter else ""}
        return spoken.say(line.template, **filled), line.heard
    return None, None


def _lines(asked: Asked, customer: Customer, code: str, used: Collection[str]) -> Iterator[Line]:
    """Give lines, the most telling first."""
    name = asked.move
    matter = customer.matter()
    if asked.mark.criterion in FOR_CRITERIA:
        yield Line(FOR_CRITERIA[asked.mark.criterion], _escalation(asked, customer) or matter)
    if name is None:
        return
    if name == CLAIM and asked.mark.evidence:
        yield Line(BETTER_LINES[name], customer.before(asked.mark.evidence[0]))
    passed_over = customer.passed_over(used, complaining=name == "empathy")
    if name == "clarifying_question":
        yield from _questions(customer, code, used)
    if name == "expectation_setting":
        yield from (Line(NOT_KNOWN_YET, each) for each in reversed(customer.questions()) if _begins(each, OPEN, code))
    if name == "alternative_batna":
        yield from (Line(WHAT_IF, each) for each in customer.questions() if _begins(each, IF, code))
    if name == "paraphrase" and matter and passed_over and passed_over.text != matter.text:
        yield Line(BOTH_BACK, passed_over, matter)
    yield Line(BETTER_LINES[name], (matter if name in ABOUT_THE_MATTER else None) or passed_over or matter)


def _questions(customer: Customer, code: str, used: Collection[str]) -> Iterator[Line]:
    kinds: Iterable[tuple[Heard, str | None]] = ((each, left_open(each.text, code)) for each in customer.clauses())
    asking = {each.text for each in customer.questions()}
    yield from (
        Line(QUESTIONS[kind], each)
        for each, kind in kinds
        if kind and each.text not in used and each.text not in asking
    )


def _begins(clause: Heard, words: Mapping[str, str], code: str) -> bool:
    return bool(set(words.get(code, "").split()) & set(clause.text.lower().split()[:EARLY]))


def _escalation(asked: Asked, customer: Customer) -> Heard | None:
    """Return how the customer asked for somebody higher, where the mark is about that."""
    return customer.within(move for move in asked.mark.evidence if move.name == "escalates")
