"""A call the machine gave no marks for, marked by ear; and a rubric of one's own at the desk."""

import shutil

import pytest

from review.desk.sitting import Refused
from review.kept import rubric_of
from review.store import NewCall
from rubrics import library
from tests.review.desk.conftest import items
from tests.scripts import small_rubric


@pytest.fixture
def bare(sit):
    """Ewa before a call that has a recording and nothing else."""
    sat = sit()
    sat.store.add_calls([NewCall(name="bare", audio="recordings/0001.wav")], by="Ewa")
    sat.open("bare")
    return sat


def test_a_call_without_a_transcript_is_open_all_the_same(bare, folder):
    shown = bare.shown("call", "transcript")
    assert shown["call"]["name"] == "bare"
    assert shown["transcript"] is None
    shutil.rmtree(folder / "results" / "extra")
    bare.open("extra")
    assert bare.shown("transcript")["transcript"] is None


def test_a_call_without_machine_marks_has_the_items_of_the_usual_rubric(bare):
    shown = bare.shown("marks")["marks"]
    assert (shown["by_hand"], shown["can_score"], shown["total"]) == (True, False, None)
    assert list(items(shown)) == [criterion.id for _, criterion in library.load("service_call").criteria()]
    assert all(item["machine"] is None for item in items(shown).values())
    assert bare.store.results("bare") == []  # nothing is said in the machine's name


def test_marks_by_hand_are_kept_with_their_rubric_and_shown_again(bare, sit):
    bare.mark("greeting", 2, why="heard it")
    (mark,) = bare.store.marks("bare")
    assert (mark.value, mark.rubric.id) == (2.0, "service_call")
    again = sit()
    again.open("bare")
    shown = again.shown("marks")["marks"]
    assert (items(shown)["greeting"]["own"]["value"], shown["given"]) == (2.0, 1)


def test_there_is_nothing_of_the_machines_to_accept(bare):
    with pytest.raises(Refused, match="no mark here"):
        bare.accept("greeting")


def test_a_transcript_without_marks_can_be_marked_by_the_machine_as_well(sit, folder):
    sat = sit()
    sat.store.add_calls([NewCall(name="heard")], by="Ewa")
    shutil.copytree(folder / "results" / "0001", folder / "results" / "heard")
    sat.store.add_result("heard", sat.store.results("0001")[0].card, folder=folder / "results" / "heard")
    with sat.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM results WHERE call_id = (SELECT id FROM calls WHERE name = 'heard')")
    sat.open("heard")
    assert sat.shown("marks")["marks"]["can_score"] is True
    sat.mark("greeting", 1)
    sat.mark_again()
    shown = sat.shown("marks")["marks"]
    assert (shown["by_hand"], items(shown)["greeting"]["own"]["value"]) == (False, 1.0)


def test_a_rubric_of_ones_own_gives_the_items_and_is_kept(sit, tmp_path):
    path = small_rubric(tmp_path)
    own = library.load(path)
    sat = sit(rubric=path)
    sat.store.add_calls([NewCall(name="bare")], by="Ewa")
    sat.open("bare")
    criteria = [criterion.id for _, criterion in own.criteria()]
    assert list(items(sat.shown("marks")["marks"])) == criteria
    sat.mark(criteria[0], 1)
    assert rubric_of(sat.store, sat.store.marks("bare")[0].rubric) == own


def test_a_blind_reviewer_sees_others_marks_by_hand_after_their_own(sit):
    sat = sit(blind=True)
    sat.store.add_calls([NewCall(name="bare", agent="Jan")], by="Ewa")
    sat.open("bare")
    sat.store.mark("bare", "greeting", 1, by="Ion", rubric=sat.heard.card.rubric)
    assert items(sat.shown("marks")["marks"])["greeting"]["others"] == []
    for mark in sat.heard.card.marks:
        sat.mark(mark.criterion, 1)
    assert items(sat.shown("marks")["marks"])["greeting"]["others"][0]["by"] == "Ion"
