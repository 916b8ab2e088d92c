"""Marks from a CSV file with the columns ``item,unit,rater,value``: who gave what to which call on which item.

An empty value is *not judged*. A row that cannot be used is left out and told of as a fault, and the others are used. Two
different values by one rater for the same item of the same call are both left out: nobody can know which was meant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.csvfile import Fault, Row, Sheet, clean, is_formula, read
from transcribe.errors import BadFile

COLUMNS = ("item", "unit", "rater", "value")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One mark by one rater: the value is kept as it was written, ``None`` where nothing was judged."""

    item: str
    unit: str
    rater: str
    value: str | None
    line: int = 0
    """The line of the file it stands on; 0 where it comes from elsewhere."""


@dataclass(frozen=True)
class Marks:
    """All judgements of a file, and what had to be left out of it."""

    judgements: tuple[Judgement, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    """What was decided about the file and a reader should know: its encoding, rows that stood there twice."""

    name: str = "marks"
    """The file's name, for messages."""


def read_marks(path: Path) -> Marks:
    """Read a file of marks; raise :class:`BadFile` where no agreement can come of it (no marks, one rater only)."""
    sheet = read(path, COLUMNS)
    faults = list(sheet.faults)
    taken = [judged for row in sheet.rows if (judged := _judgement(row, sheet, faults))]
    kept, repeated = _once(taken, faults)
    _check_enough(kept, sheet.name, faults)
    faults.sort(key=lambda fault: fault.line)
    return Marks(tuple(kept), tuple(faults), _notes(sheet.encoding, repeated), sheet.name)


def number(text: str) -> float | None:
    """Return a value as a number, ``2,5`` like ``2.5``; ``None`` for a word."""
    try:
        found = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return found if math.isfinite(found) and "_" not in text else None


def _judgement(row: Row, sheet: Sheet, faults: list[Fault]) -> Judgement | None:
    line, cells = row
    parts = {name: clean(cells[sheet.column(name)]) for name in COLUMNS}
    if parts["value"].casefold().lstrip("+-") in ("nan", "inf", "infinity"):
        fault = Fault(line, "value", f"{parts['value']!r} is no number", "leave it empty if it was not judged")
        faults.append(fault)
        return None
    for name, text in parts.items():
        if name != "value" and not text:
            faults.append(Fault(line, name, "the cell is empty", f"say which {name} this mark belongs to"))
            return None
        if is_formula(text) and number(text) is None:
            faults.append(Fault(line, name, f"{text!r} is a formula", "paste the value it gives in its place"))
            return None
    return Judgement(parts["item"], parts["unit"], parts["rater"], parts["value"] or None, line)


def _once(taken: Iterable[Judgement], faults: list[Fault]) -> tuple[list[Judgement], int]:
    """Return each (item, unit, rater) once, and how many rows said again what another had said."""
    first: dict[tuple[str, str, str], Judgement] = {}
    torn: set[tuple[str, str, str]] = set()
    repeated = 0
    for mark in taken:
        key = (mark.item, mark.unit, mark.rater)
        before = first.setdefault(key, mark)
        if before is mark:
            continue
        if _same(before.value, mark.value):
            repeated += 1
            continue
        torn.add(key)
        what = f"{mark.rater} gives {mark.item} of {mark.unit} {_shown(mark.value)} here and {_shown(before.value)} on"
        fix = "keep the one that was meant; until then neither counts"
        faults.append(Fault(mark.line, "value", f"{what} line {before.line}", fix))
    return [mark for key, mark in first.items() if key not in torn], repeated


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or (number(one) is not None and number(one) == number(other))


def _shown(value: str | None) -> str:
    return "no mark" if value is None else value


def _check_enough(kept: Sequence[Judgement], name: str, faults: Sequence[Fault]) -> None:
    given = [mark for mark in kept if mark.value is not None]
    if not given:
        first = f"; the first row left out: {faults[0].sentence(name)}" if faults else ""
        raise BadFile(f"there is no mark in it{first}", fix="fill in the column value", where=name)
    raters = {mark.rater for mark in given}
    if len(raters) == 1:
        what = f"all marks are by one rater, {raters.pop()}"
        raise BadFile(what, fix="add the marks a second rater gave to the same calls", where=f"{name}, column rater")


def _notes(encoding: str, repeated: int) -> tuple[str, ...]:
    notes = []
    if encoding.startswith("cp"):
        notes.append(f"read as Windows-{encoding[2:]}: if names look odd, save the file as UTF-8")
    if repeated:
        rows = "row says" if repeated == 1 else "rows say"
        notes.append(f"{repeated} {rows} again what another row had said; counted once")
    return tuple(notes)
