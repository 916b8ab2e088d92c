"""Which marks hang on a doubtful hearing: small calls whose marks are known, and a long one within its time."""

import time
from dataclasses import replace

import pytest

from rubrics import find_moves, score
from rubrics.examples import load
from rubrics.fragility import fragile
from rubrics.values import RubricRef, Scorecard
from tests.rubrics.samples import call
from tests.rubrics.test_schema import SMALL

HANGING = call(
    "customer: My lamp came broken and nobody told me why.",
    "agent: Thank you.",
    "customer: It was meant for my sister on Saturday evening.",
)


@pytest.fixture
def rubric(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_mark_that_hangs_on_who_said_a_short_turn_says_so(rubric):
    (told,) = [each for each in fragile(HANGING, score(HANGING, rubric), rubric) if each.kind == "speaker"]
    assert (told.criterion, told.turn) == ("thanks", 1)
    # the only thanks goes whenever its turn changes sides, in a quarter of 60 trials: 15, give or take 10
    assert told.share == pytest.approx(0.25, abs=0.17)


def test_a_mark_that_is_said_twice_in_long_turns_is_not_fragile(rubric):
    line = "agent: Thank you very much for telling me all of this in so much detail today."
    sure = call(line, "customer: It was meant for my sister on Saturday evening.", line)
    assert score(sure, rubric).marks[0].value == 1
    assert fragile(sure, score(sure, rubric), rubric) == ()


def test_what_was_not_judged_cannot_be_fragile(rubric):
    card = score(HANGING, rubric)
    nothing = replace(card, marks=tuple(replace(mark, value=None) for mark in card.marks))
    assert fragile(HANGING, nothing, rubric) == ()


def test_a_call_without_turns_has_nothing_to_try():
    empty = replace(HANGING, turns=())
    assert fragile(empty, Scorecard(RubricRef("service_call", "1.0.0"), (), None, "not_judged")) == ()


def test_two_runs_agree():
    example = load("en_hotel_wedding_rooms").call
    card = score(example)
    assert fragile(example, card) == fragile(example, card) != ()


def test_a_call_of_200_turns_is_scored_and_tried_in_few_seconds():
    example = load("en_hotel_wedding_rooms").call
    long = replace(example, turns=(example.turns * 7)[:200])
    find_moves(example)  # what is loaded once is not counted
    begun = time.process_time()
    moves = find_moves(long, at_least=0.2)
    fragile(long, score(long, moves=moves), moves=moves)
    assert time.process_time() - begun < 6  # 3 s on a quiet machine; this one may be shared
