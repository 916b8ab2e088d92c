"""How far skills reach, how surely, and when a change is spoken of: counted by hand, and compared with scipy."""

import random
from dataclasses import replace
from statistics import NormalDist

import pytest
from scipy.stats import kendalltau

from review.coaching.trends import LEVEL, holm, kendall, skills
from rubrics.values import RubricRef
from tests.review.coaching.conftest import counted, mark, on


def test_a_skill_is_the_mean_share_of_the_scale_with_wilsons_interval():
    # 3/3 four times and 0/3 once: 0.8 on five calls, the textbook's 38 to 96 %
    (skill,) = skills(counted([3, 3, 0, 3, 3]))
    assert (skill.calls, skill.share) == (5, 0.8)
    assert skill.interval == pytest.approx((0.376, 0.964), abs=5e-4)


def test_a_mark_not_judged_leaves_the_mean_and_is_no_zero():
    (skill,) = skills(counted([3, None, 3]))
    assert (skill.calls, skill.share) == (2, 1.0)


def test_an_item_nobody_could_judge_has_no_figure():
    assert skills(counted([None, None])) == ()


def test_points_are_weeks_each_with_its_own_mean():
    (skill,) = skills(counted([3, 0, 0, 3, 3, 3, 3, 0]))  # Monday the 2nd to Monday the 9th of November
    assert [(point.begins.isoformat(), point.calls) for point in skill.points] == [("2026-11-02", 7), ("2026-11-09", 1)]
    assert [point.share for point in skill.points] == [pytest.approx(5 / 7), 0.0]


def test_a_long_time_is_told_in_months():
    (skill,) = skills(counted([3] * 100))  # 100 days: more than twelve weeks
    assert [point.begins.isoformat() for point in skill.points] == [
        "2026-11-01",
        "2026-12-01",
        "2027-01-01",
        "2027-02-01",
    ]
    assert [point.calls for point in skill.points] == [29, 31, 31, 9]


def test_marks_by_an_earlier_version_of_the_rubric_stay_out():
    earlier = counted([0, 0], rubric=RubricRef("service_call", "1.1.0"))
    (skill,) = skills([*earlier, *counted([3, 3])])
    assert (skill.calls, skill.share) == (2, 1.0)


def test_a_clear_rise_has_a_direction_and_its_chance():
    (skill,) = skills(counted([0] * 10 + [3] * 10))
    assert skill.change.direction == "up"
    assert skill.change.chance < 0.001


def test_a_fall_is_told_as_well():
    assert skills(counted([3] * 10 + [0] * 10))[0].change.direction == "down"


def test_nine_calls_are_too_few_to_speak_of_a_change():
    assert skills(counted([0] * 4 + [3] * 5))[0].change is None


def test_no_change_is_seen_in_marks_that_are_always_the_same():
    assert skills(counted([2] * 30))[0].change is None


def test_a_skill_that_stands_still_hardly_ever_gets_an_arrow_though_twenty_are_looked_at():
    # of 200 agents with twenty skills each that never change, at most one in twenty may see an arrow on any of them;
    # 20 are more than 200 x 0.05 would give in 98 of 100 simulations
    seen = 0
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311
        days = [
            on(each, *(mark(f"item_{number}", chance.choice([0, 1, 2, 3])) for number in range(20)))
            for each in counted([0] * 30)
        ]
        seen += any(skill.change for skill in skills(days))
    assert seen <= 20


@pytest.mark.parametrize("seed", range(5))
def test_kendalls_test_is_that_of_scipy_with_ties_in_both(seed):
    chance = random.Random(seed)  # noqa: S311
    pairs = [(float(chance.randrange(8)), float(chance.randrange(4))) for _ in range(40)]
    z = kendall(pairs)
    expected = kendalltau(*zip(*pairs, strict=True), method="asymptotic").pvalue
    assert 2 * NormalDist().cdf(-abs(z)) == pytest.approx(expected, abs=1e-9)


def test_holm_multiplies_the_smallest_chance_by_all_and_the_next_by_one_less():
    # 0.01 x 3, then 0.02 x 2, then 0.5 x 1; none less than the one before
    assert holm({"c": 0.5, "a": 0.01, "b": 0.02}) == pytest.approx({"a": 0.03, "b": 0.04, "c": 0.5})
    assert holm({"a": 0.02, "b": 0.021}) == pytest.approx({"a": 0.04, "b": 0.04})


def test_one_small_chance_among_many_is_no_evidence():
    assert holm({f"item {number}": 0.5 for number in range(19)} | {"one": 0.04})["one"] > LEVEL


def test_a_call_without_a_time_is_in_the_mean_and_in_no_point():
    (day,) = counted([3])
    timeless = replace(on(day, mark("paraphrase", 0)), call=replace(day.call, at=None))
    (skill,) = skills([timeless, day])
    assert (skill.share, [point.calls for point in skill.points]) == (0.5, [1])
