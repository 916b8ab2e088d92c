"""Importing calls from a list: CSV as a telephone system exports it, or JSON. Rows that are right go in, the others are told.

Columns are known by name (:mod:`review.columns`); what no name fits is left out and told. A JSON list is ``[{...}, ...]`` or
``{"calls": [...]}``, with the same names as keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from review.columns import moment, parts
from review.csvfile import Fault, Sheet, clean, decoded, is_formula, place, read
from review.store.store import Store
from review.store.values import NewCall
from transcribe.errors import BadFile

LONGEST = 500
"""Characters of a cell; a longer one is words that slipped into the wrong column."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list."""

    name: str
    """The file's."""
    rows: int
    new: int
    """Calls that are in the store now and were not before."""
    known: int
    """Calls that were there already, and were left as they are."""
    faults: tuple[Fault, ...]
    """Rows that stayed out, by line."""
    ignored: tuple[str, ...]
    """Columns no part of a call is known by."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values for other programs."""
        told = [{"line": f.line, "column": f.column, "what": f.what, "fix": f.fix} for f in self.faults]
        counts = {"rows": self.rows, "new": self.new, "known": self.known}
        return {"file": self.name, **counts, "faults": told, "ignored": list(self.ignored)}


def import_manifest(store: Store, path: Path, *, by: str, zone: str = "UTC") -> Imported:
    """Put the calls of a list into the store.

    Args:
        store: The workspace to put them into.
        path: A ``.csv`` or ``.json`` file. Recordings are looked for beside it, then in the workspace and its
            ``recordings``.
        by: Who imports, for the log.
        zone: The zone of times that name none: ``Europe/Warsaw`` or ``+02:00``.

    Raises:
        BadFile: the list as a whole cannot be used: no column names the calls, it is not text, or not JSON.
    """
    sheet = read_json(path) if path.suffix.lower() == ".json" else read(path, [])
    columns = _columns(sheet)
    reader = _Reader(store, path.parent, sheet, columns, zone)
    found = list(reader.calls())
    new = store.add_calls(found, by=by)
    ignored = tuple(column for column in sheet.columns if column and column not in columns.values())
    faults = tuple(sorted((*sheet.faults, *reader.faults), key=lambda fault: fault.line))
    return Imported(sheet.name, len(sheet.rows) + len(sheet.faults), new, len(found) - new, faults, ignored)


def read_json(path: Path) -> Sheet:
    """Read a JSON list of calls as if it were a CSV; a row's line is its place in the list, from 1.

    Raises:
        BadFile: there is no such file, or it is no list of calls.
    """
    try:
        text, encoding = decoded(path.read_bytes(), path.name)
        content = json.loads(text)
    except FileNotFoundError:
        raise BadFile("there is no such file", fix="check the name and the folder", where=str(path)) from None
    except (ValueError, RecursionError) as error:
        raise BadFile(
            f"this is not JSON: {error}", fix="write a list of calls: [{...}, {...}]", where=path.name
        ) from None
    listed = content.get("calls") if isinstance(content, dict) else content
    if not isinstance(listed, list):
        raise BadFile("there is no list of calls in it", fix='write [{...}] or {"calls": [{...}]}', where=path.name)
    found = list(enumerate(listed, 1))
    faults = [_no_object(line) for line, entry in found if not _is_call(entry)]
    entries = [(line, _folded(entry)) for line, entry in found if _is_call(entry)]
    columns = tuple(dict.fromkeys(key for _, entry in entries for key in entry))
    rows = [(line, [entry.get(column, "") for column in columns]) for line, entry in entries]
    return Sheet(path.name, columns, rows, tuple(faults), encoding, "")


class _Reader:
    """Turns the rows of one list into calls, and gathers what is wrong with the others."""

    def __init__(self, store: Store, beside: Path, sheet: Sheet, columns: Mapping[str, str], zone: str) -> None:
        self.faults: list[Fault] = []
        self._sheet, self._columns, self._workspace = sheet, columns, store.workspace
        self._places = {part: sheet.columns.index(column) for part, column in columns.items()}
        self._folders = (beside, store.workspace.folder, store.workspace.recordings)
        self._zone, self._default = zone, zone_of(zone)

    def calls(self) -> Iterator[NewCall]:
        """Yield the calls of the rows that are right, each name once."""
        seen: dict[str, int] = {}
        for line, cells in self._sheet.rows:
            try:
                call = self._call({part: clean(cells[at]) for part, at in self._places.items()})
                if call.name in seen:
                    what = f"{call.name} stands on line {seen[call.name]} already"
                    raise _Wrong("name", what, "keep one of the rows; only the first counts")
            except _Wrong as wrong:
                self.faults.append(Fault(line, self._columns.get(wrong.part), wrong.what, wrong.fix))
            else:
                seen[call.name] = line
                yield call

    def _call(self, cells: dict[str, str]) -> NewCall:
        _check_all(cells)
        audio = self._audio(cells.pop("audio", ""))
        name = cells.pop("name", "") or (Path(audio).stem if audio else "")
        if not name:
            raise _Wrong("name", "the call has no name", "name the call, or its recording")
        at, zone = self._time(cells.pop("at", ""))
        tags = tuple(filter(None, (tag.strip() for tag in re.split(r"[;,|]", cells.pop("tags", "")))))
        if run := next(filter(is_formula, tags), None):
            raise _Wrong("tags", f"the tag {run!r} is a formula", "name the tag in plain words")
        if (language := cells.pop("language", "").lower()) and not _LANGUAGE.fullmatch(language):
            raise _Wrong(
                "language", f"{language!r} is no language code", "write en, pl, ru, ro or another ISO 639 code"
            )
        known = {part: cell or None for part, cell in cells.items()}
        return NewCall(name=name, at=at, zone=zone, tags=tags, audio=audio, language=language or None, **known)

    def _audio(self, cell: str) -> str | None:
        if not cell:
            return None
        for folder in self._folders:
            # A list made on Windows names its files with backslashes.
            for spelled in (cell, cell.replace("\\", "/")):
                if (folder / spelled).is_file():
                    return self._workspace.relative(folder / spelled)
        raise _Wrong("audio", f"there is no recording {cell}", "put it beside the list, or correct its name")

    def _time(self, cell: str) -> tuple[datetime | None, str | None]:
        if not cell:
            return None, None
        try:
            at = moment(cell)
            told = at.tzinfo is not None
            at = at if told else at.replace(tzinfo=self._default)
            at.astimezone(UTC)  # the first hours of year 1 have no UTC
        except (ValueError, OverflowError):
            fix = "write it as 2026-11-22 14:30, or 22.11.2026 14:30"
            raise _Wrong("at", f"{cell!r} is no time", fix) from None
        return at, at.isoformat()[-6:] if told else self._zone


class _Wrong(Exception):
    """One row cannot be used: which part of it, what is wrong, and what to do."""

    def __init__(self, part: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.part, self.what, self.fix = part, what, fix


def zone_of(name: str) -> tzinfo:
    """Return a zone by its name or its distance from UTC; raise :class:`BadFile` where there is none such."""
    try:
        if re.fullmatch(r"[+-]\d\d:\d\d", name):
            return datetime.strptime(name, "%z").tzinfo or UTC
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise BadFile(f"there is no time zone {name}", fix="write it as Europe/Warsaw or +02:00") from None


def _check_all(cells: Mapping[str, str]) -> None:
    """Raise :class:`_Wrong` for a cell that cannot be used; nearly all rows are fine, and told so by one look."""
    whole = "".join(cells.values())
    if len(whole) > LONGEST or not whole.isprintable() or any(map(is_formula, cells.values())):
        for part, cell in cells.items():
            _check(part, cell)


def _check(part: str, cell: str) -> None:
    if is_formula(cell):
        raise _Wrong(part, f"{cell!r} is a formula", "paste the value it gives in its place")
    if len(cell) > LONGEST:
        raise _Wrong(part, f"the cell has {len(cell)} characters", f"keep it under {LONGEST}")
    if not cell.isprintable():
        raise _Wrong(part, f"{cell!r} holds signs that cannot be read", "write it on one line, in plain letters")


def _columns(sheet: Sheet) -> dict[str, str]:
    """Return which column holds which part of a call; raise :class:`BadFile` where none names the calls."""
    found = parts(sheet.columns)
    if not found.keys() & {"name", "audio"}:
        what = f"no column names the calls; the file has {', '.join(filter(None, sheet.columns)) or 'no columns'}"
        raise BadFile(
            what, fix="name one call, or audio where the recordings' names will do", where=place(sheet.name, 1)
        )
    return found


def _is_call(entry: object) -> bool:
    """Tell whether an entry says plain things of a call: one with objects in it would become a call of their punctuation."""
    return isinstance(entry, dict) and not any(isinstance(value, dict) for value in entry.values())


def _folded(entry: Mapping[str, Any]) -> dict[str, str]:
    return {key.strip().casefold(): _cell(value) for key, value in entry.items()}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def _no_object(line: int) -> Fault:
    return Fault(line, None, "this entry is no call", 'write it as {"call": "0001", "agent": "..."}')
