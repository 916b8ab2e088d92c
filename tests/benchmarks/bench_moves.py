"""``make bench-moves``: how far the moves agree with people's labels, per move and language.

The corpus' train lines are our own and may be learned from, and the curves that join cues and heads were; AnnoMI and
ESConv are only ever measured on. Held-back lines are read
with ``--test`` by whoever publishes figures, never while detectors are worked on. Data that is not there is reported as
not measured. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rubrics import find_moves_in_lines
from rubrics.lexicon import known_languages
from rubrics.moves.base import read
from rubrics.moves.finding import lexicon_of
from tests.benchmarks.data import ROOT, folder, rows

ABSENT = "not measured: data absent"
QUESTIONS = frozenset({"open_question", "closed_question", "clarifying_question"})
REFLECTIONS = frozenset({"paraphrase", "empathy"})
GIVEN_BACK = frozenset({"Restatement or Paraphrasing", "Reflection of feelings"})


@dataclass
class Counts:
    """Right, wrong and missing finds of each move; they add up, and are divided last."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, truth: Iterable[str], found: Iterable[str]) -> None:
        """Count one line."""
        true, seen = set(truth), set(found)
        self.right.update(true & seen)
        self.wrong.update(seen - true)
        self.missing.update(true - seen)

    def row(self, names: Sequence[str]) -> tuple[int, float, float, float]:
        """Return (positives, precision, recall, F1) over some moves together."""
        right, wrong, missing = (sum(each[name] for name in names) for each in (self.right, self.wrong, self.missing))
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missing) if right + missing else 0.0
        return right + missing, precision, recall, 2 * right / (2 * right + wrong + missing) if right else 0.0

    def moves(self) -> list[str]:
        """Return every move seen or missed, sorted."""
        return sorted({*self.right, *self.wrong, *self.missing})


def corpus(language: str, split: str) -> list[dict[str, Any]]:
    """Return the corpus' lines of one language and split."""
    paths = sorted((ROOT / "rubrics" / "corpus" / language).glob("*.jsonl"))
    return [row for path in paths for row in rows(path) if row["split"] == split]


def on_corpus(lines: Sequence[Mapping[str, Any]]) -> Counts:
    """Return the counts over labelled lines; a customer's move is named ``customer.…``."""
    counts = Counts()
    asked = ({**line, "dialog_id": line["id"], "turn": 0} for line in lines)
    for line, moves in find_moves_in_lines(asked):
        side = "customer." if line["role"] == "customer" else ""
        counts.add((side + move for move in line["moves"]), (side + move.name for move in moves))
    return counts


def on_annomi(path: Path) -> tuple[dict[str, tuple[int, float, float, float]], float]:
    """Return the rows for questions of any kind and for reflections, and how often open and closed were told apart.

    The kinds are compared where people named one and a question was found; its surest kind counts.
    """
    counts, kinds = Counts(), Counter[bool]()
    for line, moves in find_moves_in_lines(_talk(path / "annomi_utterances.jsonl"), language="en"):
        labels, names = line["labels"], {move.name for move in moves}
        if line["role"] == "agent":
            truth = {name for name in ("question", "reflection") if labels[f"{name}_exists"] == "True"}
            found = {name for name, kind in (("question", QUESTIONS), ("reflection", REFLECTIONS)) if names & kind}
            counts.add(truth, found)
            asked = [move for move in moves if move.name in QUESTIONS]
            if asked and labels["question_subtype"] in ("open", "closed"):
                surest = max(asked, key=lambda move: move.confidence).name
                kinds[(surest == "open_question") == (labels["question_subtype"] == "open")] += 1
    return {name: counts.row([name]) for name in ("question", "reflection")}, kinds[True] / max(kinds.total(), 1)


def on_esconv(path: Path) -> tuple[int, float, float, float]:
    """Return the row for restatements and reflections of feelings."""
    counts = Counts()
    for line, moves in find_moves_in_lines(_talk(path / "esconv_official_dev_test.jsonl"), language="en"):
        if line["role"] == "agent":
            truth = {"reflection"} if line["labels"].get("strategy") in GIVEN_BACK else set[str]()
            counts.add(truth, {"reflection"} if {move.name for move in moves} & REFLECTIONS else set())
    return counts.row(["reflection"])


def _talk(path: Path) -> Iterator[dict[str, Any]]:
    for row in rows(path):
        yield {**row, "role": row["speaker_role"], "lang": "en"}


def cues_a_second(language: str, lines: Sequence[Mapping[str, Any]]) -> float:
    """Return how many turns a second the cues alone take, once warm, on one core."""
    lexicon = lexicon_of(language)
    if lexicon is None:
        return 0.0
    for line in lines:
        lexicon.hits(read(line["text"], "agent", lexicon).line)
    start = time.perf_counter()
    for line in lines:
        lexicon.hits(read(line["text"], "agent", lexicon).line)
    return len(lines) / (time.perf_counter() - start)


def show(title: str, table: Iterable[tuple[str, tuple[int, float, float, float]]]) -> None:
    """Print one table."""
    print(f"\n{title}\n{'':26}{'n':>6}{'precision':>11}{'recall':>8}{'F1':>6}")
    for name, (positives, precision, recall, f1) in table:
        print(f"{name:26}{positives:>6}{precision:>11.2f}{recall:>8.2f}{f1:>6.2f}")


def main(arguments: Sequence[str]) -> None:
    """Measure what there is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--test", action="store_true", help="measure on the held-back lines")
    split = "test" if parser.parse_args(arguments).test else "train"
    for language in known_languages():
        lines = corpus(language, split)
        if not lines:
            print(f"\ncorpus, {language}: {ABSENT}")
            continue
        counts = on_corpus(lines)
        table = [(move, counts.row([move])) for move in counts.moves()]
        show(f"corpus, {language}, {split}", [*table, ("all, micro", counts.row(counts.moves()))])
        print(f"cues alone: {cues_a_second(language, lines):.0f} turns a second")
    other_peoples()


def other_peoples() -> None:
    """Measure on sets that no detector ever learned from."""
    if annomi := folder("annomi"):
        table, kinds = on_annomi(annomi)
        show("AnnoMI", table.items())
        print(f"open against closed, accuracy {kinds:.2f}")
    else:
        print(f"\nAnnoMI: {ABSENT}")
    if esconv := folder("esconv"):
        show("ESConv", [("restated or reflected", on_esconv(esconv))])
    else:
        print(f"\nESConv: {ABSENT}")


if __name__ == "__main__":
    main(sys.argv[1:])
