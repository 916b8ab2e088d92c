"""Talks in words the scenario's author did not write: better ones must come out above worse ones.

The lists of cold and polite words were widened after a first look at these talks, so they show that the order holds,
not how often it would hold for words nobody has seen.
"""

import itertools
from pathlib import Path

import pytest
import yaml

from scenarios.debrief import scorecard
from scenarios.session import play, said_all

OTHER_WORDS = yaml.safe_load(Path(__file__).with_name("other_words.yaml").read_text(encoding="utf-8"))


def results(language, kind):
    return [said_all(play("late_bed", language), talk).finish() for talk in OTHER_WORDS[language][kind]]


@pytest.mark.parametrize("language", OTHER_WORDS)
@pytest.mark.parametrize(("better", "worse"), [("good", "mediocre"), ("mediocre", "harmful"), ("good", "harmful")])
def test_better_talk_in_other_words_has_the_higher_result(language, better, worse):
    pairs = itertools.product(results(language, better), results(language, worse))
    assert all(one.result > other.result for one, other in pairs)


@pytest.mark.parametrize("language", OTHER_WORDS)
def test_total_of_the_scorecard_orders_good_above_harmful(language):
    good = min(scorecard(each).skill_total for each in results(language, "good"))
    harmful = max(scorecard(each).skill_total for each in results(language, "harmful"))
    assert good > harmful + 20
