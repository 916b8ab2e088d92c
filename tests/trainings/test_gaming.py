"""Games told from honest lines, over whole libraries: the role-plays' lines, and games made of the lessons' own answers."""

import re
from functools import cache

import pytest
from pydantic import TypeAdapter

from rubrics.phrases import words_of
from scenarios.loading import names, package
from tests.trainings.lessons import BED
from trainings.gaming import common_words, gamed
from trainings.loading import folders, load
from trainings.schema import LANGUAGES, OwnWords

ASKED = TypeAdapter(OwnWords).validate_python({**BED, "customer": None, "kind": "note"})
"""An exercise that shows nothing which could be copied."""
WRONGLY, CARELESSLY = 0.005, 0.03
"""Shares of honest lines that may be taken for a game: as they are written, and without capitals, commas and points."""


def why(exercise, text, language):
    return gamed(exercise, text, words_of(text, language))


@cache
def honest(language):
    """What good trainees say in the role-plays, none of it written for exercises."""
    texts = [package(name).texts[language] for name in names() if language in package(name).texts]
    return sorted({line for each in texts for line in (*each.scripts.good, *each.better.values())})


@cache
def exercises(language):
    return [each for number in folders() for each in load(number, language).exercises if isinstance(each, OwnWords)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_honest_lines_are_hardly_ever_taken_for_a_game(language):
    taken = [line for line in honest(language) if why(ASKED, line, language)]
    assert len(taken) <= WRONGLY * len(honest(language)), taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_honest_lines_typed_without_capitals_and_signs_are_seldom_taken_for_a_game(language):
    careless = [" ".join(re.sub(r"[^\w\s'’-]", "", line.lower()).split()) for line in honest(language)]
    taken = [line for line in careless if why(ASKED, line, language)]
    assert len(taken) <= CARELESSLY * len(careless), taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_answer_without_its_small_words_is_a_heap(language):
    heaps = []
    for exercise in exercises(language):
        words = words_of(exercise.answers.good[0], language).line.words
        keys = [word for word in words if word not in common_words(language)]
        if len(keys) >= 3:
            heaps += [(exercise, " ".join(keys)), (exercise, ", ".join(keys))]
    assert [(exercise.id, text) for exercise, text in heaps if not why(exercise, text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_answer_three_times_over_and_the_task_given_back_count_as_nothing(language):
    for exercise in exercises(language):
        assert why(exercise, " ".join([exercise.answers.good[0]] * 3), language) == "again"
        assert why(exercise, exercise.task, language) in ("copied", "heap", "again")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_customer_s_words_given_back_are_a_copy_from_five_words_on(language):
    shown = [(each, each.customer) for each in exercises(language) if each.customer]
    long = [(each, text) for each, text in shown if len(words_of(text, language)) >= 5]
    assert len(long) > 30
    assert [(each.id, text) for each, text in long if not why(each, text, language)] == []
