"""Curves that never fall, fitted by hand-countable finds."""

import random

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from review.learning.curves import AS_IT_IS, Curve, Find, fitted, folds, isotonic, log_loss, platt
from transcribe.errors import BadFile


def some(*pairs):
    """Finds of a call each."""
    return [Find(f"{number:04}", confidence, agreed) for number, (confidence, agreed) in enumerate(pairs)]


def drawn(number, truth, seed=1):
    """Finds of any confidence; ``truth`` says how often reviewers agree with one."""
    chance = random.Random(seed)  # noqa: S311
    sure = [chance.uniform(0.2, 1.0) for _ in range(number)]
    return some(*((each, chance.random() < truth(each)) for each in sure))


def test_isotonic_pools_what_falls_and_draws_each_step_towards_the_middle():
    # 0.3 no, 0.5 yes and 0.6 no fall: pooled, 1 of 2; drawn: (0 + 1)/3, (1 + 1)/4, (1 + 1)/3
    curve = isotonic(some((0.3, False), (0.5, True), (0.6, False), (0.9, True)))
    assert curve.xs == (0.3, 0.5, 0.6, 0.9)
    assert curve.ys == pytest.approx((1 / 3, 1 / 2, 1 / 2, 2 / 3))


def test_isotonic_has_the_steps_of_scikit_learn():
    finds = drawn(300, lambda sure: sure**2)
    xs, ys = (np.array([getattr(find, name) for find in finds], float) for name in ("confidence", "agreed"))
    expected = IsotonicRegression().fit(xs, ys)
    curve = isotonic(finds)
    rates = {round(rate, 9) for rate in expected.predict(xs)}
    assert len(set(curve.ys)) <= len(rates)
    steps = np.unique(expected.predict(np.array(curve.xs)))
    assert len(steps) == len(rates)


def test_platt_is_logistic_regression_over_log_odds():
    finds = drawn(2000, lambda sure: 0.5 * sure)
    curve = platt(finds)
    odds = np.array([[np.log(f.confidence / (1 - f.confidence))] for f in finds])
    model = LogisticRegression(C=1e9).fit(odds, [f.agreed for f in finds])
    slope, shift = curve.ys
    assert (slope, shift) == pytest.approx((model.coef_[0][0], model.intercept_[0]), abs=0.02)


def test_a_curve_never_falls_even_where_reviewers_prefer_the_faint():
    finds = drawn(200, lambda sure: 1 - sure)
    places = np.linspace(0, 1, 101)
    for curve in (platt(finds), isotonic(finds)):
        assert (np.diff(curve.all(places)) >= -1e-12).all()
        assert ((curve.all(places) >= 0) & (curve.all(places) <= 1)).all()


def test_a_detector_that_is_right_as_often_as_it_says_stays_as_it_is_or_nearly():
    finds = drawn(400, lambda sure: sure)
    curve = fitted(finds)
    assert max(abs(curve(sure) - sure) for sure in (0.4, 0.6, 0.8)) < 0.1


def test_a_detector_that_is_too_sure_is_taken_down():
    curve = fitted(drawn(400, lambda sure: sure / 2))
    assert curve(0.9) == pytest.approx(0.45, abs=0.1)


def test_a_coin_surprises_by_the_logarithm_of_two():
    finds = some((0.5, True), (0.5, False))
    assert log_loss(AS_IT_IS, finds) == pytest.approx(0.6931, abs=1e-4)


def test_all_agreed_is_no_division_by_nothing():
    finds = some(*[(0.9, True)] * 20)
    assert 0.9 < platt(finds)(0.9) < 1
    assert isotonic(finds)(0.9) == pytest.approx(21 / 22)


def test_folds_keep_a_call_whole_and_deal_evenly():
    place = folds(["b", "a", "a", "c", "d", "e", "f"])
    assert place == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 0}


@pytest.mark.parametrize(
    "curve", [AS_IT_IS, Curve("platt", (), (1.5, -0.2)), Curve("isotonic", (0.2, 0.9), (0.1, 0.8))]
)
def test_a_curve_comes_back_from_its_file(curve):
    assert Curve.from_json(curve.as_json()) == curve


@pytest.mark.parametrize(
    "content", [{}, {"kind": "spline", "xs": [], "ys": []}, {"kind": "platt", "xs": [], "ys": [1]}]
)
def test_a_broken_curve_is_told(content):
    with pytest.raises(BadFile, match="learn again"):
        Curve.from_json(content)
