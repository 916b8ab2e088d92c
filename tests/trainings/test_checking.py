"""What the check of exercise files finds, and how its command ends."""

import json
import re

from typer.testing import CliRunner

from parafraza import app
from tests.trainings.lessons import BED, LABEL, ORDER, lesson, written
from trainings.checking import check

FIFTEEN = [{**LABEL, "id": f"02-{number:02}"} for number in range(1, 16)]


def found(folder, *languages):
    return {str(each.where): each.what for each in check("02", languages or ("en",), folder).findings}


def test_a_sound_lesson_has_no_findings(tmp_path):
    written(tmp_path, exercises=[*FIFTEEN[:14], {**BED, "id": "02-15"}])
    seen = check("02", ("en",), tmp_path)
    assert (seen.findings, seen.exercises, seen.answers) == ((), {"en": 15}, 6)


def test_fewer_than_fifteen_exercises_are_too_few(tmp_path):
    written(tmp_path, exercises=FIFTEEN[:14])
    assert found(tmp_path) == {"02_small/en.yaml": "there are 14 exercises"}


def test_an_answer_that_is_not_judged_as_it_stands_is_shown_with_what_was_found(tmp_path):
    good = "So the bed is late, and your mother needs it by Saturday. Have I understood you right?"
    answers = {**BED["answers"], "weak": ["Let me check.", good]}
    written(tmp_path, exercises=[*FIFTEEN[:14], {**BED, "id": "02-15", "answers": answers}])
    (what,) = found(tmp_path).values()
    assert what.startswith("answers.weak, number 2, is judged good: “So the bed is late")
    assert re.search(r"paraphrase (1\.00|0\.9\d)", what)
    assert "Saturday (“Saturday”)" in what


def test_a_good_answer_taken_for_a_game_is_told_why(tmp_path):
    answers = {**BED["answers"], "good": [BED["answers"]["good"][0], "bed Saturday mother floor right"]}
    written(tmp_path, exercises=[*FIFTEEN[:14], {**BED, "id": "02-15", "answers": answers}])
    (what,) = found(tmp_path).values()
    assert "is judged gamed" in what
    assert "taken for gamed: heap" in what


def test_languages_have_the_same_exercises_kinds_rows_and_talk(tmp_path):
    written(tmp_path, exercises=FIFTEEN)
    changed = [{**FIFTEEN[0], "rows": [2]}, {**ORDER, "id": "02-02"}, *FIFTEEN[2:14], {**FIFTEEN[14], "id": "02-16"}]
    written(tmp_path, "pl", exercises=changed, role_play="no_human")
    assert found(tmp_path, "en", "pl", "ru") == {
        "02_small/ru.yaml": "this language is missing",
        "02_small/pl.yaml": "the role-play is not that of en",
        "02_small/pl.yaml, 02-01": "its rows are [2], in en.yaml [3]",
        "02_small/pl.yaml, 02-02": "its kind is order, in en.yaml label",
        "02_small/pl.yaml, 02-15": "it is in en.yaml and not here",
        "02_small/pl.yaml, 02-16": "it is not in en.yaml",
    }


def test_a_role_play_nobody_wrote_is_found(tmp_path):
    written(tmp_path, exercises=FIFTEEN, role_play="late_moon")
    assert found(tmp_path) == {"02_small/en.yaml": "there is no scenario 'late_moon'"}


def test_a_file_that_cannot_be_read_is_a_finding_with_its_line(tmp_path):
    path = written(tmp_path, exercises=FIFTEEN)
    path.write_text(json.dumps(lesson(minutes="long")))
    (finding,) = check("02", ("en",), tmp_path).findings
    assert finding.where == "02_small/en.yaml:1"
    assert "minutes" in finding.what


def run(*arguments):
    return CliRunner().invoke(app, ["exercises", "check", *arguments])


def test_the_command_refuses_what_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setattr("trainings.loading.LIBRARY", tmp_path)
    written(tmp_path, exercises=FIFTEEN)
    assert run("77").exit_code == 2
    assert run("02", "--lang", "xx").exit_code == 2


def test_the_command_ends_with_0_where_all_is_sound_and_1_where_not(monkeypatch, tmp_path):
    monkeypatch.setattr("trainings.loading.LIBRARY", tmp_path)
    monkeypatch.setattr("trainings.sounds.spoken.SOUNDS", tmp_path)  # the shipped lesson's sound is not of this text
    written(tmp_path, exercises=FIFTEEN)
    assert run("2", "--lang", "en").exit_code == 0
    ended = run("02", "--json")
    assert ended.exit_code == 1
    assert [each["what"] for each in json.loads(ended.stdout)[0]["findings"]] == ["this language is missing"] * 3
