"""The view in a notebook, driven as the browser drives it, without one."""

import json
from string import Formatter

import pytest

pytest.importorskip("anywidget", reason="the view needs anywidget")

from scenarios.session import play
from scenarios.widget import opening
from scenarios.widget.keeping import Progress
from scenarios.widget.view import PlayView
from scenarios.widget.words import HERE, style, words_of
from transcribe.errors import BadFile

LANGUAGES = ("en", "pl", "ru", "ro")
GOOD = play("late_bed").case.texts.scripts.good
HARMFUL = play("late_bed").case.texts.scripts.harmful


def view_of(tmp_path, *lines, **choices):
    """A view that is ready, after these lines."""
    view = PlayView(play("late_bed", **choices), progress=tmp_path / "plays.json")
    view._getting_ready.join()
    for line in lines:
        asked(view, "reply", text=line)
    return view


def asked(view, do, **more):
    """What the view answers to a message of the browser."""
    answers = []
    view.send = answers.append
    view._heard(view, {"do": do, "number": 7, **more}, [])
    assert [each["number"] for each in answers] == [7]
    return answers[0]


def test_a_line_is_answered_and_coached_at_once(tmp_path):
    view = view_of(tmp_path, GOOD[0])
    (line,) = view.shown["lines"]
    assert line["text"] == GOOD[0]
    assert line["said"] == view.session.exchanges[0].said
    assert [each["good"] for each in line["remarks"]] == sorted(
        (each["good"] for each in line["remarks"]), reverse=True
    )
    assert line["remarks"]


def test_an_exam_shows_no_feedback_and_gives_no_hint_and_takes_nothing_back_before_the_end(tmp_path):
    view = view_of(tmp_path, GOOD[0], mode="exam")
    asked(view, "hint")
    asked(view, "rewind", line=0)
    assert view.aside == {}
    assert [(each["remarks"], each["moves"]) for each in view.shown["lines"]] == [([], [])]
    asked(view, "finish")
    assert view.shown["lines"][0]["remarks"]
    assert "<main>" in view.page


def test_a_hint_names_the_kind_of_line_first_and_a_whole_line_when_asked_again(tmp_path):
    view = view_of(tmp_path)
    better = view.session.case.texts.better["greet"]
    asked(view, "hint")
    assert better not in view.aside["text"]
    asked(view, "hint")
    assert better in view.aside["text"]


def test_both_ways_are_shown_after_another_line_was_tried(tmp_path):
    view = view_of(tmp_path, GOOD[0], HARMFUL[0])
    asked(view, "rewind", line=1)
    asked(view, "reply", text=GOOD[1])
    (other,) = view.shown["lines"][1]["others"]
    assert [each["text"] for each in other["lines"]] == [HARMFUL[0]]
    assert [each["name"] for each in other["stands"]] == ["trust", "patience", "calm"]
    asked(view, "take_up", branch=other["branch"])
    assert view.session.lines == (GOOD[0], HARMFUL[0])
    (left,) = view.shown["lines"][1]["others"]
    assert [each["text"] for each in left["lines"]] == [GOOD[1]]


@pytest.mark.parametrize("message", [{"do": "dance"}, {"do": "rewind", "line": "x"}, {"do": "file", "form": "exe"}])
def test_a_message_nobody_understands_is_answered_and_changes_nothing(tmp_path, message):
    view = view_of(tmp_path, GOOD[0])
    asked(view, **message)
    assert view.session.lines == (GOOD[0],)
    assert view.aside["kind"] == "help"


@pytest.mark.parametrize(("form", "ending"), [("page", ".html"), ("csv", ".csv"), ("xapi", ".xapi.json")])
def test_the_debrief_can_be_saved_in_three_forms(tmp_path, form, ending):
    view = view_of(tmp_path, GOOD[0])
    asked(view, "finish")
    file = asked(view, "file", form=form)["file"]
    assert file["name"] == f"late_bed-en{ending}"
    assert "three weeks" in file["content"].lower()


def test_an_unfinished_talk_goes_on_in_a_new_view_and_a_finished_one_does_not(tmp_path):
    view_of(tmp_path, *GOOD[:2])
    again = view_of(tmp_path)
    assert again.session.lines == GOOD[:2]
    assert again.aside == {"kind": "note", "text": "Your talk goes on after line 2."}
    asked(again, "finish")
    assert view_of(tmp_path).session.lines == ()


def test_two_views_of_one_play_do_not_write_over_each_other(tmp_path):
    first = view_of(tmp_path, GOOD[0])
    second = view_of(tmp_path)  # goes on with the first's talk
    asked(second, "reply", text=GOOD[1])
    asked(first, "reply", text=HARMFUL[0])
    kept = json.loads((tmp_path / "plays.json").read_text(encoding="utf-8"))["plays"]
    assert [play["play"]["lines"] for play in kept] == [[GOOD[0], GOOD[1]], [GOOD[0], HARMFUL[0]]]


def test_another_language_or_wording_is_another_talk(tmp_path):
    view_of(tmp_path, GOOD[0])
    assert view_of(tmp_path, seed=1).session.lines == ()


def test_a_file_that_is_not_ours_is_left_as_it_is_and_the_talk_goes_on(tmp_path):
    (tmp_path / "plays.json").write_text("[1, 2]")
    view = view_of(tmp_path, GOOD[0])
    assert view.session.lines == (GOOD[0],)
    assert "could not be saved" in view.aside["text"]
    assert "these are not a trainee's plays" in view.aside["text"]
    assert (tmp_path / "plays.json").read_text() == "[1, 2]"
    with pytest.raises(BadFile, match="move the file away"):
        Progress(tmp_path / "plays.json").unfinished(view.session)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_everything_with_the_same_gaps(lang):
    def gaps(words):
        return {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in words.items()}

    assert gaps(words_of(play("late_bed", lang).case)) == gaps(words_of(play("late_bed", "en").case))


def test_the_script_sets_no_markup_and_every_word_it_asks_for_exists():
    import re

    script = "".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.js")))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", script)
    assert set(re.findall(r"words\.(\w+)", script)) <= set(words_of(play("late_bed").case))


def test_the_view_has_the_colours_of_all_pages_in_light_and_dark():
    made = style()
    assert made.count("--paper: #fbfaf7") == 1
    assert made.count("--paper: #15181b") == 2  # by the notebook's theme, and by the system's where there is none
    assert ":root" not in made


def test_a_session_is_a_line_of_text_where_there_is_no_notebook(monkeypatch):
    session = play("late_bed")
    monkeypatch.setattr(opening, "in_notebook", lambda: False)
    shown = session._repr_mimebundle_()
    assert shown == {"text/plain": "The bed that has not come (late_bed, en, coach; lines: 0)"}


def test_a_session_is_the_view_in_a_notebook(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(opening, "in_notebook", lambda: True)
    bundle, _ = play("late_bed")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
