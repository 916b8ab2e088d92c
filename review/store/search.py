"""Searching a whole workspace for words: every file by name and content, and every text of the database.

Three kinds of places need three ways. In text, whole words count, without regard to case. In a recording two letters
stand together by chance, so only longer words count there. In a SQLite file texts touch each other without a gap: there
any place counts, unless a text that is still in use explains it: one of ours, a time, or SQLite's word for its own tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from review.store.store import Store
from review.store.tables import Utc, metadata

PIECE = 4_000_000
"""Bytes of a file read at once."""
OVERLAP = 4_000
"""Bytes that are read again with the next piece, since a word may lie across two."""
LONG_ENOUGH = 6
"""Letters a word needs to be no chance find in a file that is not text."""
RAW_WORDS = 50
"""How many words are looked for in the bytes of the database; each is a pass over the whole file."""


class Searched(NamedTuple):
    """What a search found."""

    places: list[str]
    """Files relative to the workspace, and columns of the database."""
    files: int
    """How many files were read."""


class _Words:
    """Words to look for; most texts are dismissed by the parts of words that stand in them."""

    def __init__(self, words: Iterable[str]) -> None:
        # JSON may escape what is not English.
        spelled = {form.casefold() for word in words for form in (word, json.dumps(word)[1:-1])}
        self._by_first: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for word in spelled:
            if parts := re.findall(r"\w+", word):
                self._by_first.setdefault(parts[0], []).append((word, frozenset(parts)))

    def in_text(self, text: str, shortest: int = 1) -> bool:
        """Tell whether one of the words stands in a text as a whole word; shorter ones than ``shortest`` do not count."""
        text = text.casefold()
        there = set(re.findall(r"\w+", text))
        likely = [word for first in self._by_first.keys() & there for word in self._by_first[first] if word[1] <= there]
        return any(
            word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            for word, _ in likely
            if len(word) >= shortest
        )


def search(store: Store, words: Iterable[str]) -> Searched:
    """Search the workspace for words; numbers of up to three digits are looked for only as whole texts of the database."""
    wanted = list(dict.fromkeys(words))
    telling = [word for word in wanted if not (word.isdigit() and len(word) < 4)]
    looked_for = _Words(telling)
    files = [path for path in sorted(store.workspace.folder.rglob("*")) if path.is_file()]
    ours = [path for path in files if path.name.startswith(store.workspace.database.name)]
    found = [path for path in files if _in_file(path, looked_for, store, content=path not in ours)]
    raw = {path: _raw(path, telling[:RAW_WORDS]) for path in ours}
    everywhere = frozenset().union(*raw.values())
    columns, in_use = _in_database(store, looked_for, frozenset(wanted), everywhere)
    in_use |= _in_no_persons_text(store, everywhere - in_use)
    found += [path for path, words_there in raw.items() if words_there - in_use]
    return Searched([*map(store.workspace.relative, found), *columns], len(files))


def _in_file(path: Path, words: _Words, store: Store, *, content: bool) -> bool:
    if words.in_text(store.workspace.relative(path)):
        return True
    return content and any(words.in_text(text, shortest) for text, shortest in _pieces(path))


def _pieces(path: Path) -> Iterator[tuple[str, int]]:
    """Yield a file's content as text, with how long a word must be to count there."""
    with path.open("rb") as file:
        piece = file.read(PIECE)
        shortest = LONG_ENOUGH if b"\0" in piece else 1
        while piece:
            yield piece.decode("utf-8", "replace"), shortest
            following = file.read(PIECE)
            piece = piece[-OVERLAP:] + following if following else b""


def _raw(path: Path, words: Iterable[str]) -> frozenset[str]:
    """Return which words stand anywhere in the bytes of a file."""
    content = path.read_bytes()
    return frozenset(word for word in words if len(word) > 2 and word.encode() in content)


def _in_database(
    store: Store, words: _Words, exactly: frozenset[str], raw: frozenset[str]
) -> tuple[list[str], frozenset[str]]:
    """Return the columns that hold a word, and which of the ``raw`` ones a text in use explains."""
    places: list[str] = []
    in_use: set[str] = set()
    for column in _columns():
        for texts in _texts(store, column):
            joined = "\n".join(texts)
            in_use |= {word for word in raw if word in joined}
            place = f"the database: {column.table.name}.{column.name}"
            if place not in places and (not exactly.isdisjoint(texts) or words.in_text(joined)):
                places.append(place)
    return places, frozenset(in_use)


def _in_no_persons_text(store: Store, raw: frozenset[str]) -> frozenset[str]:
    """Return which words stand in what SQLite keeps as text though nobody wrote it: times, its tables, the step they are at.

    A call named 0002 stands in the bytes of each database whose tables are at step 0002.
    """
    if not raw or store.engine.dialect.name != "sqlite":
        return frozenset()
    times = (
        column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, (Utc, sa.Date))
    )
    found: set[str] = set()
    for column in (*_OF_SQLITE, *times):
        for texts in _texts(store, column):
            joined = "\n".join(texts)
            found |= {word for word in raw if word in joined}
    return frozenset(found)


_OF_SQLITE = (
    sa.table("alembic_version", sa.column("version_num")).c.version_num,
    sa.table("sqlite_master", sa.column("sql")).c.sql,
)


def _texts(store: Store, column: sa.ColumnElement[object]) -> Iterator[list[str]]:
    """Yield all texts of a column, some thousand at a time: scorecards do not fit into memory all at once."""
    query = sa.select(sa.cast(column, sa.Text)).where(column.is_not(None))
    with store.engine.connect().execution_options(stream_results=True) as connection:
        for few in connection.execute(query).partitions(5_000):
            yield [text for (text,) in few]


def _columns() -> Iterator[sa.Column[object]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.c if isinstance(column.type, (sa.Text, sa.JSON)))
