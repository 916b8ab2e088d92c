from dataclasses import replace

import pytest

from rubrics import doubt
from rubrics.doubt import READINGS, overlooked, spread, sureness
from rubrics.values import Move
from tests.rubrics.samples import call
from transcribe.call import Span, Word

CALL = call("agent: one", "customer: two", "agent: three")


def found(*sure: float) -> list[Move]:
    return [Move("empathy", 0, None, "one", confidence, "t.v1") for confidence in sure]


def count(seen) -> int:
    return len(seen.of(["empathy"]))


def test_sure_moves_leave_no_range():
    got = spread(count, ["empathy"], found(1.0, 1.0), CALL)
    assert got.range() == (2, 2)
    assert got.share(2) == 1.0


def test_the_shares_of_readings_follow_the_confidences():
    # two moves of 0.5: none 1/4, one 1/2, two 1/4; 300 readings put each within about 3 hundredths, 3 sigma is 9
    got = spread(count, ["empathy"], found(0.5, 0.5), CALL)
    assert [got.share(level) for level in (0, 1, 2)] == pytest.approx([0.25, 0.5, 0.25], abs=0.09)
    assert got.range() == (0, 2)


def test_what_nobody_found_was_there_as_often_as_it_is_missed(monkeypatch):
    # half of calls show empathy; missed 1 of 4: 0.5 * 0.25 / (0.5 * 0.25 + 0.5) = 0.2
    monkeypatch.setattr(doubt, "missed", lambda name, language: 0.25)
    assert overlooked("empathy", CALL) == pytest.approx(0.2)
    got = spread(count, ["empathy"], [], CALL)
    assert got.share(1) == pytest.approx(0.2, abs=0.07)
    assert got.range() == (0, 1)


def test_harm_nobody_found_is_very_likely_absent(monkeypatch):
    # 0.15 * 0.25 / (0.15 * 0.25 + 0.85) = 0.0423
    monkeypatch.setattr(doubt, "missed", lambda name, language: 0.25)
    assert overlooked("blame", CALL) == pytest.approx(0.0423, abs=0.0001)
    assert spread(lambda seen: len(seen.of(["blame"])), ["blame"], [], CALL).range() == (0, 0)


def test_a_doubtful_word_takes_some_of_its_moves_sureness():
    # one word surely wrong (confidence 0) keeps 0.77 of it; one half sure keeps the root of 0.77
    said = CALL.turns[0]
    for confidence, kept in [(0.0, 0.77), (1.0, 1.0), (0.5, 0.77**0.5), (None, 1.0)]:
        words = (Word("one", Span(1.0, 2.0), confidence), Word("later", Span(5.0, 6.0), 0.0))
        heard = replace(CALL, turns=(replace(said, words=words), *CALL.turns[1:]))
        move = Move("empathy", 0, Span(1.0, 2.0), "one", 0.9, "t.v1")
        assert sureness(move, heard) == pytest.approx(0.9 * kept)


def test_a_quote_without_times_is_as_sure_as_its_detector():
    assert sureness(found(0.7)[0], CALL) == 0.7


def test_two_runs_agree():
    runs = [spread(count, ["empathy"], found(0.7, 0.4), CALL).counts for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].total() == READINGS


def test_a_missed_move_is_placed_with_the_side_that_makes_it():
    def confirmed_by_agent(seen) -> int:
        return sum(turn != 1 for turn, _ in seen.of(["confirms"]))

    assert spread(confirmed_by_agent, ["confirms"], [], CALL).range() == (0, 0)
