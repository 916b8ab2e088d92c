"""Root causes as reviewers wrote them, counted by calls."""

import pytest

from review.coaching.causes import MOST_PLACES, causes
from review.store import Filter, NewCall


@pytest.fixture
def named(store):
    """Writes root causes of calls that are made for them: ``named("Ewa", a="late parcel")``."""

    def write(by="Ewa", **given):
        for name, text in given.items():
            store.add_calls([NewCall(name=name, agent="Jan" if name < "c" else "Ewa")], by="Ewa")
            store.note(name, "root_cause", text, by=by)
        return store

    return write


def told(store, **asked):
    return [(cause.text, cause.calls, cause.of) for cause in causes(store, Filter(**asked))]


def test_one_cause_is_counted_whatever_its_capitals_gaps_and_points(named):
    store = named(a="Late parcel.", b="late  parcel", c="Late parcel.", d="Wrong address")
    assert told(store) == [("Late parcel", 3, 4), ("Wrong address", 1, 4)]


def test_only_the_last_words_of_a_reviewer_on_a_call_count(named):
    store = named(a="late parcel")
    named(a="wrong address")
    assert told(store) == [("wrong address", 1, 1)]
    named(a="")  # taken back
    assert told(store) == []


def test_two_reviewers_who_agree_on_a_call_are_one_call(named):
    store = named(a="late parcel")
    named(by="Ion", a="Late parcel")
    assert [cause.calls for cause in causes(store)] == [1]


def test_a_cause_taken_back_does_not_count(named):
    store = named(a="late parcel")
    store.undo(by="Ewa")
    assert causes(store) == ()


def test_only_calls_that_fit_count(named):
    store = named(a="late parcel", b="late parcel", c="late parcel")
    assert told(store, agent="Jan") == [("late parcel", 2, 2)]


def test_the_calls_are_named_the_last_one_first_and_not_endlessly(named):
    store = named(**dict.fromkeys("abcdefg", "late parcel"))
    (cause,) = causes(store)
    assert (cause.calls, len(cause.places)) == (7, MOST_PLACES)
    assert [place.call for place in cause.places] == ["g", "f", "e", "d", "c"]
