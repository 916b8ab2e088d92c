"""What ``parafraza learn`` does to simulated teams: how often it adopts mere chance, and what it gains where there is something.

    python -m tests.benchmarks.bench_learning [--teams 40] [--calls 60]

A call holds up to three moves that three items of the service rubric hang on. Reviewers see a move as often as the detector's
confidence says, or half as often. The gain is measured on 300 fresh calls of the same team, which nothing was learned from.
Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence

import numpy as np

from review.agreement.alpha import alpha
from review.learning.curves import Curve
from review.learning.learning import studied
from review.learning.samples import Lesson, pairs
from rubrics import library
from rubrics.conditions import facts
from rubrics.scorecard import level_of
from rubrics.values import Move
from transcribe.call import Span

ITEMS = {"apology": "apology", "empathy": "empathy", "no_blame": "blame"}
CRITERIA = {criterion.id: criterion for _, criterion in library.load("service_call").criteria()}
TURNS, FRESH = 20, 300


def main() -> None:
    """Print a line for each kind of team."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=40)
    parser.add_argument("--calls", type=int, default=60)
    asked = parser.parse_args()
    print("| reviewers see a move | teams that adopt anything | alpha on fresh calls, as shipped | as learned |")
    print("|---|---|---|---|")
    for name, truth in (("as often as it says", float), ("half as often", lambda sure: sure / 2)):
        found = [team(seed, asked.calls, truth) for seed in range(asked.teams)]
        adopted = sum(bool(curves) for curves, _, _ in found)
        before, after = (float(np.mean([each[side] for each in found])) for side in (1, 2))
        print(f"| {name} | {adopted} of {len(found)} | {before:.3f} | {after:.3f} |", flush=True)


def team(seed: int, calls: int, truth: Callable[[float], float]) -> tuple[dict[str, Curve], float, float]:
    """Return what a team's calls teach, and the agreement on fresh ones without and with it."""
    chance = random.Random(seed)  # noqa: S311
    _, curves = studied([call(number, chance, truth) for number in range(calls)])
    fresh = [call(number, chance, truth) for number in range(FRESH)]
    return curves, agreed(fresh, {}), agreed(fresh, curves)


def call(number: int, chance: random.Random, truth: Callable[[float], float]) -> Lesson:
    """Return a call: each move is found or not, with some confidence, and reviewers see it or not."""
    moves, seen = [], []
    for name in ITEMS.values():
        if chance.random() < 0.7:
            move = Move(name, chance.randrange(1, TURNS), Span(1, 2), name, chance.uniform(0.2, 1), f"{name}.v1")
            moves.append(move)
            seen += [move] if chance.random() < truth(move.confidence) else []
    known = facts(sorted(seen, key=lambda move: move.turn), TURNS)
    given = {item: float(level_of(CRITERIA[item], known)) for item in ITEMS}
    return Lesson(f"{number:04}", TURNS, tuple(moves), given, tuple(CRITERIA[item] for item in ITEMS))


def agreed(calls: Sequence[Lesson], curves: dict[str, Curve]) -> float:
    """Return alpha between the machine under some curves and the reviewers."""
    return alpha(np.array([[pair.machine, pair.person] for each in calls for pair in pairs(each, curves)]), "interval")


if __name__ == "__main__":
    main()
