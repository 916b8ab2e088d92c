"""Games told from honest answers, on the half of the measured answers by which nothing was chosen."""

import pytest

from tests.trainings.games_measured import GAMES, HELD_BACK, HONEST, answers, measured
from trainings.schema import LANGUAGES

LEAST = {"heaps": 0.95, "copies": 0.95, "shuffled": 0.85}
"""Shares of games that have to be refused."""
ACCEPTED = 0.95
"""Share of honest answers, notes among them, that has to be accepted."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_forty_answers_of_each_kind_to_measure_by(language):
    counts = {name: len(found) for name, found in answers(language).items()}
    assert counts["honest"] + counts["notes"] >= 40
    assert min(counts[name] for name in GAMES) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_honest_answers_and_notes_that_were_held_back_are_accepted(language):
    found = measured(language, HELD_BACK)
    refused, of = (sum(figures) for figures in zip(*(found[name] for name in HONEST), strict=True))
    assert refused <= (1 - ACCEPTED) * of


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_games_that_were_held_back_are_refused(language, name):
    assert measured(language, HELD_BACK)[name].share >= LEAST[name]
