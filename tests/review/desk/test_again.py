"""Doing again what was taken back, and what a reviewer saw before the kernel stopped."""

import pytest

from review.desk.corrections import Correction
from review.desk.sitting import Refused
from tests.review.desk.conftest import items


def values(sat, name="0001"):
    return [mark.value for mark in sat.store.marks(name)]


def test_a_mark_taken_back_is_given_again(open_call):
    open_call.mark("greeting", 1)
    open_call.undo()
    assert open_call.redo().kind == "marks"
    assert values(open_call) == [1.0]
    assert open_call.redo() is None


def test_a_correction_done_again_moves_the_marks_again(open_call):
    open_call.correct(Correction("swap"))
    open_call.mark_again()
    moved = [mark.value for mark in open_call.heard.card.marks]
    open_call.undo()
    open_call.redo()
    assert [mark.value for mark in open_call.heard.card.marks] == moved
    assert [turn.role for turn in open_call.heard.call.turns][:2] == ["customer", "agent"]


def test_what_was_taken_back_in_another_call_is_named(open_call):
    open_call.mark("greeting", 1)
    open_call.undo()
    open_call.open("extra")
    with pytest.raises(Refused, match="took back last was in the call 0001"):
        open_call.redo()
    assert values(open_call) == []


def test_a_blind_reviewer_who_saw_the_marks_has_seen_them_in_the_next_kernel_too(sit):
    seeing = sit()
    seeing.open("0001")
    seeing.shown("marks")
    again = sit(blind=True)
    again.open("0001")
    assert again.shown("marks")["marks"]["revealed"] is True
    again.mark("greeting", 1)
    assert [mark.blind for mark in again.store.marks("0001")] == [False]


def test_what_was_uncovered_stays_so_when_a_mark_is_taken_back_and_the_kernel_restarts(sit):
    sat = sit(blind=True)
    sat.open("0001")
    for mark in sat.heard.card.marks:
        sat.mark(mark.criterion, 1)
    sat.shown("marks")
    sat.undo()
    again = sit(blind=True)
    again.open("0001")
    shown = again.shown("marks")["marks"]
    assert (shown["revealed"], shown["given"]) == (True, len(items(shown)) - 1)


def test_opening_a_call_blind_is_not_seeing_it(sit):
    sat = sit(blind=True)
    sat.open("0001")
    sat.shown("queue", "call", "transcript", "marks", "notes")
    assert not sat.store.has_seen("0001", by="Ewa")


def test_what_one_person_saw_is_hidden_from_another(sit):
    seeing = sit("Ion")
    seeing.open("0001")
    seeing.shown("marks")
    other = sit("Ewa", blind=True)
    other.open("0001")
    assert other.shown("marks")["marks"]["revealed"] is False
