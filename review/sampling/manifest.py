"""The list of calls to draw from: a CSV with a row for each call, as a telephone system exports it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review import columns
from review.csvfile import Fault, Row, Sheet, clean, decoded, is_formula, place, read
from transcribe.errors import BadFile

EMPTY = "(empty)"
"""What an empty cell is called where calls are grouped by it."""


@dataclass(frozen=True)
class Manifest:
    """The calls one may draw from."""

    sheet: Sheet
    """The file, without the rows that had to stay out."""

    ids: tuple[str, ...]
    """The calls' names, one for each row of the sheet."""

    id_column: str
    excluded: int
    """Calls left out because they were asked to be."""

    faults: tuple[Fault, ...]

    def column(self, name: str) -> list[str]:
        """Return one column; ``week`` is worked out of a date where the file does not have it."""
        if name == "week" and name not in self.sheet.columns:
            return self._weeks()
        place = self.sheet.column(name)
        return [clean(cells[place]) or EMPTY for _, cells in self.sheet.rows]

    def numbers(self, name: str) -> Numbers:
        """Return one column as numbers, NaN where there is none, with a fault for each cell that is neither empty nor a number."""
        texts = self.column(name)
        found = [math.nan if text == EMPTY else _amount(text) for text in texts]
        faults = []
        for text, amount, (line, _) in zip(texts, found, self.sheet.rows, strict=True):
            if text != EMPTY and math.isnan(amount):
                what = f"{text!r} is no number of 0 or more; the call counts as one of average risk"
                faults.append(Fault(line, name, what, "write a number, or leave the cell empty"))
        return Numbers(np.array(found), tuple(faults))

    def _weeks(self) -> list[str]:
        dates = columns.parts(self.sheet.columns).get("at")
        if dates is None:
            fix = "add one, or a column date"
            raise BadFile("there is no column week", fix=fix, where=place(self.sheet.name, 1))
        column = self.sheet.column(dates)
        return [week(clean(cells[column])) for _, cells in self.sheet.rows]


class Numbers(NamedTuple):
    """A column of numbers, and the cells that are none."""

    values: NDArray[np.float64]
    faults: tuple[Fault, ...]


def read_manifest(path: Path, *, id_column: str | None = None, exclude: Set[str] = frozenset()) -> Manifest:
    """Read the list of calls; raise :class:`BadFile` where no call is left to draw.

    Args:
        path: A CSV file with a header.
        id_column: The column that names a call; by default the one for names, or for recordings, by :mod:`review.columns`.
        exclude: Calls not to draw, such as those already reviewed.
    """
    sheet = read(path, [id_column.casefold()] if id_column else [])
    name = id_column.casefold() if id_column else _id_column(sheet)
    faults = list(sheet.faults)
    rows, ids = _once(sheet, sheet.column(name), faults)
    kept = [number for number, call in enumerate(ids) if call not in exclude]
    if not kept:
        why = "every call of it is excluded" if ids else "there is no call in it"
        raise BadFile(why, fix="give a longer list, or a shorter one of exclusions", where=sheet.name)
    left = Sheet(sheet.name, sheet.columns, [rows[row] for row in kept], (), sheet.encoding, sheet.delimiter)
    faults.sort(key=lambda fault: fault.line)
    return Manifest(left, tuple(ids[row] for row in kept), name, len(ids) - len(kept), tuple(faults))


def read_exclusions(path: Path) -> frozenset[str]:
    """Return the calls named in a file: a CSV with a column that names calls, or one name a line."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadFile("there is no such file", fix="check the name and the folder", where=str(path)) from None
    lines = decoded(content, path.name)[0].splitlines()
    header = re.split(r"[,;\t|]", lines[0]) if lines else []
    if _naming([clean(cell).strip('"') for cell in header]):
        sheet = read(path, [])
        column = sheet.column(_id_column(sheet))
        return frozenset(clean(cells[column]) for _, cells in sheet.rows)
    return frozenset(clean(line) for line in lines if line.strip())


def week(text: str) -> str:
    """Return the ISO week of a date such as ``2026-11-22``, ``2026-11-22T09:30`` or ``22.11.2026``: ``2026-W47``."""
    try:
        return columns.week(columns.day(text))
    except ValueError:
        return EMPTY if not text else "(no date)"


def _naming(names: Sequence[str]) -> str | None:
    found = columns.parts(names)
    return found.get("name") or found.get("audio")


def _id_column(sheet: Sheet) -> str:
    if name := _naming(sheet.columns):
        return name
    what = f"no column names the calls; the file has {', '.join(sheet.columns)}"
    raise BadFile(what, fix="name one call, or say which it is with --id", where=place(sheet.name, 1))


def _once(sheet: Sheet, column: int, faults: list[Fault]) -> tuple[list[Row], list[str]]:
    """Return the rows that name a call, each call once, and the calls' names."""
    seen: dict[str, int] = {}
    rows: list[Row] = []
    name = sheet.columns[column]
    for line, cells in sheet.rows:
        call = clean(cells[column])
        if not call:
            faults.append(Fault(line, name, "the cell is empty", "name the call"))
        elif is_formula(call):
            faults.append(Fault(line, name, f"{call!r} is a formula", "paste the value it gives in its place"))
        elif call in seen:
            what = f"{call} stands on line {seen[call]} already"
            faults.append(Fault(line, name, what, "keep one of the rows; only the first counts"))
        else:
            seen[call] = line
            rows.append((line, cells))
    return rows, list(seen)


def _amount(text: str) -> float:
    try:
        found = float(text.replace(",", ".", 1))
    except ValueError:
        return math.nan
    return found if 0 <= found < math.inf else math.nan
