"""How a head learns: ridge regression on all moves at once, then a curve and a threshold for each.

Ridge regression in its dual form solves one system for all moves, in a second on 2,500 lines, and gave better figures
here than logistic regression (English, words only: micro-F1 .73 against .70). Its answer is exact, so nothing depends
on a starting point; chance enters only where situations are dealt to folds. Scores for the curve and the threshold
come from lines of situations the head had not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example, Sparse, Vocabulary, shapes, vocabulary
from rubrics.heads.model import (
    STEP,
    Array,
    Curve,
    Head,
    Meaning,
    Side,
    Words,
    curved,
    decided,
    highest,
    mixed,
    seen,
    shares_of,
    telling,
    unit,
    usual_shapes,
)  # fmt: skip
from rubrics.heads.network import Network
from rubrics.vectors import Encoder
from transcribe.errors import MissingPart

PENALTY = 0.5
"""Ridge; .25 to 1 gave the same within .004 of cross-validated micro-F1 in every language."""
FOLDS = 5
OWN_SHARE = 0.25
"""How far a move's threshold follows its own few lines; the rest is the one best for all moves together. Of 0, .25,
.5 and 1, the first two gave the best micro-F1; a mean over moves (macro) wants 1."""
CONTEXTS_KEPT = 600
"""Contexts kept to tell how near other talk lies."""
GRID = np.linspace(0.1, 0.8, 29, dtype=np.float32)

Labels = NDArray[np.bool_]
Places = NDArray[np.int64]
Square = NDArray[np.float64]


class Fitted(NamedTuple):
    """A head and how it did on lines it had not seen while learning."""

    head: Head
    unseen: Array
    """Probabilities (lines, moves), each line's by a head that learned without its situation."""
    found: Labels
    """Which of them count, by thresholds chosen without the line's situation too."""


class Sight(NamedTuple):
    """Examples as a head sees them."""

    known: Vocabulary
    usual: Array
    rows: Sparse
    shape: Array
    centre: Array
    """(2, dimension); the dimension is 0 without vectors, and the three below are as narrow."""
    said: Array
    dense: Array
    heard: Array
    """Centred unit vectors of the contexts, zeros where there is none."""
    lengths: Array
    """Words of line and context, up to :data:`rubrics.heads.model.TELLING` of each, (lines,)."""
    groups: tuple[str, ...] = ()
    """The situation of each example, empty where nobody asked how near situations lie to each other."""

    def likeness(self) -> Square:
        """Return how alike every two examples are, (lines, lines)."""
        words = _csr(self.rows, len(self.known.hashes))
        alike = np.asarray((words @ words.T).toarray(), np.float64) + self.shape @ self.shape.T
        if self.said.shape[1]:
            alike += self.dense @ self.dense.T + curved(self.said @ self.said.T)
        return np.asarray(alike, np.float64)

    def head(self, weights: Square, moves: Sequence[str], curve: Curve, encoder: Encoder | None) -> Head:
        """Return the head behind dual weights (lines, moves)."""
        exact = _csr(self.rows, len(self.known.hashes)).T @ weights
        scale = np.maximum(np.abs(exact).max(axis=0), 1e-9) / 127
        whole = np.rint(exact / scale).astype(np.int8)
        words = Words(whole, scale.astype(np.float32), half(self.shape.T @ weights))
        bias = weights.sum(axis=0).astype(np.float32)
        meaning = self._meaning(weights) if encoder else None
        return Head(tuple(moves), self.known, self.usual, words, bias, curve, meaning, encoder)

    def _meaning(self, weights: Square) -> Meaning:
        before, usual = self._neighbourhood()
        linear = half(self.dense.T @ weights)
        return Meaning(half(self.centre), linear, whole_steps(self.said), half(weights), whole_steps(before), usual)

    def _neighbourhood(self) -> tuple[Array, float]:
        """Return a sample of the contexts, and how near a line with its context lies to other situations'."""
        spoken_to = np.flatnonzero(self.heard.any(axis=1))
        kept = spoken_to[:: max(1, len(spoken_to) // CONTEXTS_KEPT)][:CONTEXTS_KEPT]
        groups = np.array(self.groups or range(len(self.said)))
        lines = np.where(groups[spoken_to, None] == groups[None], -1, self.said[spoken_to] @ self.said.T)
        contexts = np.where(
            groups[spoken_to, None] == groups[None, kept], -1, self.heard[spoken_to] @ self.heard[kept].T
        )
        near = highest(lines) + highest(contexts) if len(kept) else np.zeros(1)
        return self.heard[kept], float(np.average(near, weights=self.lengths[spoken_to] if len(kept) else None))


def fit(
    examples: Sequence[Example],
    labels: Labels,
    groups: Sequence[str],
    moves: Sequence[str],
    encoder: Encoder | None,
    seed: int = 0,
    own_share: float = OWN_SHARE,
) -> Fitted:
    """Return a head that learned from examples.

    The vocabulary is taken from all examples, without their labels; what learns from labels is kept apart by group.

    Args:
        examples: The lines.
        labels: (lines, moves), true where a line makes a move.
        groups: For each line, its situation or dialogue: lines of one are never on both sides of a fold.
        moves: Names of the moves.
        encoder: Gives sentence vectors; ``None`` for a head of words only.
        seed: Deals the groups to folds.
        own_share: How far each threshold is the move's own.
    """
    sight = look(examples, encoder)._replace(groups=tuple(groups))
    likeness, dealt = sight.likeness(), list(folds(groups, seed))
    scores = unseen_scores(likeness, labels, dealt)
    slope, offset = curves(scores, labels)
    unseen = Curve(slope, offset, slope)(scores)
    curve = Curve(slope, offset, thresholds(unseen, labels, own_share))
    head = sight.head(dual(likeness, labels), moves, curve, encoder)
    return Fitted(head, unseen, judged(unseen, labels, dealt, own_share))


def seconded(
    first: Fitted, network: Network, heard: Array, side: Side, labels: Labels, groups: Sequence[str], seed: int = 0
) -> Fitted:
    """Return a head with a network beside it.

    Args:
        first: The head alone, and how it did.
        network: Has learned from all lines.
        heard: Log odds (lines, columns of the network) by networks that had not learned from the line's situation.
        side: Whose moves the head knows.
        labels: (lines, moves), true where a line makes a move.
        groups: For each line, its situation or dialogue.
        seed: Deals the groups to folds.
    """
    columns = [network.moves.index(f"{side}.{move}") for move in first.head.moves]
    scores, dealt = mixed(odds(first.unseen), heard[:, columns], shares_of(first.head.moves)), list(folds(groups, seed))
    slope, offset = curves(scores, labels)
    unseen = Curve(slope, offset, slope)(scores)
    curve = Curve(slope, offset, thresholds(unseen, labels))
    return Fitted(first.head.with_network(network, side, curve), unseen, judged(unseen, labels, dealt))


def odds(chances: Array) -> Array:
    """Return probabilities as log odds."""
    kept = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def look(examples: Sequence[Example], encoder: Encoder | None) -> Sight:
    """Return the examples as a head sees them that learns from them."""
    known, shape = vocabulary(examples), shapes(examples)
    usual = _usual(shape)
    line = _encoded([example.text for example in examples], encoder)
    context = _encoded([example.context or "" for example in examples], encoder)
    spoken_to = context[context.any(axis=1)]
    centre = half(np.stack([line.mean(axis=0), spoken_to.mean(axis=0) if len(spoken_to) else context[0]]))
    said, dense = seen(line, context, centre)
    heard = np.where(context.any(axis=1, keepdims=True), unit(context - centre[1]), 0).astype(np.float32)
    rows, shape = known.read(examples), usual_shapes(examples, usual)
    return Sight(known, usual, rows, shape, centre, said, dense, heard, telling(examples))


def _usual(shape: Array) -> Array:
    """Return mean and spread of each column; where no line's place is known, its columns say nothing."""
    silent = np.isnan(shape).all(axis=0)
    filled = np.where(silent, 0, shape)
    spread = np.nanstd(filled, axis=0)
    return np.stack([np.nanmean(filled, axis=0), np.where(spread > 0, spread, 1)]).astype(np.float32)


def folds(groups: Sequence[str], seed: int, count: int = FOLDS) -> Iterator[tuple[Places, Places]]:
    """Yield (lines to learn from, lines to try on) for each fold; whole groups are dealt, as evenly as they go."""
    names = np.array(sorted(set(groups)))
    order = np.random.default_rng(seed).permutation(len(names))
    fold_of = dict(zip(names[order], np.arange(len(names)) % count, strict=True))
    each = np.array([fold_of[group] for group in groups])
    for fold in range(count):
        yield np.flatnonzero(each != fold), np.flatnonzero(each == fold)


def dual(likeness: Square, labels: NDArray[Any], penalty: float = PENALTY) -> Square:
    """Return what each line adds to each move's score, (lines, moves); the constant 1 is the bias."""
    system = likeness + 1.0 + penalty * np.eye(len(likeness))
    return np.asarray(np.linalg.solve(system, labels.astype(np.float64)))


def unseen_scores(
    likeness: Square, labels: NDArray[Any], dealt: Sequence[tuple[Places, Places]], penalty: float = PENALTY
) -> Array:
    """Return each line's scores (lines, moves) by what was learned without its fold."""
    scores = np.zeros(labels.shape, np.float32)
    for learn, check in dealt:
        weights = dual(likeness[np.ix_(learn, learn)], labels[learn], penalty)
        scores[check] = (likeness[np.ix_(check, learn)] + 1.0) @ weights
    return scores


def curves(scores: Array, labels: Labels) -> tuple[Array, Array]:
    """Return slope and offset of each move's logistic curve from score to probability (Platt scaling)."""
    fitted = [_curve(scores[:, move].astype(np.float64), labels[:, move]) for move in range(labels.shape[1])]
    slopes, offsets = zip(*fitted, strict=True)
    return np.array(slopes, np.float32), np.array(offsets, np.float32)


def _curve(scores: Square, truth: Labels) -> tuple[float, float]:
    """Fit one curve by Newton's steps; the aims are drawn in from 0 and 1 by the counts, so it stays finite."""
    yes, no = int(truth.sum()), int((~truth).sum())
    aims = np.where(truth, (yes + 1) / (yes + 2), 1 / (no + 2))
    columns = np.stack([scores, np.ones_like(scores)], axis=1)
    both = np.array([1.0, np.log((yes + 1) / (no + 1))])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(columns @ both, -30, 30)))
        steep = columns.T @ (columns * (chance * (1 - chance))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(steep, columns.T @ (aims - chance))
        both += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    return float(both[0]), float(both[1])


def thresholds(chances: Array, labels: Labels, own_share: float = OWN_SHARE) -> Array:
    """Return from which probability each move should count, (moves,), for the best F1 of its own and of all."""
    over = chances[None] >= GRID[:, None, None]
    right, given, true = (over & labels).sum(axis=1), over.sum(axis=1), labels.sum(axis=0)
    own = GRID[(2 * right / (given + true + 1e-9)).argmax(axis=0)]
    together = GRID[(2 * right.sum(axis=1) / (given.sum(axis=1) + true.sum() + 1e-9)).argmax()]
    return np.asarray(own_share * own + (1 - own_share) * together, np.float32)


def judged(
    chances: Array, labels: Labels, dealt: Sequence[tuple[Places, Places]], own_share: float = OWN_SHARE
) -> Labels:
    """Return what counts as found (lines, moves), each fold by thresholds from the other folds."""
    found = np.zeros(labels.shape, bool)
    for learn, check in dealt:
        found[check] = decided(chances[check], thresholds(chances[learn], labels[learn], own_share))
    return found


def whole_steps(rows: Array) -> Array:
    """Return vectors as they will be after they were kept a byte a number."""
    return np.asarray(np.clip(np.rint(rows * STEP), -127, 127) / np.float32(STEP), np.float32)


def half(numbers: NDArray[np.floating]) -> Array:
    """Return numbers as they will be after half precision, so that a head in memory and its file say the same."""
    return np.asarray(numbers, np.float16).astype(np.float32)


def _encoded(texts: Sequence[str], encoder: Encoder | None) -> Array:
    return encoder.encode(texts) if encoder else np.zeros((len(texts), 0), np.float32)


def _csr(rows: Sparse, width: int) -> Any:
    """Return the rows as a SciPy matrix (rows, width)."""
    try:
        from scipy.sparse import csr_array
    except ModuleNotFoundError:
        raise MissingPart(
            "training multiplies sparse rows with SciPy, which is not there", fix="pip install scipy"
        ) from None
    return csr_array((rows.values, rows.columns, rows.starts), shape=(len(rows.starts) - 1, width))
