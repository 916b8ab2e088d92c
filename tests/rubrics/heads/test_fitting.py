import numpy as np
import pytest

from rubrics.heads.features import Example
from rubrics.heads.fitting import PENALTY, curves, dual, fit, folds, thresholds, unseen_scores
from rubrics.heads.model import Curve

THANKS = [f"thank you for {thing}" for thing in ("calling", "waiting", "telling me", "the number", "the photo")]
ASKS = [f"could you give me {thing}" for thing in ("the number", "a name", "the photo", "the street", "your code")]


def talk():
    lines = [Example(text, "hello", 0.5) for text in (*THANKS, *ASKS) for _ in range(2)]
    labels = np.array([[text in THANKS, text in ASKS] for text, _, _ in lines])
    return lines, labels, [f"call {number % 10}" for number in range(len(lines))]


def test_dual_weights_of_two_unlike_lines_are_the_solution_by_hand():
    # K = I, so (I + 1 + 0.5 I) a = y: [[2.5, 1], [1, 2.5]] a = [1, 0] gives a = [2.5, -1] / 5.25
    assert PENALTY == 0.5
    weights = dual(np.eye(2), np.array([[True], [False]]))
    assert weights[:, 0] == pytest.approx([2.5 / 5.25, -1 / 5.25])


def test_folds_keep_a_group_on_one_side_and_try_every_line_once():
    groups = [f"call {number // 3}" for number in range(36)]
    tried = []
    for learn, check in folds(groups, seed=1):
        assert not {groups[i] for i in learn} & {groups[i] for i in check}
        tried += check.tolist()
    assert sorted(tried) == list(range(36))


def test_folds_are_dealt_anew_by_another_seed():
    groups = [f"call {number}" for number in range(50)]
    first, again, other = ([check.tolist() for _, check in folds(groups, seed)] for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_unseen_score_of_a_line_does_not_know_its_label():
    likeness, labels = np.eye(4), np.array([[True], [False], [False], [False]])
    dealt = [(np.array([1, 2, 3]), np.array([0])), (np.array([0, 1, 2]), np.array([3]))]
    # the first line is like none of the others, which make no move: nothing speaks for it
    assert unseen_scores(likeness, labels, dealt)[0, 0] == 0


def test_curve_gives_back_the_share_that_was_true():
    scores = np.repeat([0.0, 1.0], 1000)[:, None].astype(np.float32)
    labels = np.zeros((2000, 1), bool)
    labels[:100] = labels[1000:1900] = True
    chances = Curve(*curves(scores, labels), np.array([0.5]))(np.array([[0.0], [1.0]], np.float32))
    # one in ten of the low scores was true, nine in ten of the high ones
    assert chances[:, 0] == pytest.approx([0.1, 0.9], abs=0.005)


def test_threshold_lies_where_right_and_wrong_part():
    chances = np.array([[0.9], [0.8], [0.3], [0.2]], np.float32)
    labels = np.array([[True], [True], [False], [False]])
    # the lowest step of the grid above .3 tells them apart; own and common threshold agree
    assert thresholds(chances, labels)[0] == pytest.approx(0.325, abs=1e-3)


def test_fitted_head_tells_unseen_wording_apart():
    lines, labels, groups = talk()
    head = fit(lines, labels, groups, ("thanks", "closed_question"), None).head
    chances = head.probabilities(
        [Example("thank you for the code", "hello", 0.5), Example("could you give me a photo")]
    )
    assert chances[0, 0] > 0.5 > chances[0, 1]
    assert chances[1, 1] > 0.5 > chances[1, 0]


def test_fitted_head_scores_as_the_sum_over_its_lines_does():
    from rubrics.heads.fitting import look

    lines, labels, groups = talk()
    fitted = fit(lines, labels, groups, ("thanks", "closed_question"), None)
    likeness = look(lines, None).likeness()
    by_lines = (likeness + 1) @ dual(likeness, labels)
    # the two forms of one regression; what parts them is the rounding of the weights to bytes
    assert fitted.head.scores(lines) == pytest.approx(by_lines, abs=0.02)


def test_fit_of_lines_without_a_place_says_nothing_about_place():
    lines, labels, groups = talk()
    nowhere = [line._replace(position=None) for line in lines]
    head = fit(nowhere, labels, groups, ("thanks", "closed_question"), None).head
    early, late = head.scores([Example("thank you", "hello", 0.0), Example("thank you", "hello", 1.0)])
    assert early == pytest.approx(late)
