"""Searching a whole workspace for words: every file by name and content, and every text of the database.

Three kinds of places need three ways. In text, whole words count, without regard to case. In a recording two letters
stand together by chance, so only longer words count there. In a SQLite file texts touch each other without a gap: there
any place counts, unless a text that is still in use explains it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from review.store.store import Store
from review.store.tables import metadata

PIECE = 4_000_000
"""Bytes of a file read at once."""
OVERLAP = 4_000
"""Bytes that are read again with the next piece, since a word may lie across two."""
LONG_ENOUGH = 6
"""Letters a word needs to be no chance find in a file that is not text."""
RAW_WORDS = 200
"""How many words are looked for in the bytes of the database; each is a pass over the whole file."""


class Searched(NamedTuple):
    """What a search found."""

    places: list[str]
    """Files relative to the workspace, and columns of the database."""
    files: int
    """How many files were read."""


class _Words:
    """Words to look for; most texts are dismissed by their first parts alone."""

    def __init__(self, words: Iterable[str]) -> None:
        # JSON may escape what is not English.
        spelled = {form.casefold() for word in words for form in (word, json.dumps(word)[1:-1]) if word}
        self._by_first: dict[str, list[str]] = {}
        for word in spelled:
            if parts := re.findall(r"\w+", word):
                self._by_first.setdefault(parts[0], []).append(word)

    def in_text(self, text: str, shortest: int = 1) -> bool:
        """Tell whether one of the words stands in a text as a whole word; shorter ones than ``shortest`` do not count."""
        text = text.casefold()
        likely = self._by_first.keys() & set(re.findall(r"\w+", text))
        words = [word for first in likely for word in self._by_first[first] if len(word) >= shortest]
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def search(store: Store, words: Iterable[str]) -> Searched:
    """Search the workspace for words; numbers of up to three digits are looked for only as whole texts of the database."""
    wanted = list(dict.fromkeys(words))
    telling = [word for word in wanted if not (word.isdigit() and len(word) < 4)]
    looked_for = _Words(telling)
    files = [path for path in sorted(store.workspace.folder.rglob("*")) if path.is_file()]
    ours = {path for path in files if path.name.startswith(store.workspace.database.name)}
    found = [path for path in files if _in_file(path, looked_for, store, content=path not in ours)]
    found += [path for path in sorted(ours) if _in_raw(path, telling[:RAW_WORDS], store)]
    places = [*map(store.workspace.relative, found), *_in_database(store, looked_for, wanted)]
    return Searched(places, len(files))


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


def _in_raw(path: Path, words: Iterable[str], store: Store) -> bool:
    content = path.read_bytes()
    found = [word for word in words if len(word) > 2 and word.encode() in content]
    return any(not _in_use(store, word) for word in found)


def _in_use(store: Store, word: str) -> bool:
    """Tell whether a text of the database holds a word, be it as a part of another."""
    return any(
        store.rows(
            sa.select(sa.literal(1))
            .select_from(column.table)
            .where(_text(column).contains(word, autoescape=True))
            .limit(1)
        )
        for column in _columns()
    )


def _in_database(store: Store, words: _Words, wanted: Iterable[str]) -> Iterator[str]:
    exactly = set(wanted)
    for column in _columns():
        texts = {
            row["text"]
            for row in store.rows(sa.select(_text(column).label("text")).where(column.is_not(None)).distinct())
        }
        if texts & exactly or any(words.in_text(text) for text in texts):
            yield f"the database: {column.table.name}.{column.name}"


def _columns() -> Iterator[sa.Column[object]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.c if isinstance(column.type, (sa.Text, sa.JSON)))


def _text(column: sa.Column[object]) -> sa.ColumnElement[str]:
    return sa.cast(column, sa.Text)
