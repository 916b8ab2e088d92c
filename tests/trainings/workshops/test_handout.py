"""The handout, the invitation and the command: what the group wrote is there as text, and only that."""

import json
import re
from html import unescape

import pytest
from typer.testing import CliRunner

from parafraza import app
from trainings.loading import exercise as exercise_named
from trainings.schema import LANGUAGES
from trainings.workshops.handout import handout
from trainings.workshops.inviting import ELSEWHERE, invitation, own_address, picture
from trainings.workshops.loading import load
from trainings.workshops.room import Room

SCRIPT = '<img src=x onerror="alert(1)">'


def test_the_handout_holds_what_the_group_wrote_and_keeps_html_as_text(room, at):
    one, two = room.join(name="Ada"), room.join()
    room.answer(one, "mood", [1], 1)
    room.answer(one, "words", SCRIPT, 2)
    room.answer(two, "words", "Mrs Kowalska was loud.", 1)
    room.answer(one, "keep", "Leave it with me.", 3)
    room.answer(one, "chairs/0/sheet", {"paraphrase": 2}, 4)
    room.star(room.key("keep", one))
    room.hide(room.key("words", two))
    page = handout(room)
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "Kowalska" not in page
    assert "Ada" not in page
    # once among the lines worth keeping, once under its step
    assert page.count("Leave it with me.") == 2
    assert re.search(r"Well</th><td>1</td>", page)
    assert "2 of 3 (sheets: 1)" in page


def test_the_handout_says_which_option_of_an_exercise_was_right_and_what_was_asked(room, at):
    exercise = exercise_named("02-05", "en")
    wrong = next(number for number, each in enumerate(exercise.options, 1) if not each.good)
    good = next(each.text for each in exercise.options if each.good)
    room.answer(room.join(), "pick", [wrong], 1)
    page = unescape(handout(room))
    assert f"✓ {good} (right)</th><td>0</td>" in page
    assert f">{exercise.options[wrong - 1].text}</th><td>1</td>" in page
    assert exercise.task in page


def test_numbers_in_the_handout_are_written_as_the_language_does():
    plan = load("ninety_minutes", "pl")
    room, slot = Room(plan), "pairs_callback/0/sheet"
    criterion = plan.step("pairs_callback").criteria[0]
    for level in (1, 2):  # the mean of the two is one and a half
        room.answer(room.join(), slot, {criterion: level}, 1)
    assert "1,5 z " in handout(room)


def test_the_handout_of_an_empty_class_says_so(room):
    assert "Nothing was written here." in handout(room)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handout_needs_nothing_from_elsewhere_in_any_language(language):
    page = handout(Room(load("ninety_minutes", language)))
    assert f'<html lang="{language}">' in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_an_invitation_keeps_the_code_behind_the_sign_that_browsers_send_to_nobody():
    told = invitation("http://192.0.2.7:8470/", "ABC234")
    assert (told["address"], told["code"]) == ("192.0.2.7:8470", "ABC234")
    assert told["qr"] == picture("http://192.0.2.7:8470/#ABC234")
    assert told["qr"] != picture("http://192.0.2.7:8470/#ABC235")
    assert told["qr"].startswith("data:image/svg+xml")


def test_a_computer_knows_its_own_address():
    assert re.fullmatch(r"\d+\.\d+\.\d+\.\d+", own_address())
    assert own_address() != ELSEWHERE


def test_the_command_lists_plans_and_adds_up_the_minutes(plan_file):
    listed = CliRunner().invoke(app, ["workshops", "list", "--lang", "ro", "--json"])
    assert [plan["id"] for plan in json.loads(listed.stdout)] == ["ninety_minutes", "half_day", "two_days"]
    checked = CliRunner().invoke(app, ["workshops", "check", str(plan_file)])
    assert "32 of 60 minutes, 28 to spare" in checked.stdout
    assert "0:08    2 min  Say" in checked.stdout


def test_the_command_tells_a_plan_with_too_little_time_and_fails(plan_file):
    plan_file.write_text(plan_file.read_text().replace("minutes: 60", "minutes: 30"))
    result = CliRunner().invoke(app, ["workshops", "check", str(plan_file)])
    assert result.exit_code == 2
    assert "the steps take 32 minutes, the plan has 30" in result.output
