"""A trained head: from a line to the probability of each move.

One head a language and side of the call. Its score is a sum of three parts: what each n-gram adds, what the line's
vector and the shape of the line add, and how near the line's vector lies to lines it learned from. The score becomes
a probability by a curve fitted on lines the head had not seen. Without sentence vectors the first part works alone,
with weights of its own; where a network was trained, its log odds are weighed with the head's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example, Sparse, Vocabulary, shapes
from rubrics.heads.network import Network
from rubrics.vectors import Encoder

AT_MOST = 3
"""Moves a line can have, by the definitions people labelled with."""

Variant = Literal["words", "vectors", "network"]
"""What a head goes by: words; sentence vectors too; a network that reads the line with its context too."""
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
        rising = np.clip(self.odds(scores), -30, 30)
        return np.asarray(1 / (1 + np.exp(-rising)), np.float32)

    def odds(self, scores: Array) -> Array:
        """Return the log odds of scores (n, moves)."""
        return np.asarray(scores * self.slope + self.offset, np.float32)


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


SHARE = 0.5
"""How much the network's log odds say beside the head's own. From .3 to .5 all figures were within .01 of each other, on
the corpus and on talk of other people; the more a network learned one kind of talk, the less it says of another."""
SUREST = 4.0
"""Log odds the network is believed up to: it is sure of what it has never heard, too."""
SHARES = {"win_win": 0.7}
"""The same for moves the network learned from other people's talk too, which the head has never heard."""


@dataclass(frozen=True)
class Second:
    """A network's opinion beside a head's own."""

    network: Network
    columns: tuple[int, ...]
    """The head's moves among the network's."""
    first: Curve
    """Makes the head's own scores log odds."""
    shares: Array
    """How much the network says of each move, (moves,)."""

    def odds(self, examples: Sequence[Example]) -> Array:
        """Return the network's log odds of the head's moves, (n, moves)."""
        return self.network.logits(examples)[:, self.columns]

    def joined(self, scores: Array, odds: Array) -> Array:
        """Return the scores of both together, (n, moves), from the head's own and the network's log odds."""
        return mixed(self.first.odds(scores), odds, self.shares)


def mixed(own: Array, theirs: Array, shares: Array) -> Array:
    """Return the log odds of a head and of a network, weighed by the network's shares (moves,), (n, moves)."""
    return np.asarray((1 - shares) * own + shares * np.clip(theirs, -SUREST, SUREST), np.float32)


def shares_of(moves: Sequence[str]) -> Array:
    """Return how much a network says of each move, (moves,)."""
    return np.array([SHARES.get(move, SHARE) for move in moves], np.float32)


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
    second: Second | None = None

    @property
    def alone(self) -> Head:
        """The head without its network: faster, for questions that do not decide."""
        return replace(self, curve=self.second.first, second=None) if self.second else self

    def with_network(self, network: Network, side: Side, curve: Curve) -> Head:
        """Return the head with a network beside it; ``curve`` is of both together."""
        columns = tuple(network.moves.index(f"{side}.{move}") for move in self.moves)
        return replace(self, curve=curve, second=Second(network, columns, self.curve, shares_of(self.moves)))

    def scores(self, examples: Sequence[Example]) -> Array:
        """Return the raw scores (n, moves)."""
        if self.second is None:
            return self._own(examples)
        odds = self.second.odds(examples)  # first, for the sentence encoder may still be reading its weights
        return self.second.joined(self._own(examples), odds)

    def _own(self, examples: Sequence[Example]) -> Array:
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
