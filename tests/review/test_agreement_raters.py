"""Strict and lenient raters: leans by hand, by least squares, and pulled in where little was seen."""

import numpy as np
import pytest

from review.agreement.raters import connected, fit, leans
from review.agreement.tables import Calls, Table

NAN = np.nan


def table(scores, kind="numbers"):
    scores = np.asarray(scores, float)
    units = tuple(f"call {row}" for row in range(len(scores)))
    raters = tuple(["Ana", "Bo", "Cy", "Di"][: scores.shape[1]])
    return Table("item", units, raters, kind, (), scores, Calls(np.arange(len(scores)), len(scores)))


def test_a_rater_always_one_point_lower_is_strict_by_half_a_point():
    # two raters one point apart on every call lie half a point below and above their middle, and nothing is left to chance
    strict, lenient = leans(table([[1, 2], [2, 3], [3, 4], [1, 2], [2, 3]]))
    assert (strict.raw, lenient.raw) == pytest.approx((-0.5, 0.5))
    assert (strict.lean, lenient.lean) == pytest.approx((-0.5, 0.5), abs=1e-6)
    assert (strict.direction, lenient.direction) == ("strict", "lenient")


def test_who_was_given_the_harder_calls_is_not_strict():
    shared, hard, easy = [[2, 2], [3, 2], [1, 2], [2, 2], [1, 1], [2, 2]], [[0, NAN]] * 6, [[NAN, 3]] * 6
    first, second = leans(table(shared + hard + easy))
    assert (first.raw, second.raw) == pytest.approx((0, 0))
    assert first.direction == second.direction == "unclear"
    assert (first.marks, first.shared) == (12, 6)


def test_leans_are_those_of_least_squares_with_the_calls_taken_out():
    random = np.random.default_rng(4)
    scores = random.normal(size=(20, 4)) + np.array([0.5, 0, -0.2, 0.1])
    scores[random.random((20, 4)) < 0.4] = NAN
    rows, raters = np.nonzero(~np.isnan(scores))
    design = np.zeros((len(rows), 24))
    design[np.arange(len(rows)), rows] = design[np.arange(len(rows)), 20 + raters] = 1
    solved = np.linalg.lstsq(design, scores[rows, raters], rcond=None)[0][20:]
    assert fit(scores).raw == pytest.approx(solved - solved.mean())


def test_leans_seen_on_little_are_pulled_in_further():
    random = np.random.default_rng(7)
    scores = random.normal(size=(60, 1)) + random.normal(scale=0.7, size=(60, 3)) + np.array([-0.4, 0, 0.4])
    much, little = fit(scores), fit(scores[:8])
    assert np.all(np.abs(little.shrunk) < np.abs(little.raw))
    kept = [np.linalg.norm(found.shrunk) / np.linalg.norm(found.raw) for found in (much, little)]
    assert kept[0] > 0.9 > kept[1]
    assert np.all(little.error > much.error)


def test_intervals_of_leans_hold_the_truth_about_95_times_of_100():
    random = np.random.default_rng(3)
    held = asked = 0
    for _ in range(150):
        truth = random.normal(size=4) * random.choice([0, 0.2, 0.5])
        truth -= truth.mean()
        scores = random.normal(size=(25, 1)) + truth + random.normal(scale=0.6, size=(25, 4))
        found = fit(scores)
        held += int((np.abs(found.shrunk - truth) < 1.96 * found.error).sum())
        asked += 4
    assert 0.92 <= held / asked <= 0.98


def test_words_have_no_strict_side():
    assert all(lean.lean is None and "order" in lean.why for lean in leans(table([[0, 1]] * 6, "words")))


def test_a_rater_who_shares_no_call_is_told_nothing():
    scores = [[1, 2, NAN], [2, 2, NAN], [1, 1, NAN], [2, 1, NAN], [1, 2, NAN], [NAN, NAN, 3]]
    *_, alone = leans(table(scores))
    assert alone.lean is None
    assert alone.why == "marked no call that somebody else marked"


def test_two_teams_without_a_call_in_common_are_compared_each_in_itself():
    scores = np.array([[0, 1, NAN, NAN]] * 5 + [[NAN, NAN, 3, 3], [NAN, NAN, 2, 2]])
    assert connected(scores) == [[0, 1], [2, 3]]
    assert leans(table(scores))[0].raw == pytest.approx(-0.5)


def test_fewer_than_five_shared_calls_tell_no_lean():
    lean = leans(table([[0, 1]] * 3 + [[1, 1]]))[0]
    assert lean.lean is None
    assert lean.why == "4 marks on calls that others marked too; 5 are needed"


@pytest.mark.parametrize("scores", [[[1, 1]] * 8, [[1, 2]], [[1, 1]] * 8 + [[0, NAN], [NAN, 2]]])
def test_without_anything_to_tell_chance_by_there_is_no_lean(scores):
    found = leans(table(scores))[0]
    assert found.lean is None
    assert found.direction == "unclear"
    assert found.why
