"""A strength needs a quote; a better line is made of the customer's own words."""

from dataclasses import replace

from review.reports.coaching import better_lines, helps, strengths
from review.reports.texts import texts
from review.reports.wording import CriterionWords, Wording
from rubrics.values import Mark, RubricRef, Scorecard
from tests.review.sample_calls import ENGLISH, ENGLISH_CARD, ENGLISH_MOVES, POLISH, POLISH_CARD, POLISH_MOVES, turn
from transcribe.call import Call

EN, PL = texts("en"), texts("pl")
WORDING = Wording(EN, "Service call")


def card_of(*marks):
    return Scorecard(RubricRef("service_call", "1"), marks, None, "not_judged")


def asked(criterion, value=0.0):
    return card_of(Mark(criterion, "s", value, 0, 3, 3, "why"))


def test_strengths_are_the_fullest_marks_that_have_a_quote():
    assert [strength.title for strength in strengths(ENGLISH_CARD, WORDING)] == [
        "Greeting",
        "Apology",
        "Offer of a choice",
    ]
    assert all(strength.chips for strength in strengths(ENGLISH_CARD, WORDING))


def test_a_full_mark_without_a_quote_is_no_strength():
    silent = replace(ENGLISH_CARD, marks=tuple(replace(mark, evidence=()) for mark in ENGLISH_CARD.marks))
    assert strengths(silent, WORDING) == ()


def test_a_mark_below_two_thirds_is_no_strength():
    quoted = ENGLISH_MOVES[:1]
    low, enough = (Mark("greeting", "s", value, 0, 3, 3, "", quoted) for value in (1.9, 2.0))
    assert len(strengths(card_of(low), WORDING)) == 0
    assert len(strengths(card_of(enough), WORDING)) == 1


def test_the_two_marks_with_most_to_gain_are_told():
    # satisfaction_check lacks 3 of 3, empathy 2 of 3, the others less; win_win was not judged
    told = helps(ENGLISH, ENGLISH_MOVES, ENGLISH_CARD, WORDING, EN)
    assert [help_.title for help_ in told] == ["Check of the solution", "Empathy"]


def test_a_required_mark_comes_before_a_larger_gain_and_weight_counts():
    wording = Wording(
        EN,
        "Mine",
        {
            "greeting": CriterionWords("Greeting", critical=True),
            "empathy": CriterionWords("Empathy", weight=4),
        },
    )
    marks = [
        Mark(name, "s", value, 0, 3, 3, "") for name, value in (("paraphrase", 0), ("empathy", 2), ("greeting", 2))
    ]
    # greeting is required; empathy gains 4 x 1/3 = 1.33, paraphrase 1 x 3/3 = 1
    told = helps(ENGLISH, ENGLISH_MOVES, card_of(*marks), wording, EN)
    assert [help_.title for help_ in told] == ["Greeting", "Empathy"]


def test_the_line_for_empathy_takes_up_what_the_agent_passed_over():
    told = helps(ENGLISH, ENGLISH_MOVES, asked("empathy"), WORDING, EN)[0]
    # birthday, present, daughter, party, Saturday: five words the agent never says
    assert "birthday present for my daughter" in told.line
    assert (told.heard.turn, told.heard.start) == (3, 26.24)


def test_the_line_for_the_solution_takes_up_what_the_customer_called_about():
    told = helps(ENGLISH, ENGLISH_MOVES, asked("satisfaction_check"), WORDING, EN)[0]
    assert (
        told.line
        == "You said “I ordered a lamp two weeks ago and it still has not come”. Does what we agreed settle that for you?"
    )


def test_two_lines_do_not_lean_on_the_same_words():
    both = card_of(*(Mark(name, "s", 0, 0, 3, 3, "") for name in ("empathy", "paraphrase")))
    first, second = helps(ENGLISH, ENGLISH_MOVES, both, WORDING, EN)
    assert first.heard.text != second.heard.text


def test_the_line_is_in_the_language_of_the_call_whoever_reads_it():
    told = helps(POLISH, POLISH_MOVES, POLISH_CARD, WORDING, PL)[0]
    assert told.title == "Open question"
    assert (
        told.line
        == "„Od poniedziałku nie działa mi internet, a ja pracuję z domu”: proszę opowiedzieć od początku, jak do tego doszło."
    )
    assert told.line_language == "pl"


def test_the_next_level_is_the_rubrics_own():
    levels = ("none", "one", "two", "three")
    wording = Wording(EN, "Mine", {"empathy": CriterionWords("Empathy", levels=levels)})
    assert helps(ENGLISH, ENGLISH_MOVES, asked("empathy", 1.5), wording, EN)[0].next_level == "two"


def test_a_line_that_needs_the_customers_words_is_left_out_where_there_are_none():
    alone = Call((turn("agent", 0, "Good morning"),), 2.0, "en")
    told = helps(alone, [], asked("paraphrase"), WORDING, EN)[0]
    assert (told.line, told.heard) == (None, None)
    assert helps(alone, [], asked("further_help"), WORDING, EN)[0].line.startswith("Is there anything else")


def test_a_criterion_without_a_move_has_no_line():
    assert helps(ENGLISH, ENGLISH_MOVES, asked("warmth"), WORDING, EN)[0].line is None


def test_of_a_long_sentence_a_clause_is_given_back_with_its_seconds():
    text = "I was at home the whole day on Friday, and nobody rang, and then the page said delivered which it never was"
    call = Call((turn("customer", 0, text),), 20.0, "en")
    told = helps(call, [], asked("empathy"), WORDING, EN)[0]
    assert told.heard.text in text
    first = text.split().index(told.heard.text.split()[0])
    # each word takes 0.36 s
    assert told.heard.start == round(first * 0.36, 2)
    assert told.heard.end == round((first + len(told.heard.text.split())) * 0.36, 2)


def test_nothing_is_advised_where_nothing_was_judged():
    assert helps(ENGLISH, ENGLISH_MOVES, card_of(Mark("empathy", "s", None, None, None, 3, "")), WORDING, EN) == ()


def test_every_mark_below_the_top_has_a_line_and_only_the_weak_have_it_beside_them():
    marks = [Mark(name, "s", value, 0, 3, 3, "") for name, value in (("empathy", 0), ("apology", 2), ("greeting", 3))]
    lines = better_lines(ENGLISH, ENGLISH_MOVES, card_of(*marks), WORDING, EN)
    # 0 of 3 is weak, 2 of 3 is two thirds and no longer weak, 3 of 3 needs none
    assert {name: line.weak for name, line in lines.items()} == {"empathy": True, "apology": False}
    assert all(line.line for line in lines.values())


def test_empathy_has_the_first_choice_of_what_was_passed_over():
    marks = [Mark(name, "s", 0, 0, 3, 3, "") for name in ("paraphrase", "acknowledgement", "empathy")]
    lines = better_lines(ENGLISH, ENGLISH_MOVES, card_of(*marks), WORDING, EN)
    assert "birthday present for my daughter" in lines["empathy"].line
    assert len({line.heard.text for line in lines.values()}) == 3
