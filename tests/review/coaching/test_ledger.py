"""Promises of a case: found, entered once, followed, and counted without guessing."""

import pytest

from review.coaching.ledger import Kept, enter, fared, of_case
from review.desk.arriving import bring
from review.store import Filter, NewCall

PROMISED = (
    ("agent", "How can I help you?"),
    ("customer", "My parcel has not come."),
    ("agent", "I will call you back by Friday at noon."),
    ("customer", "Thank you."),
)
AGAIN = (
    ("agent", "How can I help you?"),
    ("customer", "I am angry. I was told you would call on Friday and nobody called. My parcel has not come."),
)


@pytest.fixture
def case(store, heard):
    """Two calls of one case: a promise, and a complaint a week later."""
    heard("0001", *PROMISED, case_id="C7")
    heard("0002", *AGAIN, day=7, case_id="C7")
    bring(store, store.workspace.results, by="Ewa")
    return store


def test_a_promise_is_entered_in_the_agents_words_and_once_only(case):
    assert enter(case, ["0001", "0002"], by="Ewa") == 1
    assert enter(case, ["0001", "0002"], by="Ewa") == 0
    assert "Friday" in case.promises(case_id="C7")[0].what


def test_a_later_complaint_is_shown_and_not_taken_for_an_answer(case):
    enter(case, ["0001"], by="Ewa")
    (followed,) = of_case(case, "C7")
    assert followed.again == ("0002",)
    assert followed.promise.kept is None


def test_kept_is_counted_over_what_somebody_knows():
    assert Kept(3, 1, 6).rate == 0.75
    assert Kept(0, 0, 6).rate is None
    assert Kept(0, 0, 6).interval is None


def test_how_promises_fared_is_counted_by_agent(case):
    enter(case, ["0001"], by="Ewa")
    case.keep(case.promises()[0].id, kept=False, by="Ewa")
    assert fared(case, Filter(agent="Jan")) == (0, 1, 0)
    assert fared(case, Filter(agent="Ewa")) == (0, 0, 0)


def test_a_promise_taken_back_counts_no_more(case):
    enter(case, ["0001"], by="Ewa")
    case.undo(by="Ewa")
    assert fared(case, Filter()) == (0, 0, 0)


def test_a_call_without_a_transcript_promises_nothing(store):
    store.add_calls([NewCall(name="bare")], by="Ewa")
    assert enter(store, ["bare"], by="Ewa") == 0
