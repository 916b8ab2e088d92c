"""Which recordings are reviewed, and what their result folders are called."""

import json
from pathlib import Path

import pytest

from review.job import MARKER, jobs
from transcribe.errors import BadFile


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Makes empty files below a folder one stands in."""
    monkeypatch.chdir(tmp_path)

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    return make


def named(*paths, out="out"):
    """The jobs as (recording, result folder), relative to where one stands."""
    return [(str(job.source), str(job.folder)) for job in jobs([Path(path) for path in paths], Path(out))]


def test_results_are_called_as_the_recording(put):
    put("ann.wav")
    assert named("ann.wav") == [("ann.wav", "out/ann")]


def test_a_folder_gives_its_recordings_in_order_deeper_ones_included(put):
    put("calls/b.mp3", "calls/a.wav", "calls/may/c.OPUS", "calls/notes.txt", "calls/call.json", "calls/b.pdf")
    assert named("calls") == [
        ("calls/a.wav", "out/a"),
        ("calls/b.mp3", "out/b"),
        ("calls/may/c.OPUS", "out/c"),
    ]


def test_a_file_named_by_the_user_is_taken_whatever_it_is_called(put):
    put("talk.vtt", "recording", "a.b.wav")
    assert named("talk.vtt", "recording", "a.b.wav") == [
        ("talk.vtt", "out/talk"),
        ("recording", "out/recording"),
        ("a.b.wav", "out/a.b"),
    ]


def test_two_recordings_that_share_a_name_keep_their_endings(put):
    put("calls/a.wav", "calls/a.mp3", "calls/b.wav")
    assert named("calls") == [
        ("calls/a.mp3", "out/a.mp3"),
        ("calls/a.wav", "out/a.wav"),
        ("calls/b.wav", "out/b"),
    ]


def test_the_same_file_name_in_two_folders_is_numbered(put):
    put("calls/may/a.wav", "calls/june/a.wav", "calls/july/a.wav")
    assert named("calls") == [
        ("calls/july/a.wav", "out/a.wav"),
        ("calls/june/a.wav", "out/a.wav 2"),
        ("calls/may/a.wav", "out/a.wav 3"),
    ]


def test_names_that_differ_in_case_only_do_not_meet_on_a_disk_that_does_not_tell(put):
    put("calls/Anna.wav", "calls/anna.wav")
    folders = [folder for _, folder in named("calls")]
    assert folders == ["out/Anna.wav", "out/anna.wav 2"]


def test_a_name_with_its_ending_does_not_meet_anothers_name(put):
    put("calls/a.wav", "calls/a.mp3", "calls/a.wav.ogg")
    folders = [folder for _, folder in named("calls")]
    assert len({folder.casefold() for folder in folders}) == 3


def test_a_recording_named_twice_is_one_job(put, tmp_path):
    put("calls/a.wav")
    assert len(named("calls", "calls/a.wav", "./calls/../calls/a.wav", tmp_path / "calls" / "a.wav")) == 1


@pytest.mark.parametrize("out", ["calls/results", "./calls/results", None], ids=["inside", "dotted", "in full"])
def test_results_inside_the_folder_are_no_recordings(put, tmp_path, out):
    put("calls/a.wav", "calls/results/a/sound.wav")
    found = jobs([Path("calls")], Path(out) if out else tmp_path / "calls" / "results")
    assert [str(job.source) for job in found] == ["calls/a.wav"]


def test_the_shadow_files_of_other_systems_are_passed_over(put):
    put("calls/a.wav", "calls/._a.wav", "calls/.hidden.wav")
    assert named("calls") == [("calls/a.wav", "out/a")]


@pytest.mark.parametrize("name", ['it\'s a "call".wav', "Звонок №1.wav", "rozmowa ząb 😟.wav", "a b  c.wav", "-v.wav"])
def test_any_name_is_kept_as_it_is(put, name):
    put(f"calls/{name}")
    assert named("calls") == [(f"calls/{name}", f"out/{name.removesuffix('.wav')}")]


def test_a_path_that_is_not_there_is_refused(put):
    put("a.wav")
    with pytest.raises(BadFile, match="no such file or folder") as caught:
        named("a.wav", "b.wav")
    assert caught.value.where == "b.wav"


def test_a_folder_without_recordings_says_what_belongs_there(put):
    put("calls/notes.txt")
    with pytest.raises(BadFile, match=r"no recordings in this folder\n.*\(.*flac.*wav.*\)"):
        named("calls")


def test_results_of_another_recording_are_left_alone(tmp_path):
    first, second, out = tmp_path / "a" / "call.wav", tmp_path / "b" / "call.wav", tmp_path / "out"
    for path in (first, second):
        path.parent.mkdir()
        path.write_bytes(b"sound")
    (out / "call").mkdir(parents=True)
    (out / "call" / MARKER).write_text(json.dumps({"source": str(first.resolve())}), encoding="utf-8")
    assert [job.folder.name for job in jobs([first], out)] == ["call"]
    assert [job.folder.name for job in jobs([second], out)] == ["call.wav"]


def test_a_recording_that_was_moved_keeps_its_folder(tmp_path):
    now, out = tmp_path / "call.wav", tmp_path / "out"
    now.write_bytes(b"sound")
    (out / "call").mkdir(parents=True)
    (out / "call" / MARKER).write_text(json.dumps({"source": str(tmp_path / "gone" / "call.wav")}), encoding="utf-8")
    assert [job.folder.name for job in jobs([now], out)] == ["call"]
