"""Moves found in dialogues, kept on disk for as long as everything they were found with is the same.

A rubric's examples are tried again after every change to the file, and nearly all of them have not changed. What is kept
goes by content: the dialogue, and all code and data that finds moves, so that a changed lexicon is never answered from
before it. Where a detector of another package is at work nothing is kept, for its content is not ours to see.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import entry_points
from pathlib import Path

from rubrics.found_with import found_with
from rubrics.prepared import cache_home
from rubrics.values import Move
from transcribe.errors import FixableError
from transcribe.formats import write_whole

DialogueKey = tuple[tuple[str, ...], str]
"""The lines of a dialogue, and its language."""
GROUPS = ("parafraza.move_detector", "parafraza.call_detector", "parafraza.sentence_encoder")


def folder() -> Path | None:
    """Return where moves are kept: ``$PARAFRAZA_HOME/dialogues``, else the user's cache folder.

    Returns:
        A folder that is named by everything moves are found with; ``None`` where another package finds moves too.
    """
    points = entry_points()  # all at once: each asking looks through every installed package
    if any(points.select(group=group) for group in GROUPS):
        return None
    return cache_home() / "dialogues" / found_with()


def read(place: Path, keys: Iterable[DialogueKey]) -> dict[DialogueKey, tuple[Move, ...]]:
    """Return what is kept of these dialogues; a damaged file counts as none."""
    by_language: dict[str, list[DialogueKey]] = {}
    for key in keys:
        by_language.setdefault(key[1], []).append(key)
    return {key: moves for language, asked in by_language.items() for key, moves in _read_one(place, language, asked)}


def _read_one(
    place: Path, language: str, keys: Iterable[DialogueKey]
) -> Iterator[tuple[DialogueKey, tuple[Move, ...]]]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        rows = json.loads((place / f"{language}.json").read_text(encoding="utf-8"))
        for key in keys:
            if (found := rows.get(_name(key))) is not None:
                yield key, tuple(Move(**row, span=None) for row in found)


def keep(place: Path, found: Mapping[DialogueKey, tuple[Move, ...]]) -> None:
    """Keep what was found beside what was kept, and throw away what other code or data had found.

    Where the folder cannot be written the moves are found again next time.
    """
    with suppress(OSError, FixableError):
        place.mkdir(parents=True, exist_ok=True)
        for other in place.parent.iterdir():
            if other.name != place.name:
                shutil.rmtree(other, ignore_errors=True)
        for language in {language for _, language in found}:
            own = {_name(key): [_row(move) for move in moves] for key, moves in found.items() if key[1] == language}
            write_whole(place / f"{language}.json", json.dumps(_before(place, language) | own, ensure_ascii=False))


def _before(place: Path, language: str) -> dict[str, object]:
    with suppress(OSError, ValueError):
        rows = json.loads((place / f"{language}.json").read_text(encoding="utf-8"))
        return rows if isinstance(rows, dict) else {}
    return {}


def _name(key: DialogueKey) -> str:
    return hashlib.sha256("\n".join(key[0]).encode()).hexdigest()[:32]


def _row(move: Move) -> dict[str, object]:
    return {name: value for name, value in asdict(move).items() if name != "span"}
