"""CSV files people bring: read whatever a spreadsheet saved, and say file, line and column where it does not fit.

Reads UTF-8 and UTF-16 (with a byte order mark or without), Windows-1250 and Windows-1251; commas, semicolons, tabs. The two
Windows encodings cannot be told apart by rule, only by what words they make: where neither makes words, the file is
refused rather than guessed. A cell that would run as a formula in a spreadsheet is never taken for a name or a
number, and :func:`harmless` takes the sting out of one that is written.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transcribe.errors import BadFile

LARGEST_FILE = 500_000_000
"""Bytes; a hundred times a manifest of 100,000 calls."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheets begin, of .xlsx and .ods and of the older .xls, whatever their ending says."""

_SPLIT = re.compile(r"(?<=[;\r\n\t])(?!$)")

DELIMITERS = ",;\t|"

Row = tuple[int, list[str]]
"""A line number, from 1, and the cells of that row, as many as the header has."""


@dataclass(frozen=True)
class Fault:
    """One row that could not be used, while the others were."""

    line: int
    """Where the row begins, from 1."""

    column: str | None
    """Which column is wrong; ``None`` where it is the row as a whole."""

    what: str
    """What is wrong, with the value."""

    fix: str
    """What to do about it."""

    def sentence(self, name: str) -> str:
        """Return the fault as one line for a person; ``name`` is the file's."""
        return f"{place(name, self.line, self.column)}: {self.what}; {self.fix}"


@dataclass(frozen=True)
class Sheet:
    """A CSV file that was read: its name, the names of its columns, its rows, and the rows that had to stay out."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]
    faults: tuple[Fault, ...]
    encoding: str
    delimiter: str

    def column(self, name: str) -> int:
        """Return where a column stands, from 0; raise :class:`BadFile` listing the columns where there is none."""
        if name not in self.columns:
            known = ", ".join(self.columns)
            raise BadFile(
                f"there is no column {name}", fix=f"choose one of: {known}", where=place(self.name, 1)
            ) from None
        return self.columns.index(name)


def place(name: str, line: int, column: str | None = None) -> str:
    """Return where something stands, for a message: ``marks.csv:7, column value``."""
    return f"{name}:{line}, column {column}" if column else f"{name}:{line}"


def read(path: Path, required: Sequence[str]) -> Sheet:
    """Read a CSV file that has at least the ``required`` columns, in any order; raise :class:`BadFile` if it cannot be.

    Names of columns are compared without regard to case. A row with more or fewer cells than the header becomes a fault.
    """
    text, encoding = decoded(_bytes_of(path), path.name)
    if not text.strip():
        example = ",".join(required) or "call,agent,date"
        raise BadFile("the file is empty", fix=f"begin it with a line of columns: {example}", where=path.name)
    header = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(DELIMITERS, key=lambda sign: _likely(_names(header.split(sign)), required))
    lines = _rows(text, delimiter, path.name)
    first, names = next(lines, (1, []))
    columns = _columns(names, required, place(path.name, first))
    rows, faults = _fitting(lines, len(columns))
    return Sheet(path.name, columns, rows, tuple(faults), encoding, delimiter)


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the encoding it was found to be in; raise :class:`BadFile` where none makes sense."""
    if content.startswith(_WORKBOOKS):
        fix = "open it there and save it as CSV in UTF-8"
        raise BadFile("this is a spreadsheet's own file and no list as text", fix=fix, where=name)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding, name), encoding
    if b"\0" in content[:2000]:
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
        return _decode(content, encoding, name), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _windows(content, name)
        return content.decode(encoding), encoding


def clean(cell: str) -> str:
    """Return a cell without the blanks around it, its letters composed (Macs write ``ó`` as two signs)."""
    return cell.strip() if cell.isascii() else unicodedata.normalize("NFC", cell).strip()


def is_formula(cell: str) -> bool:
    """Tell a cell that a spreadsheet would run: ``=...``, ``@...``, or ``+`` and ``-`` before something not a number."""
    return cell[:1] in ("=", "@") or (cell[:1] in ("+", "-") and not re.fullmatch(r"[+-][\d\s.,]*", cell))


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs: a formula gets an apostrophe before it, which spreadsheets do not show.

    Where the comma is the decimal sign (Polish, Russian, Romanian), a spreadsheet splits at semicolons, whatever quotes stand around
    the cell; so what follows a semicolon or a new line inside one may be a cell of its own.
    """
    return "".join(f"'{piece}" if _runs(piece) else piece for piece in _SPLIT.split(cell))


def _runs(piece: str) -> bool:
    bare = piece.lstrip(" ")
    return is_formula(bare) or bare[:1] in ("\t", "\r")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile("the file is far too large", fix=f"keep it under {LARGEST_FILE} bytes", where=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFile("there is no such file", fix="check the name and the folder", where=str(path)) from None
    except IsADirectoryError:
        raise BadFile("this is a folder", fix="give the CSV file in it", where=str(path)) from None


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadFile("the file is not text", fix="save it as CSV in UTF-8", where=name) from None


_LETTERS = {
    "cp1251": re.compile(r"[\u0400-\u045f]+"),
    "cp1250": re.compile(
        r"[A-Za-ząćęłńóśźżĄĆĘŁŃÓŚŹŻăâî\u015f\u0163ĂÂÎ\u015e\u0162áéíúýčďěňřšťůžÁÉÍÚÝČĎĚŇŘŠŤŮŽäöüßÄÖÜőűŐŰ]+"
    ),
}
"""What a word with letters beyond ASCII is made of in the languages these encodings serve."""


def _windows(content: bytes, name: str) -> str:
    fits = {encoding: _share_of_words(content, encoding) for encoding in _LETTERS}
    best = max(fits, key=fits.__getitem__)
    if fits[best] < 0.9 or sum(share == fits[best] for share in fits.values()) > 1:
        what = "the file is neither UTF-8 nor UTF-16, and no Windows encoding makes words of it"
        raise BadFile(what, fix="save it again as CSV in UTF-8", where=name)
    return best


def _share_of_words(content: bytes, encoding: str) -> float:
    """Return which share of the words with letters beyond ASCII are words of the languages of an encoding."""
    try:
        words = {word for word in re.findall(r"[^\W\d_]+", content.decode(encoding)) if not word.isascii()}
    except UnicodeDecodeError:
        return 0.0
    return sum(bool(_LETTERS[encoding].fullmatch(word)) for word in words) / max(len(words), 1)


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    """Yield the rows that are not blank, each with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if "".join(cells).strip():
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        fix = "look at the quotes on this line: each one opened has to close"
        raise BadFile(f"the row cannot be read: {error}", fix=fix, where=place(name, begins)) from None


def _likely(names: Sequence[str], required: Sequence[str]) -> tuple[int, int]:
    """Return how well a separator does: by the columns it must make, then by how many it makes at all."""
    return len(set(names) & set(required)), len(names)


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean(cell).strip('"').casefold() for cell in cells)


def _columns(cells: list[str], required: Sequence[str], where: str) -> tuple[str, ...]:
    names = _names(cells)
    missing = [name for name in required if name not in names]
    if missing:
        shown = ", ".join(name or "(no name)" for name in names)
        what = f"columns are missing: {', '.join(missing)}; the file has {shown}"
        raise BadFile(what, fix=f"name the columns {', '.join(required)}", where=where)
    twice = [name for name in required if names.count(name) > 1]
    if twice:
        raise BadFile(f"two columns are called {twice[0]}", fix="rename or remove one", where=where)
    return names


def _fitting(lines: Iterator[Row], width: int) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in lines:
        if len(cells) == width:
            rows.append((line, cells))
        elif len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            rows.append((line, cells[:width]))  # spreadsheets leave empty cells behind on the right
        else:
            what = f"{len(cells)} cells where the header has {width}"
            faults.append(Fault(line, None, what, "add what is missing, or quote the cell that holds the separator"))
    return rows, faults
