"""What a person sees: a line a call, the table at the end, all of it on standard error."""

from pathlib import Path

import pytest

from review.job import Job
from review.running import Reviewed
from review.screen import Screen
from rubrics.values import Mark, RubricRef, Scorecard


def reviewed(name="ann.wav", outcome="done", **rest):
    return Reviewed(Job(Path("calls") / name, Path("out") / Path(name).stem), outcome, **rest)


def mark(value):
    return Mark("m", "s", value, 0.0 if value is not None else None, value, 3.0, (), "why")


CARD = Scorecard(RubricRef("small", "1.0.0"), (mark(2.0), mark(None), mark(1.0)), 66.6, "not_judged")


@pytest.fixture
def shown(capsys, monkeypatch):
    """Runs a screen over results and returns what went to standard error; standard output stays for programs."""
    monkeypatch.setenv("COLUMNS", "200")

    def show(*results):
        with Screen(len(results)) as screen:
            for result in results:
                screen.progress(result.job, "transcribing", 0.5)
                assert screen.finished(result) is result
        screen.summary(results)
        out, err = capsys.readouterr()
        assert out == ""
        return err

    return show


def test_each_call_leaves_a_line(shown):
    lines = shown(reviewed(), reviewed("bob.wav", "skipped")).splitlines()
    assert lines[0].split() == ["done", "ann.wav"]
    assert lines[1].split() == ["there", "bob.wav"]


def test_a_failed_call_says_why_and_the_way_out(shown):
    text = shown(reviewed(outcome="failed", error="it is empty\nTo fix it: export it again"))
    assert "FAILED ann.wav\n       it is empty\n       To fix it: export it again\n" in text


def test_the_table_holds_minutes_total_how_many_were_judged_and_where(shown):
    text = shown(reviewed(card=CARD, duration=90.0))
    # 90 s are 1.5 minutes; 66.6 is shown as 67; two of three marks were judged.
    assert text.splitlines()[2].split() == [
        "ann.wav",
        "1.5",
        "67",
        "2",
        "of",
        "3",
        "not",
        "judged",
        "out/ann/report.html",
    ]


def test_what_is_not_known_is_a_dash_and_never_a_zero(shown):
    unscored = Scorecard(RubricRef("small", "1.0.0"), (mark(None),), None, "not_judged")
    row = shown(reviewed(card=unscored)).splitlines()[2].split()
    assert row[:6] == ["ann.wav", "-", "-", "0", "of", "1"]
    assert shown(reviewed(outcome="failed", error="no")).splitlines()[3].split() == [
        "ann.wav", "-", "-", "-", "-", "see", "above",
    ]  # fmt: skip


def test_notes_stand_under_the_line_of_their_call(shown):
    text = shown(reviewed(card=CARD, notes=("it is cut short", "the other channel is dead")))
    assert text.splitlines()[:3] == [
        "done   ann.wav",
        "       note: it is cut short",
        "       note: the other channel is dead",
    ]


def test_the_last_line_counts(shown):
    results = [reviewed(), reviewed(), reviewed(outcome="skipped")]
    assert shown(*results).splitlines()[-1] == "2 reviewed, 1 already there"
    assert shown(*results, reviewed(outcome="failed")).splitlines()[-1] == "2 reviewed, 1 already there, 1 failed"


@pytest.mark.parametrize("name", ["[bold]call.wav", "[red.wav", "call :smile: [1].wav"])
def test_a_name_is_never_read_as_markup(shown, name):
    text = shown(reviewed(name, card=CARD), reviewed(name, "failed", error="[/] no"))
    assert text.count(name) >= 3
    assert "[/] no" in text
