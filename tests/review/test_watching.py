"""Watching a folder: what stands still is reviewed once and brought in, what is being written waits."""

import pytest

from review.running import Reviewer
from review.store import Store
from review.watching import Watch, watch
from tests.reviewing import Ear, outcomes
from tests.scripts import recorded, small_rubric


@pytest.fixture
def watched(tmp_path):
    """A watch over an empty folder, and what it listened to."""
    (tmp_path / "incoming").mkdir()
    ear = Ear()
    with Store.open(tmp_path / "ours") as store:
        reviewer = Reviewer(ear, small_rubric(tmp_path))
        yield Watch(tmp_path / "incoming", store, reviewer, "Ewa"), ear


def test_a_recording_is_reviewed_at_the_second_look_and_brought_in(watched):
    looking, ear = watched
    recorded(looking.folder / "a.wav")
    assert looking.look() == ([], None)
    fared, arrived = looking.look()
    assert outcomes(fared) == [("a.wav", "done")]
    assert (arrived.cards, arrived.new) == (1, 1)
    assert looking.store.call("a").results == "results/a"
    assert ear.heard == ["a.wav"]


def test_a_recording_is_reviewed_once(watched):
    looking, ear = watched
    recorded(looking.folder / "a.wav")
    for _ in range(4):
        looking.look()
    assert ear.heard == ["a.wav"]


def test_a_recording_that_is_still_being_written_waits(watched):
    looking, ear = watched
    path = recorded(looking.folder / "a.wav")
    whole = path.read_bytes()
    for part in (1000, 2000, 3000):
        path.write_bytes(whole[:part])
        assert looking.look() == ([], None)
    assert looking.waiting() == 1
    path.write_bytes(whole)
    looking.look()
    assert outcomes(looking.look()[0]) == [("a.wav", "done")]
    assert ear.heard == ["a.wav"]


def test_one_that_cannot_be_read_is_told_once_and_holds_nobody_up(watched):
    looking, _ = watched
    (looking.folder / "broken.wav").write_bytes(b"no sound")
    recorded(looking.folder / "whole.wav")
    looking.look()
    assert outcomes(looking.look()[0]) == [("broken.wav", "failed"), ("whole.wav", "done")]
    assert looking.look() == ([], None)


def test_files_that_are_no_recordings_are_left_alone(watched):
    looking, ear = watched
    (looking.folder / "notes.txt").write_text("mine")
    (looking.folder / "._a.wav").write_bytes(b"a system's own")
    looking.look()
    assert looking.look() == ([], None)
    assert ear.heard == []


def test_a_watch_for_once_ends_when_all_that_is_there_is_done(watched):
    looking, _ = watched
    recorded(looking.folder / "a.wav")
    told, slept = [], []
    watch(looking, told.append, every=5, once=True, sleep=slept.append)
    assert outcomes(told) == [("a.wav", "done")]
    assert slept == [5]


def test_a_watch_for_once_over_an_empty_folder_ends_at_once(watched):
    looking, _ = watched
    watch(looking, lambda _: None, every=5, once=True, sleep=lambda _: pytest.fail("it should not wait"))
