"""Talks written blind: by a hand that saw a scenario's brief and the customer's lines, never its lists of words.

Each was played once before anything was changed for its sake, and none was changed after. At that first play 131 of the
132 pairs about the eleven scenarios that have one talk of a kind stood in order; the one that did not was two equal
results (a harmful Romanian talk of a firm whose line is dead, whose sneers nobody had listed).
"""

import itertools
from functools import cache
from pathlib import Path

import pytest
import yaml

from scenarios.loading import names
from scenarios.session import play, said_all

TALKS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).with_name("blind").glob("*.yaml"))
}
LANGUAGES = ("en", "pl", "ru", "ro")
ORDER = [("good", "mediocre"), ("mediocre", "harmful"), ("good", "harmful")]
GOAL = 0.9
"""Share of pairs that stand in order, by issue 5."""


@cache
def results(name, language, kind):
    return [said_all(play(name, language), talk).finish().result for talk in TALKS[name][language][kind]]


def pairs(name, language):
    """Every better talk beside every worse one, as whether they stand in order."""
    return [
        one > other
        for better, worse in ORDER
        for one, other in itertools.product(results(name, language, better), results(name, language, worse))
    ]


def told(language, ordered):
    """The figure, and what did not stand in order."""
    wrong = [f"{name} {language}" for name, held in ordered.items() if not all(held)]
    held = [each for pairs_held in ordered.values() for each in pairs_held]
    return f"{language}: {sum(held)} of {len(held)} pairs in order; not in order in {', '.join(wrong) or 'none'}"


def test_blind_talks_are_about_six_scenarios_more_than_the_first_one():
    assert set(TALKS) <= set(names())
    assert len(TALKS) >= 7


@pytest.mark.parametrize("name", TALKS)
def test_blind_talks_of_a_scenario_are_of_each_language_and_kind(name):
    assert tuple(TALKS[name]) == LANGUAGES
    assert all(list(kinds) == ["good", "mediocre", "harmful"] for kinds in TALKS[name].values())
    assert all(talks for kinds in TALKS[name].values() for talks in kinds.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_pairs_of_ten_written_blind_stand_in_order(language):
    ordered = {name: pairs(name, language) for name in TALKS}
    held = [each for pairs_held in ordered.values() for each in pairs_held]
    print(told(language, ordered))
    assert sum(held) >= GOAL * len(held), told(language, ordered)


@pytest.mark.parametrize(("name", "language"), [(name, language) for name in TALKS for language in LANGUAGES])
def test_good_talk_written_blind_reaches_one_of_the_two_best_endings(name, language):
    ended = [said_all(play(name, language), talk).finish().ending for talk in TALKS[name][language]["good"]]
    assert set(ended) <= {"relieved", "settled"}
