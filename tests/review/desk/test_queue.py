"""The queue: who waits for whom, and which filters narrow it."""

from datetime import UTC, datetime

import pytest

from review.desk.queue import Queue, Wanted, sampled
from review.store import NewCall, Store
from rubrics.values import RubricRef
from transcribe.errors import BadFile

RUBRIC = RubricRef("service_call", "1")


@pytest.fixture
def store(tmp_path):
    """Three calls: a (Jan, Monday), b (Ann, Tuesday of the week before), c (nothing known)."""
    with Store.open(tmp_path / "ours") as opened:
        monday, before = datetime(2026, 11, 16, 9, tzinfo=UTC), datetime(2026, 11, 10, 9, tzinfo=UTC)
        a = NewCall(name="a", agent="Jan", queue="parcels", at=monday, language="pl", tags=("week 47",))
        opened.add_calls([a, NewCall(name="b", agent="Ann", at=before, language="en"), NewCall(name="c")], by="Ewa")
        yield opened


def names(calls, /, **wanted):
    return [call.name for call in calls.page(Wanted(**wanted))]


def test_the_oldest_waits_first_and_a_call_without_a_time_last(store):
    assert names(Queue(store, "Ewa")) == ["b", "a", "c"]


def test_a_call_waits_for_each_reviewer_until_they_have_marked_it(store):
    store.mark("b", "greeting", 1, by="Ewa", rubric=RUBRIC)
    assert names(Queue(store, "Ewa")) == ["a", "c"]
    assert names(Queue(store, "Ewa"), state="begun") == ["b"]
    assert names(Queue(store, "Ion")) == ["b", "a", "c"]
    store.undo(by="Ewa")
    assert names(Queue(store, "Ewa"), state="begun") == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"agent": "Jan"}, ["a"]),
        ({"queue": "parcels"}, ["a"]),
        ({"week": "2026-W46"}, ["b"]),
        ({"language": "pl"}, ["a"]),
        ({"tag": "week 47"}, ["a"]),
        ({"agent": "Ann", "language": "pl"}, []),
    ],
)
def test_each_filter_narrows_the_queue_and_its_count(store, wanted, found):
    queue = Queue(store, "Ewa")
    assert names(queue, state="all", **wanted) == found
    assert queue.count(Wanted(state="all", **wanted)) == len(found)


def test_a_flag_is_everybodys_and_one_taken_back_is_none(store):
    store.note("a", "flag", "look", by="Ewa")
    assert names(Queue(store, "Ion"), state="flagged") == ["a"]
    store.undo(by="Ewa")
    assert names(Queue(store, "Ion"), state="flagged") == []


def test_a_sample_is_all_there_is_in_its_own_order(store):
    queue = Queue(store, "Ewa", ("c", "b", "unknown"))
    assert names(queue) == ["c", "b"]
    assert queue.count(Wanted(state="all")) == 2


def test_an_item_marked_twice_counts_once(store):
    for item, value in (("greeting", 1), ("greeting", 2), ("empathy", 1)):
        store.mark("a", item, value, by="Ewa", rubric=RUBRIC)
    store.mark("a", "next_step", 1, by="Ion", rubric=RUBRIC)
    assert Queue(store, "Ewa").given(["a", "b"]) == {"a": 2}


def test_filters_offer_what_there_is(store):
    choices = Queue(store, "Ewa").choices()
    assert choices["agent"] == ["Ann", "Jan"]
    assert choices["week"] == ["2026-W46", "2026-W47"]


def test_a_message_with_an_unknown_state_asks_for_what_waits():
    assert Wanted.of({"state": "burning", "agent": "Jan"}) == Wanted()
    assert Wanted.of({"agent": "Jan", "else": 1}) == Wanted(agent="Jan")


def test_a_drawn_list_names_its_calls_in_order_once(tmp_path):
    path = tmp_path / "drawn.csv"
    path.write_text("rozmowa;agent;stratum\n0007;Jan;x\n0003;Ann;x\n0007;Jan;x\n", encoding="utf-8")
    assert sampled(path) == ("0007", "0003")
    path.write_text("recording,chance\nmay/0009.wav,0.5\n", encoding="utf-8")
    assert sampled(path) == ("0009",)


def test_a_list_that_names_no_calls_is_told(tmp_path):
    path = tmp_path / "drawn.csv"
    path.write_text("weight\n0.5\n", encoding="utf-8")
    with pytest.raises(BadFile, match="no column of this list names the calls"):
        sampled(path)
