"""What reviewers name as the root cause, across calls: in their own words, counted by calls, each with the calls it was named in.

The last root cause a reviewer gave on a call counts. Two ways of writing that differ by capitals, gaps or marks alone are one; what
is said in other words stays apart, since nobody but the reviewers can tell that it is the same.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from review.reports.quotes import shortened
from review.store import Filter, Store, rows
from review.store.tables import calls, notes

MOST_CAUSES = 12
MOST_PLACES = 5
_ANY = Filter()


@dataclass(frozen=True, slots=True)
class Place:
    """A call in which a cause was named."""

    call: str
    folder: str | None
    """The folder of its results, relative to the workspace."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause."""

    text: str
    """As it was written most often."""
    calls: int
    of: int
    """Calls of which a reviewer named any root cause."""
    places: tuple[Place, ...]
    """Up to :data:`MOST_PLACES` calls, those named last first."""


def causes(store: Store, which: Filter = _ANY, *, most: int = MOST_CAUSES) -> tuple[Cause, ...]:
    """Return the root causes reviewers named in the calls that fit, the commonest first.

    Args:
        store: The workspace.
        which: Which calls.
        most: How many causes.
    """
    named: dict[str, dict[str, Place]] = {}
    written: dict[str, Counter[str]] = {}
    for row in store.rows(_last_words(which)):
        if key := " ".join(re.findall(r"\w+", row["text"].casefold())):
            named.setdefault(key, {}).setdefault(row["name"], Place(row["name"], row["results"]))
            written.setdefault(key, Counter())[" ".join(row["text"].split())] += 1
    of = len({call for places in named.values() for call in places})
    found = [_cause(written[key], places, of) for key, places in named.items()]
    return tuple(sorted(found, key=lambda cause: (-cause.calls, cause.text)))[:most]


def _cause(written: Counter[str], places: dict[str, Place], of: int) -> Cause:
    text = min(written, key=lambda each: (-written[each], each))
    return Cause(shortened(text), len(places), of, tuple(places.values())[:MOST_PLACES])


def _last_words(which: Filter) -> sa.Select[tuple[object, ...]]:
    """Return a query for the last root cause of each reviewer on each call, the newest first; an empty one takes it back."""
    own = (notes.c.kind == "root_cause") & ~notes.c.undone
    last = sa.select(sa.func.max(notes.c.id)).where(own).group_by(notes.c.call_id, notes.c.by)
    query = rows.fitting(sa.select(calls.c.name, calls.c.results, notes.c.text), which)
    query = query.join(notes, notes.c.call_id == calls.c.id)
    return query.where(notes.c.id.in_(last), notes.c.text != "").order_by(notes.c.id.desc())
