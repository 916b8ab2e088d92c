"""What the lessons say, in four languages alike."""

import re

import pytest
from pydantic import TypeAdapter

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES
from tests.trainings.lessons import BED, CHOOSE, FIND, LABEL, ORDER
from trainings.feedback import feedback
from trainings.judging import HARMS, judge
from trainings.schema import LANGUAGES, Exercise
from trainings.texts import texts

EXERCISE = TypeAdapter(Exercise)
PARTS = ("labels", "verdicts", "chosen", "gamed", "missing", "harms", "words")


def sentences(language):
    return {f"{part}.{key}": text for part in PARTS for key, text in getattr(texts(language), part).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_the_same_things_and_fills_in_the_same(language):
    english, own = sentences("en"), sentences(language)
    assert own.keys() == english.keys()
    blanks = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in own.items()}
    assert blanks == {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_shouted_and_romanian_has_no_cedilla(language):
    assert [text for text in sentences(language).values() if "!" in text or set(text) & set("şţŞŢ")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_move_has_a_name_and_what_to_say_where_it_is_missing(language):
    said = texts(language)
    kinds = {move for move, family in AGENT_MOVES.items() if family != "harmful"}
    assert set(said.missing) == kinds
    assert set(said.harms) == set(HARMS)
    assert all(said.name_of(move) for move in (*AGENT_MOVES, *CUSTOMER_MOVES, "none"))


def told(given, answer, language="en"):
    exercise = EXERCISE.validate_python(given)
    return feedback(exercise, judge(exercise, answer, language), answer, language)


def test_what_is_there_comes_with_the_answer_s_own_words_and_what_is_missing_by_name():
    said = told(BED, "So it is about Saturday, is that right?")
    assert ("Saturday", "“Saturday”") in said.found
    assert "Still missing: the delay; her mother." in said.better
    assert "2 of these are enough; so far there are 1." in said.better


def test_a_wrong_line_is_met_with_its_own_reason():
    assert told(CHOOSE, [2, 1]).better == ("It can only be yes or no.",)
    assert told(CHOOSE, [1, 2]).better == ("The line is right. Look at the reason once more.",)


def test_a_wrong_label_an_order_and_a_turn_are_named():
    assert told(LABEL, ["paraphrase", "empathy"]).better == ("Empathy: not in this line.",)
    assert told(ORDER, [2, 1, 3, 4]).better == ("Steps in their place: 2 of 4.",)
    assert told(FIND, [3]).better == ("Close by. Look at the turn next to it.",)
    assert told(FIND, [1]).better == ("Look at another turn.",)


def test_a_game_is_answered_kindly_and_counts_nothing():
    said = told(BED, "Saturday. Saturday. Saturday. Saturday.")
    assert said.headline == texts("en").gamed["again"]
    assert (said.found, said.better) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_of_ten_thousand_characters_is_met_in_time(language):
    assert told(BED, "słowo слово cuvânt " * 600, language).headline == texts(language).gamed["too_long"]
