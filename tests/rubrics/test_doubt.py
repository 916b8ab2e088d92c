import pytest

from rubrics.doubt import MISSED, READINGS, spread
from rubrics.values import Move
from tests.rubrics.samples import call

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


def test_what_nobody_found_may_have_been_missed():
    got = spread(count, ["empathy"], [], CALL)
    assert got.share(1) == pytest.approx(MISSED, abs=0.06)
    assert got.range() == (0, 1)


def test_harm_nobody_found_is_very_likely_absent():
    got = spread(lambda seen: len(seen.of(["blame"])), ["blame"], [], CALL)
    assert got.range() == (0, 0)


def test_two_runs_agree():
    runs = [spread(count, ["empathy"], found(0.7, 0.4), CALL).counts for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].total() == READINGS


def test_a_missed_move_is_placed_with_the_side_that_makes_it():
    def confirmed_by_agent(seen) -> int:
        return sum(turn != 1 for turn, _ in seen.of(["confirms"]))

    assert spread(confirmed_by_agent, ["confirms"], [], CALL).range() == (0, 0)
