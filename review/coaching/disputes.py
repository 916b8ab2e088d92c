"""Disputes over marks: which are open, and how often a mark is overturned, item by item.

An item whose marks are often overturned is badly written: the people who give them and those who get them read it differently.
"""

from __future__ import annotations

from dataclasses import dataclass

from review.sampling.precision import Interval, wilson
from review.store import Filter, Store, rows
from review.store.queries import overturned
from review.store.tables import calls, disputes
from review.store.values import DisputeState, DisputeStep

_ANY = Filter()


@dataclass(frozen=True, slots=True)
class Overturned:
    """How often the marks of one item were changed by a dispute."""

    item: str
    changed: int
    settled: int
    """Disputes that were settled."""
    interval: Interval
    """The 95 % interval of the rate."""

    @property
    def rate(self) -> float:
        """The share of settled disputes that changed the mark, 0 to 1."""
        return self.changed / self.settled


def rates(store: Store, which: Filter = _ANY) -> tuple[Overturned, ...]:
    """Return the overturn rate of each item that had a dispute settled, those most surely badly written first."""
    found = [
        Overturned(item, changed, settled, wilson(changed / settled, settled))
        for item, (changed, settled) in overturned(store, which).items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.interval.low, each.item)))


def waiting(store: Store, state: DisputeState = "disputed", which: Filter = _ANY) -> list[DisputeStep]:
    """Return the newest step of each talk over an item that stands at ``state``, oldest first.

    Args:
        store: The workspace.
        state: ``disputed`` waits for a second reviewer, ``shared`` for the agent.
        which: Of which calls.
    """
    query = rows.fitting(rows.columns_of(disputes), which)
    query = query.join(disputes, disputes.c.call_id == calls.c.id).where(~disputes.c.undone).order_by(disputes.c.id)
    last = {(row["call"], row["item"]): rows.dispute(row) for row in store.rows(query)}
    return sorted((step for step in last.values() if step.state == state), key=lambda step: step.id)
