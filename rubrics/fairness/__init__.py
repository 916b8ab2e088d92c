"""Does a mark change with a name, a gender, a nationality, a dialect word or a polite word? It must not.

Beside this file lie, for each language, lists of words that may stand for one another, and sentences that may be added to
what the customer says. They are put into the dialogues quoted in the rubrics; each must score the level it scored before.
``python -m tests.benchmarks.bench_fairness`` prints how often it does not, item by item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from rubrics import yamlfile
from rubrics.schema import Dialogue

Kind = Literal["names", "gender", "nationality", "dialect", "politeness"]
FOLDER = Path(str(files("rubrics.fairness")))
CUSTOMER = "customer:"
"""Before the customer's lines in a rubric's dialogues."""


class SwapFile(BaseModel):
    """The swaps of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: Literal["en", "pl", "ru", "ro"]
    swapped: dict[Kind, tuple[tuple[str, ...], ...]]
    """Lists of words that may stand for one another."""
    added: dict[Kind, tuple[str, ...]]
    """What may be added to the customer's last words."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A dialogue with one thing changed that must not matter."""

    kind: Kind
    lines: Dialogue


def languages() -> tuple[str, ...]:
    """Return the codes of the languages there are swaps for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def swaps(language: str) -> SwapFile:
    """Return the swaps of a language.

    Raises:
        BadFile: The file does not say what it should; file, line and key are named.
    """
    return yamlfile.load(FOLDER / f"{language}.yaml", SwapFile)


def variants(lines: Dialogue, language: str) -> Iterator[Variant]:
    """Give a dialogue once for every swap that has a place in it, one change at a time."""
    chosen = swaps(language)
    for kind, lists in chosen.swapped.items():
        for words in lists:
            yield from (Variant(kind, changed) for changed in _swapped(lines, words))
    for kind, sentences in chosen.added.items():
        for sentence in sentences:
            changed = _added(lines, sentence)
            if changed is not None:
                yield Variant(kind, changed)


def _swapped(lines: Dialogue, words: Iterable[str]) -> Iterator[Dialogue]:
    """Put each word of a list in the place of each other one, wherever it stands."""
    for word in words:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        if not any(pattern.search(_said(line)) for line in lines):
            continue
        for other in words:
            if other != word:
                yield tuple(_with(line, pattern, other) for line in lines)


def _with(line: str, pattern: re.Pattern[str], other: str) -> str:
    side, colon, text = line.partition(":")
    return side + colon + pattern.sub(lambda hit: _cased(other, hit.group()), text)


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _said(line: str) -> str:
    return line.partition(":")[2]


def _added(lines: Dialogue, sentence: str) -> Dialogue | None:
    """Add a sentence to the first thing the customer says; polite words go into its last sentence."""
    for place, line in enumerate(lines):
        if line.startswith(CUSTOMER):
            polite = sentence[0].islower()
            joined = f"{line.rstrip(' .!?…')}, {sentence}" if polite else f"{line.rstrip()} {sentence}"
            return (*lines[:place], joined, *lines[place + 1 :])
    return None
