"""Which mark counts where several were given: what a dispute was settled at, else the last person's, else the machine's.

The machine's mark is never written over: a scorecard that counts is a new value beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from review.desk.showing import read_why
from review.store import Filter, Store, rows
from review.store.tables import calls, disputes, marks, results
from review.store.values import DisputeStep, PersonMark, StoredCall
from rubrics import library
from rubrics.schema import Rubric
from rubrics.scorecard import skill_total
from rubrics.values import Compliance, Mark, RubricRef, Scorecard
from rubrics.wire import scorecard_from_json
from transcribe.errors import FixableError

MOST_CALLS = 2000
"""Newest calls that are looked at; further back people were others."""
Given = TypeVar("Given", PersonMark, DisputeStep)
_ANY = Filter()


@dataclass(frozen=True, slots=True)
class Counted:
    """One call with the marks that count."""

    call: StoredCall
    card: Scorecard
    """The machine's newest scorecard, with what people gave in its place where they did."""
    people: frozenset[str]
    """The items a person has judged."""


def counted(store: Store, which: Filter = _ANY, *, most: int = MOST_CALLS) -> list[Counted]:
    """Return the calls that fit and were marked, oldest first, each with the marks that count.

    Args:
        store: The workspace.
        which: Which calls.
        most: How many of the newest calls to look at.
    """
    found = {call.name: call for call in store.calls(which, limit=most)}
    cards = _newest(store, which)
    given = _by_call(rows.mark(row) for row in store.rows(_of_people(marks, which)))
    steps = _by_call(rows.dispute(row) for row in store.rows(_of_people(disputes, which)))
    return [
        _counted(call, cards[name], given.get(name, ()), steps.get(name, ()))
        for name, call in reversed(found.items())
        if name in cards
    ]


def same_rubric(calls: Sequence[Counted]) -> list[Counted]:
    """Return the calls that were marked by the same version of the same rubric as the newest of them."""
    newest = calls[-1].card.rubric if calls else None
    return [each for each in calls if each.card.rubric == newest]


def counting(card: Scorecard, given: Iterable[PersonMark], steps: Iterable[DisputeStep] = ()) -> Scorecard:
    """Return a scorecard with people's marks in place of the machine's, its totals worked out again.

    Args:
        card: What the machine gave.
        given: People's marks on the call, oldest first; those by another version of the rubric do not count here.
        steps: The call's disputes, oldest first; a settled one has the last word.
    """
    last = _last_words(card.rubric, given, steps)
    if not last:
        return card
    changed = tuple(_put(mark, last[mark.criterion]) if mark.criterion in last else mark for mark in card.marks)
    aside = {item for item, word in last.items() if not word.applies}
    return replace(
        card, marks=changed, skill_total=_skill_total(card, changed), compliance=_compliance(card, changed, aside)
    )


class _Word(NamedTuple):
    """The last word on one item."""

    value: float | None
    why: str
    applies: bool = True


def _counted(call: StoredCall, card: Scorecard, given: Sequence[PersonMark], steps: Sequence[DisputeStep]) -> Counted:
    people = frozenset(_last_words(card.rubric, given, steps)) & {mark.criterion for mark in card.marks}
    return Counted(call, counting(card, given, steps), people)


def _last_words(rubric: RubricRef, given: Iterable[PersonMark], steps: Iterable[DisputeStep]) -> dict[str, _Word]:
    found = {}
    for mark in given:
        if mark.rubric == rubric:
            applies, why = read_why(mark)
            found[mark.item] = _Word(mark.value, _signed(mark.by, why), applies)
    return found | {
        step.item: _Word(step.value, _signed(step.by, step.words)) for step in steps if step.state == "settled"
    }


def _signed(by: str, why: str) -> str:
    return f"{by}: {why}" if why else by


def _put(mark: Mark, word: _Word) -> Mark:
    return replace(mark, value=word.value, low=word.value, high=word.value, why=word.why)


def _skill_total(card: Scorecard, changed: Sequence[Mark]) -> float | None:
    """Return the total of changed marks; ``None`` where the rubric is not here any more, since nobody can weigh them."""
    rubric = _rubric(card)
    return skill_total(rubric, changed) if rubric else None


def _compliance(card: Scorecard, changed: Sequence[Mark], aside: Container[str]) -> Compliance:
    rubric = _rubric(card)
    critical = {each.id for section, each in rubric.criteria() if section.critical} if rubric else set()
    values = [mark.value for mark in changed if mark.criterion in critical and mark.criterion not in aside]
    if 0 in values:
        return "fail"
    # Of a call that passed, what has no value did not apply to it.
    left_open = None in values and card.compliance != "pass"
    return "not_judged" if left_open or not values else "pass"


def _rubric(card: Scorecard) -> Rubric | None:
    try:
        return library.load(card.rubric.id)
    except FixableError:
        return None


def _newest(store: Store, which: Filter) -> dict[str, Scorecard]:
    last = sa.select(sa.func.max(results.c.id)).group_by(results.c.call_id)
    query = rows.fitting(sa.select(calls.c.name, results.c.card), which)
    query = query.join(results, results.c.call_id == calls.c.id).where(results.c.id.in_(last))
    return {row["name"]: scorecard_from_json(row["card"]) for row in store.rows(query)}


def _of_people(table: sa.Table, which: Filter) -> sa.Select[tuple[object, ...]]:
    query = rows.fitting(rows.columns_of(table), which)
    return query.join(table, table.c.call_id == calls.c.id).where(~table.c.undone).order_by(table.c.id)


def _by_call(found: Iterable[Given]) -> Mapping[str, list[Given]]:
    sorted_out: dict[str, list[Given]] = {}
    for one in found:
        sorted_out.setdefault(one.call, []).append(one)
    return sorted_out
