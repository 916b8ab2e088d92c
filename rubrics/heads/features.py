"""What a trained head sees of a line: its words and letters, the other side's line before it, its place in the call.

Everything here needs no download and reads any language. Words are folded as the cues' words are, digits become zeros
(an amount is an amount), and a word's first five letters stand in for its lemma, which needs no table. Each n-gram is
known by a 32-bit hash of itself, so a vocabulary is a row of numbers; with 30,000 n-grams a language, two share a hash
in about one vocabulary of ten.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rubrics.tokens import fold

TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+|[?!.,]")
DIGITS = re.compile(r"\d+")
LONGEST_LINE = 2_000
"""Characters that are read of a line or its context."""
PREFIX = 5
REACH = 4
"""Words a loose pair may lie apart."""
BLOCKS: Mapping[str, float] = {"words": 1.0, "forms": 1.0, "pairs": 1.0, "letters": 1.0, "before": 0.3}
"""Kinds of n-grams and how much each kind weighs; found by cross-validation, flat around these values."""
LINES_KEPT = 1_000
"""Lines whose n-grams are remembered, about 4 MB: a call's turns are read again for its marks and for their fragility."""
RARE = 3
"""An n-gram seen in fewer lines than this is left out."""


class Example(NamedTuple):
    """One line of talk as a head is asked about it."""

    text: str
    context: str | None = ""
    """What the other side said just before; empty where it said nothing, ``None`` where nobody knows."""
    position: float | None = None
    """Place in the call, 0.0 first to 1.0 last; ``None`` where nobody knows."""


class Sparse(NamedTuple):
    """Rows of few numbers: row ``i`` holds ``values[starts[i]:starts[i + 1]]`` at ``columns[...]``."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float32]


class Vocabulary(NamedTuple):
    """The n-grams a head knows: their hashes in ascending order, and how telling each is."""

    hashes: NDArray[np.uint32]
    idf: NDArray[np.float32]

    def read(self, examples: Sequence[Example]) -> Sparse:
        """Return the examples as TF-IDF rows; each kind of n-gram has its own unit length, times its weight."""
        read = [self._line(example) for example in examples]
        lengths = [len(columns) for columns, _ in read]
        return Sparse(
            np.cumsum([0, *lengths]),
            np.concatenate([np.zeros(0, np.int64), *(columns for columns, _ in read)]),
            np.concatenate([np.zeros(0, np.float32), *(values for _, values in read)]),
        )

    def _line(self, example: Example) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        blocks = [self._block(*seen, weight) for seen, weight in zip(_seen(example), BLOCKS.values(), strict=True)]
        return np.concatenate([places for places, _ in blocks]), np.concatenate([values for _, values in blocks])

    def _block(
        self, seen: NDArray[np.uint32], counts: NDArray[np.float32], weight: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        places = np.searchsorted(self.hashes, seen)
        places[places == len(self.hashes)] = 0
        known = self.hashes[places] == seen if len(self.hashes) else np.zeros(len(seen), bool)
        times = counts[known]
        values = (1 + np.log(times)) * self.idf[places[known]]
        length = float(np.sqrt(values @ values)) or 1.0
        return places[known], (values * (math.sqrt(weight) / length)).astype(np.float32)


def vocabulary(examples: Sequence[Example]) -> Vocabulary:
    """Return the n-grams seen in at least :data:`RARE` of the examples."""
    lines: Counter[int] = Counter()
    for example in examples:
        for counts in hashed(example).values():
            lines.update(counts.keys())
    kept = sorted(gram for gram, count in lines.items() if count >= RARE)
    idf = [math.log((1 + len(examples)) / (1 + lines[gram])) + 1 for gram in kept]
    return Vocabulary(np.array(kept, np.uint32), np.array(idf, np.float16).astype(np.float32))


def hashed(example: Example) -> dict[str, Counter[int]]:
    """Return, for each kind of n-gram, the hashes in a line and how often each stands there."""
    before = None if example.context is None else tokens(example.context)
    line = tokens(example.text)
    return {
        block: Counter(crc32(f"{block}:{gram}".encode()) for gram in grams)
        for block, grams in zip(BLOCKS, _grams(line, before), strict=True)
    }


@lru_cache(maxsize=LINES_KEPT)
def _seen(example: Example) -> tuple[tuple[NDArray[np.uint32], NDArray[np.float32]], ...]:
    """Return :func:`hashed` as arrays, a pair a kind of n-gram, in the order of :data:`BLOCKS`."""
    return tuple(
        (np.fromiter(counts, np.uint32, len(counts)), np.fromiter(counts.values(), np.float32, len(counts)))
        for counts in hashed(example).values()
    )


def _grams(line: list[str], before: list[str] | None) -> Iterator[Iterable[str]]:
    """Yield the n-grams of each block, in the order of :data:`BLOCKS`."""
    forms = [word[:PREFIX] for word in line]
    yield _runs(["^", *line, "$"], 3)
    yield _runs(["^", *forms, "$"], 2)
    yield [f"{one}_{other}" for i, one in enumerate(forms) for other in forms[i + 1 : i + 1 + REACH]]
    yield [piece for word in line for piece in _pieces(word)]
    yield [] if before is None else _runs([word[:PREFIX] for word in before] or ["nothing"], 2)


def tokens(text: str) -> list[str]:
    """Return a line's words, numbers and marks in a form that compares: folded, digits as zeros."""
    return [_comparable(token) for token in TOKEN.findall(text[:LONGEST_LINE])]


@lru_cache(maxsize=50_000)
def _comparable(token: str) -> str:
    return "0" * len(token) if token.isdigit() else fold(token)


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    """Return the runs of two to five letters of a word, its borders marked by blanks."""
    edged = f" {word} "
    return tuple(edged[i : i + n] for n in range(2, 6) for i in range(len(edged) - n + 1))


def _runs(words: Sequence[str], longest: int) -> list[str]:
    return [" ".join(words[i : i + n]) for n in range(1, longest + 1) for i in range(len(words) - n + 1)]


def shapes(examples: Sequence[Example]) -> NDArray[np.float32]:
    """Return what a line looks like from afar, (n, 16): place, length, questions, numbers, what it took up.

    Where the place or the context is not known its columns hold ``nan``; the reader puts its own mean there.
    """
    return np.array([_shape(example) for example in examples], np.float32).reshape(len(examples), SHAPE)


SHAPE = 16


def _shape(example: Example) -> tuple[float, ...]:
    text = example.text[:LONGEST_LINE].rstrip()
    words, asked = len(text.split()), text.count("?")
    place = math.nan if example.position is None else example.position
    known = not math.isnan(place)
    numbers = set(DIGITS.findall(text))
    return (
        place,
        float(place < 0.05) if known else place,
        float(place > 0.7) if known else place,
        float(place > 0.9) if known else place,
        math.log1p(words) / 3,
        min(asked, 2) / 2,
        float(text.endswith("?")),
        *_taken_up(text, example.context),
        float(bool(numbers)),
        *_context(numbers, example.context),
        float(words < 5),
        float(words > 20),
    )


def _taken_up(text: str, context: str | None) -> tuple[float, ...]:
    """Return three columns: how much of the line the other side had said, how much of it came back, how many roots."""
    if context is None:
        return (math.nan,) * 3
    said, heard = _roots(text), _roots(context)
    shared = len(said & heard)
    return shared / (1 + len(said)), shared / (1 + len(heard)), min(shared, 4) / 4


def _context(numbers: set[str], context: str | None) -> tuple[float, ...]:
    """Return three columns: numbers that came back, whether the other side asked, whether it had said nothing."""
    if context is None:
        return (math.nan,) * 3
    return float(bool(numbers & set(DIGITS.findall(context)))), float("?" in context), float(not context)


def _roots(text: str) -> set[str]:
    return {token[:PREFIX] for token in tokens(text) if len(token) > 3}
