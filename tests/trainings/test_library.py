"""The lessons that ship: every answer in them judged as it stands there, every row of the curriculum taught."""

from functools import cache

import pytest

from trainings.checking import check, misjudged
from trainings.curriculum import LESSONS, ROWS, rows_of
from trainings.loading import folders, load
from trainings.schema import LANGUAGES, OwnWords

FILES = [(number, language) for number in folders() for language in LANGUAGES]


@cache
def loaded(number, language):
    return load(number, language)


@pytest.mark.parametrize(("number", "language"), FILES)
def test_every_answer_of_a_lesson_is_judged_as_it_stands_there(number, language):
    own = [each for each in loaded(number, language).exercises if isinstance(each, OwnWords)]
    found = [str(each) for exercise in own for each in misjudged(exercise, language, f"{number} {language}")]
    assert found == []


@pytest.mark.parametrize("number", folders())
def test_a_lesson_is_whole_and_alike_in_its_languages(number, monkeypatch):
    monkeypatch.setattr("trainings.checking.misjudged", lambda *_: ())  # the answers have their own test
    assert [str(each) for each in check(number).findings] == []


@pytest.mark.parametrize(("number", "language"), FILES)
def test_a_lesson_practises_every_row_it_teaches(number, language):
    practised = {row for exercise in loaded(number, language).exercises for row in exercise.rows}
    assert [row for row in rows_of(number) if row not in practised] == []


def test_every_row_of_the_curriculum_has_its_lesson_but_two():
    assert list(ROWS) == list(range(1, 43))
    assert {row for row, lesson in ROWS.items() if lesson is None} == {40, 41}
    assert {lesson for lesson in ROWS.values() if lesson} <= set(LESSONS)


def test_all_fourteen_lessons_are_there():
    assert tuple(folders()) == LESSONS
