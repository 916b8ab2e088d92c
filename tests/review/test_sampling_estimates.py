"""From drawn calls back to all calls: by hand, unbiased, and with intervals that hold the truth."""

import math
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from review.sampling import estimate
from review.sampling.chances import chances, draw
from review.sampling.estimates import variance
from review.sampling.outlook import unevenness
from review.sampling.plan import Question
from review.sampling.precision import (
    alike,
    calls_of,
    calls_to_reach,
    calls_to_tell_apart,
    expected,
    wilson,
)
from transcribe.errors import FixableError


def test_each_drawn_call_stands_for_as_many_as_its_chance_says():
    # passed with a chance of 1/2, failed with 1/4: two calls against four
    found = estimate([1, 0], [0.5, 0.25])
    assert found.rate == pytest.approx(2 / 6)
    assert found.total == 2


def test_a_call_not_judged_is_left_out_and_not_failed():
    found = estimate([1, None, 1, 0], [0.5, 0.5, 0.5, 0.5])
    assert (found.rate, found.judged) == (pytest.approx(2 / 3), 3)


def test_nothing_judged_is_no_rate():
    assert estimate([None, None], [0.5, 0.5]).rate is None


def test_one_call_has_a_rate_but_no_interval():
    found = estimate([1], [0.1])
    assert (found.rate, found.interval, found.error) == (1, None, None)


def test_a_census_is_certain():
    found = estimate([1, 0, 1, 1], [1, 1, 1, 1])
    assert (found.rate, found.error) == (0.75, 0)
    assert tuple(found.interval) == (0.75, 0.75)


@pytest.mark.parametrize("chance", [0, -0.1, 1.2])
def test_a_chance_that_is_none_is_refused(chance):
    with pytest.raises(FixableError, match="chance"):
        estimate([1, 0], [0.5, chance])


def test_the_error_of_a_simple_sample_is_the_textbooks():
    # 4 of 20 calls, 3 passed: s2 = 4/3 * 0.75 * 0.25 = 0.25; (1 - 4/20) * 0.25 / 4 = 0.05
    assert estimate([1, 1, 1, 0], [0.2] * 4).error == pytest.approx(math.sqrt(0.05))


def test_the_error_of_a_stratified_sample_adds_up_its_strata():
    # 2 of 4 and 2 of 8, values 1 0 and 1 0: totals' variances 4^2 * 0.5 * 0.5 / 2 and 8^2 * 0.75 * 0.5 / 2
    groups = np.array([0, 0, 1, 1])
    assert variance(np.array([1, 0, 1, 0.0]), np.array([0.5, 0.5, 0.25, 0.25]), groups) == pytest.approx(2 + 12)


def test_strata_of_one_drawn_call_are_taken_together():
    apart = variance(np.array([1, 0.0]), np.array([0.5, 0.5]), np.array([0, 1]))
    assert apart == variance(np.array([1, 0.0]), np.array([0.5, 0.5]), np.array([0, 0])) > 0


def test_a_lone_stratum_joins_another():
    found = variance(np.array([1, 0, 1.0]), np.array([0.5, 0.5, 0.5]), np.array([0, 0, 1]))
    assert found == variance(np.array([1, 0, 1.0]), np.array([0.5, 0.5, 0.5]), np.array([0, 0, 0]))


def test_an_agents_rate_is_that_of_the_agents_calls():
    found = estimate([1, 1, 0, 0], [0.5, 0.25, 0.5, 0.5], among=[True, True, False, True])
    assert found.rate == pytest.approx(6 / 8)
    assert found.judged == 3


def test_where_all_passed_the_interval_is_not_a_point():
    # 5 of 50, all passed: 5 / (1 - 0.1) = 5.56 calls, and fewer for Student's t
    low, high = estimate([1] * 5, [0.1] * 5).interval
    assert high == pytest.approx(1)
    assert low < wilson(1, 5.56).low


@pytest.mark.parametrize("sizes", [np.ones(40), np.linspace(0.5, 3, 40)])
def test_rates_are_unbiased_and_intervals_hold_the_truth(sizes):
    random = np.random.default_rng(9)
    passed = (random.random(40) < 0.9 - sizes / 6).astype(float)
    chance = chances(sizes, 15)
    totals, held = [], 0
    for _ in range(2000):
        drawn = draw(chance, random)
        found = estimate(passed[drawn].tolist(), chance[drawn].tolist())
        totals.append(found.total)
        held += found.interval.low <= passed.mean() <= found.interval.high
    error = np.std(totals) / math.sqrt(2000)
    assert abs(np.mean(totals) - passed.sum()) < 4 * error
    assert 0.93 <= held / 2000 <= 0.995


def test_horvitz_thompson_over_all_samples_is_exactly_the_truth():
    # every pair of four calls is as likely: the mean of the estimates over the six pairs is the truth, 2 of 4
    values = [1, 0, 1, 0]
    totals = [estimate([values[one], values[other]], [0.5, 0.5]).total for one, other in combinations(range(4), 2)]
    assert np.mean(totals) == 2


def test_four_of_five_passed_means_anything_from_38_to_96_percent():
    assert tuple(wilson(0.8, 5)) == pytest.approx((0.376, 0.964), abs=0.0005)
    theirs = stats.binomtest(4, 5).proportion_ci(method="wilson")
    assert tuple(wilson(0.8, 5)) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_no_call_tells_nothing_and_all_of_them_everything():
    assert tuple(wilson(0.8, 0)) == (0, 1)
    assert tuple(expected(0.8, 25, 25)) == (0.8, 0.8)


def test_who_hears_most_calls_knows_more_than_the_number_says():
    # 20 of 25: 20 * 24 / 5 = 96 calls of an endless population; unequal weights that cost half leave 48
    assert alike(20, 25) == 96
    assert alike(20, 25, unevenness=2) == 48


def test_unequal_weights_cost_calls():
    # weights 1 and 3: 2 * (1 + 9) / 16
    assert unevenness([1, 3]) == 1.25
    assert unevenness([2, 2, 2]) == 1


def test_the_calls_to_reach_a_width_are_the_first_that_do():
    number = calls_to_reach(0.05, 0.8, 600)
    assert expected(0.8, number, 600).half <= 0.05 < expected(0.8, number - 1, 600).half


def test_the_calls_to_tell_two_agents_apart_are_those_of_the_textbook():
    # Fleiss' formula without his correction: (1.95996 * sqrt(2 * 0.7 * 0.3) + 0.84162 * sqrt(0.16 + 0.24))^2 / 0.04 = 81.2
    assert calls_to_tell_apart(0.8, 0.6) == 82


def test_of_few_calls_fewer_are_needed_and_never_more_than_there_are():
    assert calls_of(100, 96) == 50  # 50 * 99 / 50 = 99, and 49 * 99 / 51 = 95.1
    assert calls_of(30, 10_000) == 30


@pytest.mark.parametrize("wrong", [{"rate": 1.0}, {"reach": 0.0}, {"reach": 0.7}, {"apart": 0.9}])
def test_a_question_without_an_answer_is_refused(wrong):
    with pytest.raises(FixableError, match="--"):
        Question(**wrong)
