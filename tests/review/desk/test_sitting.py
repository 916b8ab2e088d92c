"""A reviewer at the desk, without a browser."""

from dataclasses import replace

import pytest

from review.desk.corrections import Correction
from review.desk.peaks import peaks
from review.desk.queue import Wanted
from review.desk.sitting import Refused
from review.erase import erase
from review.learning.applying import keep
from review.learning.curves import Curve
from tests.review.desk.conftest import items, older
from transcribe.errors import FixableError, UnknownName


def marks_of(sat):
    return sat.shown("marks")["marks"]


def test_a_mark_is_in_the_store_with_its_rubric_and_reason(open_call):
    open_call.mark("paraphrase", 2, why=" gave the number back ")
    (mark,) = open_call.store.marks("0001")
    assert (mark.value, mark.why, mark.by, mark.blind) == (2.0, "gave the number back", "Ewa", False)
    assert mark.rubric == open_call.heard.card.rubric


def test_a_mark_is_shown_beside_the_machines_and_other_peoples(open_call):
    open_call.store.mark("0001", "greeting", 1, by="Ion", rubric=open_call.heard.card.rubric, why="no name")
    open_call.mark("greeting", 3, why="warm")
    greeting = items(marks_of(open_call))["greeting"]
    assert (greeting["own"]["value"], greeting["own"]["why"]) == (3.0, "warm")
    assert [(other["by"], other["level"], other["why"]) for other in greeting["others"]] == [("Ion", "1", "no name")]
    assert greeting["machine"]["chips"][0]["text"].startswith("Good morning")


def test_not_judged_and_does_not_apply_are_two_answers_without_a_value(open_call):
    open_call.mark("paraphrase", None, why="cannot hear it")
    open_call.mark("empathy", None, applies=False, why="nothing to feel")
    shown = items(marks_of(open_call))
    assert (shown["paraphrase"]["own"]["applies"], shown["paraphrase"]["own"]["level"]) == (True, "not judged")
    assert (shown["empathy"]["own"]["applies"], shown["empathy"]["own"]["why"]) == (False, "nothing to feel")
    assert [mark.value for mark in open_call.store.marks("0001")] == [None, None]
    assert marks_of(open_call)["given"] == 2


def test_accepting_gives_the_machines_mark_as_ones_own(open_call):
    machine = next(mark for mark in open_call.heard.card.marks if mark.criterion == "greeting")
    open_call.accept("greeting")
    assert open_call.store.marks("0001")[0].value == machine.value


@pytest.mark.parametrize("value", [4, -1, 1.5])
def test_a_level_the_rubric_does_not_have_is_refused(open_call, value):
    with pytest.raises(FixableError, match="no level of paraphrase"):
        open_call.mark("paraphrase", value)
    assert open_call.store.marks("0001") == []


def test_blind_eyes_see_neither_name_nor_machine_until_each_item_has_a_mark(sit):
    sat = sit(blind=True)
    sat.open("0001")
    shown = sat.shown("queue", "call", "transcript", "marks")
    assert shown["call"]["agent"] is None
    assert shown["queue"]["choices"]["agent"] == []
    assert shown["marks"]["total"] is None
    assert all(item["machine"] is None for item in items(shown["marks"]).values())
    assert all(stretch["moves"] == () for turn in shown["transcript"]["turns"] for stretch in turn["stretches"])
    with pytest.raises(Refused, match="hidden while you look blind"):
        sat.accept("greeting")
    for mark in sat.heard.card.marks:
        sat.mark(mark.criterion, 1)
    shown = sat.shown("call", "marks")
    assert (shown["call"]["agent"], shown["marks"]["revealed"]) == ("Jan", True)
    assert all(mark.blind for mark in sat.store.marks("0001"))


def test_what_was_seen_is_not_blind_any_more(sit):
    sat = sit()
    sat.open("0001")
    sat.shown("marks")
    sat.put_on(blind=True)
    sat.mark("greeting", 1)
    assert [mark.blind for mark in sat.store.marks("0001")] == [False]


def test_a_blind_reviewer_does_not_see_other_peoples_marks_and_moments(sit):
    sat = sit(blind=True)
    sat.open("0001")
    sat.store.mark("0001", "greeting", 1, by="Ion", rubric=sat.heard.card.rubric)
    sat.store.note("0001", "moment", "Jan again", by="Ion")
    shown = sat.shown("marks", "notes")
    assert items(shown["marks"])["greeting"]["others"] == []
    assert shown["notes"]["moments"] == []


def test_a_correction_moves_the_marks_and_says_which(open_call):
    before = open_call.heard.card
    open_call.correct(Correction("swap"))  # what the agent asked is the customer's now
    open_call.mark_again()
    shown = marks_of(open_call)
    titles = [change["title"] for change in shown["changed"]]
    assert "Greeting" in titles
    assert shown["corrected"] is True
    assert open_call.store.results("0001")[0].card == before  # never written over
    assert len(open_call.store.results("0001")) == 2


def test_marks_given_anew_follow_what_the_team_taught(open_call):
    keep(open_call.store.workspace.folder, {"greeting.v1": Curve("isotonic", (0.0, 1.0), (0.0, 0.0))}, {"calls": 30})
    open_call.correct(Correction("text", turn=3, text="Four four seven two.", was="Four four seven one."))
    open_call.mark_again()
    greetings = [move for move in open_call.heard.moves if move.name == "greeting"]
    assert greetings == []  # this team's reviewers never believe one
    assert open_call.heard.team.number == 1


def test_a_correction_taken_back_brings_the_marks_back(open_call):
    before = [mark.value for mark in open_call.heard.card.marks]
    open_call.correct(Correction("swap"))
    open_call.mark_again()
    assert open_call.undo().kind == "notes"
    assert [mark.value for mark in open_call.heard.card.marks] == before
    assert (open_call.heard.corrections, marks_of(open_call)["corrected"]) == ((), False)


def test_a_kernel_that_stopped_between_a_correction_and_its_marks_catches_up(open_call, sit):
    open_call.correct(Correction("swap"))
    again = sit()
    again.open("0001")
    assert len(again.store.results("0001")) == 2
    assert [turn.role for turn in again.heard.call.turns][:2] == ["customer", "agent"]


def test_the_machines_file_stays_as_it_was(open_call, folder):
    kept = (folder / "results" / "0001" / "call.json").read_bytes()
    open_call.correct(Correction("text", 3, "Four four seven two.", "Four four seven one."))
    assert (folder / "results" / "0001" / "call.json").read_bytes() == kept
    assert open_call.shown("transcript")["transcript"]["turns"][3]["text"] == "Four four seven two."


def test_a_correction_that_changes_nothing_is_told_and_not_kept(open_call):
    with pytest.raises(Refused, match="That changes nothing"):
        open_call.correct(Correction("border", 0, words=99))
    assert open_call.store.notes("0001") == []


def test_undo_goes_back_mark_by_mark_and_stops_at_another_call(open_call):
    open_call.mark("greeting", 1)
    open_call.open("extra")
    open_call.mark("greeting", 2)
    open_call.undo()
    assert open_call.store.marks("extra") == []
    with pytest.raises(Refused, match="in the call 0001"):
        open_call.undo()
    assert [mark.value for mark in open_call.store.marks("0001")] == [1.0]


def test_undo_with_nothing_to_take_back_is_none(sit):
    sat = sit("Nobody yet")
    sat.open("0001")
    assert sat.undo() is None


def test_notes_keep_the_last_words_and_moments_all_of_them(open_call):
    for text in ("late parcel", "late parcel, twice", "late parcel, twice"):
        open_call.remark("root_cause", text)
    open_call.moment("<b>here</b>", 12.0, 15.5)
    shown = open_call.shown("notes")["notes"]
    assert shown["root_cause"] == "late parcel, twice"
    assert len(open_call.store.notes("0001", "root_cause")) == 2  # the same again is no new note
    assert [(each["text"], each["start"], each["end"]) for each in shown["moments"]] == [("<b>here</b>", 12.0, 15.5)]


def test_a_flag_goes_up_and_down_and_filters_the_queue(open_call):
    open_call.narrow(Wanted(state="flagged"))
    open_call.flag("look again")
    assert [call["name"] for call in open_call.shown("queue")["queue"]["calls"]] == ["0001"]
    open_call.flag("")
    assert open_call.shown("queue")["queue"]["calls"] == []


def test_marks_by_an_older_rubric_stand_beside_and_do_not_count(open_call):
    old = older(open_call.heard.card)
    open_call.store.mark("0001", "greeting", 3, by="Ewa", rubric=old.rubric, why="then")
    open_call.store.mark("0001", "no_such_item_now", 1, by="Ewa", rubric=old.rubric)
    shown = marks_of(open_call)
    greeting = items(shown)["greeting"]
    assert (greeting["own"], greeting["earlier"]["level"], greeting["earlier"]["version"]) == (None, "3", "0.9.0")
    assert [(each["title"], each["version"]) for each in shown["gone"]] == [("No such item now", "0.9.0")]
    assert shown["given"] == 0


def test_a_rubric_that_changed_since_is_told_and_the_call_marked_by_it_on_request(open_call):
    store, now = open_call.store, open_call.heard.card.rubric.version
    store.add_result("0001", older(open_call.heard.card))
    open_call.open("0001")
    assert marks_of(open_call)["newer"] == now
    open_call.mark_again()
    assert marks_of(open_call)["newer"] is None
    assert [result.card.rubric.version for result in store.results("0001")] == [now, "0.9.0", now]


def test_a_rubric_that_is_not_here_leaves_the_call_readable(open_call):
    card = open_call.heard.card
    ours = replace(card, rubric=replace(card.rubric, id="ours_alone"))
    open_call.store.add_result("0001", ours)
    open_call.open("0001")
    open_call.correct(Correction("swap"))
    with pytest.raises(FixableError, match="ours_alone"):
        open_call.mark_again()
    open_call.open("0001")
    assert marks_of(open_call)["rubric"] == f"Ours alone {card.rubric.version}"


def test_a_call_erased_while_open_takes_no_mark(open_call):
    erase(open_call.store, by="Ewa", call="0001")
    with pytest.raises(UnknownName):
        open_call.mark("greeting", 1)
    with pytest.raises(UnknownName):
        open_call.open("0001")
    assert not open_call.is_open


def test_erasing_takes_corrections_and_waveform_along(open_call, folder):
    stored = open_call.heard.stored
    peaks(folder / "recordings" / "0001.wav", folder / "cache", stored.audio_hash)
    open_call.correct(Correction("text", 3, "Zanzibar eleven.", "Four four seven one."))
    erase(open_call.store, by="Ewa", call="0001")
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Zanzibar" not in left
    assert list((folder / "cache").iterdir()) == []


def test_the_next_call_is_the_one_after_in_the_queue(sit):
    sat = sit()
    assert sat.next_name() == "0001"
    sat.open("0001")
    assert sat.next_name() == "extra"
    sat.mark("greeting", 1)  # 0001 waits no more
    assert sat.next_name() == "extra"
    sat.open("extra")
    sat.mark("greeting", 1)
    assert sat.next_name() is None
