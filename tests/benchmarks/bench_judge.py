"""What a language model's opinions are worth: ``python -m tests.benchmarks.bench_judge URL MODEL [EXAMPLE...]``.

Over the example calls: how many votes could be used, why the others could not, how long one takes, how often the votes on
a skill are all the same though the options are shuffled, and how often the opinion is the level of one of the readers,
beside the same figure for the marks by moves on the same skills.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rubrics import examples, library
from rubrics.examples import Reading
from rubrics.judges import ModelJudge, Opinion
from rubrics.judges.model import Limits
from rubrics.judges.values import Spent
from rubrics.scorecard import score
from rubrics.values import Mark

RUBRIC = "service_call"


@dataclass(frozen=True)
class Right:
    """How near opinions come to the readers, over the skills that model, moves and a reader all marked."""

    skills: int = 0
    model: int = 0
    """With the level of one of the readers."""
    near: int = 0
    """At most one level from a reader's."""
    moves: int = 0
    """Marks by moves with the level of one of the readers."""


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

    def steady(self) -> tuple[int, int]:
        """Return the skills with two usable votes or more, and those of them in which all chose the same level."""
        levels = [[vote.level for vote in opinion.votes if vote.level is not None] for opinion in self.opinions]
        several = [each for each in levels if len(each) > 1]
        return len(several), sum(len(set(each)) == 1 for each in several)

    def right(self) -> Right:
        """Return how near the opinions come to the readers."""
        by_moves = {mark.criterion: mark.value for mark in self.marks}
        found = Right()
        for opinion in self.opinions:
            name, value = opinion.mark.criterion, opinion.mark.value
            read = {level for each in self.readings if isinstance(level := each.mark(RUBRIC, name), int)}
            if read and value is not None and by_moves.get(name) is not None:
                near = min(abs(value - level) for level in read) <= 1
                found = Right(
                    found.skills + 1,
                    found.model + (value in read),
                    found.near + near,
                    found.moves + (by_moves[name] in read),
                )
        return found


def outcome(name: str, judge: ModelJudge) -> Outcome:
    """Return what the judge makes of one example call."""
    example = examples.load(name)
    card = score(example.call, RUBRIC)
    opinions = judge.opinions(example.call, library.load(RUBRIC), card)
    return Outcome(opinions, card.marks, example.readings, judge.spent)


def told(name: str, found: Outcome) -> str:
    """Return the lines about one call."""
    right, spent, (several, same) = found.right(), found.spent, found.steady()
    each = spent.seconds / spent.calls if spent.calls else 0.0
    return (
        f"{name}: votes {dict(found.faults())}; {spent.calls} questions, {each:.1f} s each, {spent.tokens} tokens\n"
        f"    all votes the same on {same} of {several} skills with several\n"
        f"    of {right.skills} skills with an opinion, a reader's level: model {right.model} "
        f"(within one: {right.near}), moves {right.moves}"
    )


def main() -> None:
    """Ask the model about the calls named, and print what came of it, call by call."""
    parser = argparse.ArgumentParser(description="What a language model's opinions on the example calls are worth.")
    parser.add_argument("url")
    parser.add_argument("model")
    parser.add_argument("examples", nargs="*", metavar="EXAMPLE")
    parser.add_argument("--votes", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=Limits().seconds, help="time one call may take")
    given = parser.parse_args()
    judge = ModelJudge(given.url, given.model, votes=given.votes, limits=Limits(seconds=given.seconds))
    for name in given.examples or examples.names():
        print(told(name, outcome(name, judge)), flush=True)


if __name__ == "__main__":
    main()
