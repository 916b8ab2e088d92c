"""What was learned is kept by versions, holds in its workspace alone, and can be taken back."""

import json

import pytest

from review.learning.applying import FILE, NOTHING, go_back, keep, learned, learned_near, versions
from review.learning.curves import Curve
from tests.review.desk.conftest import talk
from tests.review.learning.conftest import found
from transcribe.errors import BadFile, UnknownName

DOUBTS = {"apology.v1": Curve("isotonic", (0.0, 1.0), (0.1, 0.1))}
"""A team that hardly believes an apology."""


def test_a_workspace_that_never_learned_has_nothing_in_force(tmp_path):
    assert learned(tmp_path) == NOTHING
    assert NOTHING.key == ""


def test_each_learning_is_one_more_version_and_the_last_is_in_force(tmp_path):
    keep(tmp_path, {}, {"calls": 30})
    keep(tmp_path, DOUBTS, {"calls": 60})
    assert [one.number for one in versions(tmp_path)] == [1, 2]
    assert (learned(tmp_path).number, learned(tmp_path).report) == (2, {"calls": 60})


def test_going_back_changes_what_is_in_force_and_loses_nothing(tmp_path):
    keep(tmp_path, DOUBTS, {})
    assert go_back(tmp_path, 0) == NOTHING
    assert [one.number for one in versions(tmp_path)] == [1]
    assert go_back(tmp_path, 1).curves == DOUBTS


def test_an_unknown_version_is_told_with_those_there_are(tmp_path):
    keep(tmp_path, DOUBTS, {})
    with pytest.raises(UnknownName, match="choose one of: 0, 1"):
        go_back(tmp_path, 7)


def test_a_file_that_was_broken_names_the_way_out(tmp_path):
    (tmp_path / FILE).write_text("{")
    with pytest.raises(BadFile, match="put a copy of the file back"):
        learned(tmp_path)


def test_the_file_holds_no_word_anybody_said(tmp_path):
    keep(tmp_path, DOUBTS, {"calls": 30})
    assert set(json.loads((tmp_path / FILE).read_text())["versions"][0]) == {"number", "curves", "report"}


def test_results_know_their_workspace_and_others_do_not(tmp_path):
    (tmp_path / "ours").mkdir()
    keep(tmp_path / "ours", DOUBTS, {})
    assert learned_near(tmp_path / "ours" / "results" / "0001").number == 1
    assert learned_near(tmp_path / "elsewhere" / "results" / "0001") == NOTHING


def test_a_move_of_a_learned_detector_says_so_and_others_stay_as_they_are(tmp_path):
    now = keep(tmp_path, DOUBTS, {})
    sorry, hello = now.applied([found("apology", 0.9), found("greeting", 0.9)])
    assert (sorry.confidence, sorry.by) == (pytest.approx(0.1), "apology.v1+team.1")
    assert (hello.confidence, hello.by) == (0.9, "greeting.v1")


def test_marks_follow_what_was_learned(tmp_path):
    call = talk()
    names = {move.by for move in NOTHING.find_moves(call) if move.name == "empathy"}
    assert names  # "I am sorry to hear that"
    keep(tmp_path, dict.fromkeys(names, DOUBTS["apology.v1"]), {})
    now = learned(tmp_path)
    assert not [move for move in now.find_moves(call) if move.name == "empathy"]
    before, after = (_mark(each.score(call, "service_call"), "empathy") for each in (NOTHING, now))
    assert before.evidence
    assert not after.evidence


def _mark(card, item):
    return next(mark for mark in card.marks if mark.criterion == item)
