"""Which mark counts where several were given: what a dispute was settled at, else the last person's, else the machine's.

The machine's mark is never written over: a scorecard that counts is a new value beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from review.desk.showing import read_why
from review.kept import blank, rubric_of
from review.store import Filter, Store, rows
from review.store.tables import calls, disputes, marks, results
from review.store.values import DisputeStep, PersonMark, StoredCall
from rubrics.schema import Rubric
from rubrics.scorecard import skill_total
from rubrics.values import Compliance, Mark, RubricRef, Scorecard
from rubrics.wire import scorecard_from_json

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
    page = rows.ordered(rows.fitting(sa.select(calls.c.id), which), "newest").limit(most).subquery()
    cards, own = _newest(store, page), Rubrics(store)
    given = _by_call(rows.mark(row) for row in store.rows(_of_people(marks, page)))
    steps = _by_call(rows.dispute(row) for row in store.rows(_of_people(disputes, page)))
    marked = ((call, cards.get(name) or own.by_hand(given.get(name, ()))) for name, call in reversed(found.items()))
    return [
        _counted(call, card, given.get(call.name, ()), steps.get(call.name, ()), own(card.rubric))
        for call, card in marked
        if card
    ]


class Rubrics:
    """The rubrics of one workspace's marks, each looked up once."""

    def __init__(self, store: Store) -> None:
        """Stand on a store; nothing is read yet."""
        self._store, self._known = store, dict[RubricRef, Rubric | None]()

    def __call__(self, ref: RubricRef) -> Rubric | None:
        """Return a rubric as :func:`review.kept.rubric_of` does."""
        if ref not in self._known:
            self._known[ref] = rubric_of(self._store, ref)
        return self._known[ref]

    def by_hand(self, given: Sequence[PersonMark]) -> Scorecard | None:
        """Return an empty scorecard for a call that people alone have marked; ``None`` where nobody has, or the rubric is gone."""
        rubric = self(given[-1].rubric) if given else None
        # In their version, though a shipped rubric is here in the newest alone: else their own marks would not count.
        return replace(blank(rubric), rubric=given[-1].rubric) if rubric else None


def same_rubric(calls: Sequence[Counted]) -> list[Counted]:
    """Return the calls that were marked by the same version of the same rubric as the newest of them."""
    newest = calls[-1].card.rubric if calls else None
    return [each for each in calls if each.card.rubric == newest]


def counting(
    card: Scorecard, given: Iterable[PersonMark], steps: Iterable[DisputeStep] = (), rubric: Rubric | None = None
) -> Scorecard:
    """Return a scorecard with people's marks in place of the machine's, its totals worked out again.

    Args:
        card: What the machine gave.
        given: People's marks on the call, oldest first; those by another version of the rubric do not count here.
        steps: The call's disputes, oldest first; a settled one has the last word.
        rubric: The card's rubric, which weighs the marks; ``None`` where it is not here any more: then nobody can.
    """
    last = _last_words(card.rubric, given, steps)
    if not last:
        return card
    changed = tuple(_put(mark, last[mark.criterion]) if mark.criterion in last else mark for mark in card.marks)
    aside = {item for item, word in last.items() if not word.applies}
    return replace(
        card,
        marks=changed,
        skill_total=skill_total(rubric, changed) if rubric else None,
        compliance=_compliance(card, changed, aside, rubric),
    )


class _Word(NamedTuple):
    """The last word on one item."""

    value: float | None
    why: str
    applies: bool = True


def _counted(
    call: StoredCall,
    card: Scorecard,
    given: Sequence[PersonMark],
    steps: Sequence[DisputeStep],
    rubric: Rubric | None,
) -> Counted:
    people = frozenset(_last_words(card.rubric, given, steps)) & {mark.criterion for mark in card.marks}
    return Counted(call, counting(card, given, steps, rubric), people)


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


def _compliance(card: Scorecard, changed: Sequence[Mark], aside: Container[str], rubric: Rubric | None) -> Compliance:
    critical = {each.id for section, each in rubric.criteria() if section.critical} if rubric else set()
    values = [mark.value for mark in changed if mark.criterion in critical and mark.criterion not in aside]
    if 0 in values:
        return "fail"
    # Of a call that passed, what has no value did not apply to it.
    left_open = None in values and card.compliance != "pass"
    return "not_judged" if left_open or not values else "pass"


def _newest(store: Store, page: sa.Subquery) -> dict[str, Scorecard]:
    """Return the newest scorecard of each call of a page, looked up call by call: all results at once would be read whole."""
    own = results.alias()
    last = sa.select(sa.func.max(own.c.id)).where(own.c.call_id == calls.c.id).correlate(calls).scalar_subquery()
    query = sa.select(calls.c.name, results.c.card).select_from(calls)
    query = query.join(page, page.c.id == calls.c.id).join(results, results.c.id == last)
    return {row["name"]: scorecard_from_json(row["card"]) for row in store.rows(query)}


def _of_people(table: sa.Table, page: sa.Subquery) -> sa.Select[tuple[object, ...]]:
    query = rows.columns_of(table).select_from(calls).join(page, page.c.id == calls.c.id)
    return query.join(table, table.c.call_id == calls.c.id).where(~table.c.undone).order_by(table.c.id)


def _by_call(found: Iterable[Given]) -> Mapping[str, list[Given]]:
    sorted_out: dict[str, list[Given]] = {}
    for one in found:
        sorted_out.setdefault(one.call, []).append(one)
    return sorted_out
