"""The customer: a hidden state that answers to what was noticed in a line, by authored reactions and nothing else.

The state changes by moves and by what of the case is in the line, never by chance: two trainees who say the same are
treated the same. See docs/design/0014-the-customer-is-a-state.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scenarios.loading import Case
from scenarios.schema import Ending, Limits, Reaction
from scenarios.vocabulary import FEELINGS, GAUGES, Feeling, Gauge, Tone

ENOUGH_RETURNED = 0.75
"""Share of the facts' worth that fills *problem understood*; nobody has to recite everything."""
WITHOUT_NEED, WITHOUT_MUST = 60.0, 55.0
"""Where *problem understood* stops without the need, and *solution accepted* without what must be offered."""
EARLY_NOW, EARLY_LATER = 0.5, 0.85
"""What an offer made too early counts while the problem is not understood, and once it is."""
BARE = 0.5
"""What a part of the solution counts that was only mentioned."""
QUALITY: Mapping[Gauge, float] = {
    "trust": 0.2, "patience": 0.1, "calm": 0.15, "need_revealed": 0.1, "problem_understood": 0.2, "solution_accepted": 0.25
}  # fmt: skip
"""What a result is made of within its ending."""


@dataclass(frozen=True)
class Customer:
    """Everything the customer feels and remembers at one moment."""

    feelings: Mapping[Feeling, float]
    general: Mapping[Gauge, float] = field(default_factory=dict)
    """Gained by moves alone, without anything of the case."""
    told: tuple[str, ...] = ()
    """Facts that came out, in order."""
    returned: tuple[str, ...] = ()
    """Facts that came back right."""
    offered: tuple[str, ...] = ()
    early: frozenset[str] = frozenset()
    """Parts offered before the problem was understood, and not again since."""
    bare: frozenset[str] = frozenset()
    """Parts only mentioned, in a few words that offer nothing, and not again since."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How often each move or sign was noticed."""
    lines: int = 0
    """The trainee's lines so far."""
    asked_in_row: int = 0
    """Questions one after the other with nothing given back."""
    passive_in_row: int = 0
    """Lines one after the other with nothing but signs of listening."""
    accepted: bool = False
    """Has said that the solution is good."""
    agreed: bool = False
    """Has said yes to a satisfaction check."""
    certain: bool = False
    """It surely was one: the next line can end the talk, whatever it says."""
    warned: bool = False
    asked_for_manager: bool = False
    ending: str | None = None
    worked_out: dict[str, float] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Gauges that follow from the rest, kept once they are asked for; the checker asks very often."""

    def counted(self, name: str) -> int:
        """Return how often something was noticed so far."""
        return self.counts.get(name, 0)


class Cause(NamedTuple):
    """One reaction that held for a line, and what it did."""

    reaction: Reaction
    weight: float
    changes: Mapping[Gauge, float]


def newcomer(case: Case) -> Customer:
    """Return the customer as the telephone rings; what the opening says is told."""
    start = case.scenario.start
    told = tuple(fact.id for fact in case.scenario.facts if fact.reveal == "opening")
    return Customer(feelings={"trust": start.trust, "patience": start.patience, "calm": start.calm}, told=told)


def gauge(case: Case, customer: Customer, name: Gauge) -> float:
    """Return one number of the state, 0 to 100."""
    if name == "trust" or name == "patience" or name == "calm":  # noqa: PLR1714 - so the type is told as well
        return customer.feelings[name]
    if name not in customer.worked_out:
        customer.worked_out[name] = DERIVED[name](case, customer)
    return customer.worked_out[name]


def state(case: Case, customer: Customer) -> dict[str, int]:
    """Return the whole state in round numbers, 0 to 100."""
    return {name: round(gauge(case, customer, name)) for name in GAUGES}


def threshold(case: Case, name: Gauge, limit: str) -> float:
    """Return the number a threshold's name, or a number, stands for."""
    return float(limit) if limit.isdecimal() else float(case.shared.thresholds[name][limit])


def reaches(case: Case, customer: Customer, name: Gauge, limit: str) -> bool:
    """Tell whether a gauge stands at least at a named threshold."""
    return gauge(case, customer, name) >= threshold(case, name, limit)


def holds(case: Case, customer: Customer, limits: Limits) -> bool:
    """Tell whether the state is within all limits."""
    return all(_within(case, customer, name, limit) for name, limit in limits.items())


def beat(case: Case, customer: Customer) -> str:
    """Return which part of the talk this is: the first whose end has not come yet."""
    for each in case.beats:
        if not each.until or not holds(case, customer, each.until):
            return each.id
    return case.beats[-1].id


def tone(case: Case, customer: Customer) -> Tone:
    """Return how the customer sounds."""
    if not reaches(case, customer, "calm", "upset") or not reaches(case, customer, "patience", "short"):
        return "tense"
    at_ease = reaches(case, customer, "trust", "open") and reaches(case, customer, "calm", "settled")
    return "warm" if at_ease else "plain"


def ending_of(case: Case, customer: Customer, by: str = "talk") -> Ending:
    """Return the ending a talk has if it ends now, and so."""
    fits = (
        ending
        for ending in case.endings
        if ending.by == by and (customer.agreed or not ending.closed) and holds(case, customer, ending.when)
    )
    return next(fits, min(case.endings, key=lambda ending: ending.score))


def result(case: Case, customer: Customer) -> float:
    """Return the result of a talk, 0 to 100: the ending gives the range, the state the place in it."""
    named = {ending.id: ending for ending in case.endings}
    ending = named[customer.ending] if customer.ending else ending_of(case, customer)
    quality = sum(share * gauge(case, customer, name) for name, share in QUALITY.items()) / 100
    low, high = ending.score
    return round(low + (high - low) * quality, 1)


def affected(case: Case, customer: Customer, noticed: Mapping[str, float]) -> tuple[Customer, tuple[Cause, ...]]:
    """Let everything noticed in a line work on the customer; return the change and its causes.

    Args:
        case: The scenario.
        customer: Before the line's reactions.
        noticed: Moves and signs with their weight, 0 to 1.
    """
    counts = dict(customer.counts)
    for name in noticed:
        counts[name] = counts.get(name, 0) + 1
    known = replace(customer, counts=counts)
    causes = tuple(_causes(case, known, noticed))
    changes: dict[Gauge, float] = dict(case.shared.every_line)
    for cause in causes:
        for name, points in cause.changes.items():
            changes[name] = changes.get(name, 0.0) + points
    return _moved(case, known, changes), causes


def _causes(case: Case, customer: Customer, noticed: Mapping[str, float]) -> Iterator[Cause]:
    part = beat(case, customer)
    for name, weight in noticed.items():
        for reaction in case.heard_by.get(name, ()):
            if _applies(case, customer, reaction, noticed, part):
                changes = {gauge_name: points * weight for gauge_name, points in reaction.effect.items()}
                yield Cause(reaction, weight, changes)


def _applies(case: Case, customer: Customer, reaction: Reaction, noticed: Mapping[str, float], part: str) -> bool:
    return (
        reaction.at(customer.counted(reaction.hears))
        and reaction.beat in (None, part)
        and (not reaction.together or any(name in noticed for name in reaction.together))
        and not any(name in noticed for name in reaction.without)
        and holds(case, customer, reaction.limits)
    )


def _moved(case: Case, customer: Customer, changes: Mapping[Gauge, float]) -> Customer:
    feelings = {name: _bounded(customer.feelings[name] + changes.get(name, 0.0)) for name in FEELINGS}
    general = {
        name: min(float(most), max(0.0, customer.general.get(name, 0.0) + changes.get(name, 0.0)))
        for name, most in case.shared.most_general.items()
    }
    return replace(customer, feelings=feelings, general=general)


def _bounded(points: float) -> float:
    return min(100.0, max(0.0, points))


def _within(case: Case, customer: Customer, name: Gauge, limit: str) -> bool:
    below, _, rest = limit.partition("below ")
    if not below and rest:
        return gauge(case, customer, name) < threshold(case, name, rest)
    return reaches(case, customer, name, limit.removeprefix("at least "))


def _need_revealed(case: Case, customer: Customer) -> float:
    counted = [fact for fact in case.scenario.facts if fact.worth]
    told = sum(fact.worth for fact in counted if fact.id in customer.told)
    return 100.0 * told / sum(fact.worth for fact in counted)


def _understood(case: Case, customer: Customer) -> float:
    facts = case.scenario.facts
    back = sum(fact.worth for fact in facts if fact.id in customer.returned)
    points = 100.0 * back / (ENOUGH_RETURNED * sum(fact.worth for fact in facts))
    total = min(100.0, points + customer.general.get("problem_understood", 0.0))
    needs = {fact.id for fact in facts if fact.kind == "need"}
    return total if needs & set(customer.returned) else min(WITHOUT_NEED, total)


def _accepted(case: Case, customer: Customer) -> float:
    late = EARLY_LATER if reaches(case, customer, "problem_understood", "mostly") else EARLY_NOW
    parts = case.scenario.solution
    credit = {
        name: BARE if name in customer.bare else late if name in customer.early else 1.0 for name in customer.offered
    }
    offered = sum(part.worth * credit.get(part.id, 0.0) for part in parts)
    total = min(100.0, offered + customer.general.get("solution_accepted", 0.0))
    whole = all(part.id in customer.offered for part in parts if part.must)
    return total if whole else min(WITHOUT_MUST, total)


DERIVED: Mapping[str, Callable[[Case, Customer], float]] = {
    "need_revealed": _need_revealed,
    "problem_understood": _understood,
    "solution_accepted": _accepted,
}
"""Gauges that follow from what was told, returned and offered."""
