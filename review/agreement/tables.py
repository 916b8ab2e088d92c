"""The marks of one item as a table: a row for each call, a column for each rater, and a scale that says what may be counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.agreement.marks import Judgement, number
from review.csvfile import Fault

Array = NDArray[np.float64]

Kind = Literal["numbers", "ordered", "words"]
"""Numbers have distances; ordered words have places; words are only the same or not."""


class Calls(NamedTuple):
    """Which call each row of a table belongs to, so that a resample takes a call whole."""

    of_row: NDArray[np.intp]
    """For each row the number of its call, from 0."""

    number: int
    """How many calls there are; a call may have no row."""

    def summed(self, rows: Array) -> Array:
        """Return the sums of ``rows`` (rows, or rows x anything) over the rows of each call."""
        sums = np.zeros((self.number, *rows.shape[1:]))
        np.add.at(sums, self.of_row, rows)
        return sums


def each_row(rows: int) -> Calls:
    """Return the calls of a table in which every row is a call of its own."""
    return Calls(np.arange(rows), rows)


@dataclass(frozen=True, eq=False)
class Table:
    """The marks of one item.

    Attributes:
        item: The item's name.
        units: The calls, in the order of the file; one for each row of ``scores``.
        raters: The raters, in alphabetical order; one for each column of ``scores``.
        kind: What kind of values these are.
        levels: The values that occur (or may occur, where an order was given), from low to high.
        scores: Calls x raters: the number itself, the place in the order, or the number of the word; NaN is not judged.
        calls: Which call each row belongs to.
    """

    item: str
    units: tuple[str, ...]
    raters: tuple[str, ...]
    kind: Kind
    levels: tuple[str, ...]
    scores: Array
    calls: Calls

    @property
    def judged(self) -> NDArray[np.intp]:
        """How many raters judged each call."""
        return np.asarray(np.count_nonzero(~np.isnan(self.scores), axis=1), np.intp)

    def pairable(self) -> Table:
        """Return the table without the calls that fewer than two raters judged: they say nothing about agreement."""
        kept = self.judged >= 2
        units = tuple(unit for unit, keep in zip(self.units, kept, strict=True) if keep)
        left, of_row = np.unique(self.calls.of_row[kept], return_inverse=True)
        return replace(self, units=units, scores=self.scores[kept], calls=Calls(of_row, len(left)))


class Tables(NamedTuple):
    """The items' tables, all of them as one, and what could not be placed."""

    items: tuple[Table, ...]
    together: Table
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def tables(judgements: Iterable[Judgement], order: Sequence[str] = ()) -> Tables:
    """Sort marks into one table an item and one of all; ``order`` lists words from low to high, if they have an order."""
    given = [mark for mark in judgements if mark.value is not None]
    faults: list[Fault] = []
    notes: list[str] = []
    items: list[Table] = []
    kept: list[Judgement] = []
    for item, marks in _by_item(given).items():
        kind, note = _kind(item, marks, order)
        notes += note
        placed = _in_order(marks, order, faults) if kind == "ordered" else marks
        items.append(_table(item, placed, kind, order))
        kept += placed
    kinds = {table.kind for table in items}
    together = _table("all items", kept, kinds.pop() if len(kinds) == 1 else "words", order, by_item=True)
    return Tables(tuple(items), together, tuple(faults), tuple(notes))


def _by_item(marks: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for mark in marks:
        found.setdefault(mark.item, []).append(mark)
    return found


def _kind(item: str, marks: Sequence[Judgement], order: Sequence[str]) -> tuple[Kind, list[str]]:
    words = [mark for mark in marks if number(mark.value or "") is None]
    known = {word.casefold() for word in order}
    if known & {(mark.value or "").casefold() for mark in marks}:
        return "ordered", []
    if not words:
        return "numbers", []
    if len(words) == len(marks):
        return "words", []
    line = f" on line {words[0].line}" if words[0].line else ""
    note = f"{item}: taken as words, since {words[0].value!r}{line} is no number; leave a mark not judged empty"
    return "words", [note]


def _in_order(marks: Sequence[Judgement], order: Sequence[str], faults: list[Fault]) -> list[Judgement]:
    known = {word.casefold() for word in order}
    kept = []
    for mark in marks:
        if (mark.value or "").casefold() in known:
            kept.append(mark)
        else:
            what = f"{mark.value!r} has no place in the order {', '.join(order)}"
            faults.append(Fault(mark.line, "value", what, "add it to --order or correct it"))
    return kept


def _table(item: str, marks: Sequence[Judgement], kind: Kind, order: Sequence[str], *, by_item: bool = False) -> Table:
    """Lay marks out; with ``by_item`` each item of a call is a row of its own, as the pooled table wants it."""
    rows: dict[tuple[str, str], int] = {}
    clusters: dict[str, int] = {}
    raters = {name: column for column, name in enumerate(sorted({mark.rater for mark in marks}))}
    levels, codes = _levels(marks, kind, order)
    for mark in marks:
        rows.setdefault((mark.unit, mark.item if by_item else ""), len(rows))
        clusters.setdefault(mark.unit, len(clusters))
    scores = np.full((len(rows), len(raters)), np.nan)
    for mark in marks:
        key = (mark.unit, mark.item if by_item else "")
        scores[rows[key], raters[mark.rater]] = codes[mark.value or ""]
    calls = Calls(np.array([clusters[unit] for unit, _ in rows], np.intp), len(clusters))
    return Table(item, tuple(unit for unit, _ in rows), tuple(raters), kind, levels, scores, calls)


def _levels(marks: Sequence[Judgement], kind: Kind, order: Sequence[str]) -> tuple[tuple[str, ...], dict[str, float]]:
    """Return the levels from low to high, and the score behind each written value."""
    values = {mark.value or "" for mark in marks}
    if kind == "numbers":
        numbers = {value: number(value) or 0.0 for value in values}
        return tuple(f"{found:g}" for found in sorted(set(numbers.values()))), numbers
    if kind == "ordered":
        places = {word.casefold(): float(place) for place, word in enumerate(order)}
        return tuple(order), {value: places[value.casefold()] for value in values}
    return tuple(sorted(values)), {value: float(place) for place, value in enumerate(sorted(values))}
