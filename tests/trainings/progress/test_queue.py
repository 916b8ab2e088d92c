"""The review queue: FSRS with the fuzz off, from the attempts alone."""

import pytest
from fsrs import Rating

from tests.trainings.progress.making import attempt, day
from trainings.progress.queue import due_today, queue, rating
from trainings.progress.timeline import timeline


@pytest.mark.parametrize(
    ("verdict", "hints", "given"),
    [
        ("good", 0, Rating.Good),
        ("good", 1, Rating.Hard),
        ("nearly", 0, Rating.Hard),
        ("nearly", 2, Rating.Again),
        ("not_yet", 0, Rating.Again),
    ],
)
def test_a_rating_follows_from_verdict_and_hints(verdict, hints, given):
    (trial,) = timeline([attempt(verdict=verdict, hints=hints)], day(1)).trials
    assert rating(trial) is given


def days_until(verdict, hints=0):
    """Give after how many days an exercise answered once comes back."""
    (due,) = queue(timeline([attempt(verdict=verdict, hints=hints)], day(0, hours=1)))
    return (due.at - day(0)).days


def test_first_answers_come_back_after_the_initial_stability_in_days():
    # FSRS 6, its published weights: initial stability 0.212 (again), 1.2931 (hard), 2.3065 (good) days; at a retention
    # of 0.9 the interval is the stability, rounded, one day at least.
    assert [days_until("not_yet"), days_until("good", hints=1), days_until("good")] == [1, 1, 2]


def test_what_is_known_comes_back_later_each_time():
    twice = queue(timeline([attempt(), attempt(at=2)], day(3)))
    assert (twice[0].at - day(2)).days > 2


def test_the_same_attempts_always_give_the_same_days():
    made = [attempt(f"02-{number:02}", at=number % 7) for number in range(1, 16)]
    first, *others = [queue(timeline(made, day(9))) for _ in range(5)]
    assert others == [first] * 4


def test_the_queue_of_today_holds_what_is_due_the_most_forgotten_first():
    made = [attempt("02-02"), attempt("02-05", "not_yet"), attempt("02-10", at=4)]
    line = timeline(made, day(5))
    assert [each.exercise for each in due_today(line)] == ["02-05", "02-02"]
    assert [each.recall for each in due_today(line)] == sorted(each.recall for each in due_today(line))


def test_an_attempt_from_the_future_comes_back_no_later_than_one_of_today():
    (due,) = queue(timeline([attempt(at=4000)], day(0)))
    assert (due.at - day(0)).days == 2
