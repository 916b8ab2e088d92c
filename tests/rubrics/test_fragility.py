"""Which marks hang on a doubtful hearing: small calls whose marks are known, and how much of a long one is read again."""

from dataclasses import replace

import pytest

from rubrics import find_moves, fragility, score
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


def test_of_a_long_call_only_so_many_turns_are_read_again(monkeypatch):
    example = load("en_hotel_wedding_rooms").call
    long = replace(example, turns=(example.turns * 7)[:200])
    moves = find_moves(long, at_least=0.2)
    card = score(long, moves=moves)
    read = []
    monkeypatch.setattr(fragility, "find_moves", lambda changed: read.append(len(changed.turns)) or find_moves(changed))
    fragile(long, card, moves=moves)
    assert 0 < sum(read) <= fragility.REREAD
