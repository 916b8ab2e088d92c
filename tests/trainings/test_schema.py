"""Exercise files that do not say what they should: file, line and key are named."""

import json
from copy import deepcopy
from importlib.resources import files

import pytest

from tests.trainings.lessons import BED, CHOOSE, FIND, LABEL, ORDER, lesson, written
from trainings.loading import exercise, load, read
from trainings.schema import LessonFile, json_schema
from transcribe.errors import BadFile, UnknownName


def fault(folder, *exercises, **changes):
    with pytest.raises(BadFile) as caught:
        read(written(folder, **({"exercises": list(exercises)} if exercises else {}), **changes))
    return caught.value


def test_a_whole_file_is_read(tmp_path):
    assert [each.kind for each in read(written(tmp_path)).exercises] == [
        "label", "choose", "order", "find", "paraphrase",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("exercise", "what"),
    [
        ({**LABEL, "answers": []}, "not known here"),
        ({**LABEL, "options": ["paraphrase", "empathy", "kindness"]}, "there is no move 'kindness'"),
        ({**LABEL, "answer": ["apology"]}, "'apology' is not among the options"),
        ({**LABEL, "hints": ["Only one."]}, "2 or more"),
        ({**LABEL, "rows": [43]}, "rows 1 to 42"),
        ({**LABEL, "id": "2-1"}, "id"),
        ({**LABEL, "id": "03-01"}, "should begin with '02-'"),
        ({**CHOOSE, "reasons": [{"text": each} for each in "abc"]}, "exactly one has to be good"),
        ({**ORDER, "also": [[1, 2, 3]]}, "name every step once"),
        ({**FIND, "answer": [7]}, "turns 1 to 6"),
        ({**BED, "least": 4}, "only 3 facts"),
        ({**BED, "moves": [["blame"]]}, "'blame' is harmful"),
        ({**BED, "kind": "rewrite"}, "'rewrite' needs 'line'"),
        ({**BED, "moves": [], "facts": [], "least": None}, "nothing could be judged"),
        ({**BED, "answers": {**BED["answers"], "good": ["One."]}}, "2 or more"),
        ({**BED, "kind": "essay"}, "kind"),
    ],
)
def test_a_slip_is_named_with_its_file_and_line(tmp_path, exercise, what):
    found = fault(tmp_path, exercise)
    assert what in found.what
    assert found.where.startswith("02_small/en.yaml:")


def test_a_slip_stands_at_the_line_of_its_key(tmp_path):
    path = written(tmp_path, exercises=[{**LABEL, "tasks": "?"}])
    line = 1 + path.read_text().splitlines().index("  tasks: '?'")
    with pytest.raises(BadFile) as caught:
        read(path)
    assert caught.value.where == f"02_small/en.yaml:{line}"


def test_a_file_in_the_place_of_another_language_is_refused(tmp_path):
    path = written(tmp_path)
    moved = path.rename(path.with_name("pl.yaml"))
    with pytest.raises(BadFile, match="language is 'en', the file's place says 'pl'"):
        read(moved)


def test_a_changed_file_is_read_again(tmp_path):
    path = written(tmp_path)
    assert read(path).title == "A small lesson"
    written(tmp_path, title="Another title")
    assert read(path).title == "Another title"


def test_a_lesson_or_exercise_nobody_wrote_lists_those_there_are(tmp_path):
    written(tmp_path)
    with pytest.raises(UnknownName, match="use one of: 02"):
        load("07", "en", tmp_path)
    with pytest.raises(UnknownName, match="use one of: en"):
        load(2, "pl", tmp_path)
    with pytest.raises(UnknownName, match="02-01 to"):
        exercise("02-99")


def test_the_published_schema_is_that_of_the_code():
    kept = files("trainings").joinpath("exercises.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == json.loads(json_schema())


def test_two_exercises_of_one_id_are_refused():
    twice = lesson(exercises=[deepcopy(LABEL), deepcopy(LABEL)])
    with pytest.raises(ValueError, match="'02-01' stands there twice"):
        LessonFile.model_validate(twice)
