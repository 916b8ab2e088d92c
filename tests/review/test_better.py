"""A line to try says something about this call: one question, two things said back, an honest answer."""

import pytest

from review.reports.better import Asked, better_line
from review.reports.details import left_open
from review.reports.heard import Customer
from review.reports.texts import texts
from review.reports.wording import CriterionWords
from rubrics.values import Mark, Move
from tests.review.sample_calls import turn
from transcribe.call import Call

SAID = (
    ("customer", "Hello, Ann Pell. The bed was promised for Saturday and it never came."),
    ("agent", "It definitely came on Saturday."),
    ("customer", "My mother is moving in with us on Thursday. When will the bed be here?"),
    ("agent", "I cannot say."),
    ("customer", "And what if the bed is broken?"),
    ("agent", "Then it is broken."),
    ("customer", "I want to speak to your manager."),
    ("agent", "He is out."),
)
CALL = Call(tuple(turn(role, 10 * place, text) for place, (role, text) in enumerate(SAID)), 80.0, "en")


def move(name, place, role="customer"):
    return Move(name, place, None, SAID[place][1], 0.9, "x.v1", role)


CUSTOMER = Customer(CALL, [move("complaint", 0)])


def line(criterion, *moves, evidence=(), used=(), customer=CUSTOMER):
    asked = Asked(Mark(criterion, "s", 0, 0, 3, 3, "", evidence), CriterionWords("", moves=moves))
    return better_line(asked, customer, texts("en"), used)[0]


def test_a_precise_question_asks_for_what_a_clause_leaves_open():
    # the bed that never came is spoken for; Thursday has no hour yet
    used = [CUSTOMER.matter().text]
    assert line("questions", "clarifying_question", used=used) == (
        "You said “My mother is moving in with us on Thursday”. What time of day is that about?"
    )


def test_a_paraphrase_says_back_the_matter_and_what_hangs_on_it():
    assert line("paraphrase", "paraphrase", used=[CUSTOMER.matter().text]) == (
        "So it is about “The bed was promised for Saturday and it never came”, and on top of that “My mother is moving in "
        "with us on Thursday”. Have I got that right?"
    )


def test_an_expectation_answers_the_customers_last_open_question_without_a_promise():
    assert line("expectations", "expectation_setting").startswith(
        "You asked “what if the bed is broken”. I do not know"
    )


def test_a_way_out_answers_what_if():
    assert line("fallback", "alternative_batna").startswith("You asked “what if the bed is broken”. Let me look up")


def test_a_claim_nobody_checked_is_replaced_by_a_check_of_what_it_answered():
    # "came" and "Saturday" are the customer's words too
    said = line("no_guessing", "unsupported_claim", evidence=(move("unsupported_claim", 1, "agent"),))
    assert said == "You said “…”. I would like to check that before I answer.".replace(
        "…", CUSTOMER.before(move("unsupported_claim", 1, "agent")).text
    )
    assert "promised for Saturday" in said


def test_help_in_time_takes_up_the_words_by_which_somebody_higher_was_asked_for():
    said = line("help_in_time", "ownership", evidence=(move("escalates", 6),))
    assert said.startswith("You said “I want to speak to your manager”. Let me ask who can take this up with you")


def test_a_sign_of_listening_needs_no_words_of_the_customers():
    assert line("listening", "acknowledgement") == "Mhm, I see. Please go on."


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "the line drops during calls", "broken"),
        ("en", "the line drops every evening", None),
        ("en", "I phoned you on Sunday", None),
        ("en", "the bill is three times as high", "money"),
        ("pl", "w piątek pojadę na darmo", "day"),
        ("pl", "za każdym razem zrywa połączenie", None),
        ("ru", "ей ничего не пришло", "missing"),
        ("ro", "vineri am avion", "day"),
        ("ro", "mi-am luat liber pentru mâine, am plătit", "money"),
        ("de", "es geht nicht", None),
    ],
)
def test_what_a_clause_leaves_open_is_told_by_its_words_unless_they_answer_it(language, text, kind):
    assert left_open(text, language) == kind
