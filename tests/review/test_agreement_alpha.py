"""Krippendorff's alpha: by hand, from the paper, and against the library."""

import krippendorff
import numpy as np
import pytest

from review.agreement.alpha import LEVELS, alpha, alphas
from review.agreement.tables import Calls

NAN = np.nan
PAPER = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T
"""The four observers and twelve units of Krippendorff (2011), section C."""


@pytest.mark.parametrize(("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_the_papers_example_is_the_papers(level, printed):
    assert alpha(PAPER, level) == pytest.approx(printed, abs=0.0005)


def test_nominal_alpha_of_three_calls_by_hand():
    # marks 00, 11, 01: D_o = 2/6; three of each value: D_e = (36 - 18) / (6 * 5) = 0.6; 1 - (1/3) / 0.6
    assert alpha(np.array([[0, 0], [1, 1], [0, 1.0]]), "nominal") == pytest.approx(4 / 9)


def test_ordinal_alpha_counts_the_marks_between_by_hand():
    # marks 00, 11, 22, 01: 3, 3 and 2 of a value, middle ranks 1.5, 4.5, 7
    # seen: 2 * 3^2 / 8; by chance: 2 * (9 * 9 + 6 * 30.25 + 6 * 6.25) / 56; so 1 - 2.25 * 56 / 600
    assert alpha(np.array([[0, 0], [1, 1], [2, 2], [0, 1.0]]), "ordinal") == pytest.approx(0.79)


def test_interval_alpha_counts_squared_distances_by_hand():
    # the same marks: D_o = 2 / 8; D_e = 2 * (9 + 6 * 4 + 6) / 56; 1 - 0.25 * 56 / 78
    assert alpha(np.array([[0, 0], [1, 1], [2, 2], [0, 1.0]]), "interval") == pytest.approx(1 - 14 / 78)


def test_ordinal_alpha_asks_nothing_of_distances():
    scores = np.array([[0, 0], [1, 1], [2, 2], [0, 1.0]])
    assert alpha(np.where(scores == 2, 500, scores), "ordinal") == pytest.approx(0.79)


@pytest.mark.parametrize("level", LEVELS)
def test_marks_alone_on_their_call_change_nothing(level):
    alone = np.vstack([PAPER, [[9, NAN, NAN, NAN]]])
    assert alpha(alone, level) == pytest.approx(alpha(PAPER, level))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scores", [np.full((5, 3), 2.0), np.full((5, 3), NAN), np.zeros((0, 2)), np.full((3, 2), 0.1)])
def test_alpha_without_variation_is_none_and_neither_0_nor_1(level, scores):
    assert np.isnan(alpha(scores, level))


@pytest.mark.parametrize("level", LEVELS)
def test_weights_are_as_good_as_rows_said_again(level):
    weights = np.array([[2, 0, 1, 3, 1, 0, 1, 1, 2, 1, 1, 1.0]])
    again = np.repeat(PAPER, weights[0].astype(int), axis=0)
    assert alphas(PAPER, level)(weights)[0] == pytest.approx(alpha(again, level))


@pytest.mark.parametrize("level", LEVELS)
def test_rows_of_one_call_are_drawn_together(level):
    calls = Calls(np.arange(12) // 2, 6)  # two rows a call
    weights = np.array([[1, 2, 0, 1, 1, 1.0]])
    again = np.repeat(PAPER, np.repeat(weights[0], 2).astype(int), axis=0)
    assert alphas(PAPER, level, calls)(weights)[0] == pytest.approx(alpha(again, level))


def test_many_different_rows_count_the_same_as_few():
    # over 256 different rows they are no longer counted together: values apart by tenths make nearly each row its own
    random = np.random.default_rng(3)
    scores = np.round(random.normal(size=(400, 1)) + random.normal(size=(400, 3)), 1)
    theirs = krippendorff.alpha(reliability_data=scores.T, level_of_measurement="ordinal")
    assert alpha(scores, "ordinal") == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_equals_the_library_on_200_tables_with_gaps(level):
    random = np.random.default_rng(11)
    compared = 0
    for _ in range(200):
        calls, raters, values = random.integers(4, 40), random.integers(2, 9), random.integers(2, 7)
        scores = random.integers(0, values, (calls, raters)).astype(float) * random.choice([1, 0.5, 25])
        scores[random.random((calls, raters)) < random.uniform(0, 0.5)] = np.nan
        theirs = _theirs(scores, level)
        ours = alpha(scores, level)
        assert np.isnan(ours) == np.isnan(theirs)
        if not np.isnan(ours):
            compared += 1
            assert ours == pytest.approx(theirs, abs=1e-9)
    assert compared > 190


def _theirs(scores, level):
    pairable = scores[(~np.isnan(scores)).sum(axis=1) > 1]
    if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
        return np.nan  # the library refuses such a table
    return krippendorff.alpha(reliability_data=scores.T, level_of_measurement=level)
