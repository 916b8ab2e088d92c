"""Cues and head together: one calibrated probability of each move from everything known about a turn.

The head says how likely each move is; the cues say what was heard and how sure they are; how sure both are of the other
moves matters too, for a turn makes one move more often than two. A logistic curve for each move weighs this. It learns
from the head's answers on lines the head had not seen (folds by situation), so it trusts the head as far as it deserves.
The weights are data, ``joint.json``, checked against ``manifest.json`` on loading.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.files import HERE, manifest
from rubrics.heads.model import Array, Side, Variant
from transcribe.errors import BadFile, MissingPart

FILE = "joint.json"
QUESTIONS = ("open_question", "closed_question", "clarifying_question")
LEAST = 1e-3
"""Probabilities are kept this far from 0 and 1 before they are stretched to log odds."""
COLUMNS = ("head", "cue", "settled", "heard", "head x cue", "all moves", "question", "best other", "next other",
           "other cues", "length")  # fmt: skip
"""What a curve weighs, in this order; ``--explain`` shows them by these names."""
PENALTY = 1.0
"""Ridge on the weights. Of .1, 1 and 10 it gave the best cross-validated micro-F1 in English and Polish."""
NEAR_MISS = 0.5
"""What a line counts that was written as a near miss of the move: the corpus holds more of them than talk does. From 1
down to .25 the cross-validated micro-F1 stayed the same within .001 (English)."""
STEPS = 60


class Evidence(NamedTuple):
    """What is known of some lines, one row each."""

    chances: Array
    """The head's probabilities, (n, moves)."""
    cues: Array
    """How sure the surest cue detector of each move is, 0 where none found it, (n, moves)."""
    settled: Array
    """The same after the finds of a turn were weighed against each other, (n, moves)."""
    words: Array
    """Words in the line, (n,)."""


@dataclass(frozen=True)
class Joint:
    """One side's curves."""

    moves: tuple[str, ...]
    weights: Array
    """(moves, columns + 1); the last is the constant."""

    def __call__(self, evidence: Evidence) -> Array:
        """Return the probability of each move, (n, moves)."""
        rising = np.einsum("nmc,mc->nm", columns(evidence, self.moves), self.weights[:, :-1]) + self.weights[:, -1]
        return np.asarray(1 / (1 + np.exp(-np.clip(rising, -30, 30))), np.float32)

    def parts(self, evidence: Evidence, move: str) -> dict[str, float]:
        """Return what each column adds to a move's log odds in the first line, the constant as ``usual``."""
        place = self.moves.index(move)
        added = columns(evidence, self.moves)[0, place] * self.weights[place, :-1]
        named = dict(zip(COLUMNS, map(float, added), strict=True))
        return named | {"usual": float(self.weights[place, -1])}


def columns(evidence: Evidence, moves: Sequence[str]) -> Array:
    """Return what the curves weigh, (n, moves, columns)."""
    head, cues, settled = evidence.chances, evidence.cues, evidence.settled
    logs, everything = odds(head), np.ones_like(head)
    asked = [place for place, move in enumerate(moves) if move in QUESTIONS]
    question = odds(head[:, asked].sum(axis=1, keepdims=True)) if asked else np.zeros((len(head), 1))
    best, following = _others(head)
    parts = [
        logs,
        cues,
        settled,
        (settled > 0).astype(np.float32),
        cues * logs,
        head.sum(axis=1, keepdims=True) * everything,
        question * everything,
        best,
        following,
        settled.sum(axis=1, keepdims=True) - settled,
        np.log1p(evidence.words)[:, None] / 3 * everything,
    ]
    return np.stack(parts, axis=2).astype(np.float32)


def odds(chances: Array) -> Array:
    """Return probabilities as log odds, within ±:data:`LEAST`'s."""
    kept = np.clip(chances, LEAST, 1 - LEAST)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def _others(chances: Array) -> tuple[Array, Array]:
    """Return, for each line and move, the highest and the second highest probability among the other moves."""
    if chances.shape[1] < 3:
        return np.zeros_like(chances), np.zeros_like(chances)
    ordered = -np.sort(-chances, axis=1)[:, :3]
    first, second = chances >= ordered[:, :1], chances >= ordered[:, 1:2]
    best = np.where(first, ordered[:, 1:2], ordered[:, :1])
    following = np.where(second, ordered[:, 2:3], ordered[:, 1:2])
    return best, following


def fit_joint(evidence: Evidence, labels: NDArray[np.bool_], near: NDArray[np.bool_], moves: Sequence[str]) -> Joint:
    """Return the curves that labelled lines give.

    Args:
        evidence: The lines; the head's part must come from lines it had not seen.
        labels: (lines, moves), true where a line makes a move.
        near: (lines, moves), true where a line was written to look like a move without making it.
        moves: Names of the moves.
    """
    every, counts = columns(evidence, moves).astype(np.float64), np.where(near, NEAR_MISS, 1.0)
    weights = [_curve(every[:, place], labels[:, place], counts[:, place]) for place in range(len(moves))]
    return Joint(tuple(moves), np.array(weights, np.float32))


def _curve(
    rows: NDArray[np.float64], truth: NDArray[np.bool_], counts: NDArray[np.float64], penalty: float = PENALTY
) -> NDArray[np.float64]:
    """Fit one logistic curve by Newton's steps; the constant is free of the penalty."""
    design = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.diag([penalty] * rows.shape[1] + [1e-3])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        uphill = design.T @ (counts * (truth - chance)) - ridge @ weights
        steep = (design * (counts * chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(steep, uphill)
        weights += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    return weights


def written(joints: Mapping[Side, Mapping[Variant, Joint]]) -> dict[str, Any]:
    """Return one language's curves as they are kept: four digits, readable."""
    return {
        side: {
            variant: {
                move: [round(float(weight), 4) for weight in row]
                for move, row in zip(joint.moves, joint.weights, strict=True)
            }
            for variant, joint in by_variant.items()
        }
        for side, by_variant in joints.items()
    }


def read_back(kept: Mapping[str, Sequence[float]]) -> Joint:
    """Return the curves of one side and variant from their kept form."""
    return Joint(tuple(kept), np.array(list(kept.values()), np.float32))


@cache
def joint(language: str, variant: Variant, side: Side, folder: Path = HERE) -> Joint | None:
    """Return one side's curves, or ``None`` where none were trained for the language.

    Raises:
        MissingPart: The manifest names the file and it is not there.
        BadFile: The file is not the one the manifest describes.
    """
    kept = _kept(folder).get(language, {}).get(side, {}).get(variant)
    return None if kept is None else read_back(kept)


@cache
def _kept(folder: Path) -> dict[str, Any]:
    digest = manifest(folder).get("joint_sha256")
    if digest is None:
        return {}
    path = folder / FILE
    if not path.is_file():
        raise MissingPart("the weights that join cues and heads are not there", where=FILE, fix="install it anew")
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != digest:
        raise BadFile(
            "the weights that join cues and heads are not those their manifest describes",
            where=FILE,
            fix="install the toolkit anew, or train them again with python -m rubrics.heads.train",
        )
    return dict(json.loads(raw)["languages"])
