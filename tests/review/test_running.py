"""The main job over many recordings: nothing twice, nothing by half, nobody held up by somebody else's bad file."""

import json
import os
from pathlib import Path

import pytest

from review import running
from review.job import Job
from review.running import MARKER, RESULTS, Reviewer
from tests.reviewing import WHOLE, Ear, contents, names, outcomes
from tests.scripts import RUBRIC, TALK, recorded, script
from tests.sounds import silence, wav
from transcribe import formats
from transcribe.errors import BadFile, MissingPart, UnknownName


def test_a_review_writes_all_its_files(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    (result,), _ = review()
    folder = tmp_path / "out" / "ann"
    assert names(folder) == WHOLE
    assert formats.read(folder / "call.json").duration == 10.0
    card = json.loads((folder / "scorecard.json").read_text(encoding="utf-8"))
    assert card["skill_total"] == 100.0  # the one mark is the greeting, 1 of 1
    lines = [json.loads(line) for line in (folder / "moves.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[0]["dialog_id"] == "ann"
    assert "greeting" in {line["move"] for line in lines}
    assert result.as_json() == {
        "audio": str(tmp_path / "calls" / "ann.wav"),
        "out": str(folder),
        "outcome": "done",
        "duration": 10.0,
        "skill_total": 100.0,
        "compliance": result.card.compliance,
        "judged": 1,
        "marks": 1,
        "error": None,
        "notes": [],
    }


def test_every_quote_of_a_scorecard_stands_in_its_turn(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    folder = tmp_path / "out" / "ann"
    turns = formats.read(folder / "call.json").turns
    card = json.loads((folder / "scorecard.json").read_text(encoding="utf-8"))
    evidence = [each for mark in card["marks"] for each in mark["evidence"]]
    assert evidence
    assert all(each["quote"] in turns[each["turn"]].text for each in evidence)


def test_a_second_run_does_nothing_and_knows_the_result(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    first, _ = review()
    before = contents(tmp_path / "out" / "ann")
    again, heard = review()
    assert outcomes(again) == [("ann.wav", "skipped")]
    assert heard == []
    assert again[0].card.skill_total == first[0].card.skill_total == 100.0
    assert [mark.why for mark in again[0].card.marks] == [mark.why for mark in first[0].card.marks]
    assert again[0].duration == 10.0
    assert contents(tmp_path / "out" / "ann") == before


def test_only_what_is_new_is_done(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    recorded(tmp_path / "calls" / "bob.wav", pitch=250)
    results, heard = review()
    assert outcomes(results) == [("ann.wav", "skipped"), ("bob.wav", "done")]
    assert heard == ["bob.wav"]


def test_another_recording_under_the_same_name_is_heard(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    recorded(tmp_path / "calls" / "ann.wav", *TALK[:2], pitch=250)
    results, heard = review()
    assert heard == ["ann.wav"]
    assert results[0].duration == 4.0


def test_an_edited_script_is_heard_again(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    script(tmp_path / "calls" / "ann.wav", ("agent", "Yes?"), ("customer", "Hello."))
    results, heard = review()
    assert (results[0].outcome, heard) == ("done", ["ann.wav"])
    assert [turn.text for turn in formats.read(tmp_path / "out" / "ann" / "call.json").turns] == ["Yes?", "Hello."]


def test_what_is_missing_is_told_once_and_transcripts_are_still_done(tmp_path, review, monkeypatch):
    def missing(*_):
        raise MissingPart("the weights are not here", fix="fetch them")

    recorded(tmp_path / "calls" / "ann.wav")
    review("ann.wav")
    for at, name in enumerate(("bob", "cat", "dan")):
        recorded(tmp_path / "calls" / f"{name}.wav", pitch=250 + 30 * at)
    (tmp_path / "calls" / "talk.txt").write_text("Agent: Good morning.\nCustomer: Hello.\n")
    monkeypatch.setattr("transcribe.engines.scripted.Scripted.prepare", missing)
    results, _ = review("", "talk.txt")
    assert [(result.job.source.name, result.outcome, result.error) for result in results] == [
        ("ann.wav", "skipped", None),
        ("bob.wav", "failed", "the weights are not here\nTo fix it: fetch them"),
        ("cat.wav", "failed", "not done, for the same reason as bob.wav"),
        ("dan.wav", "failed", "not done, for the same reason as bob.wav"),
        ("talk.txt", "done", None),
    ]


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_that_was_deleted_is_made_again(tmp_path, review, name):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    before = contents(tmp_path / "out" / "ann")
    (tmp_path / "out" / "ann" / name).unlink()
    results, heard = review()
    assert outcomes(results) == [("ann.wav", "done")]
    assert heard == (["ann.wav"] if name == "call.json" else [])
    assert contents(tmp_path / "out" / "ann") == before


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 1, "marks": 3}', "\x00"])
def test_a_broken_scorecard_is_made_again(tmp_path, review, content):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    (tmp_path / "out" / "ann" / "scorecard.json").write_text(content, encoding="utf-8")
    results, heard = review()
    assert (results[0].outcome, heard) == ("done", [])
    assert results[0].card.skill_total == 100.0


@pytest.mark.parametrize("content", ["", "[]", "not JSON", "\x00\xff"])
def test_a_broken_marker_costs_a_run_and_no_more(tmp_path, review, content):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    (tmp_path / "out" / "ann" / MARKER).write_bytes(content.encode("latin-1"))
    results, heard = review()
    assert (results[0].outcome, heard) == ("done", ["ann.wav"])
    assert review()[1] == []


@pytest.mark.parametrize("stop", ["rubrics.find_moves", "review.reports.write_report"])
def test_a_run_killed_after_listening_goes_on_without_listening_again(tmp_path, review, monkeypatch, stop):
    def killed(*_, **__):
        raise KeyboardInterrupt

    recorded(tmp_path / "calls" / "ann.wav")
    with monkeypatch.context() as patch:
        patch.setattr(stop, killed)
        with pytest.raises(KeyboardInterrupt):
            review()
    folder = tmp_path / "out" / "ann"
    assert (folder / "call.json").is_file()
    assert not (folder / "report.html").exists()
    results, heard = review()
    assert (results[0].outcome, heard) == ("done", [])
    assert names(folder) == WHOLE


def test_a_run_killed_while_marking_anew_is_not_taken_for_done_with_the_old_rubric(
    tmp_path, review, rubric, monkeypatch
):
    def killed(*_, **__):
        raise KeyboardInterrupt

    recorded(tmp_path / "calls" / "ann.wav")
    review()
    other = rubric.with_name("other.yaml")
    other.write_text(RUBRIC.replace("presence: [greeting]", "absence: [greeting]"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("review.reports.write_report", killed)
        with pytest.raises(KeyboardInterrupt):
            review(rubric=other)  # the new scorecard is written, the report is still the old one
    results, _ = review()
    assert results[0].outcome == "done"
    assert results[0].card.skill_total == 100.0


def test_a_run_killed_between_the_new_call_and_its_marker_is_not_taken_for_done(tmp_path, review, monkeypatch):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    keep = running.write_whole

    def killed_at_the_marker(path, content):
        if path.name == MARKER:
            raise KeyboardInterrupt
        keep(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(running, "write_whole", killed_at_the_marker)
        with pytest.raises(KeyboardInterrupt):
            review(agent="right")
    results, heard = review()
    assert (results[0].outcome, heard) == ("done", ["ann.wav"])
    assert formats.read(tmp_path / "out" / "ann" / "call.json").turns[0].role == "agent"


def bad_files(folder):
    """One of each kind of bad input, by name."""
    (folder / "empty.wav").touch()
    (folder / "text.mp3").write_text("Agent: good morning\n" * 50, encoding="utf-8")
    wav(folder / "no_script.wav", silence(2))
    (folder / "broken.json").write_text('{"turns": 3}', encoding="utf-8")


def test_bad_files_are_told_with_their_way_out_and_the_good_ones_are_done(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    recorded(tmp_path / "calls" / "zoe.wav", pitch=260)
    bad_files(tmp_path / "calls")
    results, _ = review("", "broken.json")
    assert outcomes(results) == [
        ("ann.wav", "done"),
        ("empty.wav", "failed"),
        ("no_script.wav", "failed"),
        ("text.mp3", "failed"),
        ("zoe.wav", "done"),
        ("broken.json", "failed"),
    ]
    failed = [result for result in results if result.outcome == "failed"]
    assert all("To fix it: " in result.error and result.job.source.name in result.error for result in failed)
    assert names(tmp_path / "out") == ["ann", "zoe"]  # what failed leaves neither halves nor empty folders
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_failed_recording_is_tried_again_once_it_is_mended(tmp_path, review):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "ann.wav").touch()
    assert outcomes(review()[0]) == [("ann.wav", "failed")]
    recorded(tmp_path / "calls" / "ann.wav")
    assert outcomes(review()[0]) == [("ann.wav", "done")]


def test_an_engine_that_stumbles_over_one_call_does_not_cost_the_others(tmp_path, review, monkeypatch):
    recorded(tmp_path / "calls" / "ann.wav")
    recorded(tmp_path / "calls" / "bob.wav", pitch=250)
    keep = Ear.call

    def stumbles(ear, path, progress):
        if path.name == "ann.wav":
            raise RuntimeError("CUDA out of memory")
        return keep(ear, path, progress)

    monkeypatch.setattr(Ear, "call", stumbles)
    results, _ = review()
    assert outcomes(results) == [("ann.wav", "failed"), ("bob.wav", "done")]
    assert "RuntimeError: CUDA out of memory (test_running.py, line " in results[0].error


def test_a_transcript_is_reviewed_without_a_recording(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    (tmp_path / "calls" / "talk.txt").write_text("Agent: Good morning, how can I help?\nCustomer: Hello.\n")
    results, _ = review("talk.txt")
    assert outcomes(results) == [("talk.txt", "done")]
    assert "call.vtt" not in names(tmp_path / "out" / "talk")  # there are no times to write
    assert "<audio" not in (tmp_path / "out" / "talk" / "report.html").read_text(encoding="utf-8")


def test_a_script_in_a_transcript_stays_text(tmp_path, review):
    (tmp_path / "calls").mkdir()
    path = wav(tmp_path / "calls" / "ann.wav", silence(4))
    script(path, ("agent", "Good morning <script>alert(1)</script>"), ("customer", '"><img src=x onerror=alert(2)>'))
    results, _ = review()
    assert results[0].outcome == "done"
    page = (tmp_path / "out" / "ann" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    "name", ['it\'s a "call".wav', "Звонок №1 (жалоба).wav", "rozmowa ząb 😟.wav", "a & b <i>.wav", "100% #1?.wav"]
)
def test_any_name_is_reviewed_and_its_recording_found_from_the_report(tmp_path, review, name):
    recorded(tmp_path / "calls" / name)
    results, _ = review()
    assert outcomes(results) == [(name, "done")]
    assert names(tmp_path / "out" / name.removesuffix(".wav")) == WHOLE
    assert "<i>.wav" not in (results[0].job.folder / "report.html").read_text(encoding="utf-8")


def test_a_name_that_is_no_text_is_reviewed(tmp_path, review):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/calls/call\xff.wav"))
    path.parent.mkdir()
    try:
        recorded(path)
    except OSError:
        pytest.skip("this file system keeps names in Unicode only")
    results, _ = review()
    assert [result.outcome for result in results] == ["done"]


def test_a_place_that_is_a_file_is_told(tmp_path, rubric):
    recorded(tmp_path / "ann.wav")
    (tmp_path / "out").write_text("here already", encoding="utf-8")
    job = Job(tmp_path / "ann.wav", tmp_path / "out" / "ann")
    (result,) = Reviewer(Ear(), rubric).run([job])
    assert result.outcome == "failed"
    assert "To fix it: check that it is a folder" in result.error


def test_an_unknown_rubric_or_language_is_told_before_anything_is_heard(rubric):
    with pytest.raises(UnknownName, match="there is no rubric 'none'"):
        Reviewer(Ear(), "none")
    with pytest.raises(UnknownName, match="no report in the language 'xx'"):
        Reviewer(Ear(), rubric, "xx")


def test_a_broken_rubric_names_its_place(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(RUBRIC.replace("weight: 100", "weight: 90"), encoding="utf-8")
    with pytest.raises(BadFile, match=r"mine\.yaml.*add up to 90"):
        Reviewer(Ear(), path)


def test_progress_is_told_for_each_step(tmp_path, rubric):
    recorded(tmp_path / "ann.wav")
    told = []
    job = Job(tmp_path / "ann.wav", tmp_path / "out")
    list(Reviewer(Ear(), rubric).run([job], lambda job, what, share: told.append((what, 0 <= share <= 1))))
    assert list(dict.fromkeys(told)) == [
        ("making ready", True),
        ("reading", True),
        ("transcribing", True),
        ("telling the voices apart", True),
        ("finding moves", True),
        ("writing the report", True),
    ]
