"""``parafraza rubrics new``, ``check``, ``diff`` and ``list`` from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parafraza import app
from tests.rubrics.test_schema import SMALL

DESK = Path(__file__).parents[2] / "docs" / "examples" / "hotel_desk.yaml"


def run(*arguments):
    return CliRunner().invoke(app, ["rubrics", *map(str, arguments)])


def test_a_new_rubric_can_be_checked_at_once(tmp_path):
    path = tmp_path / "ours.yaml"
    assert run("new", path, "--lang", "ro,en").exit_code == 0
    assert "languages: [ro, en]" in path.read_text(encoding="utf-8")
    done = run("check", path)
    assert (done.exit_code, done.stdout) == (0, "ours.yaml: 40 examples tried in ro, en, all as they should be\n")


@pytest.mark.parametrize("name", ["Ours.yaml", "ours.txt", "1.yaml", "our desk.yaml"])
def test_a_name_that_is_no_id_is_wrong_use(tmp_path, name):
    done = run("new", tmp_path / name)
    assert (done.exit_code, "small letters" in done.stderr) == (2, True)


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text("mine", encoding="utf-8")
    assert run("new", path).exit_code == 2
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_language_without_texts_is_told_with_those_there_are(tmp_path):
    done = run("new", tmp_path / "ours.yaml", "--lang", "en,de")
    assert (done.exit_code, "en, pl, ru, ro" in done.stderr) == (2, True)


def test_a_fault_is_exit_code_1_and_stands_with_its_line(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(SMALL.replace("[thanks]", "[thank]"), encoding="utf-8")
    done = run("check", path, DESK)
    assert done.exit_code == 1
    assert (
        "desk.yaml:20: sections.tone.criteria.thanks.levels.1.when.presence.0: there is no move 'thank'" in done.stdout
    )
    assert "desk.yaml: 1 to correct; then the examples can be tried" in done.stdout
    assert "hotel_desk.yaml: 20 examples tried in en, all as they should be" in done.stdout


def test_the_faults_can_be_had_as_json(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(SMALL.replace("weight: 100", "weight: 90"), encoding="utf-8")
    (row,) = json.loads(run("check", path, "--json").stdout)
    assert row["faults"] == [
        {
            "where": "desk.yaml:7",
            "what": "the weights of the sections add up to 90, not 100",
            "fix": "add 10 in all",
        }
    ]


def test_a_check_of_nothing_is_wrong_use(tmp_path):
    assert run("check", tmp_path / "none.yaml").exit_code == 2


def test_two_rubrics_are_compared_on_a_folder_of_calls(tmp_path):
    from rubrics import examples
    from transcribe.formats import call_json

    calls = tmp_path / "calls"
    calls.mkdir()
    text = call_json.dumps(examples.load("en_hotel_wedding_rooms").call)
    (calls / "wedding.json").write_text(text, encoding="utf-8")
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SMALL, encoding="utf-8")
    new.write_text(SMALL.replace("[thanks]", "[blame]"), encoding="utf-8")
    told = run("diff", old, new, "--calls", calls)
    assert (told.exit_code, "marks that move: 1 of 1" in told.stdout) == (0, True)
    row = json.loads(run("diff", old, new, "--calls", calls, "--json").stdout)
    assert row["calls"][0]["call"] == "wedding"
    assert [(mark["criterion"], mark["old"], mark["new"]) for mark in row["calls"][0]["marks"]] == [("thanks", 1, 0)]


def test_an_unknown_rubric_or_folder_is_wrong_use(tmp_path):
    assert run("diff", "no_such", "service_call", "--calls", tmp_path).exit_code == 2
    assert run("diff", "service_call", "service_call", "--calls", tmp_path / "none").exit_code == 2


def test_the_shipped_rubrics_are_listed_with_their_languages():
    told = run("list").stdout.splitlines()
    assert [line.split()[0] for line in told] == ["complaint_call", "negotiation_call", "service_call"]
    assert all("en, pl, ru, ro" in line for line in told)
