"""What reviewed calls teach, what is adopted, and what is not."""

import random

import pytest

from review.learning.learning import learn, studied
from review.learning.samples import finds, pairs
from tests.review.learning.conftest import CRITERIA, found, lesson, top, wrong_when_faint
from transcribe.errors import FixableError


def test_a_mark_near_the_level_with_the_move_speaks_for_the_find():
    ((detector, find),) = finds(lesson(1, found("apology", 0.7), apology=top("apology")))
    assert (detector, find.confidence, find.agreed) == ("apology.v1", 0.7, True)


def test_a_mark_near_the_level_without_it_speaks_against():
    ((_, find),) = finds(lesson(1, found("apology", 0.7), apology=0))
    assert not find.agreed


def test_of_several_finds_of_a_move_the_surest_is_meant():
    ((_, find),) = finds(lesson(1, found("apology", 0.3), found("apology", 0.8, turn=4), apology=top("apology")))
    assert find.confidence == 0.8


def test_harm_that_a_reviewer_passed_speaks_against_the_find():
    ((detector, find),) = finds(lesson(1, found("blame", 0.8), no_blame=1))
    assert (detector, find.agreed) == ("blame.v1", False)


def test_a_move_that_changes_no_level_teaches_nothing():
    assert list(finds(lesson(1, found("greeting", 0.9), apology=0))) == []


def test_a_detector_that_reviewers_trust_only_when_sure_is_adopted():
    outcome, curves = studied(wrong_when_faint())
    (told,) = outcome.detectors
    assert (told.detector, told.finds, told.agreed, told.adopted) == ("apology.v1", 40, 20, True)
    assert curves["apology.v1"](0.6) < 0.5 < curves["apology.v1"](0.9)
    assert outcome.nearer == 20  # each call at 0.6 comes down to the reviewer's 0
    assert outcome.farther == 0
    assert outcome.alpha_after == 1.0 > outcome.alpha_before


def test_what_is_reported_was_measured_on_calls_the_curve_had_not_seen():
    # reviewers toss a coin: a curve that had seen their marks could learn them by heart, one that has not cannot
    chance = random.Random(3)  # noqa: S311
    odd = [
        lesson(number, found("apology", chance.uniform(0.5, 1)), apology=chance.choice([0, top("apology")]))
        for number in range(60)
    ]
    outcome, curves = studied(odd)
    assert outcome.detectors[0].loss_after > 0.6  # near a coin's 0.69: nothing can be learned from coins
    assert curves == {} or outcome.alpha_after > outcome.alpha_before


def test_a_detector_reviewers_agree_with_is_left_alone():
    right = [
        lesson(number, found("apology", 0.9 if number % 2 else 0.3), apology=top("apology") if number % 2 else 0)
        for number in range(40)
    ]
    outcome, curves = studied(right)
    assert curves == {}
    assert "agree no better" in outcome.detectors[0].why or "as it is" in outcome.detectors[0].why


def test_few_finds_are_too_few_and_it_is_said():
    outcome, curves = studied(wrong_when_faint(10))
    assert curves == {}
    assert outcome.detectors[0].why == "10 finds that a mark speaks for or against; 15 are needed"


def test_reviewers_who_always_agree_teach_nothing_about_doubt():
    always = [lesson(number, found("apology", 0.9), apology=top("apology")) for number in range(30)]
    assert studied(always)[0].detectors[0].why == "reviewers nearly always say the same of its finds"


def test_pairs_are_shares_of_the_scale():
    (pair,) = pairs(lesson(1, found("apology", 0.9), apology=0), {})
    assert (pair.machine, pair.person) == (top("apology") / CRITERIA["apology"].top, 0.0)


def test_twenty_nine_calls_are_refused_with_how_many_are_missing(tmp_path):
    from review.store import Store

    with Store.open(tmp_path) as store, pytest.raises(FixableError, match="review 30 more"):
        learn(store, by="Ewa")
