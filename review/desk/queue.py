"""The queue: which calls are before a reviewer, filtered and counted by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from review.columns import parts
from review.csvfile import clean, read
from review.store import Filter, Store, rows
from review.store.queries import values_of
from review.store.tables import calls, marks, notes
from review.store.values import StoredCall
from transcribe.errors import BadFile

STATES = ("waiting", "begun", "flagged", "all")
"""What a reviewer may ask for: calls they have not marked, those they have, those anybody flagged, all."""
PAGE = 50
_GROUPS = ("agent", "queue", "week", "language", "tag")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue is narrowed to; an empty word asks for nothing."""

    state: str = "waiting"
    agent: str = ""
    queue: str = ""
    week: str = ""
    """An ISO week, ``2026-W47``."""
    language: str = ""
    tag: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Wanted:
        """Return what a message of the browser asks for; what it does not name is as usual."""
        given = {name: str(asked[name]) for name in ("state", *_GROUPS) if asked.get(name)}
        return cls(**given) if given.get("state", "waiting") in STATES else cls()


class Queue:
    """The calls of one store before one reviewer."""

    def __init__(self, store: Store, reviewer: str, sample: tuple[str, ...] | None = None) -> None:
        """Stand on a store; ``sample`` are the names of the only calls there are, in the order they are to be heard."""
        self._store, self._reviewer, self._sample = store, reviewer, sample

    def page(self, wanted: Wanted, offset: int = 0) -> list[StoredCall]:
        """Return up to :data:`PAGE` calls, the oldest first, or in the sample's order."""
        query = self._narrowed(rows.CALL, wanted)
        query = self._in_order(query).limit(PAGE).offset(offset)
        return [rows.call(row) for row in self._store.rows(query)]

    def count(self, wanted: Wanted) -> int:
        """Return how many calls fit."""
        if wanted.state == "waiting":
            # Those that do not wait are few, and found by their marks; looking each call up would read all of them.
            return self.count(replace(wanted, state="all")) - self.count(replace(wanted, state="begun"))
        return int(self._store.rows(self._narrowed(sa.select(sa.func.count().label("n")), wanted))[0]["n"])

    def choices(self) -> dict[str, list[str]]:
        """Return what each filter can be set to."""
        return {group: values_of(self._store, group) for group in _GROUPS}  # type: ignore[arg-type]

    def given(self, names: list[str]) -> dict[str, int]:
        """Return, for each of these calls the reviewer has marked, on how many items."""
        number = sa.func.count(marks.c.item.distinct()).label("n")
        query = sa.select(calls.c.name, number).join(marks, marks.c.call_id == calls.c.id).group_by(calls.c.name)
        query = query.where(calls.c.name.in_(names), marks.c.by == self._reviewer, ~marks.c.undone)
        return {row["name"]: row["n"] for row in self._store.rows(query)}

    def _narrowed(self, query: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
        which = Filter(**{name: getattr(wanted, name) or None for name in ("agent", "queue", "language", "tag")})
        query = rows.fitting(query, which)
        if wanted.week:
            query = query.where(calls.c.week == wanted.week)
        if self._sample is not None:
            query = query.where(calls.c.name.in_(self._sample))
        own = (marks.c.by == self._reviewer) & ~marks.c.undone
        if wanted.state == "waiting":
            # Looked up call by call: a list of all one's marks would be made even where a filter leaves few calls.
            query = query.where(~sa.exists().where(marks.c.call_id == calls.c.id, own))
        if wanted.state == "begun":
            query = query.where(calls.c.id.in_(sa.select(marks.c.call_id).where(own)))
        return query.where(calls.c.id.in_(_flagged())) if wanted.state == "flagged" else query

    def _in_order(self, query: sa.Select[Any]) -> sa.Select[Any]:
        if self._sample:
            place = {name: at for at, name in enumerate(self._sample)}
            return query.order_by(sa.case(place, value=calls.c.name))
        return rows.ordered(query, "oldest")


def _flagged() -> sa.Select[Any]:
    """Return a query for the calls whose last flag that stands has words; taking a flag down is one without."""
    last = sa.select(sa.func.max(notes.c.id)).where(notes.c.kind == "flag", ~notes.c.undone).group_by(notes.c.call_id)
    return sa.select(notes.c.call_id).where(notes.c.id.in_(last), notes.c.text != "")


def sampled(path: Path) -> tuple[str, ...]:
    """Return the names of the calls of a list drawn by ``parafraza sample -o``, in its order.

    Raises:
        BadFile: there is no such file, or no column in it names the calls.
    """
    sheet = read(path, [])
    found = parts(sheet.columns)
    column = found.get("name") or found.get("audio")
    if column is None:
        what = "no column of this list names the calls"
        raise BadFile(what, fix="give the list that sample -o wrote", where=path.name)
    place = sheet.columns.index(column)
    cells = [clean(cells[place]) for _, cells in sheet.rows]
    return tuple(dict.fromkeys(cell if "name" in found else Path(cell).stem for cell in cells if cell))
