"""``python -m rubrics.heads.tune [LANG]``: let the network learn from the corpus' ``train`` lines and write it here.

Half an hour on two cores. It learns from lines of both sides at once; then :mod:`rubrics.heads.train` weighs it with the
heads. With ``--casino FILE`` it also learns what promotes coordination (``win_win``) from the public negotiations of
CaSiNo (CC BY 4.0). The same lines, seed and versions give the same network up to the last bits of a sum.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from rubrics.corpus import Line
from rubrics.heads import tuning
from rubrics.heads.features import Example
from rubrics.heads.files import HERE
from rubrics.heads.fitting import Labels, folds
from rubrics.heads.network import Array
from rubrics.heads.train import MOVES, SEED, SIDES, examples, lines_of, note, taught_to, training_hash
from rubrics.heads.tuning import EPOCHS
from rubrics.heads.unseen import file_of, written

PARTS = 3
"""Folds of situations: each line is heard by a network that learned from the other two thirds."""
COLUMNS = tuple(f"{side}.{move}" for side in SIDES for move in MOVES[side])
COORDINATION = "promote-coordination"
"""CaSiNo's name for what ``win_win`` does."""

KEPT_BACK = 5
"""One in so many negotiations is never learned from: docs/accuracy.md measures on those."""
OTHERS = 3
"""One in so many of the negotiations' other lines is learned from too, so that they do not outweigh calls."""


class Taught(NamedTuple):
    """Labelled lines of any source, as the network learns from them."""

    examples: tuple[Example, ...]
    labels: Labels
    """(lines, columns)"""
    asked: Labels
    """(lines, columns), true where somebody has said whether the line makes the move."""
    groups: tuple[str, ...]
    """Situation or dialogue."""

    def some(self, places: Sequence[int]) -> Taught:
        """Return some of the lines."""
        return Taught(
            tuple(self.examples[place] for place in places),
            self.labels[places],
            self.asked[places],
            tuple(self.groups[place] for place in places),
        )

    def beside(self, other: Taught) -> Taught:
        """Return the lines of both."""
        return Taught(
            self.examples + other.examples,
            np.concatenate([self.labels, other.labels]),
            np.concatenate([self.asked, other.asked]),
            self.groups + other.groups,
        )


def main(arguments: Sequence[str]) -> int:
    """Tune, write and report; return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m rubrics.heads.tune", description=__doc__)
    asked.add_argument("language", nargs="?", metavar="LANG", default="en", help="en, whose words the network knows")
    asked.add_argument("--out", type=Path, default=HERE, help="folder for the network")
    asked.add_argument("--casino", type=Path, help="CaSiNo's annotated utterances, JSONL")
    asked.add_argument("--epochs", type=int, default=EPOCHS, help=f"times through all lines, {EPOCHS} by default")
    options = asked.parse_args(arguments)
    lines = [line for side in SIDES for line in taught_to(lines_of(options.language, side, "train"))]
    corpus = of_corpus(lines)
    also = of_casino(options.casino) if options.casino else corpus.some([])
    heard = heard_apart(corpus.beside(also), options.epochs)
    (options.out / file_of(options.language)).write_bytes(written(lines, heard[: len(lines)]))
    network = learned(corpus.beside(also), options.epochs)
    raw, file = network.model, f"{options.language}.network.onnx"
    (options.out / file).write_bytes(raw)
    entry = {
        "file": file,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        "moves": list(COLUMNS),
        "training_sha256": training_hash(options.language),
        "lines": len(lines),
        "casino_lines": len(also.examples),
        "casino_win_win_unseen": apart_f1(also, heard[len(lines) :]),
    }
    note(options.out, options.language, {"network": entry})
    print(f"{options.language}: {len(raw):,} bytes; CaSiNo {entry['casino_win_win_unseen']}", file=sys.stderr)
    return 0


def of_corpus(lines: Sequence[Line]) -> Taught:
    """Return corpus lines of both sides; each is asked about its own side's moves."""
    labels = [
        [column.split(".", 1)[1] in line.moves and column.startswith(line.role) for column in COLUMNS] for line in lines
    ]
    asked = [[column.startswith(line.role) for column in COLUMNS] for line in lines]
    shape = (len(lines), len(COLUMNS))
    groups = tuple(line.situation for line in lines)
    return Taught(
        tuple(examples(lines)), np.array(labels, bool).reshape(shape), np.array(asked, bool).reshape(shape), groups
    )


def of_casino(path: Path) -> Taught:
    """Return CaSiNo's labelled lines, asked about ``win_win`` alone."""
    with path.open(encoding="utf-8") as file:
        everything = [
            each
            for each in _with_context(map(json.loads, filter(str.strip, file)))
            if not kept_back(each[0]["dialog_id"])
        ]
    told = [(row, before) for place, (row, before) in enumerate(everything) if _coordinates(row) or not place % OTHERS]
    column = COLUMNS.index("agent.win_win")
    labels, asked = np.zeros((2, len(told), len(COLUMNS)), bool)
    labels[:, column] = [_coordinates(row) for row, _ in told]
    asked[:, column] = True
    return Taught(
        tuple(Example(row["text"], context) for row, context in told),
        labels,
        asked,
        tuple(row["dialog_id"] for row, _ in told),
    )


def kept_back(negotiation: str) -> bool:
    """Tell whether a negotiation, by its name, is one of those nothing learns from."""
    return crc32(negotiation.encode()) % KEPT_BACK == 0


def _coordinates(row: Mapping[str, Any]) -> bool:
    return COORDINATION in row["labels"]["strategies"]


def _with_context(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Give each labelled row with what the other of the two said last."""
    last: dict[str, tuple[str, str]] = {}
    before: dict[str, str] = {}
    for row in rows:
        talk, role = row["dialog_id"], row["speaker_role"]
        if talk in last and last[talk][0] != role:
            before[talk] = last[talk][1]
        if "strategies" in row["labels"]:
            yield row, before.get(talk, "")
        last[talk] = (role, row["text"])


def learned(taught: Taught, epochs: int) -> Any:
    """Return the network that labelled lines give."""
    known = tuning.taught(taught.examples, taught.labels, taught.asked, COLUMNS, SEED, epochs)
    return tuning.ready(known, COLUMNS, taught.examples)


def heard_apart(taught: Taught, epochs: int) -> Array:
    """Return log odds (lines, columns), each line's by a network that learned without its situation."""
    heard = np.zeros(taught.labels.shape, np.float32)
    for number, (learn, check) in enumerate(folds(taught.groups, SEED, PARTS), start=1):
        print(f"part {number} of {PARTS}, then the whole: {len(learn)} lines", file=sys.stderr)
        heard[check] = learned(taught.some(learn.tolist()), epochs).logits(taught.some(check.tolist()).examples)
    return heard


def apart_f1(also: Taught, heard: Array) -> float | None:
    """Return F1 of ``win_win`` on the public lines at even odds; ``None`` where there are none."""
    column = COLUMNS.index("agent.win_win")
    found, true = heard[:, column] > 0, also.labels[:, column]
    return round(float(2 * (found & true).sum() / max(found.sum() + true.sum(), 1)), 3) if len(true) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
