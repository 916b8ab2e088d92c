"""First words: a name or a company greets, a step or a claim does not."""

import pytest

from rubrics.lexicon import load as lexicon
from rubrics.moves.base import Scene, read
from rubrics.moves.listening import FIRST_ANSWER, FIRST_DOINGS, FIRST_WORDS, Greeting


def sureness(text, heard="", language="en"):
    before = (read(heard, "customer", lexicon(language)),) if heard else ()
    (find,) = Greeting().find(Scene(read(text, "agent", lexicon(language)), before, (), 0.0))
    return find.confidence


@pytest.mark.parametrize(
    ("text", "heard", "sure"),
    [
        ("Ridge Dental, Kay.", "", FIRST_WORDS),
        ("I will send the new router to you by Friday, it leaves the depot tonight.", "", FIRST_DOINGS),
        ("I will call the depot.", "my parcel is lost", FIRST_DOINGS),
        ("Ridge Dental, Kay.", "hello", FIRST_ANSWER),
        ("I will send it by Friday, so when would you like us to ring you before we come?", "", FIRST_ANSWER),
    ],
)
def test_first_words_without_a_greetings_cue_are_as_likely_one_as_they_look(text, heard, sure):
    assert sureness(text, heard) == pytest.approx(sure)


def test_a_cue_makes_first_words_surer_whatever_follows():
    assert sureness("Good morning, I will send the new router to you by Friday, it leaves tonight.") > FIRST_WORDS


def test_a_turn_that_was_read_is_not_read_again():
    english = lexicon("en")
    assert read("Ridge Dental, Kay.", "agent", english) is read("Ridge Dental, Kay.", "agent", english)
    assert read("Ridge Dental, Kay.", "agent", english) != read("Ridge Dental, Kay.", "customer", english)
