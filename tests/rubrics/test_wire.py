import json
from dataclasses import replace

import pytest

import rubrics
from rubrics.values import Mark, Move, RubricRef, Scorecard
from rubrics.wire import move_from_line, move_line, move_lines, scorecard_from_json, scorecard_json
from tests.rubrics.samples import timed
from transcribe.call import Span
from transcribe.errors import BadFile

MOVE = Move("apology", 3, Span(1.5, 2.5), "so sorry", 0.9, "apology.v1", "agent", "Says sorry")
CARD = Scorecard(
    RubricRef("service_call", "1.0.0"),
    (
        Mark("apology", "empathy", 2.0, 1.0, 3.0, 3.0, "why", (MOVE,)),
        Mark("room", "listening", None, None, None, 3.0, "no times"),
    ),
    66.7,
    "pass",
    ("a note",),
)


def test_a_line_of_moves_has_the_keys_of_the_contract():
    line = move_line(MOVE, "call-1")
    assert list(line) == ["dialog_id", "turn", "role", "move", "confidence", "quote", "start", "end", "by"]
    assert (line["dialog_id"], line["start"], line["end"]) == ("call-1", 1.5, 2.5)


def test_a_move_comes_back_as_it_went_out():
    assert move_from_line(json.loads(json.dumps(move_line(MOVE, "x")))) == replace(MOVE, why="")
    without_times = Move("apology", 0, None, "sorry", 0.5, "apology.v1")
    assert move_from_line(move_line(without_times, "x")) == without_times


def test_a_scorecard_has_the_keys_of_the_contract():
    content = scorecard_json(CARD)
    assert list(content) == ["schema", "rubric", "skill_total", "compliance", "marks"]
    assert list(content["marks"][0]) == ["criterion", "section", "value", "low", "high", "max", "why", "evidence"]
    assert list(content["marks"][0]["evidence"][0]) == ["turn", "start", "end", "quote", "move"]


def test_a_scorecard_comes_back_as_it_went_out():
    written = scorecard_json(CARD)
    back = scorecard_from_json(json.loads(json.dumps(written)))
    assert scorecard_json(back) == written
    assert (back.skill_total, back.compliance, len(back.not_judged)) == (66.7, "pass", 1)


def test_a_real_scorecard_comes_back_as_it_went_out():
    call = timed(("agent", 0, 4, "Good morning, how can I help?"), ("customer", 4, 8, "My lamp is broken."))
    card = rubrics.score(call)
    written = scorecard_json(card)
    assert scorecard_json(scorecard_from_json(json.loads(json.dumps(written)))) == written
    assert len(move_lines(rubrics.find_moves(call), "a")) == len(rubrics.find_moves(call))


@pytest.mark.parametrize("spoil", [{"schema": 2}, {"schema": 1}, {}])
def test_a_scorecard_of_another_kind_is_refused(spoil):
    with pytest.raises(BadFile):
        scorecard_from_json(spoil)


def test_a_line_without_its_quote_is_refused():
    line = move_line(MOVE, "x")
    del line["quote"]
    with pytest.raises(BadFile, match="quote"):
        move_from_line(line)
