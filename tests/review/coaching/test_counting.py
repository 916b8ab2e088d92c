"""Which mark counts where several were given, and what becomes of the totals."""

import pytest

from review.coaching.counting import counted, counting
from review.store import Filter, NewCall
from review.store.values import PersonMark
from rubrics import library
from rubrics.values import RubricRef
from tests.review.coaching.conftest import MONDAY, RUBRIC, card, mark

OTHER = RubricRef("service_call", "1.0.0")


@pytest.fixture
def one(store):
    store.add_calls([NewCall(name="0001", agent="Jan")], by="Ewa")
    store.add_result("0001", card(mark("paraphrase", 1.0), mark("no_blame", 1.0, top=1.0)))
    return store


def value(store, item="paraphrase"):
    (each,) = counted(store)
    return next(found.value for found in each.card.marks if found.criterion == item)


def test_the_machines_mark_counts_while_nobody_gave_another(one):
    assert value(one) == 1.0
    assert counted(one)[0].people == frozenset()


def test_the_last_persons_mark_counts_and_its_reason_is_signed(one):
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=RUBRIC)
    one.mark("0001", "paraphrase", 2, by="Ion", rubric=RUBRIC, why="half of it")
    (each,) = counted(one)
    found = each.card.marks[0]
    assert (found.value, found.low, found.high, found.why) == (2.0, 2.0, 2.0, "Ion: half of it")
    assert each.people == {"paraphrase"}


def test_what_a_dispute_was_settled_at_has_the_last_word(one):
    one.mark("0001", "paraphrase", 0, by="Ewa", rubric=RUBRIC)
    for state, by, given in (("shared", "Ewa", 0), ("disputed", "Jan", None), ("settled", "Ion", 2)):
        one.dispute("0001", "paraphrase", state, by=by, value=given)
    assert value(one) == 2.0


def test_a_mark_by_another_version_of_the_rubric_does_not_count_here(one):
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=OTHER)
    assert value(one) == 1.0


def test_a_mark_that_was_taken_back_does_not_count(one):
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=RUBRIC)
    one.undo(by="Ewa")
    assert value(one) == 1.0


def test_totals_follow_the_marks_that_count(one):
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=RUBRIC)
    one.mark("0001", "no_blame", 0, by="Ewa", rubric=RUBRIC)
    (each,) = counted(one)
    assert (each.card.skill_total, each.card.compliance) == (100.0, "fail")  # 3 of 3; the one required step is missing


def test_a_required_step_that_a_person_says_did_not_apply_holds_nothing_up():
    critical = [each.id for section, each in library.load("service_call").criteria() if section.critical]
    found = card(*(mark(item, 1.0, top=1.0) for item in critical), compliance="not_judged")
    given = PersonMark(
        id=1, call="x", rubric=RUBRIC, item=critical[0], value=None, by="Ewa", at=MONDAY, why="n/a", blind=False
    )
    assert counting(found, [given], rubric=library.load("service_call")).compliance == "pass"


def test_without_its_rubric_nobody_can_weigh_marks_that_changed(one):
    one.mark("0001", "paraphrase", 3, by="Ewa", rubric=RUBRIC)
    changed = counting(card(mark("paraphrase", 1.0)), one.marks("0001"), rubric=None)
    assert (changed.marks[0].value, changed.skill_total) == (3.0, None)


def test_a_call_marked_by_hand_alone_counts_by_its_rubric(store):
    store.add_calls([NewCall(name="bare", agent="Jan")], by="Ewa")
    store.mark("bare", "paraphrase", 3, by="Ewa", rubric=RUBRIC)
    (each,) = counted(store)
    assert (each.people, each.card.skill_total, each.card.compliance) == ({"paraphrase"}, 100.0, "not_judged")
    assert sum(found.value is not None for found in each.card.marks) == 1


def test_only_the_newest_calls_are_looked_at(one):
    one.add_calls([NewCall(name="new", at=MONDAY)], by="Ewa")
    one.add_result("new", card(mark("paraphrase", 2.0)))
    assert [each.call.name for each in counted(one, most=1)] == ["new"]


def test_of_several_scorecards_the_newest_counts(one):
    one.add_result("0001", card(mark("paraphrase", 2.0)))
    assert value(one) == 2.0


def test_calls_come_oldest_first_and_only_those_that_fit(store):
    store.add_calls(
        [
            NewCall(name=name, agent=who, at=MONDAY.replace(day=day))
            for name, who, day in (("b", "Jan", 5), ("a", "Jan", 4), ("c", "Ewa", 3), ("d", "Jan", 6))
        ],
        by="Ewa",
    )
    for name in "abc":
        store.add_result(name, card(mark("paraphrase", 1.0)))
    assert [each.call.name for each in counted(store, Filter(agent="Jan"))] == ["a", "b"]
