"""What a customer notices in a line, and answers, by imagined evidence."""

from dataclasses import replace

import pytest

from scenarios.answering import answer
from scenarios.checker.lines import line
from scenarios.customer import newcomer
from scenarios.loading import load


@pytest.fixture
def case():
    return load("late_bed", "en")


@pytest.fixture
def helped(case):
    """A customer who was understood and has what they need, and was not asked yet."""
    calm = {"trust": 80.0, "patience": 80.0, "calm": 80.0}
    parts = ("by_friday", "call_back", "fee_back")
    return replace(
        newcomer(case),
        feelings=calm,
        lines=4,
        returned=("three_weeks", "mother", "floor"),
        offered=parts,
        accepted=True,
    )


def lines_of(given):
    return [piece.line for piece in given.pieces]


def test_cold_word_is_answered_and_the_complaint_repeated(case):
    given = answer(case, newcomer(case), line(cold=True))
    assert lines_of(given) == ["hurt", "repeats"]


def test_second_cold_word_costs_more_than_the_first(case):
    # the first: 3 for the line and 10; the second 6 more
    first = answer(case, newcomer(case), line(cold=True)).customer
    second = answer(case, first, line(cold=True)).customer
    assert newcomer(case).feelings["patience"] - first.feelings["patience"] == 13
    assert first.feelings["patience"] - second.feelings["patience"] == 19


def test_cold_word_beside_kindness_is_doubtful(case):
    signs = answer(case, newcomer(case), line("empathy", cold=True)).noticed.signs
    assert (signs["cold"], signs["empathy"]) == (0.4, 1.0)


def test_one_fact_of_the_case_does_not_make_a_reproach_kind(case):
    signs = answer(case, newcomer(case), line(cold=True, facts=("three_weeks",))).noticed.signs
    assert signs == {"cold": 1.0}


def test_how_can_i_help_after_the_matter_was_told_brings_out_nothing(case):
    greeted = answer(case, newcomer(case), line("greeting", "open_question", question=True, help_offered=True))
    asked = answer(case, newcomer(case), line("greeting", "open_question", question=True))
    assert greeted.noticed.revealed == ()
    assert "asked_known" in greeted.noticed.signs
    assert "open_question" not in greeted.noticed.signs
    assert asked.noticed.revealed == ("mother",)


def test_how_can_i_help_beside_an_apology_costs_nothing(case):
    given = answer(case, newcomer(case), line("apology", "open_question", question=True, help_offered=True))
    assert "asked_known" not in given.noticed.signs


def test_small_service_counts_three_times_and_no_more(case):
    customer, seen = newcomer(case), []
    for _ in range(4):
        given = answer(case, customer, line(served=True))
        customer = given.customer
        seen.append(("served" in given.noticed.signs, "unheard" in given.noticed.signs))
    assert seen == [(True, False), (True, False), (True, False), (False, True)]


def test_small_service_counts_for_nothing_beside_a_cold_word(case):
    assert "served" not in answer(case, newcomer(case), line(served=True, cold=True)).noticed.signs


def test_words_of_the_story_count_less_in_a_line_that_asks_and_answers_nothing(case):
    def echo(**parts):
        return answer(case, newcomer(case), line(echo=True, **parts)).noticed.signs["echo"]

    assert echo() == 0.4
    assert echo(question=True) == echo(polite=True) == 1.0


def test_question_for_what_was_told_wins_over_what_comes_out_beside_it(case):
    # "three_weeks" was told in the opening; the paraphrase makes the customer confide something else
    given = answer(
        case, newcomer(case), line("paraphrase", "clarifying_question", asks=("three_weeks",), question=True)
    )
    assert given.noticed.revealed == ("two_calls",)
    assert "asked_known" in given.noticed.signs
    assert "asked_fact" not in given.noticed.signs


def test_sure_check_lets_the_next_line_end_the_talk(case, helped):
    asked = answer(case, helped, line("satisfaction_check", question=True)).customer
    assert asked.certain
    assert answer(case, asked, line("next_step")).customer.ending == "relieved"


def test_doubtful_check_does_not_end_a_talk_that_brings_something_new(case, helped):
    evidence = replace(line(question=True), weights={"satisfaction_check": 0.6})
    asked = answer(case, helped, evidence).customer
    assert asked.agreed
    assert not asked.certain
    assert answer(case, asked, line("next_step", offers=("carried_up",))).customer.ending is None
    assert answer(case, asked, line("thanks")).customer.ending == "relieved"


def test_form_of_a_check_is_enough_where_the_solution_stands(case, helped):
    given = answer(case, helped, line("promise_deadline", checks=True, question=True))
    assert "satisfied" in given.noticed.signs
    assert given.customer.certain


def test_form_of_a_check_is_held_against_nobody(case):
    given = answer(case, newcomer(case), line("empathy", checks=True, question=True))
    assert "not_satisfied" not in given.noticed.signs


def test_form_of_a_check_beside_an_offer_does_not_end_the_talk(case, helped):
    given = answer(case, helped, line("option_offer", offers=("carried_up",), checks=True, question=True))
    assert "satisfied" in given.noticed.signs
    assert not given.customer.certain
