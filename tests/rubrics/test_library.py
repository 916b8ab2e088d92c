"""The examples that stand in the rubrics are their tests: each must score its level, a counter-example must not."""

import re

import pytest

from rubrics import library, score
from rubrics.authoring.examples import examples_of, outcome
from rubrics.conditions import facts
from rubrics.scorecard import level_of
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES
from tests.rubrics.samples import call
from tests.rubrics.test_conditions import move
from tests.rubrics.test_schema import SMALL
from transcribe.errors import BadFile

LANGUAGES = ("en", "pl", "ru", "ro")
CEDILLAS = "şţŞŢ"
EXAMPLES = [
    pytest.param(name, each, id=f"{name}-{each.criterion.id}-{each.level}-{each.language}-{each.kind}")
    for name in library.names()
    for each in examples_of(library.load(name))
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_scores_its_level_and_a_counter_example_does_not(name, example):
    level = outcome(example)
    assert (level == example.level) is (example.kind == "example")


def test_the_toolkits_own_score_gives_an_example_the_level_the_check_gives_it():
    (example,) = [
        each
        for each in examples_of(library.load("service_call"))
        if (each.criterion.id, each.level, each.language, each.kind) == ("satisfaction", 3, "en", "example")
    ]
    card = score(call(*example.lines, language="en"), "service_call")
    assert [mark.value for mark in card.marks if mark.criterion == "satisfaction"] == [3]


@pytest.mark.parametrize("name", library.names())
def test_every_criterion_seen_in_words_has_an_example_and_a_counter_example_for_each_level_and_language(name):
    rubric = library.load(name)
    missing = [
        (criterion.id, level.level, language)
        for _, criterion in rubric.criteria()
        if not criterion.names() & TIMED_MOVES
        for level in criterion.levels
        for language in LANGUAGES
        if language not in level.example or language not in level.counter_example
    ]
    assert missing == []


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_rubric_speaks_the_four_languages_and_has_a_critical_section(name):
    rubric = library.load(name)
    assert rubric.languages == LANGUAGES
    assert [section.critical for section in rubric.sections].count(True) == 1
    assert rubric.changes[0].version == rubric.version


@pytest.mark.parametrize("name", library.names())
def test_a_rubrics_sentences_hold_only_what_can_be_filled_in(name):
    rubric = library.load(name)
    whys = [text for _, criterion in rubric.criteria() for level in criterion.levels for text in level.why.values()]
    assert {part for why in whys for part in re.findall(r"\{(\w*)\}", why)} <= {"quote", "count", "time"}
    assert [why for why in whys if "!" in why] == []


@pytest.mark.parametrize("name", library.names())
def test_romanian_is_written_with_commas_below_and_never_with_cedillas(name):
    words = (library.FOLDER / f"{name}.ro.yaml").read_text(encoding="utf-8")
    assert [letter for letter in CEDILLAS if letter in words] == []
    assert {"ș", "ț"} <= set(words)


def test_a_rubric_that_was_changed_is_read_again_and_one_that_was_not_is_kept(tmp_path):
    path, words = tmp_path / "desk.yaml", tmp_path / "desk.pl.yaml"
    path.write_text(SMALL, encoding="utf-8")
    first = library.load(path)
    assert library.load(str(path)) is first
    path.write_text(SMALL.replace('title: {en: "Desk"}', 'title: {en: "Front desk"}'), encoding="utf-8")
    assert library.load(path).title == {"en": "Front desk"}
    words.write_text("schema: 1\n", encoding="utf-8")
    with pytest.raises(BadFile, match="missing"):
        library.load(path)


def test_every_move_of_the_vocabulary_counts_for_some_criterion_of_the_service_call():
    looked_at = {
        move.removeprefix("customer.") for _, each in library.load("service_call").criteria() for move in each.names()
    }
    assert {*AGENT_MOVES, *CUSTOMER_MOVES} - looked_at == set()


def test_an_apology_is_not_asked_for_where_a_trouble_of_the_customers_own_is_told_once():
    card = score(call("customer: My card is lost.", "agent: I will block the card.", language="en"), "service_call")
    (mark,) = [mark for mark in card.marks if mark.criterion == "apology"]
    assert mark.value is None
    assert "Nothing in this call" in mark.why


def level(criterion, *moves):
    """Return the level that moves, (name, turn) each, reach in a service call of forty turns."""
    (asked,) = [each for _, each in library.load("service_call").criteria() if each.id == criterion]
    return level_of(asked, facts([move(*each) for each in moves], 40))


PRECISE, CLOSED, BACK = "clarifying_question", "closed_question", "paraphrase"


@pytest.mark.parametrize(
    ("moves", "reached"),
    [
        ([(CLOSED, 2), (CLOSED, 4), (CLOSED, 6), (CLOSED, 8)], 0),  # data asked for, nothing given back
        ([(CLOSED, 2), (CLOSED, 4), (CLOSED, 6), (BACK, 8)], 2),
        ([(PRECISE, 2), (CLOSED, 4), (CLOSED, 6)], 1),
        ([(PRECISE, 2), (CLOSED, 4), (BACK, 6)], 3),
        ([(BACK, 2), (PRECISE, 4), (CLOSED, 6), (CLOSED, 8)], 1),  # what was given back came before the questions
        ([(CLOSED, 2), (BACK, 4), (PRECISE, 6)], 1),
    ],
)
def test_questions_whose_answers_are_given_back_count_as_precise(moves, reached):
    assert level("clarifying_questions", *moves) == reached


@pytest.mark.parametrize(
    ("moves", "reached"),
    [
        ([("apology", 2)], 1),
        ([("apology", 2), ("next_step", 10)], 2),
        ([("apology", 2), ("next_step", 11)], 1),  # too far from it to be its own
        ([("next_step", 1), ("apology", 2)], 1),
        ([("apology", 2), ("ownership", 20)], 2),
        ([("apology", 2), ("promise_deadline", 20)], 3),
    ],
)
def test_a_step_soon_after_an_apology_or_a_date_takes_the_matter_on(moves, reached):
    assert level("apology", *moves) == reached
