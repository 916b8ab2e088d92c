"""The project's own labelled lines: service talk written in four languages. ``README.md`` is the data card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "pl", "ru", "ro")
DOMAINS = (
    "retail",
    "courier",
    "telecom",
    "bank",
    "insurance",
    "hotel",
    "utilities",
    "health",
    "public_office",
    "software",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line; the fields are those of the data card."""

    id: str
    lang: str
    domain: str
    situation: str
    split: str
    role: str
    position: float
    register: str
    style: str
    context: str
    text: str
    reply: str | None
    moves: tuple[str, ...]
    near: tuple[str, ...]
    cue: bool


def read(lang: str, split: str | None = None) -> Iterator[Line]:
    """Yield the corpus lines of one language, of one split (``train`` or ``test``) or both."""
    for path in sorted((HERE / lang).glob("*.jsonl")):
        for row in rows(path):
            if split in (None, row["split"]):
                yield Line(**{**row, "moves": tuple(row["moves"]), "near": tuple(row["near"])})


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the raw rows of one file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
