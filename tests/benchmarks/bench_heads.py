"""``python -m tests.benchmarks.bench_heads [PART ...]``: what the trained heads know, and from what.

Parts: ``ablation`` (words, vectors, both) and ``curve`` (a quarter to all of the lines) by cross-validation on the
corpus' train lines; ``people`` (AnnoMI, ESConv, SGD with the shipped heads, which never saw a line of them); ``own``
(CaSiNo, PersuasionForGood, uptake with heads of their own, folds by dialogue); ``speed``. Data that is not there is
reported as not measured. Nothing here is a test.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubrics.corpus import LANGUAGES
from rubrics.heads import Example, load
from rubrics.heads.fitting import Labels, Sight, Square, curves, folds, judged, look, unseen_scores
from rubrics.heads.model import Array, Curve, curved
from rubrics.heads.train import MOVES, SEED, examples, lines_of, truth, variants
from rubrics.vectors import Encoder, encoder
from tests.benchmarks.data import folder, rows
from tests.benchmarks.own_heads import SETS, dialogue_examples, owned, told

ABSENT = "not measured: data absent"
QUESTIONS = ("open_question", "closed_question", "clarifying_question")
REFLECTIONS = ("paraphrase", "empathy")
SHARES = (0.25, 0.5, 0.75, 1.0)


def f1(found: NDArray[Any], true: NDArray[Any]) -> float:
    """Return F1 over all cells of two yes-no arrays together."""
    return float(2 * (found & true).sum() / max(int(found.sum() + true.sum()), 1))


def cross_validated(likeness: Square, labels: Labels, groups: Sequence[str]) -> Labels:
    """Return what would be found on each line by a head that learned without its group."""
    dealt = list(folds(groups, SEED))
    scores = unseen_scores(likeness, labels, dealt)
    return judged(chances(scores, labels), labels, dealt)


def chances(scores: Array, labels: Labels) -> Array:
    """Return scores as probabilities by their own fitted curves."""
    slope, offset = curves(scores, labels)
    return Curve(slope, offset, slope)(scores)


def ablation() -> None:
    """Print micro-F1 of the agent's moves with words only, vectors only and both."""
    print("\nablation: micro-F1 of agent moves, cross-validated over situations in train")
    for language in LANGUAGES:
        lines = lines_of(language, "agent", "train")
        labels, groups = truth(lines, MOVES["agent"]), [line.situation for line in lines]
        sight = look(examples(lines), encoder())
        ways = {"words": _words_only(sight), "vectors": _vectors_only(sight), "both": sight.likeness()}
        figures = {way: f1(cross_validated(alike, labels, groups), labels) for way, alike in ways.items()}
        print(f"  {language}  " + "  ".join(f"{way} {figure:.3f}" for way, figure in figures.items()), flush=True)


def _words_only(sight: Sight) -> Square:
    nothing = np.zeros((len(sight.said), 0), np.float32)
    return sight._replace(said=nothing, dense=nothing).likeness()


def _vectors_only(sight: Sight) -> Square:
    alike = sight.shape @ sight.shape.T + sight.dense @ sight.dense.T + curved(sight.said @ sight.said.T)
    return np.asarray(alike, np.float64)


def curve() -> None:
    """Print micro-F1 against the share of situations learned from; the lines tried on are the same for all shares."""
    print("\nlearning curve: micro-F1 of agent moves, cross-validated, by share of the situations learned from")
    for language in LANGUAGES:
        steps = "  ".join(f"{share:.0%} {figure:.3f}" for share, figure in climbing(language))
        print(f"  {language}  {steps}", flush=True)


def climbing(language: str) -> list[tuple[float, float]]:
    """Return (share of the situations learned from, micro-F1 of the agent's moves), cross-validated, for one language."""
    lines = lines_of(language, "agent", "train")
    labels, groups = truth(lines, MOVES["agent"]), np.array([line.situation for line in lines])
    likeness = look(examples(lines), encoder()).likeness()
    return [(share, f1(_with_share(likeness, labels, groups, share), labels)) for share in SHARES]


def _with_share(likeness: Square, labels: Labels, groups: NDArray[Any], share: float) -> Labels:
    dealt = list(folds(list(groups), SEED))
    chance = np.random.default_rng(SEED)
    fewer = []
    for learn, check in dealt:
        names = chance.permutation(np.unique(groups[learn]))
        fewer.append((learn[np.isin(groups[learn], names[: round(share * len(names))])], check))
    scores = unseen_scores(likeness, labels, fewer)
    return judged(chances(scores, labels), labels, dealt)


def read(name: str, mine: Callable[[str], bool] = lambda role: True) -> list[tuple[dict[str, Any], Example]]:
    """Return a data set's (row, example) pairs, none where it is not there."""
    home = folder(name)
    if home is None:
        print(f"  {name}: {ABSENT}")
        return []
    return [pair for path in sorted(home.glob("*.jsonl")) for pair in dialogue_examples(rows(path), mine)]


def people() -> None:
    """Print how far the shipped English heads agree with people's labels on sets they never saw."""
    print("\nshipped English heads on other people's data")
    for variant in variants():
        head = load("en", variant).sides["agent"]
        names = list(head.moves)

        def found(pairs: list[tuple[dict[str, Any], Example]], moves: Sequence[str]) -> NDArray[Any]:
            chance = head.probabilities([example for _, example in pairs])  # noqa: B023
            marks = head.found(chance)[:, [names.index(move) for move in moves]]  # noqa: B023
            return np.asarray(marks.any(axis=1))

        _annomi(found, head, variant)
        if pairs := read("esconv", lambda role: role == "agent"):
            wanted = {"Restatement or Paraphrasing", "Reflection of feelings"}
            true = np.array([row["labels"].get("strategy") in wanted for row, _ in pairs])
            print(f"  {variant:8} ESConv restatement or reflection F1 {f1(found(pairs, REFLECTIONS), true):.3f} (.45)")
        if pairs := read("sgd_test_subset", lambda role: role == "agent"):
            true = np.array(["REQ_MORE" in row["labels"]["acts"] for row, _ in pairs])
            print(f"  {variant:8} SGD REQ_MORE F1 {f1(found(pairs, ('further_help',)), true):.3f} (.95)", flush=True)


def _annomi(found: Callable[..., NDArray[Any]], head: Any, variant: str) -> None:
    pairs = read("annomi", lambda role: role == "agent")
    if not pairs:
        return
    asked = np.array([row["labels"]["question_exists"] == "True" for row, _ in pairs])
    reflected = np.array([row["labels"]["reflection_exists"] == "True" for row, _ in pairs])
    print(f"  {variant:8} AnnoMI questions F1 {f1(found(pairs, QUESTIONS), asked):.3f} (.85)")
    print(f"  {variant:8} AnnoMI reflections F1 {f1(found(pairs, REFLECTIONS), reflected):.3f} (.65)")
    kinds = [(row["labels"]["question_subtype"], example) for row, example in pairs]
    typed = [(kind == "open", example) for kind, example in kinds if kind in {"open", "closed"}]
    chance = head.probabilities([example for _, example in typed])
    opened, closed = (chance[:, head.moves.index(move)] for move in ("open_question", "closed_question"))
    right = np.mean((opened > closed) == np.array([is_open for is_open, _ in typed]))
    print(f"  {variant:8} AnnoMI open against closed, accuracy {right:.3f} (.75)", flush=True)


def own() -> None:
    """Print what heads of their own reach on the sets that may be learned from, folds by dialogue."""
    print("\nheads of their own, cross-validated over dialogues")
    for name in SETS:
        for way, vectors in (("words", None), ("vectors", encoder())):
            head = owned(name, vectors)
            print(f"  {way:8} {told(head) if head else f'{name}: {ABSENT}'}", flush=True)
    if home := folder("uptake"):
        _uptake([row for path in sorted(home.glob("*.jsonl")) for row in rows(path)])


def _uptake(found: list[dict[str, Any]]) -> None:
    rated = [row for row in found if row["labels"]["uptake_zscore"] is not None]
    aim = np.array([[row["labels"]["uptake_zscore"]] for row in rated], np.float64)
    dealt = list(folds([row["dialog_id"] for row in rated], SEED))
    for way, vectors in (("words", None), ("vectors", encoder())):
        likeness = _taken_up([Example(row["text"], row["context"]) for row in rated], vectors)
        scores = unseen_scores(likeness, aim, dealt, penalty=2.0)
        print(f"  {way:8} uptake, Spearman {spearman(scores[:, 0], aim[:, 0]):.3f} (.54)", flush=True)


def _taken_up(pairs: list[Example], vectors: Encoder | None) -> Square:
    """Return how alike exchanges are in what they say, and more so in how much of the one comes back in the other."""
    sight = look(pairs, vectors)
    signs = sight.shape / sight.shape.std(axis=0).clip(1e-6)
    if vectors:
        said, heard = np.split(
            vectors.encode([pair.text for pair in pairs] + [pair.context or "" for pair in pairs]), 2
        )
        meant = (said * heard).sum(axis=1, keepdims=True)
        signs = np.hstack([signs, (meant - meant.mean()) / meant.std()])
    squares = (signs**2).sum(axis=1)
    apart = squares[:, None] + squares[None, :] - 2 * signs @ signs.T
    return np.asarray(0.3 * sight.likeness() + 2 * np.exp(-0.02 * apart), np.float64)


def spearman(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Return the rank correlation; equal values share their mean rank."""
    ranks = []
    for values in (one, other):
        _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
        middles = np.asarray(np.cumsum(counts) - (counts - 1) / 2)
        ranks.append(middles[places])
    return float(np.asarray(np.corrcoef(ranks))[0, 1])


def speed() -> None:
    """Print lines a second, one by one as a call is read: each line and its context encoded once."""
    print("\nspeed, lines a second, one at a time")
    for language in LANGUAGES:
        lines = lines_of(language, "agent", "train")[:500]
        for variant in variants():
            heads = load(language, variant)
            heads.probabilities("one line before the clock starts")
            start = time.perf_counter()
            for line in lines:
                heads.probabilities(line.text, line.context, line.position)
            print(f"  {language} {variant:8} {len(lines) / (time.perf_counter() - start):.0f}", flush=True)


PARTS = {"ablation": ablation, "curve": curve, "people": people, "own": own, "speed": speed}


def main(arguments: Sequence[str]) -> int:
    """Run the parts asked for, all by default."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f"no part called {', '.join(unknown)}; known: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in arguments or PARTS:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
