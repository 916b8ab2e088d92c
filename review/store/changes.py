"""Changes inside one transaction: a row is written and logged, or neither; and what was done is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from review.store.tables import audit, calls, marks, metadata, seen, tags
from transcribe.errors import FixableError, UnknownName

DEEDS = ("add", "change")
"""What can be taken back, as the log calls it."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; when it ends without an error, what was written is on the disk."""
    try:
        with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            yield connection
    except IntegrityError:
        # A call erased between our look and our writing, or two people taking back one thing.
        what = "this was changed by someone else at the same moment; nothing was written"
        raise FixableError(what, fix="look at the call again, then repeat it") from None
    except OperationalError as error:
        told = str(error.orig).splitlines()[0]
        fix = "check the disk and that the database runs, then do it again"
        raise FixableError(f"nothing was written: {told}", fix=fix) from None


def id_of(connection: Connection, name: str) -> int:
    """Return the number of a call; raise :class:`UnknownName` where there is none of that name, or no more."""
    found = connection.scalar(sa.select(calls.c.id).where(calls.c.name == name))
    if found is None:
        fix = "check the name; a call that was erased cannot be changed any more"
        raise UnknownName(f"there is no call {name} in this workspace", fix=fix)
    return int(found)


def log(connection: Connection, by: str, action: str, kind: str, **about: Any) -> int:
    """Add a line to the audit log; ``about`` may hold ``row``, ``call_id``, ``detail`` and ``undoes``. Return its number."""
    line = {"at": datetime.now(UTC), "by": _someone(by), "action": action, "kind": kind, **about}
    return _new_id(connection, audit, line)


def add(connection: Connection, kind: str, call: str, by: str, values: Mapping[str, Any]) -> int:
    """Add a row of a person's to the table ``kind``, and log it; return the row's number."""
    for value in values.values():
        _check(value)
    call_id = id_of(connection, call)
    row = {**values, "call_id": call_id, "by": _someone(by), "at": datetime.now(UTC)}
    number = _new_id(connection, metadata.tables[kind], row)
    log(connection, by, "add", kind, row=number, call_id=call_id)
    if kind == "marks":
        _reviewed(connection, call_id)
    return number


def change(connection: Connection, kind: str, row: int, by: str, after: Mapping[str, Any]) -> None:
    """Change columns of a row, and log what stood there; raise :class:`UnknownName` where there is no such row."""
    table = metadata.tables[kind]
    columns = [table.c[name] for name in after]
    before = connection.execute(sa.select(table.c.call_id, *columns).where(table.c.id == row)).mappings().first()
    if before is None:
        raise UnknownName(f"there is no number {row} among the {kind}", fix="it may have been erased; look again")
    connection.execute(sa.update(table).where(table.c.id == row).values(**after))
    detail = {"before": {name: before[name] for name in after}, "after": dict(after)}
    log(connection, by, "change", kind, row=row, call_id=before["call_id"], detail=detail)


def see(connection: Connection, call: str, by: str) -> None:
    """Keep that a person has seen what the machine found in a call; the first time counts."""
    call_id = id_of(connection, call)
    if connection.scalar(sa.select(seen.c.id).where(seen.c.call_id == call_id, seen.c.by == by).limit(1)) is None:
        connection.execute(sa.insert(seen).values(call_id=call_id, by=_someone(by), at=datetime.now(UTC)))


def count(connection: Connection, call_id: int, **values: Any) -> None:
    """Set what dashboards count of a call, ``skill_total``, ``compliance`` or ``reviewed_at``, in its row and in its tags."""
    connection.execute(sa.update(calls).where(calls.c.id == call_id).values(**values))
    connection.execute(sa.update(tags).where(tags.c.call_id == call_id).values(**values))


def undoable(by: str) -> sa.Select[Any]:
    """Return a query for the last line of a person's that :func:`undo` takes back: a deed, or one done again."""
    return _last(by, audit.c.action.in_((*DEEDS, "redo")))


def redoable(by: str) -> sa.Select[Any]:
    """Return a query for the line that :func:`redo` takes back: the last undoing, unless something new was done since."""
    since = sa.select(sa.func.coalesce(sa.func.max(audit.c.id), 0)).where(audit.c.by == by, audit.c.action.in_(DEEDS))
    return _last(by, (audit.c.action == "undo") & (audit.c.id > since.scalar_subquery()))


def undo(connection: Connection, by: str) -> int | None:
    """Take back the last thing a person did that is not taken back yet; return its line in the log, or ``None``."""
    return _turn(connection, undoable(by), by, "undo")


def redo(connection: Connection, by: str) -> int | None:
    """Do again what a person took back last, unless they did something new since; return the line taken back, or ``None``."""
    return _turn(connection, redoable(by), by, "redo")


def _last(by: str, which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    taken_back = sa.select(audit.c.undoes).where(audit.c.undoes.is_not(None))
    own = (audit.c.by == by) & audit.c.row.is_not(None) & audit.c.id.not_in(taken_back)
    return sa.select(audit).where(own, which).order_by(audit.c.id.desc()).limit(1)


def _turn(connection: Connection, found: sa.Select[Any], by: str, action: str) -> int | None:
    """Take a line of the log back, and log that with what stood before and after the deed it is about."""
    line = connection.execute(found).mappings().first()
    if line is None:
        return None
    table, detail = metadata.tables[line["kind"]], line["detail"]
    back = {"undone": action == "undo"} if detail is None else detail["before" if action == "undo" else "after"]
    connection.execute(sa.update(table).where(table.c.id == line["row"]).values(**back))
    about = {name: line[name] for name in ("row", "call_id", "detail")}
    log(connection, by, action, line["kind"], undoes=line["id"], **about)
    if line["kind"] == "marks":
        _reviewed(connection, line["call_id"])
    return int(line["id"])


def _new_id(connection: Connection, table: sa.Table, row: Mapping[str, Any]) -> int:
    key = connection.execute(sa.insert(table).values(**row)).inserted_primary_key
    assert key is not None  # noqa: S101  (each of these tables has a number for a key)
    return int(key[0])


def _reviewed(connection: Connection, call_id: int) -> None:
    """Set when a call was last marked by a person, by the marks that stand."""
    last = sa.select(sa.func.max(marks.c.at)).where(marks.c.call_id == call_id, ~marks.c.undone)
    count(connection, call_id, reviewed_at=connection.scalar(last))


def _check(value: object) -> None:
    # SQLite would keep "not a number" as NULL, which means not judged; PostgreSQL has no texts with a zero sign.
    if isinstance(value, float) and not isfinite(value):
        raise FixableError(f"{value} is no mark", fix="give a number, or none for not judged")
    if isinstance(value, str) and "\0" in value:
        raise FixableError("the text holds a sign that cannot be kept", fix="paste it again as plain text")


def _someone(by: str) -> str:
    if not by.strip():
        raise FixableError("nobody is named for this change", fix="say who you are first")
    return by.strip()
