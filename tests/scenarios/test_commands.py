"""``parafraza play`` and ``parafraza scenarios`` as a person types them."""

import json

import pytest
from typer.testing import CliRunner

from parafraza import app
from tests.scenarios.casework import changed, copied

LINES = "Three weeks on the floor, I'm so sorry.\nBy when do you need the bed?\n"


def run(*words, typed=None):
    return CliRunner().invoke(app, list(words), input=typed)


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "replies.txt"
    path.write_text(LINES, encoding="utf-8")
    return str(path)


def test_script_gives_the_same_json_each_time(script):
    first = run("play", "late_bed", "--script", script, "--seed", "3", "--json")
    second = run("play", "late_bed", "--script", script, "--seed", "3", "--json")
    assert first.exit_code == 0
    assert first.stdout == second.stdout
    content = json.loads(first.stdout)
    assert [turn["trainee"] for turn in content["turns"]] == LINES.splitlines()
    assert content["seed"] == 3


def test_typed_talk_shows_feedback_hint_and_debrief():
    shown = run("play", "late_bed", typed="Three weeks on the floor, I'm so sorry.\n?\n.\n").stdout
    assert "You gave back what the customer told" in shown
    assert "A line you might try" in shown
    assert "What the customer took away" in shown
    assert "Apology and ownership: 1 / 3. “Three weeks on the floor, I'm so sorry.”" in shown.partition("All marks:")[2]


def test_exam_keeps_feedback_for_the_end():
    shown = run("play", "late_bed", "--exam", typed="Three weeks on the floor, I'm so sorry.\n.\n").stdout
    before, _, after = shown.partition("What the customer took away")
    assert "You gave back" not in before
    assert "You gave back" in after


def test_exam_gives_no_hint_and_takes_no_line_back(tmp_path):
    kept = tmp_path / "play.json"
    shown = run("play", "late_bed", "--exam", "--save", str(kept), typed="Calm down.\n?\n<\n.\n").stdout
    assert shown.count("This is an exam: no hints, and no line taken back.") == 2
    assert "A line you might try" not in shown
    assert json.loads(kept.read_text(encoding="utf-8"))["lines"] == ["Calm down."]


def test_line_can_be_taken_back(tmp_path):
    kept = tmp_path / "play.json"
    run("play", "late_bed", "--save", str(kept), typed="Calm down.\n<\nI am sorry.\n")
    content = json.loads(kept.read_text(encoding="utf-8"))
    assert content["lines"] == ["I am sorry."]
    assert content["branches"] == [{"at": 0, "lines": ["Calm down."]}]


def test_finished_play_is_added_to_the_trainee_s_file_with_what_to_practise(tmp_path, script):
    kept = tmp_path / "results" / "plays.json"
    for _ in range(2):
        assert run("play", "late_bed", "--script", script, "--progress", str(kept)).exit_code == 0
    plays = json.loads(kept.read_text(encoding="utf-8"))["plays"]
    assert [play["play"]["lines"] for play in plays] == [LINES.splitlines()] * 2
    assert [play["practise"] for play in plays] == [["paraphrase", "clarifying_question", "ownership"]] * 2


@pytest.mark.parametrize("language", ["pl", "ru", "ro"])
def test_talk_can_be_led_in_every_language(language):
    done = run("play", "late_bed", "--lang", language, typed="?\n.\n")
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["play", "early_bed"], "there is no scenario 'early_bed'"),
        (["play", "late_bed", "--lang", "de"], "not written in 'de'"),
        (["scenarios", "check"], "name a scenario, or say --all"),
        (["scenarios", "check", "late_bed", "--all"], "name a scenario, or say --all"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_2(words, what):
    done = run(*words)
    assert done.exit_code == 2
    assert what in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("content", "what"), [(b"", "no line in it"), (b"\xff\xfe\x00", "not UTF-8")])
def test_script_that_cannot_be_used_is_refused(tmp_path, content, what):
    path = tmp_path / "replies.txt"
    path.write_bytes(content)
    done = run("play", "late_bed", "--script", str(path))
    assert (done.exit_code, what in done.stderr) == (2, True)


def test_spoilt_save_is_refused(tmp_path):
    kept = tmp_path / "play.json"
    kept.write_text("{", encoding="utf-8")
    assert run("play", "late_bed", "--save", str(kept)).exit_code == 2


def test_list_names_level_and_title():
    shown = run("scenarios", "list", "--lang", "pl").stdout
    assert "late_bed" in shown
    assert "Łóżko, które nie przyjechało" in shown
    assert {"id", "level", "minutes", "title", "languages", "skills"} == set(
        json.loads(run("scenarios", "list", "--json").stdout)[0]
    )


def test_check_of_a_sound_scenario_says_how_far_it_looked():
    done = run("scenarios", "check", "late_bed", "--no-talks")
    assert done.exit_code == 0
    assert "late_bed: sound; best ending by:" in done.stdout
    assert "lines tried" in done.stdout


def test_check_of_a_broken_scenario_ends_with_1_and_names_the_place(tmp_path):
    folder = copied(tmp_path)
    changed(folder / "scenario.yaml", lambda content: content | {"skills": ["magic"]})
    done = run("scenarios", "check", str(folder), "--json")
    assert done.exit_code == 1
    assert "scenario.yaml:" in json.loads(done.stdout)[0]["findings"][0]["where"]


def test_graph_export_and_import_write_their_files(tmp_path):
    assert run("scenarios", "graph", "late_bed", "-o", str(tmp_path / "bed.svg")).exit_code == 0
    assert run("scenarios", "export", "late_bed", "-o", str(tmp_path / "bed.twee"), "--lang", "ru").exit_code == 0
    done = run("scenarios", "import", str(tmp_path / "bed.twee"), "-o", str(tmp_path / "bed"))
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "bed").iterdir()) == ["ru.yaml", "scenario.yaml"]


def test_weak_moment_of_a_call_becomes_a_scenario(tmp_path):
    path = tmp_path / "call.txt"
    path.write_text("Agent: Hello.\nCustomer: My order has not come.\nAgent: Not my department.\n", encoding="utf-8")
    done = run("scenarios", "from-call", str(path), "--turn", "2", "--lang", "en", "-o", str(tmp_path / "order"))
    assert done.exit_code == 0
    assert run("scenarios", "check", str(tmp_path / "order"), "--no-talks").exit_code == 0
