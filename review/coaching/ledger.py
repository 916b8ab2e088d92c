"""The ledger of promises: what was promised in the calls of a case, and whether it was kept.

What an agent promised is found by the machine; whether it was kept only a person can say. A later call of the case in which the
customer complains again is shown as a reason to look, and never as an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from review.desk.hearing import hear
from review.sampling.precision import Interval, wilson
from review.store import Filter, Store, rows
from review.store.tables import calls, promises
from review.store.values import Promise
from transcribe.errors import FixableError

PROMISE = "promise_deadline"
COMPLAINS = ("complaint", "repeat_complaint")


class Kept(NamedTuple):
    """How promises fared."""

    kept: int
    broken: int
    unknown: int

    @property
    def rate(self) -> float | None:
        """The share kept of those somebody knows of, 0 to 1; ``None`` where nobody knows of any."""
        known = self.kept + self.broken
        return self.kept / known if known else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the rate."""
        rate = self.rate
        return None if rate is None else wilson(rate, self.kept + self.broken)


@dataclass(frozen=True, slots=True)
class Followed:
    """A promise of the ledger, and what came after it in its case."""

    promise: Promise
    at: datetime | None
    """When the call was in which it was made."""
    again: tuple[str, ...]
    """Later calls of the case in which the customer complains."""


def made(store: Store, call: str) -> tuple[str, ...]:
    """Return what the agent promised in a call, in their words, as the machine found it; nothing without a transcript."""
    try:
        heard = hear(store, call)
    except FixableError:
        return ()
    return tuple(dict.fromkeys(move.quote for move in heard.moves if move.name == PROMISE and move.role == "agent"))


def enter(store: Store, names: Iterable[str], *, by: str) -> int:
    """Write the promises found in some calls into the ledger, those that are not there yet; return how many are new."""
    new = 0
    for name in names:
        there = {promise.what for promise in store.promises(call=name)}
        for what in made(store, name):
            if what not in there:
                store.promise(name, what, by=by)
                new += 1
    return new


def of_case(store: Store, case_id: str) -> tuple[Followed, ...]:
    """Return the ledger of a case in the order of its calls, with the later calls in which the customer complains."""
    order = [call.name for call in store.calls(Filter(case_id=case_id), order="oldest")]
    complaining = [name for name in order if _complains(store, name)]
    found = sorted(store.promises(case_id=case_id), key=lambda promise: (order.index(promise.call), promise.id))
    times = {call.name: call.at for call in store.calls(Filter(case_id=case_id))}
    return tuple(
        Followed(
            each, times[each.call], tuple(name for name in complaining if order.index(name) > order.index(each.call))
        )
        for each in found
    )


def fared(store: Store, which: Filter) -> Kept:
    """Return how the promises of some calls fared; counted by the database."""
    query = rows.fitting(sa.select(promises.c.kept, sa.func.count().label("n")), which)
    query = query.join(promises, promises.c.call_id == calls.c.id).where(~promises.c.undone)
    query = query.group_by(promises.c.kept)
    counts = {row["kept"]: int(row["n"]) for row in store.rows(query)}
    return Kept(counts.get(True, 0), counts.get(False, 0), counts.get(None, 0))


def _complains(store: Store, name: str) -> bool:
    try:
        moves = hear(store, name).moves
    except FixableError:
        return False
    return any(move.name in COMPLAINS and move.role == "customer" for move in moves)
