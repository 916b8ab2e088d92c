"""Tries by the day, in times that a wrong clock cannot spoil."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trainings.progress.making import attempt, day
from trainings.progress.timeline import sure_times, timeline


def test_only_the_first_answer_of_a_day_is_a_try():
    line = timeline([attempt(verdict="not_yet"), attempt(hours=1), attempt(at=1)], day(2))
    assert [(trial.verdict, trial.day.day) for trial in line.trials] == [("not_yet", 5), ("good", 6)]
    assert len(line.attempts) == 3


def test_an_empty_answer_counts_nowhere():
    line = timeline([attempt(verdict="empty"), attempt(hours=1)], day(1))
    assert [trial.good for trial in line.trials] == [True]
    assert len(line.attempts) == 1


def test_a_time_ahead_of_the_clock_becomes_that_of_the_answer_before():
    times, unsure = sure_times([day(0), day(400), day(2)], day(3))
    assert (times, unsure) == ([day(0), day(0), day(2)], 1)


def test_a_clock_that_went_back_once_makes_no_delay_longer():
    # 1970 between Monday and Wednesday: it counts as Monday, and the others stay where they are.
    back = datetime(1970, 1, 1, tzinfo=UTC)
    assert sure_times([day(0), back, day(2)], day(3)) == ([day(0), day(0), day(2)], 1)


def test_the_first_of_all_with_a_wrong_time_takes_that_of_the_next():
    assert sure_times([day(400), day(1)], day(3)) == ([day(1), day(1)], 1)


def test_a_clock_that_was_ahead_for_long_leaves_the_right_times_standing():
    written = [day(500), day(501), day(502), day(1)]
    assert sure_times(written, day(3)) == ([day(1)] * 4, 3)


def test_times_that_are_all_in_the_future_count_as_now():
    assert sure_times([day(400), None], day(3)) == ([day(3), day(3)], 2)


def test_a_time_nobody_can_read_is_told_and_one_without_a_zone_is_utc():
    line = timeline([attempt(at="yesterday"), attempt("02-05", at="2026-01-05T10:00:00")], day(1))
    assert line.unsure == 1
    assert {trial.at for trial in line.trials} == {day(0, hours=1)}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), max_size=30))
def test_times_never_fall_and_never_lie_ahead_whatever_the_clock_did(days):
    times, unsure = sure_times([None if each is None else day(each) for each in days], day(0))
    assert times == sorted(times)
    assert all(each <= day(0) for each in times)
    assert unsure >= sum(each is None or each > 0 for each in days)
