"""The hidden state: how it follows from what was told, returned and offered, by hand-worked numbers."""

from dataclasses import replace

import pytest

from scenarios.answering import answer
from scenarios.checker.lines import line
from scenarios.customer import affected, beat, ending_of, gauge, holds, newcomer, result, tone
from scenarios.loading import load


@pytest.fixture
def case():
    return load("late_bed", "en")


def test_need_revealed_is_the_share_of_the_worth_that_was_told(case):
    # opening: three_weeks 20 + floor 20 of 100
    assert gauge(case, newcomer(case), "need_revealed") == 40.0


def test_problem_understood_is_full_at_three_quarters_of_the_worth(case):
    # three_weeks 20 + floor 20 = 40 of 100; 40 / 0.75 = 53.3
    heard = replace(newcomer(case), returned=("three_weeks", "floor"))
    assert gauge(case, heard, "problem_understood") == pytest.approx(53.33, abs=0.01)


def test_problem_understood_stops_at_60_without_the_need(case):
    # 20 + 20 + 15 + 10 = 65; 65 / 0.75 = 86.7, held at 60
    heard = replace(newcomer(case), returned=("three_weeks", "floor", "two_calls", "stairs"))
    assert gauge(case, heard, "problem_understood") == 60.0
    assert gauge(case, replace(heard, returned=(*heard.returned, "mother")), "problem_understood") == 100.0


def test_solution_stops_at_55_without_what_must_be_offered(case):
    # carried_up 20 + call_back 25 + fee_back 20 = 65, held at 55; with by_friday 45 it is 110, held at 100
    offered = replace(newcomer(case), offered=("carried_up", "call_back", "fee_back"))
    assert gauge(case, offered, "solution_accepted") == 55.0
    assert gauge(case, replace(offered, offered=(*offered.offered, "by_friday")), "solution_accepted") == 100.0


def test_offer_made_too_early_counts_half_until_the_problem_is_understood(case):
    early = replace(newcomer(case), offered=("by_friday",), early=frozenset({"by_friday"}))
    assert gauge(case, early, "solution_accepted") == 22.5  # 45 * 0.5
    later = replace(early, returned=("three_weeks", "mother"))
    assert gauge(case, later, "solution_accepted") == pytest.approx(38.25)  # 45 * 0.85


def test_part_only_mentioned_counts_half(case):
    bare = replace(newcomer(case), offered=("by_friday",), bare=frozenset({"by_friday"}))
    assert gauge(case, bare, "solution_accepted") == 22.5


def test_moves_alone_gain_no_more_than_the_shared_most(case):
    customer = newcomer(case)
    for _ in range(3):
        customer, _ = affected(case, customer, {"option_offer": 1.0, "promise_deadline": 1.0, "next_step": 1.0})
    # options 9 + 9, deadline 10 * 3, next step 7 * 3 = 69, held at 40
    assert gauge(case, customer, "solution_accepted") == 40.0


def test_reaction_is_scaled_by_how_sure_the_move_is(case):
    sure, _ = affected(case, newcomer(case), {"blame": 1.0})
    unsure, _ = affected(case, newcomer(case), {"blame": 0.5})
    assert sure.feelings == {"trust": 22.0, "patience": 39.0, "calm": 13.0}  # 40-18, 60-3-18, 35-22
    assert unsure.feelings == {"trust": 31.0, "patience": 48.0, "calm": 24.0}  # half of each, and 3 for the line


def test_third_apology_costs_patience_unless_something_comes_with_it(case):
    customer = newcomer(case)
    for _ in range(2):
        customer, _ = affected(case, customer, {"apology": 1.0})
    alone, _ = affected(case, customer, {"apology": 1.0})
    with_more, _ = affected(case, customer, {"apology": 1.0, "promise_deadline": 1.0})
    assert alone.feelings["patience"] == customer.feelings["patience"] - 3 - 9
    assert with_more.feelings["patience"] > alone.feelings["patience"]


@pytest.mark.parametrize(
    ("limits", "so"),
    [
        ({"trust": "at least 40"}, True),
        ({"trust": "below 40"}, False),
        ({"trust": "at least open"}, False),
        ({"calm": "below settled", "trust": "at least wary"}, True),
    ],
)
def test_limits_hold_by_number_or_by_name(case, limits, so):
    assert holds(case, newcomer(case), limits) == so


def test_beats_follow_what_is_understood_and_accepted(case):
    start = newcomer(case)
    heard = replace(start, returned=("three_weeks", "mother"))
    helped = replace(heard, offered=("by_friday", "call_back"))
    assert [beat(case, each) for each in (start, heard, helped)] == ["story", "solution", "close"]


def test_tone_follows_calm_patience_and_trust(case):
    start = newcomer(case)
    assert tone(case, start) == "plain"
    assert tone(case, replace(start, feelings={"trust": 90, "patience": 90, "calm": 20})) == "tense"
    assert tone(case, replace(start, feelings={"trust": 50, "patience": 40, "calm": 50})) == "warm"


def test_best_ending_needs_the_customer_s_own_yes(case):
    helped = replace(
        newcomer(case),
        feelings={"trust": 90.0, "patience": 90.0, "calm": 90.0},
        returned=("three_weeks", "mother", "floor"),
        offered=("by_friday", "call_back", "fee_back"),
    )
    assert ending_of(case, helped).id == "settled"
    assert ending_of(case, replace(helped, agreed=True)).id == "relieved"


def test_result_lies_in_the_range_of_its_ending(case):
    lost = replace(newcomer(case), feelings={"trust": 0.0, "patience": 0.0, "calm": 0.0}, ending="hung_up")
    # quality: only need_revealed 40 counts, 0.1 * 40 / 100 = 0.04; 0 + 9 * 0.04 = 0.36
    assert result(case, lost) == 0.4


def test_patience_gone_ends_the_talk(case):
    tired = replace(newcomer(case), feelings={"trust": 40.0, "patience": 8.0, "calm": 40.0})
    given = answer(case, tired, line())
    assert given.customer.ending == "hung_up"
    assert given.pieces[-1].line == "hangs_up"


def test_broken_trust_asks_for_the_manager_first_and_ends_the_second_time(case):
    wary = replace(newcomer(case), feelings={"trust": 5.0, "patience": 90.0, "calm": 90.0})
    first = answer(case, wary, line())
    second = answer(case, first.customer, line())
    assert first.pieces[-1].line == "manager_asked"
    assert (second.pieces[-1].line, second.customer.ending) == ("manager", "manager")


def test_wrong_fact_is_corrected_only_if_it_was_told(case):
    told = answer(case, newcomer(case), line("paraphrase", wrong=("three_weeks",), question=True))
    untold = answer(case, newcomer(case), line("paraphrase", wrong=("mother",), question=True))
    assert (told.pieces[0].line, told.pieces[0].of) == ("corrects", "three_weeks")
    assert all(piece.line != "corrects" for piece in untold.pieces)


def test_third_question_in_a_row_with_nothing_given_back_is_too_many(case):
    customer = newcomer(case)
    seen = []
    for _ in range(3):
        given = answer(case, customer, line("closed_question", question=True))
        customer = given.customer
        seen.append("questions_again" in given.noticed.signs)
    assert seen == [False, False, True]
