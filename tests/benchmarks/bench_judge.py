"""What a language model's opinions are worth: ``python -m tests.benchmarks.bench_judge URL MODEL [EXAMPLE...]``.

Over the example calls: how many opinions could be used, why the others could not, and how often they are the level of one
of the two readers, beside the same figure for the marks by moves on the same criteria.

``--steady [EVERY]`` puts each call again with speakers, words and borders changed, and one in ``EVERY`` (50) of the
dialogues quoted in the rubric again with names, gender, nationality, dialect and polite words changed: how often the
opinion changes. More than 1 % is more than rules and heads are allowed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rubrics import examples, library
from rubrics.examples import Reading
from rubrics.judges import ModelJudge, Opinion
from rubrics.judges.steadiness import fairness, fragility, lines
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


def steady(url: str, model: str, names: Sequence[str], every: int) -> None:
    """Print how often opinions change with what must not matter, and with what may have been heard wrong."""
    judge = ModelJudge(url, model, votes=1)
    rubric = library.load(RUBRIC)
    for language in sorted({examples.load(name).lang for name in names}):
        print(f"{language}: changed with what must not matter")
        print(*lines(fairness(judge, rubric, language, every=every).items()), sep="\n")
    for name in names:
        call = examples.load(name).call
        print(f"{name}: changed with what may have been heard wrong")
        print(*lines(fragility(judge, call, rubric, score(call, RUBRIC)).items()), sep="\n")


def main(arguments: Sequence[str]) -> None:
    """Measure a model behind a URL."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("url")
    parser.add_argument("model")
    parser.add_argument("names", nargs="*", metavar="EXAMPLE")
    parser.add_argument("--steady", nargs="?", type=int, const=50, metavar="EVERY")
    given = parser.parse_args(arguments)
    names = given.names or examples.names()
    if given.steady:
        steady(given.url, given.model, names, given.steady)
    else:
        report(given.url, given.model, names)


if __name__ == "__main__":
    main(sys.argv[1:])
