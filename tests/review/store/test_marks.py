"""What people give: marks, notes, disputes, promises; and taking it back."""

from datetime import date

import pytest
import sqlalchemy as sa

from rubrics.values import RubricRef
from tests.review.store.conftest import BOTH, RUBRIC, card, new
from transcribe.call import Span
from transcribe.errors import FixableError, UnknownName

pytestmark = BOTH


def test_a_mark_tells_who_when_why_and_by_which_rubric(one):
    one.mark("0001", "paraphrase", 2, by="Ewa", rubric=RUBRIC, why="gave the date back", blind=True)
    (mark,) = one.marks("0001")
    assert (mark.item, mark.value, mark.by, mark.why, mark.blind) == (
        "paraphrase",
        2.0,
        "Ewa",
        "gave the date back",
        True,
    )
    assert mark.rubric == RUBRIC
    assert mark.at.tzinfo is not None


def test_a_mark_not_judged_is_none_and_not_zero(one):
    one.mark("0001", "paraphrase", None, by="Ewa", rubric=RUBRIC)
    assert one.marks("0001")[0].value is None


def test_a_second_mark_stands_beside_the_first(one):
    one.mark("0001", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=RubricRef("service_call", "2"))
    assert [(mark.value, mark.rubric.version) for mark in one.marks("0001")] == [(1, "1"), (3, "2")]


def test_the_machines_results_are_versions_and_marks_leave_them_alone(one):
    one.add_result("0001", card(50.0), audio_hash="ab" * 32)
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=RUBRIC)
    one.add_result("0001", card(75.0, version="2"))
    assert [result.card.skill_total for result in one.results("0001")] == [50.0, 75.0]
    assert one.call("0001").skill_total == 75.0
    assert one.call("0001").audio_hash == "ab" * 32  # the second result does not know it and takes nothing away


def test_undo_takes_back_the_last_mark_and_then_the_one_before(one):
    for value in (1, 2):
        one.mark("0001", "paraphrase", value, by="Ewa", rubric=RUBRIC)
    assert one.undo(by="Ewa").kind == "marks"
    assert [mark.value for mark in one.marks("0001")] == [1]
    assert one.call("0001").reviewed_at is not None
    one.undo(by="Ewa")
    assert one.marks("0001") == []
    assert one.call("0001").reviewed_at is None


def test_undo_leaves_another_persons_marks(one):
    one.mark("0001", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
    one.mark("0001", "paraphrase", 3, by="Ion", rubric=RUBRIC)
    one.undo(by="Ewa")
    assert [mark.by for mark in one.marks("0001")] == ["Ion"]


def test_undo_with_nothing_to_take_back_is_none(one):
    assert one.undo(by="Nobody yet") is None


def test_a_mark_on_a_call_that_is_gone_says_so(one):
    with pytest.raises(UnknownName, match="there is no call 0002 in this workspace"):
        one.mark("0002", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
    assert one.marks("0002") == []


def test_a_mark_by_nobody_is_refused(one):
    with pytest.raises(FixableError, match="nobody is named"):
        one.mark("0001", "paraphrase", 1, by="  ", rubric=RUBRIC)


@pytest.mark.parametrize(("value", "why"), [(float("nan"), ""), (float("inf"), ""), (1, "a\0b")])
def test_what_a_database_would_change_or_refuse_is_told_and_not_written(one, value, why):
    with pytest.raises(FixableError):
        one.mark("0001", "paraphrase", value, by="Ewa", rubric=RUBRIC, why=why)
    assert one.marks("0001") == []


def test_a_moment_keeps_its_seconds_and_html_stays_text(one):
    one.note("0001", "moment", "<b>here</b>", by="Ewa", span=Span(2.0, 3.5))
    one.note("0001", "root_cause", "late parcel", by="Ewa")
    (moment,) = one.notes("0001", "moment")
    assert (moment.text, moment.start, moment.end) == ("<b>here</b>", 2.0, 3.5)
    assert len(one.notes("0001")) == 2


def test_a_dispute_goes_from_draft_to_settled_by_a_second_reviewer(one):
    for state, by in (("draft", "Ewa"), ("shared", "Ewa"), ("disputed", "Jan"), ("settled", "Ion")):
        one.dispute("0001", "paraphrase", state, by=by, words=f"{by} says", value=1)
    assert [step.state for step in one.disputes("0001")] == ["draft", "shared", "disputed", "settled"]
    assert one.disputes("0001")[2].words == "Jan says"


def test_a_dispute_cannot_be_settled_by_who_gave_the_mark(one):
    one.dispute("0001", "paraphrase", "shared", by="Ewa", value=1)
    one.dispute("0001", "paraphrase", "disputed", by="Jan")
    with pytest.raises(FixableError, match="let a second reviewer settle it"):
        one.dispute("0001", "paraphrase", "settled", by="Ewa", value=2)


def test_a_dispute_cannot_skip_a_state(one):
    with pytest.raises(FixableError, match="disputed cannot follow nothing"):
        one.dispute("0001", "paraphrase", "disputed", by="Jan")


def test_the_ledger_gathers_the_promises_of_a_case_by_day(store):
    store.add_calls([new("a", case_id="C7"), new("b", case_id="C7"), new("c", case_id="C8")], by="Ewa")
    store.promise("a", "call back", by="Ewa")
    store.promise("b", "refund", by="Ewa", due=date(2026, 11, 20))
    store.promise("c", "visit", by="Ewa")
    assert [promise.what for promise in store.promises(case_id="C7")] == ["refund", "call back"]


def test_a_promise_is_kept_and_undo_makes_it_unknown_again(one):
    promise = one.promise("0001", "refund", by="Ewa")
    one.keep(promise, True, by="Ewa")
    assert one.promises(call="0001")[0].kept is True
    one.undo(by="Ewa")
    assert one.promises(call="0001")[0].kept is None


def test_every_change_is_a_line_of_the_log(one):
    one.mark("0001", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
    one.undo(by="Ewa")
    undo, mark, came = one.history()
    assert (came.action, came.detail) == ("import", {"calls": 1})
    assert (mark.action, mark.kind, mark.call) == ("add", "marks", "0001")
    assert (undo.action, undo.undoes) == ("undo", mark.id)


@pytest.mark.parametrize("sentence", ["DELETE FROM audit", "UPDATE audit SET action = 'other'"])
def test_the_log_cannot_be_rewritten(one, sentence):
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), one.engine.begin() as connection:
        connection.exec_driver_sql(sentence)
    assert len(one.history()) == 1
