"""Scenarios as Twine stories: out, in again, and in from somebody else's."""

import pytest

from scenarios.loading import load
from scenarios.schema import Scenario, Texts
from scenarios.twee import draft_of, passages, written
from tests.scenarios.casework import LANGUAGES
from transcribe.errors import BadFile

STORY = """:: StoryTitle
The parcel

:: StoryData
{"ifid": "X", "start": "Call"}

:: Call {"position":"100,100"}
Where is my parcel?
[[I am sorry to hear that.->Heard]]
[[You wrote the wrong address.->Hurt]]

:: Heard [empathy]
Thank you.
[[I will call you tomorrow by ten.->End]]

:: Hurt [blame]
Goodbye.

:: End [promise_deadline]
Fine.
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_story_of_ours_comes_back_as_it_was(language):
    case = load("late_bed", language)
    draft = draft_of(written(case), name="late_bed", language="en")
    assert Texts.model_validate(draft.texts) == case.texts
    assert Scenario.model_validate(draft.scenario) == case.scenario.model_copy(update={"languages": (language,)})


def test_text_changed_in_twine_is_taken_in():
    story = written(load("late_bed", "en")).replace("Yes, exactly.", "Yes, just so.")
    assert "Yes, just so." in draft_of(story, name="bed", language="en").texts["lines"]["confirms"]["plain"]


def test_good_lines_carry_their_moves_as_tags():
    story = passages(written(load("late_bed", "en")))
    assert "promise_deadline" in story["better.promise"].tags
    assert story["better.check"].links == [("ending.relieved", "ending.relieved")]


def test_story_of_somebody_else_becomes_a_draft_with_its_lines_as_scripts():
    draft = draft_of(STORY, name="My Parcel", language="en")
    assert draft.scenario["id"] == "my_parcel"
    assert draft.scenario["skills"] == ["empathy", "promise_deadline"]
    assert draft.texts["lines"]["opening"] == ["Where is my parcel?"]
    assert draft.texts["scripts"]["good"] == ["I am sorry to hear that.", "I will call you tomorrow by ten."]
    assert draft.texts["scripts"]["harmful"] == ["You wrote the wrong address."]


def test_story_that_runs_in_a_circle_is_followed_once():
    story = ":: Start\nHello?\n[[Yes?->Start]]\n"
    assert draft_of(story, name="circle", language="en").texts["scripts"]["good"] == ["Yes?"]


@pytest.mark.parametrize("text", ["", "no passage here", "\ufeff"])
def test_text_without_passages_is_refused(text):
    with pytest.raises(BadFile, match="no passage"):
        draft_of(text, name="x", language="en")


def test_spoilt_data_of_ours_is_refused_with_a_way_out():
    story = written(load("late_bed", "en")).replace("persona:", "person:")
    with pytest.raises(BadFile, match="does not make a scenario"):
        draft_of(story, name="bed", language="en")


@pytest.mark.parametrize(
    ("written_link", "read"),
    [("[[a->b]]", ("a", "b")), ("[[b<-a]]", ("a", "b")), ("[[a|b]]", ("a", "b")), ("[[b]]", ("b", "b"))],
)
def test_every_form_of_a_link_is_read(written_link, read):
    assert passages(f":: Start\n{written_link}\n")["Start"].links == [read]
