"""The ways of practising: each in every lesson or spread over them, recognising before saying it in one's own words."""

from functools import cache

import pytest

from trainings.judging import judge
from trainings.loading import folders, load
from trainings.schema import LANGUAGES, Order

IN_EVERY_LESSON = ("label", "choose", "find", "order", "rewrite", "voice")
"""Label the turn; choose and justify; find the moment; put the steps in order; say the line better; say it aloud."""
IN_LESSONS = {"paraphrase": {"02"}, "features": {"02"}, "deadline": {"08"}, "note": {"11"}}
"""Every fact given back; features turned into questions; the honest deadline; the note for who takes over tomorrow: at
least in the lessons that teach them."""
SPREAD = 2
"""Lessons, the teaching one counted, in which each of these is practised."""
FILES = [(number, language) for number in folders() for language in LANGUAGES]


@cache
def kinds(number, language):
    return [each.kind for each in load(number, language).exercises]


def lessons_with(kind, language):
    return {number for number in folders() if kind in kinds(number, language)}


@pytest.mark.parametrize(("number", "language"), FILES)
def test_a_lesson_has_each_of_the_six_kinds_that_every_lesson_needs(number, language):
    assert set(IN_EVERY_LESSON) - set(kinds(number, language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", IN_LESSONS)
def test_a_kind_of_its_own_is_where_it_is_taught_and_comes_again_elsewhere(kind, language):
    found = lessons_with(kind, language)
    assert found >= IN_LESSONS[kind]
    assert len(found) >= SPREAD


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ten_kinds_of_the_course_are_all_there_and_no_other(language):
    assert {kind for number in folders() for kind in kinds(number, language)} == {*IN_EVERY_LESSON, *IN_LESSONS}


@pytest.mark.parametrize(("number", "language"), FILES)
def test_a_lesson_goes_from_easy_to_hard(number, language):
    # Seeing a move, choosing a line, finding its place, ordering steps, saying it better, saying it aloud: the first
    # time of each comes in that order, and nothing has to be said in one's own words before all that is chosen once.
    first = [kinds(number, language).index(kind) for kind in IN_EVERY_LESSON]
    assert first == sorted(first)
    assert set(kinds(number, language)[: first[IN_EVERY_LESSON.index("rewrite")]]) == {
        "label",
        "choose",
        "find",
        "order",
    }


@pytest.mark.parametrize(("number", "language"), FILES)
def test_steps_in_the_right_order_are_good_and_two_neighbours_changed_are_not(number, language):
    for exercise in load(number, language).exercises:
        if isinstance(exercise, Order):
            right = list(range(1, len(exercise.steps) + 1))
            assert judge(exercise, right, language).verdict == "good"
            for at in range(len(right) - 1):
                changed = [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
                wanted = "good" if tuple(changed) in exercise.also else "nearly"
                # two of four to six steps in the wrong place: half or more stand right
                assert judge(exercise, changed, language).verdict == wanted, (exercise.id, changed)
