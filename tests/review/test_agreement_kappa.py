"""Weighted kappa: by hand, and against scikit-learn and statsmodels."""

import numpy as np
import pytest

from review.agreement.bootstrap import mean_of
from review.agreement.kappa import WEIGHTINGS, kappa, pair_kappas, pairs
from review.agreement.tables import Calls

FIRST, SECOND = np.array([0, 0, 1, 2.0]), np.array([0, 1, 1, 2.0])
NAN = np.nan


def test_linear_kappa_by_hand():
    # seen 1/4; by chance 0.5*0.5 + 0.5*0.25*2 + 0.25*0.25 + 0.25*0.25 + 0.25*0.25*2 + 0.25*0.5 = 0.875
    assert kappa(FIRST, SECOND, "linear") == pytest.approx(5 / 7)


def test_quadratic_kappa_by_hand():
    # seen 1/4; by chance 0.25 + 0.125*4 + 0.0625 + 0.0625 + 0.0625*4 + 0.125 = 1.25
    assert kappa(FIRST, SECOND, "quadratic") == pytest.approx(0.8)


def test_unweighted_kappa_by_hand():
    # agreed 3/4; by chance 0.125 + 0.125 + 0.0625 = 0.3125
    assert kappa(FIRST, SECOND, "unweighted") == pytest.approx((0.75 - 0.3125) / (1 - 0.3125))


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_kappa_is_none_where_both_always_gave_the_same_value(weighting):
    assert np.isnan(kappa(np.full(6, 0.1), np.full(6, 0.1), weighting))


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_kappa_is_0_where_one_rater_never_varies(weighting):
    assert kappa(np.array([0, 1, 1, 0.0]), np.ones(4), weighting) == pytest.approx(0)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_kappa_of_rows_drawn_again_is_that_of_rows_said_again(weighting):
    scores = np.column_stack([FIRST, SECOND])
    weights = np.array([[2, 0, 3, 1.0]])
    again = np.repeat(scores, weights[0].astype(int), axis=0)
    found = pair_kappas(scores, (0, 1), weighting)(weights)[0]
    assert found == pytest.approx(kappa(again[:, 0], again[:, 1], weighting))
    both = pair_kappas(scores, (0, 1), weighting, Calls(np.array([0, 0, 1, 1]), 2))
    assert both(np.ones((1, 2)))[0] == pytest.approx(kappa(FIRST, SECOND, weighting))


def test_pairs_without_a_call_in_common_are_not_listed():
    scores = np.array([[1, 1, NAN], [NAN, 2, 2], [NAN, 1, 1.0]])
    assert pairs(scores) == [(0, 1), (1, 2)]


def test_the_mean_leaves_out_pairs_that_have_no_kappa():
    scores = np.column_stack([FIRST, SECOND, [3, 3, 3, 3], [3, 3, 3, 3.0]])
    each = [pair_kappas(scores, pair, "linear") for pair in ((0, 1), (2, 3))]
    assert mean_of(each)(np.ones((1, 4)))[0] == pytest.approx(5 / 7)


@pytest.mark.filterwarnings("ignore")  # the libraries warn where a table has no variation
def test_kappa_equals_scikit_learn_and_statsmodels_on_200_tables_with_gaps():
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import cohens_kappa

    random = np.random.default_rng(5)
    compared = 0
    for _ in range(200):
        calls, values = random.integers(4, 60), random.integers(2, 7)
        scores = random.integers(0, values, (calls, 2)).astype(float)
        scores[random.random((calls, 2)) < random.uniform(0, 0.4)] = np.nan
        one, other = scores[~np.isnan(scores).any(axis=1)].T
        for weighting in WEIGHTINGS:
            ours = kappa(*scores.T, weighting)
            if np.isnan(ours):
                continue
            name = None if weighting == "unweighted" else weighting
            levels = list(range(values))
            theirs = cohen_kappa_score(one.astype(int), other.astype(int), labels=levels, weights=name)
            table = np.array([[((one == a) & (other == b)).sum() for b in levels] for a in levels])
            third = cohens_kappa(table, wt=name, return_results=False)
            assert ours == pytest.approx(theirs, abs=1e-9)
            assert ours == pytest.approx(third, abs=1e-9)
            compared += 1
    assert compared > 550
