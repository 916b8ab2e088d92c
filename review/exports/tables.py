"""The tables that leave the store, each column with its type and meaning: one list from which CSV, Parquet and dictionary are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from review.store import Filter, Store, rows
from review.store.tables import calls, disputes, marks, notes, promises, results, tags

Kind = Literal["text", "number", "whole", "time", "day", "yes_no"]
Row = tuple[Any, ...]
PIECE = 2_000
"""Calls whose scorecards are in memory at once."""


class Column(NamedTuple):
    """One column."""

    name: str
    kind: Kind
    meaning: str
    """With its unit or range; and what an empty cell means."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, and how its rows are read."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Store, Filter], Iterator[Row]]


_CALL = Column("call", "text", "name of the call; joins the tables")
_BY = Column("by", "text", "who gave it, as they sign")
_AT = Column("at", "time", "when it was given, UTC")

_FACTS = (
    Column("agent", "text", "who spoke for the company; empty: not known"),
    Column("customer", "text", "who called or was called; empty: not known"),
    Column("queue", "text", "queue or team; empty: not known"),
    Column("at", "time", "when the call began, UTC; empty: not known"),
    Column("zone", "text", "zone it was told in"),
    Column("language", "text", "ISO 639-1 code; empty: not known"),
    Column("channel", "text", "phone, video ...; empty: not known"),
    Column("case_id", "text", "case the call belongs to; empty: none known"),
    Column("skill_total", "number", "0 to 100 by the machine's newest scorecard; empty: not judged"),
    Column("compliance", "text", "pass, fail or not_judged; empty: never marked"),
    Column("reviewed_at", "time", "when a person last marked it, UTC; empty: nobody has"),
)


def _calls(store: Store, which: Filter) -> Iterator[Row]:
    tagged: dict[str, list[str]] = {}
    query = rows.fitting(sa.select(calls.c.name, tags.c.tag), which).join(tags, tags.c.call_id == calls.c.id)
    for row in store.rows(query.order_by(tags.c.tag)):
        tagged.setdefault(row["name"], []).append(row["tag"])
    query = rows.ordered(rows.fitting(rows.CALL, which), "oldest")
    for row in store.rows(query):
        yield (row["name"], *(row[column.name] for column in _FACTS), ";".join(tagged.get(row["name"], [])))


def _given(store: Store, which: Filter) -> Iterator[Row]:
    wanted = ("call", "rubric_id", "rubric_version", "item", "by", "at", "value", "blind", "why")
    for row in store.rows(_of(marks, which)):
        yield tuple(row[name] for name in wanted)


def _machine(store: Store, which: Filter) -> Iterator[Row]:
    for name, card in _cards(store, which):
        rubric = card["rubric"]
        for mark in card["marks"]:
            own = (mark["criterion"], mark["value"], mark["low"], mark["high"], mark["max"], mark["why"])
            yield (name, rubric["id"], rubric["version"], *own)


def _evidence(store: Store, which: Filter) -> Iterator[Row]:
    for name, card in _cards(store, which):
        for mark in card["marks"]:
            for move in mark["evidence"]:
                yield name, mark["criterion"], move["move"], move["turn"], move["start"], move["end"], move["quote"]


def _cards(store: Store, which: Filter) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the newest scorecard of each call, oldest call first, some at a time."""
    last = sa.select(sa.func.max(results.c.id).label("id"), results.c.call_id).group_by(results.c.call_id).subquery()
    query = rows.fitting(sa.select(calls.c.name, last.c.id), which).join(last, last.c.call_id == calls.c.id)
    found = [(row["name"], row["id"]) for row in store.rows(query.order_by(last.c.id))]
    for few in (found[start : start + PIECE] for start in range(0, len(found), PIECE)):
        read = store.rows(
            sa.select(results.c.id, results.c.card).where(results.c.id.in_([number for _, number in few]))
        )
        cards = {row["id"]: row["card"] for row in read}
        yield from ((name, cards[number]) for name, number in few)


def _plain(table: sa.Table, *names: str) -> Callable[[Store, Filter], Iterator[Row]]:
    def read(store: Store, which: Filter) -> Iterator[Row]:
        for row in store.rows(_of(table, which)):
            yield tuple(row[name] for name in names)

    return read


def _of(table: sa.Table, which: Filter) -> sa.Select[Any]:
    query = rows.fitting(rows.columns_of(table), which).join(table, table.c.call_id == calls.c.id)
    return query.where(~table.c.undone).order_by(table.c.id)


_RUBRIC = (
    Column("rubric", "text", "id of the rubric"),
    Column("rubric_version", "text", "its version; levels of two versions may mean different things"),
    Column("item", "text", "criterion of the rubric"),
)

TABLES: tuple[Table, ...] = (
    Table("calls", (_CALL, *_FACTS, Column("tags", "text", "tags, with semicolons between; empty: none")), _calls),
    Table(
        "marks",
        (
            _CALL,
            *_RUBRIC,
            _BY,
            _AT,
            Column("value", "number", "level given, 0 up; empty: not judged, never zero"),
            Column("blind", "yes_no", "given before the machine's mark was seen"),
            Column("why", "text", "the person's reason; n/a where the item did not apply"),
        ),
        _given,
    ),
    Table(
        "machine_marks",
        (
            _CALL,
            *_RUBRIC,
            Column("value", "number", "level of the newest scorecard, 0 to max; empty: not judged, never zero"),
            Column("low", "number", "lower end of its range, in levels"),
            Column("high", "number", "upper end of its range, in levels"),
            Column("max", "number", "highest level of the item"),
            Column("why", "text", "the machine's reason"),
        ),
        _machine,
    ),
    Table(
        "evidence",
        (
            _CALL,
            Column("item", "text", "criterion the quote is evidence for"),
            Column("move", "text", "conversational move, by the vocabulary"),
            Column("turn", "whole", "number of the turn in the transcript, from 0"),
            Column("start", "number", "seconds from the beginning; empty: the transcript has no times"),
            Column("end", "number", "seconds from the beginning; empty: the transcript has no times"),
            Column("quote", "text", "what was said, verbatim"),
        ),
        _evidence,
    ),
    Table(
        "notes",
        (
            _CALL,
            Column("kind", "text", "note, coaching, root_cause, moment, flag or correction"),
            Column("text", "text", "what was written; a correction is JSON"),
            Column("start", "number", "seconds from the beginning; empty: on the whole call"),
            Column("end", "number", "seconds from the beginning; empty: on the whole call"),
            _BY,
            _AT,
        ),
        _plain(notes, "call", "kind", "text", "start", "end", "by", "at"),
    ),
    Table(
        "disputes",
        (
            _CALL,
            Column("item", "text", "criterion talked about"),
            Column("state", "text", "draft, shared, disputed or settled; a row a step"),
            Column("value", "number", "level on the table at this step; empty: none named"),
            Column("words", "text", "what was said about it"),
            _BY,
            _AT,
        ),
        _plain(disputes, "call", "item", "state", "value", "words", "by", "at"),
    ),
    Table(
        "promises",
        (
            _CALL,
            Column("case_id", "text", "case of the call; empty: none known"),
            Column("what", "text", "what was promised"),
            Column("due", "day", "by when; empty: no day named"),
            Column("kept", "yes_no", "whether it was kept; empty: nobody knows"),
            _BY,
            _AT,
        ),
        _plain(promises, "call", "case_id", "what", "due", "kept", "by", "at"),
    ),
)
"""All tables, in the order of their files' names in the dictionary."""
