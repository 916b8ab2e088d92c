"""What a language model's opinions are worth: ``python -m tests.benchmarks.bench_judge URL MODEL [EXAMPLE...]``.

Over the example calls: how many opinions could be used, why the others could not, and how often they are the level of one
of the two readers, beside the same figure for the marks by moves on the same criteria.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rubrics import examples, library
from rubrics.examples import Reading
from rubrics.judges import ModelJudge, Opinion
from rubrics.judges.values import Spent
from rubrics.scorecard import score
from rubrics.values import Mark

RUBRIC = "service_call"


@dataclass(frozen=True)
class Outcome:
    """One call's opinions, with the marks by moves and the readers'."""

    opinions: tuple[Opinion, ...]
    marks: tuple[Mark, ...]
    readings: Sequence[Reading]
    spent: Spent

    def faults(self) -> Counter[str]:
        """Return how many votes were used, and how many were not, by fault."""
        return Counter(vote.fault or "used" for opinion in self.opinions for vote in opinion.votes)

    def right(self) -> tuple[int, int, int]:
        """Return criteria the model, the moves and a reader all marked; those the model, and the moves, had right."""
        by_moves = {mark.criterion: mark.value for mark in self.marks}
        counts = [0, 0, 0]
        for opinion in self.opinions:
            name, value = opinion.mark.criterion, opinion.mark.value
            read = {reading.mark(RUBRIC, name) for reading in self.readings} - {None}
            if read and value is not None and by_moves.get(name) is not None:
                counts = [counts[0] + 1, counts[1] + (value in read), counts[2] + (by_moves[name] in read)]
        return counts[0], counts[1], counts[2]


def outcome(name: str, judge: ModelJudge) -> Outcome:
    """Return what the judge makes of one example call."""
    example = examples.load(name)
    card = score(example.call, RUBRIC)
    opinions = judge.opinions(example.call, library.load(RUBRIC), card)
    return Outcome(opinions, card.marks, example.readings, judge.spent)


def report(url: str, model: str, names: Iterable[str]) -> None:
    """Print a line for each call."""
    judge = ModelJudge(url, model)
    for name in names:
        found = outcome(name, judge)
        compared, model_right, moves_right = found.right()
        spent = found.spent
        print(
            f"{name}: votes {dict(found.faults())}; {spent.calls} calls, {spent.tokens} tokens, {spent.seconds:.0f} s"
        )
        print(f"    of {compared} criteria, right by a reader: model {model_right}, moves {moves_right}")


if __name__ == "__main__":
    report(sys.argv[1], sys.argv[2], sys.argv[3:] or examples.names())
