"""Erasing a person's calls everywhere, and the proof: a search over all that is left.

Files go first and the database last, so that a run that was killed knows, the next time, what it still has to do. The search
reads every file of the workspace, the database's free pages and its journal included, and every text of the database.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from review.job import MARKER, done_before
from review.store.changes import log
from review.store.opening import WAIT_S
from review.store.search import search
from review.store.store import Store
from review.store.tables import audit, calls, seen
from review.workspace import COPIES
from transcribe.audio import sha256
from transcribe.errors import FixableError, UnknownName

ERASED = "(erased)"
"""Stands in the log where the name of an erased person stood."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and what a search found afterwards."""

    calls: int
    files: int
    """Files and folders that were deleted."""
    searched: int
    """Files that were searched afterwards."""
    left: tuple[str, ...]
    """Where a trace was found, each with the way out; empty is the proof."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values for other programs."""
        return {"calls": self.calls, "files": self.files, "searched": self.searched, "left": list(self.left)}


def erase(
    store: Store, *, by: str, call: str | None = None, agent: str | None = None, customer: str | None = None
) -> Erased:
    """Erase one call, or all calls of an agent or a customer: rows, results, recordings, caches, kept copies.

    The audit log keeps that something was erased, when and by whom, but not whose it was. Files outside the workspace are
    told and left to the user; a recording that another call still uses stays.

    Raises:
        UnknownName: there is no such call or person; the message names those that are spelled alike.
        FixableError: not exactly one of ``call``, ``agent`` and ``customer`` is given.
    """
    column, wanted = _one_of(name=call, agent=agent, customer=customer)
    found = store.rows(sa.select(calls).where(calls.c[column] == wanted))
    if not found:
        raise _unknown(store, column, wanted)
    traces = _traces(store, found)
    deleted, outside = _delete_files(store, traces)
    _delete_rows(store, [row["id"] for row in found], by, wanted if column == "agent" else None)
    held = _forget(store)
    searched = search(store, [wanted, *(row["name"] for row in found), *traces.hashes])
    places = [f"{place}: look into it; it may be about another call" for place in searched.places]
    return Erased(len(found), deleted, searched.files, (*outside, *held, *places))


@dataclass(frozen=True, slots=True)
class _Traces:
    """What leads to the files of the calls that are to go."""

    recordings: frozenset[Path]
    results: frozenset[Path]
    hashes: frozenset[str]


def _one_of(**given: str | None) -> tuple[str, str]:
    asked = [(column, value) for column, value in given.items() if value]
    if len(asked) != 1:
        raise FixableError("say whose data to erase", fix="give one call, or --agent NAME, or --customer NAME")
    return asked[0]


def _unknown(store: Store, column: str, wanted: str) -> UnknownName:
    known = [row[column] for row in store.rows(sa.select(calls.c[column]).distinct()) if row[column]]
    alike = get_close_matches(wanted, known, n=3)
    what = "call" if column == "name" else column
    fix = f"did you mean {' or '.join(alike)}?" if alike else "check the name; what was erased is not here any more"
    return UnknownName(f"there is no {what} {wanted} in this workspace", fix=fix)


def _traces(store: Store, found: Sequence[RowMapping]) -> _Traces:
    """Return what leads to these calls' files, and to no other call's."""
    names = ("audio", "audio_hash", "results")
    ids = {row["id"] for row in found}
    others = [
        row for row in store.rows(sa.select(calls.c.id, *(calls.c[name] for name in names))) if row["id"] not in ids
    ]
    own = {name: {row[name] for row in found if row[name]} - {row[name] for row in others} for name in names}
    recordings, results = (frozenset(map(store.workspace.absolute, own[name])) for name in ("audio", "results"))
    # A call that was never reviewed has no hash yet, but its waveform may be in the cache.
    hashed = {sha256(path) for path in recordings if path.is_file()} - {row["audio_hash"] for row in others}
    return _Traces(recordings, results, frozenset(own["audio_hash"] | hashed))


def _delete_files(store: Store, traces: _Traces) -> tuple[int, list[str]]:
    """Delete results, caches, kept copies of the database, and recordings last; return how many, and what lies outside."""
    folder = store.workspace.folder
    cached = [path for hash_ in traces.hashes for path in store.workspace.cache.rglob(f"{hash_}*")]
    doomed = [*traces.results, *_results(folder, traces), *cached, *folder.glob(COPIES), *sorted(traces.recordings)]
    there = [path for path in dict.fromkeys(doomed) if path.exists()]
    inside = [path for path in there if store.workspace.holds(path)]
    for path in inside:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    outside = [f"{path}: it lies outside the workspace; delete it by hand" for path in there if path not in inside]
    return len(inside), outside


def _results(folder: Path, traces: _Traces) -> Iterator[Path]:
    """Yield the folders of results that say they were made of one of the recordings, wherever in the workspace they lie."""
    for marker in folder.rglob(MARKER):
        made_of = done_before(marker.parent)
        if made_of.get("audio") in traces.hashes or Path(made_of.get("source", "")) in traces.recordings:
            yield marker.parent


def _delete_rows(store: Store, ids: Sequence[int], by: str, person: str | None) -> None:
    """Delete the calls' rows, and blank what the log tells of them; ``person`` is an agent who may stand in it as well."""
    blank = {"call_id": None, "row": None, "detail": None}
    with store.writing() as connection:
        for few in (ids[start : start + 500] for start in range(0, len(ids), 500)):
            connection.execute(sa.update(audit).where(audit.c.call_id.in_(few)).values(**blank))
            connection.execute(sa.delete(calls).where(calls.c.id.in_(few)))  # what hangs on them goes with them
        if person:
            connection.execute(sa.delete(seen).where(seen.c.by == person))
            connection.execute(sa.update(audit).where(audit.c.by == person).values(by=ERASED, **blank))
        log(connection, ERASED if by == person else by, "erase", "calls", detail={"calls": len(ids)})


def _forget(store: Store) -> list[str]:
    """Have the database give back what it no longer needs, so that no free page and no journal keeps it; return what failed."""
    if store.engine.dialect.name != "sqlite":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM FULL")
        return []
    store.engine.dispose()
    try:
        with closing(sqlite3.connect(str(store.engine.url.database), timeout=WAIT_S, isolation_level=None)) as alone:
            alone.execute("VACUUM")
            busy = alone.execute("pragma wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        busy = 1
    return [f"{store.workspace.database.name}: another program holds it; close that and erase again"] if busy else []
