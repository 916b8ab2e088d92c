"""The desk in a notebook, driven as the browser drives it, without one."""

import json
import time

import pytest

pytest.importorskip("anywidget", reason="the desk needs anywidget")

import review
from review.desk.view import DeskView
from review.erase import erase
from review.store import NewCall

HELLO = {"do": "hello", "root": "", "base": "/"}


@pytest.fixture
def view(sit):
    return heard_by(DeskView(sit()))


def heard_by(view):
    """A view that remembers all it sends."""
    view.sent = []
    view.send = view.sent.append
    return view


def asked(view, do, **more):
    """What the view answers to a message of the browser."""
    view.sent.clear()
    view._heard(view, {"do": do, "number": 7, **more}, [])
    (answer,) = [each for each in view.sent if each.get("number") == 7]
    json.dumps(answer)  # what the browser gets is JSON
    return answer


def told_later(view, key):
    """Wait for a message that comes by itself."""
    for _ in range(100):
        found = [each[key] for each in list(view.sent) if key in each]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"no {key} came")


def test_hello_shows_the_queue_and_no_call(view):
    shown = asked(view, "hello", root="", base="/")["shown"]
    assert list(shown) == ["queue"]
    assert [call["name"] for call in shown["queue"]["calls"]] == ["0001", "extra"]


def test_a_call_opens_with_everything_about_it_and_its_recordings_address(view, folder):
    asked(view, "hello", root=str(folder.parent), base="/lab-of/ewa/")
    shown = asked(view, "open", call="0001")["shown"]
    assert set(shown) == {"call", "transcript", "marks", "notes", "sound"}
    assert shown["sound"] == {"url": "/lab-of/ewa/files/ours/recordings/0001.wav", "why": None}
    assert told_later(view, "wave")["duration"] == 50.0


def test_a_page_that_is_drawn_anew_gets_the_open_call_again(view):
    asked(view, "open", call="0001")
    assert asked(view, "hello", root="", base="/")["shown"]["call"]["name"] == "0001"


def test_no_word_of_a_call_is_in_what_the_notebook_saves(view):
    asked(view, "open", call="0001")
    asked(view, "mark", item="greeting", value=2, why="secret reason")
    state = str(view.get_state())
    assert "Review desk" in state  # its own words are there
    assert [word for word in ("0001", "Jan", "Northline", "secret reason") if word in state] == []


def test_a_mark_is_in_the_store_before_the_answer(view):
    asked(view, "open", call="0001")
    kept = []
    view.send = lambda answer: kept.append([mark.value for mark in view.sitting.store.marks("0001")])
    view._heard(view, {"do": "mark", "number": 8, "item": "greeting", "value": 2}, [])
    assert kept == [[2.0]]


def test_a_correction_is_shown_at_once_and_the_marks_come_after(view):
    asked(view, "open", call="0001")
    view.sent.clear()
    view._heard(view, {"do": "correct", "number": 9, "deed": "swap"}, [])
    first, second = [each for each in view.sent if "shown" in each]
    assert set(first["shown"]) == {"transcript"}
    assert first["shown"]["transcript"]["turns"][0]["role"] == "customer"
    assert "Greeting" in [change["title"] for change in second["shown"]["marks"]["changed"]]


def test_a_call_erased_while_it_was_open_is_told_and_the_queue_goes_on(view):
    asked(view, "open", call="0001")
    erase(view.sitting.store, by="Ewa", call="0001")
    answer = asked(view, "mark", item="greeting", value=2)
    assert answer["gone"] == view.words["gone"]
    assert [call["name"] for call in answer["shown"]["queue"]["calls"]] == ["extra"]
    assert set(asked(view, "hello", root="", base="/")["shown"]) == {"queue"}


def test_an_erased_call_that_is_opened_from_an_old_queue_is_told(view):
    erase(view.sitting.store, by="Ewa", call="0001")
    answer = asked(view, "open", call="0001")
    assert "there is no call 0001" in answer["help"]
    assert [call["name"] for call in answer["shown"]["queue"]["calls"]] == ["extra"]


@pytest.mark.parametrize(
    "message",
    [
        {"do": "sing"},
        {},
        {"do": "mark", "item": "greeting"},
        {"do": "mark", "item": "greeting", "value": "much"},
        {"do": "mark", "item": ["greeting"], "value": 1},
        {"do": "correct", "deed": "text", "turn": 99, "text": "x"},
        {"do": "correct", "deed": "dance"},
        {"do": "moment", "start": "soon", "end": 2},
        {"do": "remark", "kind": "flag", "text": "x"},
        {"do": "moment", "start": -4, "end": 2},
        {"do": "narrow", "wanted": 3},
    ],
)
def test_a_message_that_makes_no_sense_is_answered_and_changes_nothing(view, message):
    asked(view, "open", call="0001")
    history = len(view.sitting.store.history())
    view.sent.clear()
    view._heard(view, {"number": 7, **message}, [])
    assert any("help" in answer for answer in view.sent)
    assert len(view.sitting.store.history()) == history


def test_an_error_nobody_foresaw_is_answered_and_stays_in_the_log(view, monkeypatch):
    def broken(*_):
        raise OSError("the disk is gone")

    monkeypatch.setattr(view.sitting, "open", broken)
    view.sent.clear()
    with pytest.raises(OSError, match="the disk is gone"):
        view._heard(view, {"do": "open", "number": 7, "call": "0001"}, [])
    assert view.sent == [{"done": "open", "number": 7, "help": view.words["failed"]}]


def test_undo_says_what_it_did(view):
    asked(view, "open", call="0001")
    asked(view, "flag", text="look")
    assert asked(view, "undo")["told"] == "Taken back."
    assert view.sitting.store.notes("0001") == []


def test_redo_says_what_it_did(view):
    asked(view, "open", call="0001")
    asked(view, "flag", text="look")
    asked(view, "undo")
    assert asked(view, "redo")["told"] == "Done again."
    assert [note.text for note in view.sitting.store.notes("0001")] == ["look"]
    assert asked(view, "redo")["told"] == "There is nothing to do again."


def test_next_goes_through_the_queue_and_says_where_it_ends(view):
    assert asked(view, "next")["shown"]["call"]["name"] == "0001"
    assert asked(view, "next")["shown"]["call"]["name"] == "extra"
    answer = asked(view, "next")
    assert answer["told"] == view.words["queue_end"]


@pytest.mark.parametrize(
    ("audio", "root", "word"),
    [
        (None, "{folder}", "sound_none"),
        ("recordings/gone.wav", "{folder}", "sound_moved"),
        ("recordings/0001.wav", "{folder}/results", "sound_outside"),
        (".hidden/a.wav", "{folder}", "sound_hidden"),
        ("recordings/0001.wav", "", "sound_no_server"),
    ],
)
def test_a_recording_that_cannot_be_played_says_why(view, folder, audio, root, word):
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "a.wav").write_bytes(b"RIFF")
    view.sitting.store.add_calls([NewCall(name="x", audio=audio)], by="Ewa")
    asked(view, "hello", root=root.format(folder=folder), base="/")
    sound = asked(view, "open", call="x")["shown"]["sound"]
    assert sound == {"url": None, "why": view.words[word].format(audio=audio, call="x")}


def test_looking_blind_is_switched_and_shows_everything_anew(view):
    asked(view, "open", call="extra")
    answer = asked(view, "blind", on=True)
    assert (answer["shown"]["queue"]["blind"], answer["shown"]["queue"]["choices"]["agent"]) == (True, [])


def test_the_desk_opens_by_its_short_name(folder):
    view = review.desk(folder, reviewer="Ewa", lang="ro", blind=True)
    assert (view.lang, view.reviewer, view.sitting.eyes.blind) == ("ro", "Ewa", True)
    view.sitting.store.close()
