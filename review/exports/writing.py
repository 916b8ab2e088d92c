"""Tables as files: CSV that no spreadsheet runs, Parquet with types, and a dictionary that says what every column means."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from review.csvfile import harmless
from review.exports.tables import TABLES, Column, Kind, Row, Table
from review.store import Filter, Store
from transcribe.errors import FixableError, MissingPart

if TYPE_CHECKING:
    import pyarrow

Format = Literal["csv", "parquet"]
DICTIONARY = "dictionary.csv"
PIECE = 20_000
"""Rows of a Parquet file in memory at once."""
_ANY = Filter()


def write_tables(store: Store, folder: Path, which: Filter = _ANY, *, kind: Format = "csv") -> list[Path]:
    """Write every table of the calls that fit, and the dictionary; return the files.

    Args:
        store: The workspace.
        folder: Where they go; made where it is missing.
        which: Which calls.
        kind: ``csv`` for spreadsheets, ``parquet`` for programs.

    Raises:
        MissingPart: Parquet is asked for and pyarrow is not installed.
        FixableError: a file cannot be written.
    """
    write = _csv if kind == "csv" else _parquet()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = [write(table, table.rows(store, which), folder) for table in TABLES]
        return [*made, _dictionary(folder)]
    except OSError as error:
        fix = "free some space there, or choose another folder"
        raise FixableError(
            f"the tables cannot be written: {error.strerror or error}", fix=fix, where=str(folder)
        ) from error


def _csv(table: Table, found: Iterator[Row], folder: Path) -> Path:
    return _write_csv(folder / f"{table.name}.csv", [column.name for column in table.columns], found)


def _dictionary(folder: Path) -> Path:
    described = ((table.name, *column) for table in TABLES for column in table.columns)
    return _write_csv(folder / DICTIONARY, ["table", "column", "type", "meaning"], described)


def _write_csv(path: Path, header: Iterable[str], found: Iterable[Row]) -> Path:
    part = path.with_name(f".{path.name}.part")
    # The mark at the beginning tells spreadsheets that it is UTF-8; without it Polish and Russian come out broken.
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in found)
    part.replace(path)
    return path


def _cell(value: Any) -> Any:
    # Numbers are ours and may begin with a minus; words are other people's.
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _parquet() -> Any:
    """Return the writer of Parquet; raise :class:`MissingPart` before anything is written where it cannot be."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingPart("Parquet needs pyarrow", fix="pip install 'parafraza[parquet]', or export CSV") from error

    def write(table: Table, found: Iterator[Row], folder: Path) -> Path:
        schema = pyarrow.schema([_field(column, pyarrow) for column in table.columns])
        path = folder / f"{table.name}.parquet"
        part = path.with_name(f".{path.name}.part")
        with parquet.ParquetWriter(part, schema) as writer:
            while few := list(islice(found, PIECE)):
                columns = [[row[place] for row in few] for place in range(len(table.columns))]
                arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        part.replace(path)
        return path

    return write


def _field(column: Column, arrow: Any) -> pyarrow.Field:
    types: dict[Kind, Any] = {
        "text": arrow.string(),
        "number": arrow.float64(),
        "whole": arrow.int64(),
        "time": arrow.timestamp("us", tz="UTC"),
        "day": arrow.date32(),
        "yes_no": arrow.bool_(),
    }
    return arrow.field(column.name, types[column.kind], metadata={"meaning": column.meaning})
