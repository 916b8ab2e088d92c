"""Heads that learn from a public set itself, measured on dialogues they had not seen.

CaSiNo (CC BY 4.0) and PersuasionForGood (Apache-2.0) may be learned from. Every line is judged by a head, and by
thresholds, that learned without its dialogue.

Tried and not kept, in macro-F1 over CaSiNo's nine strategies, same folds, where words and vectors reach .592: English
vectors (MiniLM) in place of the multilingual ones .577, beside them .589, and with the line before in the same vector
.594; the own line before .591; a second stage that weighs the scores of the lines around, with all labels, .585
(PersuasionForGood .666 against .670). The frequent strategies lie at .63 to .82; what keeps the mean down is the three rare
ones (no need .32, undermining .30, empathy .41), with 77 to 153 lines each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads import Example
from rubrics.heads.fitting import fit
from rubrics.heads.train import SEED
from rubrics.vectors import Encoder
from tests.benchmarks.data import folder, rows

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


class Owned(NamedTuple):
    """What a head of a set's own found, line by line."""

    aim: Aim
    truth: NDArray[np.bool_]
    """(lines, labels)"""
    found: NDArray[np.bool_]
    groups: tuple[str, ...]
    """The dialogue of each line."""


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
        "CaSiNo, nine strategies", 0.66, "TF-IDF trained .57, BERT ≈ .67", STRATEGIES, strategies, anybody
    ),
    "persuasion_for_good": Aim(
        "PersuasionForGood, appeals to facts and credibility", 0.70, "", ("fact", "credibility-appeal"), appeals, persuader
    ),
}  # fmt: skip


def owned(name: str, vectors: Encoder | None) -> Owned | None:
    """Return what a head of a set's own finds in it, or ``None`` where the set is not there.

    Args:
        name: The set's folder.
        vectors: Gives sentence vectors; ``None`` for words alone.
    """
    aim, home = SETS[name], folder(name)
    if home is None:
        return None
    pairs = [pair for path in sorted(home.glob("*.jsonl")) for pair in dialogue_examples(rows(path), aim.mine)]
    given = [(aim.labels_of(row), row["dialog_id"], example) for row, example in pairs]
    lines = [(labels, group, example) for labels, group, example in given if labels is not None]
    truth = np.array([[label in labels for label in aim.names] for labels, _, _ in lines])
    groups = tuple(group for _, group, _ in lines)
    fitted = fit([example for _, _, example in lines], truth, groups, aim.names, vectors, SEED, own_share=1.0)
    return Owned(aim, truth, fitted.found, groups)


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
