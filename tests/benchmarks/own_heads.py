"""Heads that learn from a public set itself, measured on dialogues they had not seen.

CaSiNo (CC BY 4.0) and PersuasionForGood (Apache-2.0) may be learned from. Every line is judged by a head, and by
thresholds, that learned without its dialogue.

Tried and not kept, in macro-F1 over CaSiNo's nine strategies, same folds, where words and vectors reach .592: English
vectors (MiniLM) in place of the multilingual ones .577, beside them .589, and with the line before in the same vector
.594; the own line before .591; a second stage that weighs the scores of the lines around, with all labels, .585
(PersuasionForGood .666 against .670). The frequent strategies lie at .63 to .82; what keeps the mean down is the three rare
ones (no need .32, undermining .30, empathy .41), with 77 to 153 lines each.

``python -m tests.benchmarks.own_heads NAME --tuned`` lets a network learn beside the head, as the English one does
(``rubrics/heads/tuning.py``), once for each fold, in ten to twenty minutes, and keeps what it said of the lines it had not
learned from in ``tuned/``; where the lines are the same, the accuracy page weighs that with the head. In CaSiNo the networks
begin with their makers' weights: .630 with half the say, .636 in single precision (.621 with three tenths, .602 alone); where
they went on from one that knows the moves of our corpus, four times through the lines, .621. In PersuasionForGood they go on
from that one: .709; from their makers' weights, six times through, .697, with another seed .701, with the mean of both .699.

Tried and left, because learning took an hour: a network of BERT's size in CaSiNo (all-mpnet-base-v2, its six upper layers, four
times through the lines with what the same side had said before). On two of the five folds, with thresholds chosen on these: the
head alone .625; head and large network .660; head and small network .665; all three .678.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads import Example
from rubrics.heads.fitting import curves, fit, folds, judged, odds
from rubrics.heads.model import Curve
from rubrics.heads.train import SEED
from rubrics.vectors import Encoder, encoder
from tests.benchmarks.data import folder, rows

if TYPE_CHECKING:
    from rubrics.heads.tuning import Weights

Pair = tuple[dict[str, Any], Example]


class Aim(NamedTuple):
    """A set, its labels, and what is aimed at."""

    title: str
    target: float
    others: str
    names: tuple[str, ...]
    labels_of: Callable[[dict[str, Any]], Sequence[str] | None]
    """A line's labels; ``None`` where nobody labelled it."""
    mine: Callable[[str], bool]
    """Whose lines are labelled."""
    epochs: int
    """Times a network goes through the lines."""
    knows_moves: bool = False
    """Whether it goes on from a network that knows the moves of our corpus, not from its makers' weights."""


class Owned(NamedTuple):
    """What a head of a set's own found, line by line."""

    aim: Aim
    truth: NDArray[np.bool_]
    """(lines, labels)"""
    found: NDArray[np.bool_]
    groups: tuple[str, ...]
    """The dialogue of each line."""
    with_network: bool = False
    """Whether a network that learned from the set was heard too."""


def appeals(row: dict[str, Any]) -> list[str]:
    """Return a sentence's appeals; its facts are reasoning and evidence, and plain information given to persuade."""
    given = list(row["labels"]["persuader"])
    return [*given, "fact"] if {"logical-appeal", "donation-information"} & set(given) else given


def strategies(row: dict[str, Any]) -> list[str] | None:
    """Return the strategies of a line; ``None`` for the buttons that end a negotiation."""
    given: list[str] | None = row["labels"].get("strategies")
    return given


def anybody(role: str) -> bool:
    """Tell that both sides' lines are labelled."""
    return True


def persuader(role: str) -> bool:
    """Tell whether a line is the persuader's."""
    return role == "persuader"


STRATEGIES = (
    "small-talk",
    "self-need",
    "other-need",
    "no-need",
    "elicit-pref",
    "promote-coordination",
    "vouch-fair",
    "showing-empathy",
    "uv-part",
)
SETS = {
    "casino": Aim(
        "CaSiNo, nine strategies", 0.66, "TF-IDF trained .57, BERT ≈ .67", STRATEGIES, strategies, anybody, 6
    ),
    "persuasion_for_good": Aim(
        "PersuasionForGood, appeals to facts and credibility", 0.70, "", ("fact", "credibility-appeal"), appeals, persuader,
        4, knows_moves=True,
    ),
}  # fmt: skip


TUNED = Path(__file__).parent / "tuned"
SHARE = 0.5
"""The network's share of the log odds, where one learned beside the head."""
RECIPE = 1
"""One more with each change to how networks learn, the corpus they know moves from included: what was kept before is then
heard no longer."""
SUREST = 6.0
"""Log odds a network may give at most."""


def owned(name: str, vectors: Encoder | None, *, tuned: bool = False) -> Owned | None:
    """Return what a head of a set's own finds in it, or ``None`` where the set is not there.

    Args:
        name: The set's folder.
        vectors: Gives sentence vectors; ``None`` for words alone.
        tuned: Have a network learn beside the head, and keep what it says; it wants torch and the weights it starts from.
            Without it what was kept of these lines and labels is heard; where nothing was, the head is alone.
    """
    aim, home = SETS[name], folder(name)
    if home is None:
        return None
    pairs = [pair for path in sorted(home.glob("*.jsonl")) for pair in dialogue_examples(rows(path), aim.mine)]
    given = [(aim.labels_of(row), row["dialog_id"], example) for row, example in pairs]
    lines = [(labels, group, example) for labels, group, example in given if labels is not None]
    truth = np.array([[label in labels for label in aim.names] for labels, _, _ in lines])
    groups = tuple(group for _, group, _ in lines)
    examples = [example for _, _, example in lines]
    fitted = fit(examples, truth, groups, aim.names, vectors, SEED, own_share=1.0)
    if tuned:
        keep(name, hash_of(examples, truth, aim), heard_apart(examples, truth, groups, aim))
    heard = kept(name, hash_of(examples, truth, aim))
    found = fitted.found if heard is None else joined(odds(fitted.unseen), heard, truth, groups)
    return Owned(aim, truth, found, groups, with_network=heard is not None)


def keep(name: str, lines: str, heard: NDArray[Any]) -> None:
    """Write what networks said of lines they had not learned from, with the hash of the lines and without a word of them."""
    TUNED.mkdir(exist_ok=True)
    np.savez_compressed(TUNED / f"{name}.npz", lines=np.array(lines), heard=heard.astype(np.float16))


def kept(name: str, lines: str) -> NDArray[np.float32] | None:
    """Return what :func:`keep` wrote of the lines and labels with this hash, (lines, labels); ``None`` where that is not there."""
    path = TUNED / f"{name}.npz"
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        return file["heard"].astype(np.float32) if str(file["lines"]) == lines else None


def hash_of(examples: Sequence[Example], truth: NDArray[np.bool_], aim: Aim) -> str:
    """Return what tells these lines, with their contexts and labels, and the way networks learn from them, from any others."""
    told = [
        RECIPE,
        aim.epochs,
        aim.knows_moves,
        list(aim.names),
        truth.astype(int).tolist(),
        [each[:2] for each in examples],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def heard_apart(
    examples: Sequence[Example], truth: NDArray[np.bool_], groups: Sequence[str], aim: Aim
) -> NDArray[np.float32]:
    """Return log odds (lines, labels), each line's by a network that learned without its dialogue."""
    from rubrics.heads import tuning

    before = _knowing_moves() if aim.knows_moves else None
    heard = np.zeros(truth.shape, np.float32)
    for learn, check in folds(groups, SEED):
        asked = np.ones_like(truth[learn])
        lines = [examples[place] for place in learn]
        known = tuning.taught(lines, truth[learn], asked, aim.names, SEED, aim.epochs, before)
        network = tuning.ready(known, aim.names, lines)
        heard[check] = network.logits([examples[place] for place in check])
    return heard


def _knowing_moves() -> Weights:
    """Return a network that knows the moves of our English lines, and nothing of any public set."""
    from rubrics.heads import tuning
    from rubrics.heads.train import SIDES, lines_of, taught_to
    from rubrics.heads.tune import COLUMNS, of_corpus

    corpus = of_corpus([line for side in SIDES for line in taught_to(lines_of("en", side, "train"))])
    return tuning.taught(corpus.examples, corpus.labels, corpus.asked, COLUMNS, SEED)


def joined(
    head: NDArray[Any], network: NDArray[Any], truth: NDArray[np.bool_], groups: Sequence[str]
) -> NDArray[np.bool_]:
    """Return what head and network find together; both give log odds (lines, labels) of lines they had not seen."""
    scores = ((1 - SHARE) * head + SHARE * np.clip(network, -SUREST, SUREST)).astype(np.float32)
    slope, offset = curves(scores, truth)
    return judged(Curve(slope, offset, slope)(scores), truth, list(folds(groups, SEED)), 1.0)


def f1s(head: Owned) -> dict[str, float]:
    """Return each label's F1."""
    right, given, there = (head.found & head.truth).sum(0), head.found.sum(0), head.truth.sum(0)
    return dict(zip(head.aim.names, map(float, 2 * right / np.maximum(given + there, 1)), strict=True))


def told(head: Owned) -> str:
    """Return a head's figures in one line."""
    each = f1s(head)
    macro = sum(each.values()) / len(each)
    shown = "  ".join(f"{name} {figure:.2f}" for name, figure in each.items())
    return f"{head.aim.title} (target {head.aim.target:.2f}) macro-F1 {macro:.3f}: {shown}"


def dialogue_examples(found: Iterable[dict[str, Any]], mine: Callable[[str], bool]) -> list[Pair]:
    """Return (row, example) for the rows of one side; the context is what the other side said last."""
    talk: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        talk.setdefault(row["dialog_id"], []).append(row)
    return [pair for turns in talk.values() for pair in _of_one(turns, mine)]


def _of_one(turns: Sequence[dict[str, Any]], mine: Callable[[str], bool]) -> Iterable[Pair]:
    heard: dict[str, str] = {}
    for place, row in enumerate(turns):
        who = row["speaker_role"]
        context = next((text for other, text in reversed(heard.items()) if other != who), "")
        if mine(who):
            yield row, Example(row["text"], context, place / max(len(turns) - 1, 1))
        heard.pop(who, None)
        heard[who] = row["text"]


def main(arguments: Sequence[str]) -> int:
    """Measure one set's own head; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", choices=SETS)
    parser.add_argument("--tuned", action="store_true", help="have a network learn beside the head")
    asked = parser.parse_args(arguments)
    found = owned(asked.name, encoder(), tuned=asked.tuned)
    print(told(found) if found else f"{asked.name}: not measured, the data are not there")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
