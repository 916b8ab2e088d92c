"""Putting many calls in at once: 100,000 rows in seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection

from review.columns import week
from review.store.changes import log
from review.store.tables import calls, tags
from review.store.values import NewCall

AT_ONCE = 10_000
"""Rows of one sentence to PostgreSQL."""
MANY = 1000
"""New calls from which on PostgreSQL is asked to count its tables anew; it takes a third of a second."""

_COLUMNS = [field.name for field in fields(NewCall) if field.name != "tags"]


def put_calls(connection: Connection, new: Iterable[NewCall], by: str) -> int:
    """Add the calls whose names are not there yet, with their tags and one line in the log; return how many."""
    known = set(connection.scalars(sa.select(calls.c.name)))
    fresh = {call.name: call for call in new if call.name not in known}
    if not fresh:
        return 0
    last = connection.scalar(sa.select(sa.func.max(calls.c.id))) or 0
    _insert(connection, calls, [_row(call) for call in fresh.values()])
    found = connection.execute(sa.select(calls.c.id, calls.c.name).where(calls.c.id > last)).all()
    numbers = {name: number for number, name in found}
    tagged = [
        {"call_id": numbers[call.name], "tag": tag} for call in fresh.values() for tag in dict.fromkeys(call.tags)
    ]
    if tagged:
        _insert(connection, tags, tagged)
    if len(fresh) >= MANY:
        _count_anew(connection)
    log(connection, by, "import", "calls", detail={"calls": len(fresh)})
    return len(fresh)


def _insert(connection: Connection, table: sa.Table, found: Sequence[dict[str, Any]]) -> None:
    """Insert many rows; PostgreSQL gets them as arrays, thousands at once, since a sentence a row keeps it waiting."""
    if connection.dialect.name != "postgresql":
        connection.execute(sa.insert(table), found)
        return
    columns = [table.c[name] for name in found[0]]
    arrays = [sa.bindparam(column.name, type_=ARRAY(column.type)) for column in columns]
    unnested = sa.func.unnest(*arrays).table_valued(*(column.name for column in columns)).render_derived()
    sentence = sa.insert(table).from_select([column.name for column in columns], sa.select(unnested))
    for few in (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)):
        connection.execute(sentence, {column.name: [row[column.name] for row in few] for column in columns})


def _count_anew(connection: Connection) -> None:
    """Tell PostgreSQL's planner at once what it would find out by itself a minute later: how big the tables are now.

    Until it knows, it takes 100,000 calls for a few and goes through all of them for each row it joins.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("ANALYZE calls, tags"))


def _row(call: NewCall) -> dict[str, Any]:
    row = {name: getattr(call, name) for name in _COLUMNS}  # asdict copies each value, which takes as long as the rest
    return {**row, "week": week(call.at) if call.at else None}
