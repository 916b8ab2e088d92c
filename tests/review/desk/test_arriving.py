"""What reviews left, brought into the store."""

import json

import pytest

from review.desk.arriving import bring
from review.store import NewCall, Store
from rubrics.wire import scorecard_json
from tests.review.desk.conftest import older
from transcribe.errors import BadFile


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "new") as opened:
        yield opened


def rewritten(folder, change):
    """Change a scorecard's file, as another review would."""
    path = folder / "scorecard.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_results_find_their_call_by_its_recording(folder):
    with Store.open(folder) as store:
        assert store.call("0001").agent == "Jan"
        assert store.call("0001").results == "results/0001"
        assert len(store.results("0001")) == 1


def test_results_without_a_call_are_a_new_call_with_its_recording_and_language(folder):
    with Store.open(folder) as store:
        call = store.call("extra")
        assert (call.audio, call.language, call.agent) == ("recordings/extra.wav", "en", None)


def test_a_call_of_another_name_is_found_by_the_place_of_its_recording(folder, store):
    audio = store.workspace.relative(folder / "recordings" / "extra.wav")
    store.add_calls([NewCall(name="T-77", audio=audio)], by="Ewa")
    arrived = bring(store, folder / "results", by="Ewa")
    assert (arrived.cards, arrived.new) == (2, 1)
    assert len(store.results("T-77")) == 1


def test_a_second_time_nothing_comes_in(folder):
    with Store.open(folder) as store:
        arrived = bring(store, folder / "results", by="Ewa")
        assert (arrived.cards, arrived.new, arrived.known) == (0, 0, 2)
        assert len(store.results("0001")) == 1


def test_marks_given_anew_are_one_more_version(folder):
    with Store.open(folder) as store:
        before = store.results("0001")[0].card
        (folder / "results" / "0001" / "scorecard.json").write_text(json.dumps(scorecard_json(older(before, "9.9.9"))))
        assert bring(store, folder / "results", by="Ewa").cards == 1
        versions = [result.card.rubric.version for result in store.results("0001")]
    assert versions == [before.rubric.version, "9.9.9"]


def test_one_folder_of_results_may_be_named_itself(folder, store):
    assert bring(store, folder / "results" / "extra", by="Ewa").cards == 1


def test_results_of_another_recording_under_a_name_that_is_taken_are_told(folder, store):
    store.add_calls([NewCall(name="extra", audio="recordings/other.wav")], by="Ewa")
    arrived = bring(store, folder / "results", by="Ewa")
    (fault,) = arrived.faults
    assert fault.startswith("extra: there is a call extra already, with another recording")
    assert store.results("extra") == []


def test_a_call_imported_without_a_recording_takes_results_of_its_name(folder, store):
    store.add_calls([NewCall(name="extra", agent="Ann")], by="Ewa")
    assert bring(store, folder / "results", by="Ewa").new == 1  # 0001 alone
    assert len(store.results("extra")) == 1


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": 1}', '{"schema": 7}'])
def test_a_broken_scorecard_is_told_and_the_others_come_in(folder, store, content):
    (folder / "results" / "0001" / "scorecard.json").write_text(content)
    arrived = bring(store, folder / "results", by="Ewa")
    assert (arrived.cards, len(arrived.faults)) == (1, 1)
    assert arrived.faults[0].startswith("0001: ")


def test_a_transcript_reviewed_in_place_of_a_recording_is_not_played(folder, store):
    marker = folder / "results" / "extra" / ".done.json"
    (folder / "extra.vtt").write_text("WEBVTT\n")
    marker.write_text(json.dumps({"source": str(folder / "extra.vtt"), "audio": "ab" * 32}))
    bring(store, folder / "results", by="Ewa")
    assert store.call("extra").audio is None


def test_a_folder_that_is_not_there_is_told(store, tmp_path):
    with pytest.raises(BadFile, match="there is no such folder"):
        bring(store, tmp_path / "nowhere", by="Ewa")
