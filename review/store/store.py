"""The store as the desk and the commands use it: one object, small methods, each write a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from review.store import changes, rows
from review.store.disputing import check_step
from review.store.opening import open_engine
from review.store.putting import put_calls
from review.store.tables import audit, calls, disputes, marks, notes, promises, results, rubrics, seen, tags
from review.store.values import (
    Change,
    DisputeState,
    DisputeStep,
    Filter,
    MachineResult,
    NewCall,
    Note,
    NoteKind,
    Order,
    PersonMark,
    Promise,
    StoredCall,
)
from review.workspace import Workspace
from rubrics.schema import Rubric
from rubrics.values import RubricRef, Scorecard
from rubrics.wire import scorecard_json
from transcribe.call import Span

_ANY = Filter()


class Store:
    """One workspace, opened. A context manager; may be shared by threads and by many programs at once."""

    def __init__(self, engine: Engine, workspace: Workspace) -> None:
        """Stand on a database that is up to date; :meth:`open` makes it so."""
        self.engine, self.workspace = engine, workspace

    @classmethod
    def open(cls, place: str | Path, folder: Path | None = None) -> Store:
        """Open a workspace's folder, or the database at a URL with the workspace in ``folder``.

        Raises:
            FixableError: not a database of ours, one of a newer version, or one that cannot be reached.
        """
        return cls(*open_engine(place, folder))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; it is whole on the disk when it ends, or nothing of it is."""
        with changes.writing(self.engine) as connection:
            yield connection

    def rows(self, query: sa.Select[Any]) -> Sequence[RowMapping]:
        """Return what a query finds, each row by the names of its columns."""
        with self.engine.connect() as connection:
            return connection.execute(query).mappings().all()

    # Calls

    def add_calls(self, new: Iterable[NewCall], *, by: str) -> int:
        """Put calls in, all or none; those whose name is there already stay as they are. Return how many are new."""
        with self.writing() as connection:
            return put_calls(connection, new, by)

    def calls(
        self, which: Filter = _ANY, *, order: Order = "newest", limit: int = 100, offset: int = 0
    ) -> list[StoredCall]:
        """Return a page of the calls that fit; calls without a time, or without a total, come last."""
        query = rows.ordered(rows.fitting(rows.CALL, which), order).limit(limit).offset(offset)
        return [rows.call(row) for row in self.rows(query)]

    def count(self, which: Filter = _ANY) -> int:
        """Return how many calls fit."""
        number = sa.func.count().label("n")
        if which.tag is not None and which == Filter(tag=which.tag):  # the index of tags knows it alone
            return int(self.rows(sa.select(number).select_from(tags).where(tags.c.tag == which.tag))[0]["n"])
        return int(self.rows(rows.fitting(sa.select(number), which))[0]["n"])

    def call(self, name: str) -> StoredCall:
        """Return one call; raise :class:`~transcribe.errors.UnknownName` where there is none, or no more."""
        with self.engine.connect() as connection:
            call_id = changes.id_of(connection, name)
            return rows.call(connection.execute(rows.CALL.where(calls.c.id == call_id)).mappings().one())

    def tags(self, name: str) -> tuple[str, ...]:
        """Return a call's tags, in alphabetical order."""
        query = sa.select(tags.c.tag).join(calls).where(calls.c.name == name).order_by(tags.c.tag)
        return tuple(row["tag"] for row in self.rows(query))

    # What the machine gave

    def add_result(
        self, call: str, card: Scorecard, *, audio_hash: str | None = None, folder: Path | None = None
    ) -> int:
        """Add a scorecard as one more version; the earlier ones stay. Return its number.

        Args:
            call: The call's name.
            card: What the machine gave.
            audio_hash: SHA-256 of the recording, hexadecimal.
            folder: Where the results lie as files.
        """
        known = {"audio_hash": audio_hash, "results": folder and self.workspace.relative(folder)}
        now = {name: value for name, value in known.items() if value is not None}
        values = {"rubric_id": card.rubric.id, "rubric_version": card.rubric.version, "card": scorecard_json(card)}
        with self.writing() as connection:
            call_id = changes.id_of(connection, call)
            row = sa.insert(results).values(call_id=call_id, at=datetime.now(UTC), **values).returning(results.c.id)
            number = int(connection.execute(row).scalar_one())
            changes.count(connection, call_id, skill_total=card.skill_total, compliance=card.compliance)
            if now:
                connection.execute(sa.update(calls).where(calls.c.id == call_id).values(**now))
            changes.log(connection, "machine", "add", "results", row=number, call_id=call_id)
        return number

    def results(self, call: str) -> list[MachineResult]:
        """Return all versions of a call's scorecard, oldest first."""
        return [rows.result(row) for row in self.rows(rows.of_call(results, call))]

    def keep_rubric(self, rubric: Rubric) -> None:
        """Keep a rubric of people's own, so that its marks can be read without its file; one that is kept already is not again."""
        ref, content = (
            RubricRef(rubric.id, rubric.version),
            rubric.model_dump(mode="json", by_alias=True, exclude_unset=True),
        )
        with self.writing() as connection:
            if connection.scalar(rows.rubric_kept(ref)) != content:
                values = {"rubric_id": ref.id, "rubric_version": ref.version, "content": content}
                connection.execute(sa.insert(rubrics).values(at=datetime.now(UTC), **values))

    def rubric(self, ref: RubricRef) -> Rubric | None:
        """Return a rubric that was kept, in this version and as it was last; ``None`` where it was not, or is not understood."""
        with self.engine.connect() as connection:
            content = connection.scalar(rows.rubric_kept(ref))
        return None if content is None else rows.rubric(content)

    # What people gave

    def see(self, call: str, *, by: str) -> None:
        """Keep that a person has seen what the machine found in a call; it holds for good."""
        with self.writing() as connection:
            changes.see(connection, call, by)

    def has_seen(self, call: str, *, by: str) -> bool:
        """Tell whether a person has ever seen what the machine found in a call."""
        query = sa.select(seen.c.id).join(calls).where(calls.c.name == call, seen.c.by == by).limit(1)
        return bool(self.rows(query))

    def mark(
        self,
        call: str,
        item: str,
        value: float | None,
        *,
        by: str,
        rubric: RubricRef,
        why: str = "",
        blind: bool = False,
    ) -> int:
        """Add a person's mark; ``None`` is *not judged*. When this returns, the mark is on the disk. Return its number."""
        ref = {"rubric_id": rubric.id, "rubric_version": rubric.version}
        return self._add("marks", call, by, item=item, value=value, why=why, blind=blind, **ref)

    def marks(self, call: str) -> list[PersonMark]:
        """Return the marks that stand, oldest first; of one person's several on an item, the last one counts."""
        return [rows.mark(row) for row in self.rows(rows.of_call(marks, call))]

    def note(self, call: str, kind: NoteKind, text: str, *, by: str, span: Span | None = None) -> int:
        """Add a note, a coaching note, a root cause, a moment or a flag; return its number."""
        seconds = {"start": span.start, "end": span.end} if span else {}
        return self._add("notes", call, by, kind=kind, text=text, **seconds)

    def notes(self, call: str, kind: NoteKind | None = None) -> list[Note]:
        """Return the notes that stand on a call, oldest first, all or of one kind."""
        found = [rows.note(row) for row in self.rows(rows.of_call(notes, call))]
        return [note for note in found if kind in (None, note.kind)]

    def dispute(
        self, call: str, item: str, state: DisputeState, *, by: str, words: str = "", value: float | None = None
    ) -> int:
        """Take the talk over an item one step on; raise :class:`FixableError` where that state cannot come next."""
        with self.writing() as connection:
            found = connection.execute(rows.of_call(disputes, call).where(disputes.c.item == item)).mappings()
            check_step([rows.dispute(row) for row in found], state, by)
            values = {"item": item, "state": state, "words": words, "value": value}
            return changes.add(connection, "disputes", call, by, values)

    def disputes(self, call: str) -> list[DisputeStep]:
        """Return every step of a call's disputes, oldest first; an item's last one is its state."""
        return [rows.dispute(row) for row in self.rows(rows.of_call(disputes, call))]

    def promise(self, call: str, what: str, *, by: str, due: date | None = None) -> int:
        """Write a promise made in a call into the ledger; return its number."""
        return self._add("promises", call, by, what=what, due=due)

    def keep(self, promise: int, kept: bool | None, *, by: str) -> None:
        """Say whether a promise was kept; ``None`` takes it back to not known."""
        with self.writing() as connection:
            changes.change(connection, "promises", promise, by, {"kept": kept})

    def promises(self, *, case_id: str | None = None, call: str | None = None) -> list[Promise]:
        """Return the ledger of a case, of a call, or of the whole workspace, by due day; those without one come last."""
        query = rows.standing(promises)
        query = query.where(calls.c.case_id == case_id) if case_id is not None else query
        query = query.where(calls.c.name == call) if call is not None else query
        found = self.rows(query.order_by(promises.c.due.is_(None), promises.c.due, promises.c.id))
        return [rows.promise(row) for row in found]

    # Every change

    def undo(self, *, by: str) -> Change | None:
        """Take back the last thing this person did that still stands; return it, or ``None`` where there is nothing."""
        with self.writing() as connection:
            line = changes.undo(connection, by)
        return self._line(sa.select(audit).where(audit.c.id == line)) if line is not None else None

    def redo(self, *, by: str) -> Change | None:
        """Do again what this person took back last; return the line of the undoing, or ``None`` where there is nothing.

        Once they have done something new, what was taken back before stays so.
        """
        with self.writing() as connection:
            line = changes.redo(connection, by)
        return self._line(sa.select(audit).where(audit.c.id == line)) if line is not None else None

    def next_undo(self, *, by: str) -> Change | None:
        """Return what :meth:`undo` would take back."""
        return self._line(changes.undoable(by))

    def next_redo(self, *, by: str) -> Change | None:
        """Return the undoing that :meth:`redo` would take back."""
        return self._line(changes.redoable(by))

    def history(self, call: str | None = None, *, limit: int = 100) -> list[Change]:
        """Return the newest lines of the audit log, newest first, of all calls or of one."""
        query = rows.CHANGE if call is None else rows.CHANGE.where(calls.c.name == call)
        return [rows.change(row) for row in self.rows(query.order_by(audit.c.id.desc()).limit(limit))]

    def _line(self, query: sa.Select[Any]) -> Change | None:
        found = self.rows(
            query.with_only_columns(*rows.CHANGE.selected_columns).outerjoin(calls, calls.c.id == audit.c.call_id)
        )
        return rows.change(found[0]) if found else None

    def _add(self, table: str, call: str, by: str, /, **values: Any) -> int:
        with self.writing() as connection:
            return changes.add(connection, table, call, by, values)
