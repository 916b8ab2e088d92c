"""The drawing of a call: places in percents of its length."""

import re

import pytest

from review.reports.texts import texts
from review.reports.timeline import MOST_TICKS, ROW, ticks, timeline
from rubrics.values import Move
from tests.review.sample_calls import ENGLISH, ENGLISH_MOVES, turn
from transcribe.call import Call, Span, Turn

EN = texts("en")


def bare(role, start, end, speaker=None):
    return Turn(speaker or role, role, Span(start, end), "one two three four")


def call(*turns, duration=100.0):
    return Call(turns, duration, "en")


def drawn(*turns, moves=(), duration=100.0):
    return timeline(call(*turns, duration=duration), moves, EN)


def test_the_agent_is_above_whoever_speaks_first():
    lanes = drawn(bare("customer", 0, 5), bare("agent", 6, 9)).lanes
    assert [lane.role for lane in lanes] == ["agent", "customer"]
    assert lanes[0].y < lanes[1].y


def test_speech_is_drawn_to_scale():
    # 100 s on 1000: 20 s to 25 s begin at 200 and are 50 wide
    assert drawn(bare("agent", 20, 25)).lanes[0].path == "M200.00 0h50.00v1H200.00z"


def test_silence_and_overlap_are_bands_in_percents():
    seen = drawn(bare("agent", 0, 40), bare("customer", 38, 90), duration=100)
    assert [(bar.x, bar.width) for bar in seen.overlaps] == [(38, 2)]
    assert [(bar.x, bar.width) for bar in seen.silences] == [(90, 10)]


def test_shapes_too_near_each_other_stand_in_different_rows():
    said = bare("agent", 0, 90)
    near = [Move("empathy", 0, Span(at, at + 1), "one", 0.9, "empathy.v1") for at in (10, 11, 50)]
    # 10 and 11 of 100 s are 1 percent apart, under 2.4
    heights = [shape.y for shape in drawn(said, moves=near).lanes[0].shapes]
    assert heights == [heights[0], heights[0] - ROW, heights[0]]


def test_a_crowded_lane_gives_each_family_its_row():
    said = bare("agent", 0, 100)
    names = ("empathy", "option_offer")
    many = [Move(names[at % 2], 0, Span(at, at + 1), "one", 0.9, "x.v1") for at in range(61)]
    (lane,) = drawn(said, moves=many).lanes
    assert lane.crowded
    assert {shape.chip.family: shape.y for shape in lane.shapes} == {
        "paraphrase": lane.y - 12,  # the middle of the first row of 20, two pixels above the bar
        "negotiation": lane.y - 12 - ROW,
    }


def test_every_move_with_a_time_is_on_its_makers_lane():
    seen = timeline(ENGLISH, ENGLISH_MOVES, EN)
    drawn_names = [shape.chip.text for lane in seen.lanes for shape in lane.shapes]
    assert sorted(drawn_names) == sorted(move.quote for move in ENGLISH_MOVES)


def test_unknown_voices_have_a_lane_each():
    lanes = drawn(bare("unknown", 0, 5, "SPEAKER_00"), bare("unknown", 6, 9, "SPEAKER_01")).lanes
    assert [lane.name for lane in lanes] == ["Unknown voice · SPEAKER_00", "Unknown voice · SPEAKER_01"]
    assert lanes[0].y + 24 <= lanes[1].y


@pytest.mark.parametrize("empty", [Call((), 10.0, None), Call((turn("agent", 0, "Hello", timed=False),), None, "en")])
def test_a_call_without_turns_or_times_has_no_drawing(empty):
    assert timeline(empty, (), EN) is None


@pytest.mark.parametrize(("total", "step"), [(20, "00:05"), (154, "00:30"), (600, "02:00"), (7200, "30:00")])
def test_times_on_the_axis_are_round_and_few(total, step):
    found = ticks(total, EN)
    assert (found[0].label, found[1].label) == ("00:00", step)
    assert len(found) <= MOST_TICKS + 1


def test_a_very_short_word_can_still_be_seen():
    path = drawn(bare("agent", 0, 0.01), bare("customer", 90, 100)).lanes[0].path
    assert float(re.search(r"h([\d.]+)", path)[1]) >= 0.4
