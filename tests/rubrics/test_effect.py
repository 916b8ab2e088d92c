"""What followed a skill, in small calls."""

import pytest

from rubrics.effect import effect
from rubrics.values import Mark, Move
from tests.rubrics.samples import call

CALL = call("customer: a", "agent: b", "customer: c", "agent: d", "customer: e", "agent: f", "customer: g")


def said(name, turn):
    return Move(name, turn, None, CALL.turns[turn].text, 0.9, "t.v1", CALL.turns[turn].role)


def mark(*evidence):
    return Mark("empathy", "talk", 1, 1, 1, 3, "why", evidence)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("confirms", "confirmed"), ("agrees", "agreed"), ("repeat_complaint", "repeated"), ("escalates", "escalated")],
)
def test_the_customers_next_turn_says_what_followed(name, kind):
    seen = effect(mark(said("empathy", 1)), [said(name, 2)], CALL)
    assert (seen.kind, seen.moves) == (kind, (said(name, 2),))


def test_what_comes_later_than_the_answer_is_not_its_effect():
    assert effect(mark(said("empathy", 1)), [said("confirms", 4)], CALL) is None


def test_a_complaint_that_comes_back_is_told_before_a_thank_you():
    seen = effect(mark(said("empathy", 1)), [said("thanks", 2), said("repeat_complaint", 2)], CALL)
    assert seen.kind == "repeated"


def test_a_customer_who_complains_no_more_has_cooled():
    seen = effect(mark(said("apology", 1)), [said("complaint", 0)], CALL)
    assert (seen.kind, seen.moves) == ("cooled", (said("complaint", 0),))


def test_a_customer_who_complains_again_later_has_not_cooled():
    assert effect(mark(said("apology", 1)), [said("complaint", 0), said("complaint", 6)], CALL) is None


def test_one_turn_without_complaint_is_too_little_to_say_so():
    # after turn 5 the customer has one turn left
    assert effect(mark(said("apology", 5)), [said("complaint", 4)], CALL) is None


def test_the_customers_own_moves_in_the_evidence_have_no_effect():
    assert effect(mark(said("agrees", 2)), [said("thanks", 4), said("complaint", 0)], CALL) is None


def test_a_mark_without_evidence_has_no_effect():
    assert effect(mark(), [said("complaint", 0), said("thanks", 2)], CALL) is None


def test_a_story_told_again_when_asked_for_is_an_answer():
    moves = [said("open_question", 1), said("repeat_complaint", 2)]
    assert effect(mark(said("open_question", 1)), moves, CALL) is None
    assert effect(mark(said("empathy", 1)), moves[1:], CALL).kind == "repeated"
