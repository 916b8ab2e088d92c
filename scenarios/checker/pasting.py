"""A trainee who pastes the key words of a case without talking to anybody, played with the case's real words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.answering import answer, finished
from scenarios.customer import newcomer
from scenarios.evidence import Said, content_of
from scenarios.loading import Case


def pasted_talks(case: Case) -> Iterator[tuple[str, str]]:
    """Give each way of pasting with the ending it reaches; moves are left out, since key words are none."""
    facts = [each.words[0] for each in case.texts.facts.values() if each.words]
    parts = [each.words[0] for each in case.texts.solution.values()]
    whole = _said([*facts, *parts])
    ways = {
        "all at once": [whole],
        "all at once, again and again": [whole, f"ok {whole}", f"{whole} ok", whole],
        "one after the other": [*map(_bare, facts), *map(_bare, parts)] * 2,
        "in two heaps": [_said(facts), _said(parts)] * 3,
    }
    for way, lines in ways.items():
        yield way, _ending(case, lines)


def _ending(case: Case, lines: Sequence[str]) -> str:
    customer, before = newcomer(case), [Said("customer", case.variants("opening", "plain")[0])]
    for line in lines:
        if customer.ending is None:
            customer = answer(case, customer, content_of(case, line, before)).customer
            before.append(Said("agent", line))
    return finished(case, customer).ending or ""


def _said(phrases: Sequence[str]) -> str:
    return " ".join(map(_bare, phrases))


def _bare(phrase: str) -> str:
    return phrase.replace("+", " ").replace("*", "").replace("=", "")
