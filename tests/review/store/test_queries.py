"""The queue, the filters and the dashboards, counted by hand; and what goes out as CSV."""

import csv
import io
from datetime import UTC, datetime

import pytest

from review.store import Filter, queries
from review.store.export import calls_csv, marks_csv
from tests.review.store.conftest import BOTH, RUBRIC, card, new

pytestmark = BOTH


@pytest.fixture
def team(store):
    """Five calls: three of Jan's, one of Ewa's, one of nobody's."""
    day = [datetime(2026, 11, number, 12, tzinfo=UTC) for number in range(30)[1:]]
    store.add_calls(
        [
            new("a", agent="Jan", queue="sales", at=day[1], tags=("late", "gift")),  # Monday the 2nd: week 45
            new("b", agent="Jan", queue="sales", at=day[8], language="pl"),  # Monday the 9th: week 46
            new("c", agent="Jan", queue="care", at=day[9], tags=("late",)),
            new("d", agent="Ewa", queue="care", at=day[10], case_id="C7", customer="Anna"),
            new("e", agent=None, queue=None, at=None),
        ],
        by="Ewa",
    )
    for name, total, compliance in (("a", 40.0, "pass"), ("b", 60.0, "fail"), ("c", None, "not_judged")):
        store.add_result(name, card(total, compliance))
    store.mark("a", "paraphrase", 2, by="Ewa", rubric=RUBRIC)
    store.mark("a", "paraphrase", None, by="Ion", rubric=RUBRIC)
    store.mark("b", "empathy", 3, by="Ewa", rubric=RUBRIC)
    return store


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ({}, "dcbae"),
        ({"agent": "Jan"}, "cba"),
        ({"queue": "care", "agent": "Jan"}, "c"),
        ({"customer": "Anna"}, "d"),
        ({"case_id": "C7"}, "d"),
        ({"language": "pl"}, "b"),
        ({"tag": "late"}, "ca"),
        ({"reviewed": True}, "ba"),
        ({"reviewed": False}, "dce"),
        ({"compliance": "fail"}, "b"),
        ({"skill_below": 60.0}, "a"),
        ({"since": datetime(2026, 11, 9, 12, tzinfo=UTC), "until": datetime(2026, 11, 11, 12, tzinfo=UTC)}, "cb"),
        ({"agent": "' OR 1=1 --"}, ""),
    ],
)
def test_a_filter_finds_exactly_these_newest_first(team, which, names):
    found = "".join(call.name for call in team.calls(Filter(**which)))
    assert found == names
    assert team.count(Filter(**which)) == len(names)


def test_pages_follow_each_other_without_a_gap(team):
    pages = [team.calls(limit=2, offset=offset) for offset in (0, 2, 4)]
    assert "".join(call.name for page in pages for call in page) == "dcbae"


def test_the_queue_has_what_nobody_marked_oldest_or_weakest_first(team):
    assert "".join(call.name for call in queries.waiting(team)) == "cde"
    assert [call.name for call in team.calls(order="weakest", limit=2)] == ["a", "b"]


def test_totals_count_first_and_divide_last(team):
    all_calls = queries.totals(team)
    assert (all_calls.calls, all_calls.reviewed, all_calls.judged) == (5, 2, 2)
    assert all_calls.skill == 50.0  # (40 + 60) / 2; the one not judged is left out, not zero
    assert all_calls.pass_rate == 0.5


def test_totals_over_nothing_have_no_rate(team):
    nobody = queries.totals(team, Filter(agent="Nobody"))
    assert (nobody.calls, nobody.skill, nobody.pass_rate) == (0, None, None)


def test_groups_come_by_name_with_the_nameless_last(team):
    assert [(group.group, group.calls) for group in queries.grouped(team, "agent")] == [
        ("Ewa", 1),
        ("Jan", 3),
        (None, 1),
    ]
    assert [(group.group, group.calls) for group in queries.grouped(team, "tag")] == [("gift", 1), ("late", 2)]
    weeks = queries.grouped(team, "week", Filter(agent="Jan"))
    assert [(week.group, week.calls, week.skill) for week in weeks] == [("2026-W45", 1, 40.0), ("2026-W46", 2, 60.0)]


def test_a_filter_can_be_set_to_what_there_is(team):
    assert queries.values_of(team, "agent") == ["Ewa", "Jan"]
    assert queries.values_of(team, "tag") == ["gift", "late"]


def test_items_count_the_marks_that_stand(team):
    assert [(item.item, item.marks, item.judged, item.mean) for item in queries.items(team)] == [
        ("empathy", 1, 1, 3.0),
        ("paraphrase", 2, 1, 2.0),
    ]
    team.undo(by="Ion")
    assert queries.items(team, Filter(agent="Jan"))[1].marks == 1


def test_an_item_is_overturned_when_another_value_was_settled(team):
    for name, settled in (("a", 3), ("b", 1)):
        team.dispute(name, "paraphrase", "shared", by="Ewa", value=1)
        team.dispute(name, "paraphrase", "disputed", by="Jan")
        team.dispute(name, "paraphrase", "settled", by="Ion", value=settled)
    team.dispute("a", "empathy", "shared", by="Ewa", value=1)
    team.dispute("a", "empathy", "settled", by="Ewa", value=1)  # never disputed
    assert queries.overturned(team) == {"paraphrase": (1, 2)}


def test_marks_go_out_as_agree_reads_them_the_last_one_counting(team):
    team.mark("a", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
    assert marks_csv(team) == "item,unit,rater,value\nempathy,b,Ewa,3.0\nparaphrase,a,Ewa,1.0\nparaphrase,a,Ion,\n"


def test_a_formula_is_harmless_when_it_goes_out(store):
    store.add_calls([new("=cmd|'/c calc'!A1", agent="@SUM(A1)", customer="-1")], by="Ewa")
    (row,) = csv.DictReader(io.StringIO(calls_csv(store)))
    assert (row["call"], row["agent"], row["customer"]) == ("'=cmd|'/c calc'!A1", "'@SUM(A1)", "-1")
