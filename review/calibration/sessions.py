"""Sessions in the store: set up once, counted while they run, laid open once. Marks are the desk's own, given blind.

What counts was given between the session's beginning and its reveal, blind, by its raters, on its calls: a mark that was changed after
the others' were seen is no mark of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from review.store import Store
from review.store.changes import id_of, log
from review.store.tables import calls, marks, results, seen, session_calls
from review.store.tables import sessions as table
from transcribe.errors import FixableError, UnknownName

FEWEST_RATERS, MOST_RATERS = 2, 12


@dataclass(frozen=True, slots=True)
class Session:
    """One calibration session."""

    name: str
    raters: tuple[str, ...]
    calls: tuple[str, ...]
    """In the order they were named; those that were erased since are not here any more."""
    by: str
    at: datetime
    revealed_at: datetime | None
    """``None`` while it runs."""


@dataclass(frozen=True, slots=True)
class Given:
    """How far one rater is; never what was given."""

    rater: str
    calls: int
    """Calls on which every item has a mark."""
    of: int


def begin(store: Store, name: str, names: Sequence[str], raters: Sequence[str], *, by: str) -> Session:
    """Set a session up.

    Args:
        store: The workspace.
        name: What people call it; no two share one.
        names: The calls, at least one; each must be marked by the machine already, so that there are items to mark.
        raters: Two to twelve people, as they sign their marks.
        by: Who leads it.

    Raises:
        UnknownName: a call is not in the workspace.
        FixableError: the name is taken, a call has no results, a rater has seen its marks, or the raters are too few or too
            many.
    """
    people = tuple(dict.fromkeys(rater.strip() for rater in raters if rater.strip()))
    if not FEWEST_RATERS <= len(people) <= MOST_RATERS:
        what = f"a session takes {FEWEST_RATERS} to {MOST_RATERS} people; named: {len(people)}"
        raise FixableError(what, fix="name each once, as they sign their marks at the desk")
    if not names:
        raise FixableError("a session needs calls", fix="name them, or give a list that sample -o wrote")
    with store.writing() as connection:
        _check_new(connection, name)
        ids = [_with_items(connection, call) for call in dict.fromkeys(names)]
        _check_unseen(connection, ids, people)
        row = {"name": name, "raters": list(people), "by": by, "at": datetime.now(UTC)}
        number = connection.execute(sa.insert(table).values(**row).returning(table.c.id)).scalar_one()
        placed = [{"session_id": number, "call_id": call, "place": place} for place, call in enumerate(ids)]
        connection.execute(sa.insert(session_calls), placed)
        log(connection, by, "begin", "sessions", row=int(number))
    return session(store, name)


def sessions(store: Store) -> list[Session]:
    """Return all sessions, the newest first."""
    return [_session(store, row) for row in store.rows(sa.select(table).order_by(table.c.id.desc()))]


def session(store: Store, name: str) -> Session:
    """Return one session; raise :class:`UnknownName` listing those there are."""
    found = store.rows(sa.select(table).where(table.c.name == name))
    if not found:
        known = (
            ", ".join(row["name"] for row in store.rows(sa.select(table.c.name).order_by(table.c.name))) or "none yet"
        )
        raise UnknownName(f"there is no session {name}", fix=f"choose one of: {known}")
    return _session(store, found[0])


def progress(store: Store, of: Session) -> list[Given]:
    """Return how far each rater is, in the order they were named."""
    given = _items_given(store, of)
    items = items_of(store, of)
    return [
        Given(rater, sum(items[call] <= given.get((rater, call), set()) for call in of.calls), len(of.calls))
        for rater in of.raters
    ]


def reveal(store: Store, of: Session, *, by: str, early: bool = False) -> Session:
    """Lay a session open, for good; from now on marks on its calls do not count for it.

    Args:
        store: The workspace.
        of: The session.
        by: Who does it, for the log.
        early: Whether to do so though somebody is not done.

    Raises:
        FixableError: somebody is not done, and it was not asked for all the same.
    """
    if of.revealed_at is not None:
        return of
    waiting = [f"{each.rater} ({each.calls} of {each.of})" for each in progress(store, of) if each.calls < each.of]
    if waiting and not early:
        what = f"not everybody is done: {', '.join(waiting)}"
        raise FixableError(what, fix="wait for them, or reveal with --early; what is missing then stays missing")
    with store.writing() as connection:
        # Only the first of two people who reveal at once sets the time.
        now = sa.update(table).where(table.c.name == of.name, table.c.revealed_at.is_(None))
        connection.execute(now.values(revealed_at=datetime.now(UTC)))
        log(connection, by, "reveal", "sessions", detail={"early": bool(waiting)})
    return session(store, of.name)


def counting(of: Session) -> sa.ColumnElement[bool]:
    """Return the condition a mark must meet to count for a session."""
    own = (marks.c.by.in_(of.raters), marks.c.blind, ~marks.c.undone, marks.c.at >= of.at)
    return sa.and_(*own, *([marks.c.at <= of.revealed_at] if of.revealed_at else []))


def items_of(store: Store, of: Session) -> Mapping[str, set[str]]:
    """Return the items of each call: those of the machine's newest scorecard."""
    return {call: {mark.criterion for mark in store.results(call)[-1].card.marks} for call in of.calls}


def _items_given(store: Store, of: Session) -> dict[tuple[str, str], set[str]]:
    query = sa.select(marks.c.by, calls.c.name, marks.c.item).join(calls, calls.c.id == marks.c.call_id)
    found: dict[tuple[str, str], set[str]] = {}
    for row in store.rows(query.where(counting(of), calls.c.name.in_(of.calls))):
        found.setdefault((row["by"], row["name"]), set()).add(row["item"])
    return found


def _session(store: Store, row: RowMapping) -> Session:
    query = sa.select(calls.c.name).join(session_calls, session_calls.c.call_id == calls.c.id)
    names = store.rows(query.where(session_calls.c.session_id == row["id"]).order_by(session_calls.c.place))
    known: dict[str, Any] = {name: row[name] for name in ("name", "by", "at", "revealed_at")}
    return Session(raters=tuple(row["raters"]), calls=tuple(each["name"] for each in names), **known)


def _check_new(connection: Connection, name: str) -> None:
    if not name.strip():
        raise FixableError("a session needs a name", fix="call it something like November")
    if connection.scalar(sa.select(table.c.id).where(table.c.name == name)) is not None:
        raise FixableError(f"there is a session {name} already", fix="give the new one another name")


def _check_unseen(connection: Connection, ids: Sequence[int], people: Sequence[str]) -> None:
    """Refuse calls whose marks a rater has seen: what they give there would not count, and the session would never be done."""
    query = sa.select(calls.c.name, seen.c.by).join(calls, calls.c.id == seen.c.call_id).distinct()
    found = connection.execute(query.where(seen.c.call_id.in_(ids), seen.c.by.in_(people)).order_by(calls.c.name)).all()
    if found:
        told = ", ".join(f"{call} ({by})" for call, by in found[:5]) + (" and more" if len(found) > 5 else "")
        fix = "leave these calls out, or these people"
        raise FixableError(f"some have seen the marks of a call already, and cannot be blind to it: {told}", fix=fix)


def _with_items(connection: Connection, call: str) -> int:
    number = id_of(connection, call)
    if connection.scalar(sa.select(results.c.id).where(results.c.call_id == number).limit(1)) is None:
        raise FixableError(f"{call} was never reviewed by the machine, so it has no items", fix="review it first")
    return number
