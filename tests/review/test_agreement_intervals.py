"""Intervals of agreement: what they hold, when there is none, and Student's t."""

import numpy as np
import pytest
from scipy import stats

from review.agreement.alpha import alphas
from review.agreement.bootstrap import Draws, Figure, Shape, bca, figure, no_interval
from review.agreement.tables import Calls, Table
from review.statistics import student


def table(scores, calls=None):
    scores = np.asarray(scores, float)
    units = tuple(f"call {row}" for row in range(len(scores)))
    calls = calls or Calls(np.arange(len(scores)), len(scores))
    return Table("item", units, tuple("abcdefgh"[: scores.shape[1]]), "numbers", (), scores, calls)


@pytest.mark.parametrize("freedom", [5, 9, 19, 60, 400])
def test_students_t_is_right_to_three_thousandths(freedom):
    assert student(0.975, freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=0.003)


def test_a_symmetric_bootstrap_gives_the_widened_percentiles():
    # 999 resamples spread as a normal around 5 with error 1; 101 calls: sqrt(101/100) t(100) = 1.0050 * 1.9840 = 1.9939
    drawn = 5 + stats.norm.ppf((np.arange(999) + 0.5) / 999)
    low, high = bca(5.0, drawn, Shape(0.0, 100), 101)
    assert (low, high) == pytest.approx((5 - 1.9939, 5 + 1.9939), abs=0.02)


def test_an_interval_holds_its_own_value():
    assert bca(7.0, np.linspace(0, 1, 100), Shape(0.0, 19), 20)[1] == 7.0


def test_the_same_seed_gives_the_same_interval_and_another_another():
    scores = np.random.default_rng(1).integers(0, 3, (30, 3)).astype(float)
    statistic = alphas(scores, "ordinal")
    ends = [figure(statistic, Draws(30, seed, 300), undefined="").low for seed in (1, 1, 2)]
    assert ends[0] == ends[1] != ends[2]


def test_resamples_in_several_portions_are_as_many(monkeypatch):
    monkeypatch.setattr("review.agreement.bootstrap.CELLS", 70)
    assert len(Draws(10, 1, 25).of(lambda weights: weights.sum(axis=1))) == 25
    without = Draws(10, 1, 25).without_each(lambda weights: weights @ np.arange(10))
    assert without.tolist() == [45 - left_out for left_out in range(10)]


def test_few_calls_have_no_interval_and_say_so():
    assert "takes 10 calls with two marks; so far: 9" in no_interval(table([[0, 1]] * 9))
    assert no_interval(table([[0, 1]] * 10)) == ""


def test_several_rows_of_few_calls_are_few_calls():
    assert "so far: 5" in no_interval(table([[0, 1]] * 20, Calls(np.arange(20) // 4, 5)))


def test_where_nobody_disagreed_there_is_no_interval():
    assert "nobody disagreed on any of the 12 calls" in no_interval(table([[0, 0], [1, 1]] * 6))


def test_too_few_marks_but_the_commonest_make_no_interval():
    # 9 of 60 marks on 30 calls: 4.5 for each rater; 10 of 60: 5
    assert no_interval(table([[0, 0]] * 21 + [[0, 1]] * 9)) == (
        "only 15 % of the marks are anything but 0; an interval takes more such calls"
    )
    assert no_interval(table([[0, 0]] * 20 + [[0, 1]] * 10)) == ""


def test_a_figure_that_rests_on_fewer_rows_is_in_doubt_sooner():
    scores = table([[0, 0]] * 20 + [[0, 1]] * 10)
    assert "so far: 9" in no_interval(scores, 9)
    assert "17 % of the marks" in no_interval(scores, 20)


def test_a_figure_without_value_gives_its_reason():
    found = figure(alphas(np.ones((12, 2)), "nominal"), Draws(12, 1, 200), undefined="all the same")
    assert found == Figure(None, None, None, "all the same")


def test_a_figure_in_doubt_keeps_its_value():
    scores = np.array([[0, 0], [1, 1], [0, 1.0]])
    found = figure(alphas(scores, "nominal"), Draws(3, 1, 200), undefined="", doubt="too few")
    assert found.as_json() == {"value": pytest.approx(4 / 9), "low": None, "high": None, "why": "too few"}


def test_intervals_hold_the_truth_about_95_times_of_100():
    # raters see the call's level with an error as large as half of it; the truth is alpha of 200,000 such calls
    random = np.random.default_rng(2)

    def marks(calls):
        seen = random.normal(size=(calls, 1)) + random.normal(scale=0.5, size=(calls, 3))
        return np.where(random.random((calls, 3)) < 0.2, np.nan, np.searchsorted([-1, 0, 1], seen))

    truth = float(alphas(marks(200_000), "ordinal")(np.ones((1, 200_000)))[0])
    held = 0
    for trial in range(150):
        found = figure(alphas(marks(30), "ordinal"), Draws(30, trial, 400), undefined="")
        held += found.low <= truth <= found.high
    # 150 trials at 95 % hold 133 or more in 99.8 of 100 runs
    assert 133 <= held <= 150
