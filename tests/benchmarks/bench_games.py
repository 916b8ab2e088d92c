"""``python -m tests.benchmarks.bench_games [--tune]``: are games told from honest answers, language by language?

Prints, over the held-back half (or over the half to tune on), how many short honest answers and notes are accepted and
how many heaps, copies and shuffled good answers are refused; and how many of the role-plays' good lines are refused.
"""

from __future__ import annotations

import argparse

from tests.trainings.games_measured import GAMES, HELD_BACK, HONEST, TO_TUNE, Refused, Tried, measured, why
from tests.trainings.games_measured import SHOWS_NOTHING as NOTHING
from tests.trainings.test_gaming import honest
from trainings.schema import LANGUAGES


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tune", action="store_true", help="the half that the rule was tuned on")
    half = TO_TUNE if asked.parse_args().tune else HELD_BACK
    print(
        "| | "
        + " | ".join(f"{name} {'accepted' if name in HONEST else 'refused'}" for name in (*HONEST, *GAMES))
        + " | role-play lines refused |"
    )
    print("|---" * (len(HONEST) + len(GAMES) + 2) + "|")
    for language in LANGUAGES:
        found = measured(language, half)
        cells = [_cell(found[name], found[name].accepted) for name in HONEST]
        cells += [_cell(found[name], found[name].share) for name in GAMES]
        print(f"| {language} | " + " | ".join([*cells, _role_plays(language)]) + " |", flush=True)


def _cell(counted: Refused, share: float) -> str:
    return f"{100 * share:.0f} % of {counted.of}"


def _role_plays(language: str) -> str:
    lines = honest(language)
    refused = sum(why(Tried(NOTHING, line), language) is not None for line in lines)
    return f"{refused} of {len(lines)}"


if __name__ == "__main__":
    main()
