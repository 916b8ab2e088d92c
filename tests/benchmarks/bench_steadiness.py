"""How steady a language model's opinions are: ``python -m tests.benchmarks.bench_steadiness URL MODEL [EXAMPLE...]``.

One in fifty of the dialogues quoted in the rubric is put again with names, gender, nationality, dialect and polite words
changed, and each example call with speakers, words and borders changed: how often the opinion changes. More than 1 % of
the first is more than rules and heads are allowed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rubrics import examples, library
from rubrics.judges import ModelJudge
from rubrics.judges.steadiness import fairness, fragility, lines
from rubrics.scorecard import score
from tests.benchmarks.bench_judge import RUBRIC

EVERY = 50
"""A model takes seconds for each question, and there are thousands of variants."""


def report(url: str, model: str, names: Sequence[str]) -> None:
    """Print a line for each kind of change: by language for what must not matter, by call for what was misheard."""
    judge = ModelJudge(url, model, votes=1)
    rubric = library.load(RUBRIC)
    for language in sorted({examples.load(name).lang for name in names}):
        print(f"{language}: changed with what must not matter")
        print(*lines(fairness(judge, rubric, language, every=EVERY).items()), sep="\n")
    for name in names:
        call = examples.load(name).call
        print(f"{name}: changed with what may have been heard wrong")
        print(*lines(fragility(judge, call, rubric, score(call, RUBRIC)).items()), sep="\n")


if __name__ == "__main__":
    report(sys.argv[1], sys.argv[2], sys.argv[3:] or examples.names())
