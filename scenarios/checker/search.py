"""A search over talks: which endings, lines and facts can be reached, and how the best ending is reached soonest.

Wide and bounded: at each line the talks that stand best, those that stand worst and some between are kept, those alike
in all that matters joined. What it reaches can be reached; what it does not reach may still be reachable beyond the
bound, which the survey states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from scenarios.answering import Answer, Piece, answer, finished
from scenarios.checker.lines import COMMON, ONE_TRICK, Kind, kinds
from scenarios.customer import Customer, beat, ending_of, newcomer, result
from scenarios.loading import Case
from scenarios.vocabulary import FEELINGS

KEPT = 6
"""Talks kept of each sort at each line."""
BUCKET = 10
"""Points of a feeling within which two talks are alike."""


class Talk(NamedTuple):
    """An imagined talk."""

    customer: Customer
    way: tuple[str, ...] = ()


@dataclass
class Survey:
    """What a search saw."""

    case: Case
    tried: int = 0
    """Lines tried."""
    longest: int = 0
    """Lines of the longest talk looked at."""
    endings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each ending, a shortest way found to it; with the trainee's own goodbye where nothing else ends it."""
    lines: set[Piece] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    reactions: set[str] = field(default_factory=set)
    beats: set[str] = field(default_factory=set)
    steps: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """How often a kind of line led from one part of the talk to another, or to an ending."""
    winners: dict[str, str] = field(default_factory=dict)
    """One-trick trainees who reach a good ending, and which."""

    @property
    def bound(self) -> str:
        """How far was looked, in one sentence."""
        return f"{self.tried} lines tried in talks of up to {self.longest} lines, {3 * KEPT} talks kept at each"


def survey(case: Case) -> Survey:
    """Return what a bounded search over talks sees."""
    seen = Survey(case)
    tries = kinds(case)
    talks = [Talk(newcomer(case))]
    seen.lines.add(Piece("opening"))
    seen.facts.update(talks[0].customer.told)
    for length in range(1, case.scenario.most_lines + 1):
        seen.longest = length
        talks = _kept(case, list(_grown(seen, talks, tries)))
        if not talks:
            break
    seen.winners = dict(_winners(seen))
    return seen


def _grown(seen: Survey, talks: Iterable[Talk], tries: tuple[Kind, ...]) -> Iterator[Talk]:
    for talk in talks:
        for kind in tries:
            given = answer(seen.case, talk.customer, kind.made(seen.case, talk.customer))
            way = (*talk.way, kind.name)
            _note(seen, talk.customer, given, kind.name, way)
            if given.customer.ending is None:
                yield Talk(given.customer, way)


def _note(seen: Survey, before: Customer, given: Answer, name: str, way: tuple[str, ...]) -> None:
    case, after = seen.case, given.customer
    here, there = beat(case, before), after.ending or beat(case, after)
    seen.tried += 1
    seen.lines.update(given.pieces)
    seen.facts.update(after.told)
    seen.reactions.update(cause.reaction.id for cause in given.causes)
    seen.beats.update((here, *(() if after.ending else (there,))))
    if here != there:
        seen.steps[here, name, there] += 1
    seen.endings.setdefault(after.ending or ending_of(case, after).id, way)


def _kept(case: Case, talks: list[Talk]) -> list[Talk]:
    """Keep the best, the worst and some of the rest, after joining those alike."""
    apart = list({_alike(case, talk.customer): talk for talk in reversed(talks)}.values())
    ranked = sorted(apart, key=lambda talk: (_promise(case, talk.customer), talk.way))
    if len(ranked) <= 3 * KEPT:
        return ranked
    between = sorted(ranked[KEPT:-KEPT], key=lambda talk: sha256("/".join(talk.way).encode()).digest())
    return [*ranked[:KEPT], *between[:KEPT], *ranked[-KEPT:]]


def _promise(case: Case, customer: Customer) -> float:
    return result(case, customer) + (10.0 if customer.agreed else 0.0)


def _alike(case: Case, customer: Customer) -> tuple[object, ...]:
    feelings = tuple(int(customer.feelings[name] // BUCKET) for name in FEELINGS)
    matter = (frozenset(customer.told), frozenset(customer.returned), frozenset(customer.offered), customer.early)
    general = tuple(int(points // BUCKET) for points in customer.general.values())
    return (*feelings, *matter, *general, customer.agreed, customer.warned, customer.asked_for_manager)


def _winners(seen: Survey) -> Iterator[tuple[str, str]]:
    """Play the one-trick trainees to the end; one who reaches what only understanding should reach has won."""
    named = {kind.name: kind for kind in COMMON}
    for trick, names in ONE_TRICK.items():
        customer = newcomer(seen.case)
        for number in range(seen.case.scenario.most_lines):
            if customer.ending is None:
                kind = named[names[number % len(names)]]
                customer = answer(seen.case, customer, kind.made(seen.case, customer)).customer
        ending = finished(seen.case, customer).ending or ending_of(seen.case, customer).id
        if wins(seen.case, ending):
            yield trick, ending


def wins(case: Case, ending: str) -> bool:
    """Tell whether an ending is one of the two best."""
    best = sorted({each.id: each.score for each in case.endings}.items(), key=lambda each: each[1])[-2:]
    return ending in dict(best)
