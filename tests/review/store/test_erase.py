"""Erasing: nothing of the person is left in any byte of the workspace, and everyone else's calls stay."""

import json
from datetime import UTC, datetime

import pytest

from review.erase import erase
from review.store import Filter, Store
from review.store.search import search
from tests.review.store.conftest import BOTH, RUBRIC, card, new
from tests.sounds import tone, wav
from transcribe.audio import sha256
from transcribe.errors import FixableError, UnknownName

WORDS = "she cried about the birthday bicycle"


def kept(workspace):
    """Every byte of every file."""
    return b"".join(path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())


def recorded(store, name, hertz):
    """A recording in the workspace with results, a waveform in the cache, and a call in the store."""
    sound = store.workspace.recordings / f"{name}.wav"
    sound.parent.mkdir(exist_ok=True)
    wav(sound, tone(1.0, hertz))
    results = store.workspace.results / name
    results.mkdir(parents=True)
    (results / "call.json").write_text(json.dumps({"text": WORDS}))
    (results / ".done.json").write_text(json.dumps({"audio": sha256(sound), "source": str(sound)}))
    store.workspace.cache.mkdir(exist_ok=True)
    (store.workspace.cache / f"{sha256(sound)}.peaks").write_bytes(b"peaks")
    return store.workspace.relative(sound)


@pytest.fixture
def full(store):
    """Two calls of Żaneta Wilk with all there can be, and one of Jan's; one customer called twice."""
    people = {"w1": ("Żaneta Wilk", "Anna Nowak"), "w2": ("Żaneta Wilk", "Piotr Lis"), "j1": ("Jan", "Anna Nowak")}
    for hertz, (name, (agent, customer)) in enumerate(people.items(), 300):
        audio = recorded(store, f"sound-{name}", hertz)
        store.add_calls([new(f"call-{name}", agent=agent, customer=customer, audio=audio, tags=("t",))], by="Ewa")
        store.add_result(f"call-{name}", card())
        store.mark(f"call-{name}", "paraphrase", 1, by="Ewa", rubric=RUBRIC, why=f"{WORDS} {name}")
        store.note(f"call-{name}", "note", f"{WORDS} {name}", by="Ewa")
        store.dispute(f"call-{name}", "paraphrase", "shared", by="Ewa", words=f"{WORDS} {name}")
        store.promise(f"call-{name}", f"{WORDS} {name}", by="Ewa")
    return store


def test_an_agent_is_gone_from_every_byte_and_the_others_stay(full):
    assert "Żaneta Wilk".encode() in kept(full.workspace)
    erased = erase(full, by="Ewa", agent="Żaneta Wilk")
    assert erased.left == ()
    # For each of two calls: a folder of results, a waveform, a recording.
    assert (erased.calls, erased.files) == (2, 6)
    left = kept(full.workspace)
    for trace in ("Żaneta", "call-w1", "call-w2", f"{WORDS} w1", f"{WORDS} w2", "Piotr Lis"):
        assert trace.encode() not in left
    assert [call.name for call in full.calls()] == ["call-j1"]
    assert len(full.marks("call-j1")) == len(full.notes("call-j1")) == len(full.promises()) == 1
    assert [path.name for path in full.workspace.recordings.iterdir()] == ["sound-j1.wav"]


@BOTH
def test_one_call_is_erased_and_its_agents_others_stay(full):
    erased = erase(full, by="Ewa", call="call-w1")
    assert (erased.calls, erased.left) == (1, ())
    assert full.count(Filter(agent="Żaneta Wilk")) == 1


def test_the_log_keeps_that_something_was_erased_but_not_whose(full):
    before = len(full.history())
    erase(full, by="Ewa", agent="Żaneta Wilk")
    newest, *others = full.history()
    assert (newest.action, newest.by, newest.detail) == ("erase", "Ewa", {"calls": 2})
    assert len(others) == before
    assert {change.call for change in others} == {None, "call-j1"}


def test_a_trace_in_another_file_is_found_and_told(full):
    (full.workspace.folder / "list.csv").write_text("call,customer\n9,anna NOWAK\n")
    (full.workspace.folder / "notes.json").write_text(json.dumps({"agent": "Żaneta Wilk"}))
    erased = erase(full, by="Ewa", customer="Anna Nowak")
    assert [place.split(":")[0] for place in erased.left] == ["list.csv"]
    assert search(full, ["Żaneta Wilk"]).places[0] == "notes.json"


def test_a_name_that_is_part_of_another_is_no_trace(store):
    store.add_calls([new("a", agent="Ann"), new("b", agent="Anna")], by="Ewa")
    assert erase(store, by="Ewa", agent="Ann").left == ()
    assert store.call("b").agent == "Anna"


@pytest.mark.parametrize("name", ["0004", "11:45", "TABLE"])
def test_a_call_named_as_the_database_names_its_own_things_leaves_no_trace(store, name):
    # The tables are at step 0004; the other call began at 11:45.
    store.add_calls([new(name), new("other", at=datetime(2026, 11, 16, 11, 45, tzinfo=UTC))], by="Ewa")
    assert erase(store, by="Ewa", call=name).left == ()


def test_a_trace_in_a_free_page_of_the_database_would_be_found(store):
    with store.engine.connect() as connection:
        connection.exec_driver_sql("pragma secure_delete=OFF")
        connection.exec_driver_sql("CREATE TABLE other (word TEXT)")
        connection.exec_driver_sql("INSERT INTO other VALUES ('Kowalska')")
        connection.exec_driver_sql("DROP TABLE other")
        connection.commit()
    assert [place.split("-")[0] for place in search(store, ["Kowalska"]).places] == ["parafraza.db"]


def test_a_recording_outside_the_workspace_is_told_and_never_deleted(store, tmp_path):
    outside = tmp_path / "elsewhere.wav"
    wav(outside, tone(1.0, 300))
    store.add_calls([new("0001", audio="../elsewhere.wav")], by="Ewa")
    (told,) = erase(store, by="Ewa", call="0001").left
    assert "outside the workspace; delete it by hand" in told
    assert outside.exists()


def test_a_recording_another_call_uses_stays(store):
    audio = recorded(store, "both", 300)
    store.add_calls([new("0001", audio=audio), new("0002", audio=audio)], by="Ewa")
    erase(store, by="Ewa", call="0001")
    assert (store.workspace.folder / audio).exists()


def test_copies_kept_before_an_update_are_erased_too(full):
    copy = full.workspace.folder / "parafraza.before-0004.db"
    copy.write_bytes("Żaneta Wilk".encode())
    erase(full, by="Ewa", agent="Żaneta Wilk")
    assert not copy.exists()


def test_a_person_nobody_knows_is_asked_back(full):
    with pytest.raises(UnknownName, match="did you mean Anna Nowak"):
        erase(full, by="Ewa", customer="Ana Nowak")
    with pytest.raises(FixableError, match="say whose data"):
        erase(full, by="Ewa")


def test_a_reviewer_who_marks_an_erased_call_is_told(folder, full):
    with Store.open(folder) as other:
        erase(full, by="Ewa", call="call-w1")
        with pytest.raises(UnknownName, match="there is no call call-w1"):
            other.mark("call-w1", "paraphrase", 1, by="Ion", rubric=RUBRIC)
