"""Calls and people's marks as CSV. A cell that a spreadsheet would run as a formula is made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import sqlalchemy as sa

from review.csvfile import harmless
from review.store import rows
from review.store.store import Store
from review.store.tables import calls, marks
from review.store.values import Filter

CALL_COLUMNS = (
    "name",
    "agent",
    "customer",
    "queue",
    "at",
    "zone",
    "language",
    "channel",
    "case_id",
    "skill_total",
    "compliance",
)
_ANY = Filter()


def calls_csv(store: Store, which: Filter = _ANY) -> str:
    """Return the calls that fit, oldest first, times in UTC; an empty cell is what is not known."""
    query = rows.ordered(rows.fitting(sa.select(*(calls.c[name] for name in CALL_COLUMNS)), which), "oldest")
    return _csv(("call", *CALL_COLUMNS[1:]), (tuple(row.values()) for row in store.rows(query)))


def marks_csv(store: Store, which: Filter = _ANY) -> str:
    """Return people's marks as ``parafraza agree`` reads them: ``item,unit,rater,value``, empty where not judged.

    Of one person's several marks on one item of one call the last that stands counts.
    """
    columns = (marks.c.item, calls.c.name.label("unit"), marks.c.by.label("rater"), marks.c.value)
    query = rows.fitting(sa.select(*columns), which).join(marks, marks.c.call_id == calls.c.id)
    found = store.rows(query.where(~marks.c.undone).order_by(marks.c.id))
    last = {(row["item"], row["unit"], row["rater"]): row["value"] for row in found}
    return _csv(
        ("item", "unit", "rater", "value"),
        ((*key, value) for key, value in sorted(last.items(), key=lambda pair: pair[0])),
    )


def _csv(columns: Iterable[str], found: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in cells] for cells in found)
    return text.getvalue()


def _cell(value: object) -> object:
    # Numbers are ours and may begin with a minus; words are other people's.
    return harmless(value) if isinstance(value, str) else value
