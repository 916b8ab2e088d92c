"""Talks in words the scenarios' authors did not write: better ones must come out above worse ones.

The talks of the bed were there when the lists of cold and polite words were widened. Those of the other three were
written and played once before anything was changed: 34 of their 36 pairs stood in order then. Two harmful talks came
out a point above the mediocre one, and the words that gave them away are listed since, so what runs here shows that
the order holds, not how often it would hold for words nobody has seen.
"""

import itertools
from functools import cache
from pathlib import Path

import pytest
import yaml

from scenarios.debriefing import scorecard
from scenarios.session import play, said_all

TALKS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).with_name("other_words").glob("*.yaml"))
}
ALL = [(name, language) for name, talks in TALKS.items() for language in talks]
CLEARLY = 5
"""Points of a result by which a worse talk must lie lower."""


@cache
def played(name, language, kind):
    return [said_all(play(name, language), talk).finish() for talk in TALKS[name][language][kind]]


@pytest.mark.parametrize(("name", "language"), ALL)
@pytest.mark.parametrize(("better", "worse"), [("good", "mediocre"), ("mediocre", "harmful")])
def test_better_talk_in_other_words_has_the_clearly_higher_result(name, language, better, worse):
    pairs = itertools.product(played(name, language, better), played(name, language, worse))
    assert all(one.result > other.result + CLEARLY for one, other in pairs)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_total_of_the_scorecard_orders_good_above_harmful(name, language):
    good = min(scorecard(each).skill_total for each in played(name, language, "good"))
    harmful = max(scorecard(each).skill_total for each in played(name, language, "harmful"))
    assert good > harmful + 20
