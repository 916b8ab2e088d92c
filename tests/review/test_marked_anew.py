"""What is marked again when something changed, and what of it costs listening again."""

import pytest

from tests.reviewing import contents, outcomes
from tests.scripts import RUBRIC, TALK, recorded
from transcribe import formats


def test_other_settings_are_another_result(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    results, heard = review(speakers=3)
    assert outcomes(results) == [("ann.wav", "done")]
    assert heard == ["ann.wav"]


def test_another_agent_is_marked_without_listening_again(tmp_path, review):
    unkind = ("customer", "My parcel has not come. It is a birthday present.")
    recorded(tmp_path / "calls" / "ann.wav", TALK[0], unkind, *TALK[2:])
    before, _ = review()
    results, heard = review(agent="right")
    assert (outcomes(results), heard) == ([("ann.wav", "done")], [])
    call = formats.read(tmp_path / "out" / "ann" / "call.json")
    assert {turn.speaker: turn.role for turn in call.turns} == {"left": "customer", "right": "agent"}
    assert (before[0].card.skill_total, results[0].card.skill_total) == (100.0, 0.0)  # the right one does not greet
    assert outcomes(review(agent="right")[0]) == [("ann.wav", "skipped")]
    assert review()[0][0].card.skill_total == 100.0


def test_what_is_found_with_other_lexicons_and_heads_is_marked_again_without_listening(tmp_path, review, monkeypatch):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    monkeypatch.setattr("rubrics.found_with.found_with", lambda: "a later lexicon")
    results, heard = review()
    assert (outcomes(results), heard) == ([("ann.wav", "done")], [])
    assert outcomes(review()[0]) == [("ann.wav", "skipped")]


def test_a_label_nobody_has_is_told_and_the_right_one_costs_nothing(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    (result,), heard = review(agent="SPEAKER_07")
    assert (result.outcome, heard) == ("done", ["ann.wav"])
    assert "nobody here is labelled SPEAKER_07 (the voices are left, right)" in result.as_json()["notes"][0]
    (again,), heard = review(agent="SPEAKER_07")
    assert (again.outcome, again.notes, heard) == ("skipped", result.notes, [])
    (mended,), heard = review(agent="left")
    assert (mended.outcome, mended.notes, heard) == ("done", (), [])


def test_another_agent_of_a_transcript_is_read_from_its_file(tmp_path, review):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "talk.txt").write_text("Ann: Good morning.\nBob: Hello, my parcel has not come.\n")
    for agent, roles in (("Ann", ["agent", "customer"]), ("Bob", ["customer", "agent"])):
        (result,), _ = review("talk.txt", agent=agent)
        assert result.outcome == "done"
        assert [turn.role for turn in formats.read(tmp_path / "out" / "talk" / "call.json").turns] == roles


@pytest.mark.parametrize("change", ["version", "content"])
def test_another_rubric_is_marked_without_listening_again(tmp_path, review, rubric, change):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    before = contents(tmp_path / "out" / "ann")
    other = rubric.with_name("other.yaml")
    old, new = ('"1.0.0"', '"1.1.0"') if change == "version" else ("presence: [greeting]", "absence: [greeting]")
    other.write_text(RUBRIC.replace(old, new), encoding="utf-8")
    results, heard = review(rubric=other)
    assert outcomes(results) == [("ann.wav", "done")]
    assert heard == []
    after = contents(tmp_path / "out" / "ann")
    assert after["call.json"] == before["call.json"]
    assert after["scorecard.json"] != before["scorecard.json"]
    assert results[0].card.skill_total == (100.0 if change == "version" else 0.0)


def test_another_language_of_the_report_writes_it_anew_without_listening(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    results, heard = review(language="pl")
    assert (results[0].outcome, heard) == ("done", [])
    assert '<html lang="pl"' in (tmp_path / "out" / "ann" / "report.html").read_text(encoding="utf-8")
