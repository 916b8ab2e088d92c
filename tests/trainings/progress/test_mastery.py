"""Mastery: four of the last five situations, alone, three days on; and never before."""

from tests.trainings.progress.making import attempt, day
from trainings.progress.mastery import masteries
from trainings.progress.rule import DELAY, LAST, NEEDED
from trainings.progress.timeline import timeline

FIVE = ("02-02", "02-05", "02-10", "02-11", "02-12")
THERE = {"paraphrase": 15, "bounce": 1}


def standing(attempts, now):
    """Give how the one skill of some attempts stands."""
    (one,) = masteries(timeline(attempts, now), THERE)
    return one


def test_the_rule_is_four_of_five_after_three_days():
    assert (NEEDED, LAST, DELAY.days) == (4, 5, 3)


def test_five_good_answers_on_the_first_day_are_not_mastery():
    one = standing([attempt(name) for name in FIVE], day(2))
    assert (one.state, one.good, one.early) == ("waiting", 0, (True,) * 5)


def test_the_same_answers_do_not_become_mastery_by_waiting():
    one = standing([attempt(name) for name in FIVE], day(30))
    assert (one.state, one.good) == ("practising", 0)


def test_four_situations_answered_well_after_three_days_are_mastery():
    later = [attempt(name, at=3) for name in FIVE[:4]]
    one = standing([attempt(FIVE[0]), *later], day(3))
    assert (one.state, one.late, one.attempts, one.situations) == ("mastered", (True,) * 4, 5, 4)


def test_an_hour_less_than_three_days_is_before_the_delay():
    later = [attempt(name, at=3, hours=-1) for name in FIVE[:4]]
    assert standing([attempt(FIVE[0]), *later], day(4)).good == 0


def test_three_situations_and_the_same_one_again_are_not_four():
    days = [(FIVE[0], 4), (FIVE[1], 4), (FIVE[2], 4), (FIVE[2], 5), (FIVE[2], 6)]
    one = standing([attempt(FIVE[0]), *(attempt(name, at=at) for name, at in days)], day(7))
    assert (one.state, one.good, one.situations) == ("practising", 3, 3)


def test_a_hint_keeps_a_situation_from_counting():
    later = [attempt(name, at=4, hints=name == FIVE[0]) for name in FIVE[:4]]
    assert standing([attempt(FIVE[0]), *later], day(5)).good == 3


def test_a_second_answer_of_the_same_day_does_not_count():
    later = [attempt(name, at=4) for name in FIVE[:3]]
    slip = [attempt(FIVE[3], "not_yet", at=4), attempt(FIVE[3], at=4, hours=1)]
    assert standing([attempt(FIVE[0]), *later, *slip], day(5)).late == (True, True, True, False)


def test_mastery_is_lost_when_the_latest_situations_go_wrong():
    gained = [attempt(FIVE[0]), *(attempt(name, at=4) for name in FIVE)]
    lost = [attempt(name, "not_yet", at=20) for name in FIVE[:2]]
    assert standing(gained, day(5)).state == "mastered"
    one = standing([*gained, *lost], day(21))
    assert (one.state, one.late) == ("practising", (True, True, True, False, False))


def test_a_skill_with_too_few_situations_is_never_called_mastered():
    tries = [attempt("09-01", at=at, skill="bounce") for at in (0, 5, 10)]
    one = standing(tries, day(11))
    assert (one.state, one.good, one.there) == ("few", 1, 1)


def test_a_clock_set_back_and_forward_gives_no_mastery():
    # All of it within one hour, the clock set a year back after the first answer and right again after the second.
    first = [attempt(FIVE[0]), attempt(FIVE[1], at=-365), *(attempt(name, hours=1) for name in FIVE)]
    one = standing(first, day(0, hours=2))
    assert (one.state, one.good) == ("waiting", 0)
