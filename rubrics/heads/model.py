"""A trained head: from a line to the probability of each move.

One head a language and side of the call. Its score is a sum of three parts: what each n-gram adds, what the line's
vector and the shape of the line add, and how near the line's vector lies to lines it learned from. The score becomes
a probability by a curve fitted on lines the head had not seen. Without sentence vectors the first part works alone,
with weights of its own. Heads are data (``<language>.npz``, no pickle), checked against ``manifest.json`` on loading.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example, Sparse, Vocabulary, shapes
from rubrics.vectors import Encoder, encoder
from transcribe.errors import BadFile, MissingPart, UnknownName

HERE = Path(__file__).parent
MANIFEST = "manifest.json"
AT_MOST = 3
"""Moves a line can have, by the definitions people labelled with."""

Variant = Literal["words", "vectors"]
Side = Literal["agent", "customer"]
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Curve:
    """From scores to probabilities, and from which probability on a move counts as found; (moves,) each."""

    slope: Array
    offset: Array
    threshold: Array

    def __call__(self, scores: Array) -> Array:
        """Return the probabilities of scores (n, moves)."""
        rising = np.clip(scores * self.slope + self.offset, -30, 30)
        return np.asarray(1 / (1 + np.exp(-rising)), np.float32)


@dataclass(frozen=True)
class Meaning:
    """What a head learned over sentence vectors of one encoder."""

    centre: Array
    """Mean vector of the lines and of their contexts, (2, dimension)."""
    linear: Array
    """Weights of line, context and their product, (3 * dimension, moves)."""
    lines: Array
    """The vectors learned from, (lines, dimension), each number a whole count of 1/:data:`STEP`."""
    near: Array
    """How far each of those lines speaks for each move, (lines, moves)."""
    before: Array
    """A sample of the centred unit vectors of their contexts, (contexts, dimension), kept like ``lines``."""
    usual: float
    """How near a line and its context lie to those of other situations, the mean over the words learned from."""

    def scores(self, line: Array, context: Array) -> Array:
        """Return this part of the scores, (n, moves), for raw vectors (n, dimension)."""
        said, dense = seen(line, context, self.centre)
        return np.asarray(dense @ self.linear + curved(said @ self.lines.T) @ self.near, np.float32)

    def nearness(self, line: Array, context: Array) -> Array:
        """Return how near lines and contexts lie to those learned from, (n,), 0 to 2; ``nan`` without a context."""
        said, heard = unit(line - self.centre[0]), unit(context - self.centre[1])
        close = highest(said @ self.lines.T) + highest(heard @ self.before.T)
        return np.where(np.any(context, axis=1), close, np.nan).astype(np.float32)


STEP = 400.0
"""Steps a unit in kept vectors, a byte a number: those of a 512-long unit vector stay within 127/400."""
CONTEXT_WEIGHT = 0.3
SHAPE_WEIGHT = 0.3
"""What the context's vector and the line's shape weigh beside the line's vector, 1; flat around these values."""


def seen(line: Array, context: Array, centre: Array) -> tuple[Array, Array]:
    """Return (centred unit vectors of the lines, line | context | product as one row each)."""
    said = unit(line - centre[0])
    spoken_to = np.any(context, axis=1, keepdims=True)
    weight = np.float32(np.sqrt(CONTEXT_WEIGHT))
    before = np.where(spoken_to, context - centre[1], 0) * weight
    return said, np.hstack([said, before, unit(line * context) * weight]).astype(np.float32)


NEAREST = 5


TELLING = 30
"""Words of a line, and of its context, that tell what talk it is of; a "yes" is near everything and tells nothing."""


def telling(examples: Sequence[Example]) -> Array:
    """Return how much each example tells of the talk it belongs to, in words, (n,)."""
    counts = [
        min(len(each.text.split()), TELLING) + min(len((each.context or "").split()), TELLING) for each in examples
    ]
    return np.array(counts, np.float32)


def highest(likeness: Array) -> Array:
    """Return the mean of each row's :data:`NEAREST` highest numbers, (n,)."""
    few = min(NEAREST, likeness.shape[1])
    return np.asarray(np.partition(likeness, -few, axis=1)[:, -few:].mean(axis=1), np.float32)


def unit(rows: Array) -> Array:
    """Return the rows at length one; zeros stay."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def curved(likeness: Array) -> Array:
    """Return how much a line at this cosine has a say: little far off, much close by."""
    return np.asarray(likeness**2 + np.exp(2 * (likeness - 1)), np.float32)


@dataclass(frozen=True)
class Words:
    """What a head learned over n-grams and shapes."""

    weights: NDArray[np.int8]
    """(n-grams, moves), in steps of ``scale``."""
    scale: Array
    """(moves,)"""
    shape: Array
    """(shape columns, moves)"""

    def scores(self, rows: Sparse, shape: Array) -> Array:
        """Return this part of the scores, (n, moves)."""
        parts = [
            rows.values[start:end] @ self.weights[rows.columns[start:end]].astype(np.float32)
            for start, end in zip(rows.starts[:-1], rows.starts[1:], strict=True)
        ]
        return np.asarray(np.array(parts).reshape(len(parts), len(self.scale)) * self.scale + shape @ self.shape)


@dataclass(frozen=True)
class Head:
    """Knows the moves of one side of the call in one language."""

    moves: tuple[str, ...]
    vocabulary: Vocabulary
    usual: Array
    """Mean and spread of each shape column in the lines learned from, (2, columns)."""
    words: Words
    bias: Array
    curve: Curve
    meaning: Meaning | None = None
    encoder: Encoder | None = None

    def scores(self, examples: Sequence[Example]) -> Array:
        """Return the raw scores (n, moves)."""
        sums = self.words.scores(self.vocabulary.read(examples), usual_shapes(examples, self.usual)) + self.bias
        if self.meaning is None or self.encoder is None:
            return np.asarray(sums, np.float32)
        line, context = self._vectors(examples, self.encoder)
        return np.asarray(sums + self.meaning.scores(line, context), np.float32)

    def nearness(self, examples: Sequence[Example]) -> Array:
        """Return how near the examples lie to the lines learned from, (n,); ``nan`` where that cannot be told."""
        if self.meaning is None or self.encoder is None or not examples:
            return np.full(len(examples), np.nan, np.float32)
        line, context = self._vectors(examples, self.encoder)
        return self.meaning.nearness(line, context)

    @staticmethod
    def _vectors(examples: Sequence[Example], encoder: Encoder) -> tuple[Array, Array]:
        texts = [example.text for example in examples] + [example.context or "" for example in examples]
        line, context = np.split(encoder.encode(texts), 2)
        return line, context

    def probabilities(self, examples: Sequence[Example]) -> Array:
        """Return the probability of each move for each line, (n, moves); a line without words makes no move."""
        worded = np.array([[any(map(str.isalnum, each.text))] for each in examples], bool).reshape(-1, 1)
        return np.asarray(np.where(worded, self.curve(self.scores(examples)), 0), np.float32)

    def found(self, probabilities: Array) -> NDArray[np.bool_]:
        """Tell which moves count as found, (n, moves): past their threshold, the :data:`AT_MOST` surest of a line."""
        return decided(probabilities, self.curve.threshold)


def decided(probabilities: Array, threshold: Array) -> NDArray[np.bool_]:
    """Tell which probabilities (n, moves) reach their threshold (moves,) and are among the line's surest."""
    over = probabilities / threshold
    ranks = np.argsort(np.argsort(-over, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((over >= 1) & (ranks < AT_MOST))


def usual_shapes(examples: Sequence[Example], usual: Array) -> Array:
    """Return the shapes as deviations from the usual; what is not known counts as usual."""
    deviations = (shapes(examples) - usual[0]) / usual[1]
    return np.asarray(np.nan_to_num(deviations, nan=0.0) * np.sqrt(SHAPE_WEIGHT / usual.shape[1]), np.float32)


@dataclass(frozen=True)
class Heads:
    """Both sides' heads of one language."""

    language: str
    variant: Variant
    sides: Mapping[Side, Head]
    version: str
    """First letters of the file's hash; a result can name the head it came from."""
    note: str = ""
    """Why the weaker variant is at work, with the way out; empty where nothing is missing."""

    def probabilities(
        self, text: str, context: str | None = "", position: float | None = None, role: Side = "agent"
    ) -> dict[str, float]:
        """Return how likely a trained reader would find each move in a line.

        Args:
            text: The line.
            context: What the other side said just before; ``None`` where nobody knows.
            position: Place in the call, 0.0 to 1.0.
            role: Who says the line.
        """
        head = self.sides[role]
        row = head.probabilities([Example(text, context, position)])[0]
        return {move: float(chance) for move, chance in zip(head.moves, row, strict=True)}

    def thresholds(self, role: Side = "agent") -> dict[str, float]:
        """Return from which probability on each move counts as found."""
        head = self.sides[role]
        return {move: float(value) for move, value in zip(head.moves, head.curve.threshold, strict=True)}


def load(language: str, variant: Variant | None = None, folder: Path = HERE) -> Heads:
    """Return the heads of a language, checked; with sentence vectors where they are there and know the language.

    Args:
        language: ISO 639-1 code.
        variant: ``words`` to leave the vectors out, ``vectors`` to insist on them; by itself, the best there is.
        folder: Where the heads and their manifest lie.

    Raises:
        UnknownName: No head was trained for the language.
        MissingPart: The file is not there, or vectors were insisted on and are not.
        BadFile: The file is not the one the manifest describes.
    """
    return _load(language, variant, folder)


@cache
def _load(language: str, variant: Variant | None, folder: Path) -> Heads:
    entry = _entry(language, folder)
    arrays = _arrays(folder / entry["file"], entry["sha256"])
    chosen, used, note = _variant(language, variant, entry)
    sides: dict[Side, Head] = {side: unpacked(arrays, side, chosen, used) for side in entry["sides"]}
    return Heads(language, chosen, sides, str(entry["sha256"])[:8], note)


def manifest(folder: Path = HERE) -> dict[str, Any]:
    """Return what is known of the trained heads: hashes, seed, versions and measured figures."""
    path = folder / MANIFEST
    if not path.is_file():
        raise MissingPart("the list of trained heads is not there", where=str(path), fix="install the toolkit anew")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _entry(language: str, folder: Path) -> dict[str, Any]:
    known = manifest(folder)["heads"]
    if language not in known:
        names = ", ".join(sorted(known)) or "none"
        raise UnknownName(f"there is no trained head for the language {language!r}", fix=f"use one of: {names}")
    return dict(known[language])


def _arrays(path: Path, digest: str) -> dict[str, NDArray[Any]]:
    if not path.is_file():
        raise MissingPart("the trained head is not there", where=path.name, fix="install the toolkit anew")
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != digest:
        raise BadFile(
            "the trained head is not the one its manifest describes",
            where=path.name,
            fix="install the toolkit anew, or train it again with python -m rubrics.heads.train",
        )
    with np.load(io.BytesIO(raw), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _variant(language: str, asked: Variant | None, entry: dict[str, Any]) -> tuple[Variant, Encoder | None, str]:
    if asked == "words":
        return "words", None, ""
    if "vectors" not in entry["variants"]:
        if asked == "vectors":
            raise MissingPart(
                f"no sentence vectors were trained for {language!r}", fix="leave the variant out, or use 'words'"
            )
        return "words", None, ""
    try:
        return "vectors", encoder(entry["encoder"]), ""
    except MissingPart as missing:
        if asked == "vectors":
            raise
        return "words", None, str(missing)


def packed(head: Head, side: Side, variant: Variant) -> dict[str, NDArray[Any]]:
    """Return a head as named arrays; the vocabulary and the usual shapes are the same in both variants."""
    own: dict[str, NDArray[Any]] = {
        "bias": head.bias,
        "shape": head.words.shape,
        "scale": head.words.scale,
        "weights": head.words.weights,
    }
    own |= {"slope": head.curve.slope, "offset": head.curve.offset, "threshold": head.curve.threshold}
    if head.meaning:
        own |= {"centre": head.meaning.centre, "linear": head.meaning.linear}
        own |= {"lines": np.rint(head.meaning.lines * STEP).astype(np.int8), "near": head.meaning.near}
        own |= {"before": np.rint(head.meaning.before * STEP).astype(np.int8)}
        own |= {"nearness": np.array(head.meaning.usual, np.float32)}
    small = {name: array.astype(np.float16) if name in HALVED else array for name, array in own.items()}
    shared: dict[str, NDArray[Any]] = {
        "moves": np.array(head.moves),
        "hashes": head.vocabulary.hashes,
        "usual": head.usual,
    }
    shared["idf"] = head.vocabulary.idf.astype(np.float16)
    return {f"{side}.{name}": array for name, array in shared.items()} | {
        f"{side}.{variant}.{name}": array for name, array in small.items()
    }


HALVED = frozenset({"shape", "centre", "linear", "near"})
"""Kept in half precision: all rounding together moves a probability by less than 0.001 (English, its own lines)."""


def unpacked(arrays: Mapping[str, NDArray[Any]], side: Side, variant: Variant, used: Encoder | None) -> Head:
    """Return the head that :func:`packed` took apart; ``used`` gives the vectors of that variant."""

    def part(name: str) -> Array:
        return arrays[f"{side}.{variant}.{name}"].astype(np.float32)

    vocabulary = Vocabulary(arrays[f"{side}.hashes"].astype(np.uint32), arrays[f"{side}.idf"].astype(np.float32))
    words = Words(arrays[f"{side}.{variant}.weights"], part("scale"), part("shape"))
    meaning = None
    if variant == "vectors":
        lines, before = part("lines") / np.float32(STEP), part("before") / np.float32(STEP)
        meaning = Meaning(part("centre"), part("linear"), lines, part("near"), before, float(part("nearness")))
    curve = Curve(part("slope"), part("offset"), part("threshold"))
    moves = tuple(str(move) for move in arrays[f"{side}.moves"])
    return Head(moves, vocabulary, arrays[f"{side}.usual"], words, part("bias"), curve, meaning, used)
