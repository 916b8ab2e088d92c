"""Kinds of lines a trainee might say, as the evidence they would leave; what a search over talks is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from scenarios.customer import Customer
from scenarios.evidence import Evidence
from scenarios.loading import Case

LENGTH = 12
"""Words of an imagined line: a sentence or two."""


class Kind(NamedTuple):
    """A kind of line; what it brings may depend on what was said before."""

    name: str
    made: Callable[[Case, Customer], Evidence]


def line(*moves: str, **parts: object) -> Evidence:
    """Return the evidence of a line with these moves, all sure."""
    return Evidence(weights=dict.fromkeys(moves, 1.0), length=LENGTH, **parts)  # type: ignore[arg-type]


def _gives_back(case: Case, customer: Customer) -> Evidence:
    return line("paraphrase", facts=customer.told, question=True)


def _gives_back_wrong(case: Case, customer: Customer) -> Evidence:
    return line("paraphrase", wrong=customer.told[:1], question=True)


def _asks_exactly(case: Case, customer: Customer) -> Evidence:
    hidden = tuple(fact.id for fact in case.scenario.facts if fact.id not in customer.told)
    return line("clarifying_question", asks=hidden[:1], question=True)


def _asks_again(case: Case, customer: Customer) -> Evidence:
    return line("clarifying_question", asks=customer.told[:1], question=True)


def _offers(case: Case, customer: Customer) -> Evidence:
    left = [part.id for part in case.scenario.solution if part.id not in customer.offered]
    return line("option_offer", "promise_deadline", offers=tuple(left[:2]))


def _plain(*moves: str, question: bool = False) -> Callable[[Case, Customer], Evidence]:
    made = line(*moves, question=question)
    return lambda case, customer: made


def _form(name: str) -> Callable[[Case, Customer], Evidence]:
    made = line(form=frozenset({name}))
    return lambda case, customer: made


SERVING = line(served=True)
PRESSING = line("review_invitation", pressing=True)


def kinds(case: Case) -> tuple[Kind, ...]:
    """Return the kinds of lines a search tries in this case."""
    unwanted = [
        Kind(f"offers {name}", lambda case, customer, name=name: line("next_step", unwanted=(name,)))  # type: ignore[misc]
        for name in case.scenario.unwanted
    ]
    return (*COMMON, *unwanted)


COMMON: tuple[Kind, ...] = (
    Kind("greets", _plain("greeting", "thanks")),
    Kind("feels with", _plain("empathy")),
    Kind("apologises", _plain("apology")),
    Kind("nods", _plain("acknowledgement")),
    Kind("takes it on", _plain("ownership")),
    Kind("asks openly", _plain("open_question", question=True)),
    Kind("asks exactly", _asks_exactly),
    Kind("asks again", _asks_again),
    Kind("asks yes or no", _plain("closed_question", question=True)),
    Kind("gives back", _gives_back),
    Kind("gives back wrong", _gives_back_wrong),
    Kind("offers", _offers),
    Kind("sets limits", _plain("expectation_setting")),
    Kind("shows a way out", _plain("alternative_batna")),
    Kind("promises vaguely", _plain("next_step")),
    Kind("serves", lambda case, customer: SERVING),
    Kind("checks", _plain("satisfaction_check", question=True)),
    Kind("says goodbye", _plain("further_help", question=True)),
    Kind("invites a review", _plain("review_invitation")),
    Kind("presses for a review", lambda case, customer: PRESSING),
    Kind("says nothing to it", _plain()),
    Kind("blames", _plain("blame")),
    Kind("sends away", _plain("bounce")),
    Kind("claims", _plain("unsupported_claim")),
    Kind("uses jargon", _plain("jargon")),
    *(Kind(f"is {name}", _form(name)) for name in ("empty", "foreign", "same_again", "copied", "pasted", "monologue")),
)

ONE_TRICK: Mapping[str, tuple[str, ...]] = {
    "only says sorry": ("apologises",),
    "only agrees": ("nods",),
    "only feels with": ("feels with",),
    "only asks": ("asks openly", "asks exactly", "asks yes or no"),
    "only offers": ("offers", "checks", "says goodbye"),
    "only gives back": ("gives back",),
    "only serves": ("serves",),
}
"""Trainees who do one thing all the time; none of them may win."""
