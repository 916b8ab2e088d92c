"""Time as a value, and the call that is made of it."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.helpers import quick
from transcribe.call import Call, Provenance, Span, Turn, merged, overlaps

seconds = some.integers(0, 40)
spans = some.tuples(seconds, seconds).map(lambda pair: Span(min(pair), max(pair)))
voices = some.lists(some.tuples(some.sampled_from("AB"), spans), max_size=12)


def held(whole):
    """The whole seconds whose middle lies in one of the spans."""
    return {at for at in range(40) if any(at + 0.5 in span for span in whole)}


@pytest.mark.parametrize(("start", "end"), [(2, 1), (-1, 0), (0, math.inf), (math.nan, 1), (0, math.nan)])
def test_a_span_that_is_no_stretch_of_time_is_refused(start, end):
    with pytest.raises(ValueError, match="a span needs 0 <= start <= end"):
        Span(start, end)


def test_a_span_holds_its_start_and_not_its_end():
    assert 1.0 in Span(1, 2)
    assert 1.999 in Span(1, 2)
    assert 2.0 not in Span(1, 2)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Span(0, 10), Span(5, 15), Span(5, 10)),
        (Span(0, 10), Span(2, 3), Span(2, 3)),
        (Span(0, 5), Span(5, 9), None),  # they only touch
        (Span(0, 1), Span(2, 3), None),
    ],
)
def test_two_spans_share_what_lies_in_both(one, other, shared):
    assert one & other == shared
    assert other & one == shared


def test_a_span_knows_its_length_and_its_middle_and_moves():
    assert Span(2, 5).duration == 3
    assert Span(2, 5).middle == 3.5
    assert Span(2, 5).shifted(1.5) == Span(3.5, 6.5)


def test_spans_sort_by_start_and_then_by_end():
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]


def test_spans_that_touch_or_nearly_touch_are_merged():
    apart = [Span(4, 5), Span(0, 1), Span(1, 2), Span(2.25, 3)]
    assert merged(apart) == (Span(0, 2), Span(2.25, 3), Span(4, 5))
    assert merged(apart, gap=0.25) == (Span(0, 3), Span(4, 5))


def test_a_span_inside_another_does_not_shorten_it():
    assert merged([Span(0, 10), Span(2, 3)]) == (Span(0, 10),)


def test_overlap_is_between_different_speakers_only():
    # A 0-5 and B 3-8 share 3-5; A's own 4-6 overlaps A's 0-5, which counts for nothing, and B's, up to 6.
    assert overlaps([("A", Span(0, 5)), ("B", Span(3, 8)), ("A", Span(4, 6))]) == (Span(3, 6),)


def test_a_long_turn_is_remembered_under_several_short_ones():
    said = [("A", Span(0, 100)), ("B", Span(1, 2)), ("A", Span(3, 4)), ("B", Span(50, 51))]
    assert overlaps(said) == (Span(1, 2), Span(50, 51))


@quick
@given(voices)
def test_overlap_is_exactly_the_seconds_in_which_both_speak(said):
    both = held([span for who, span in said if who == "A"]) & held([span for who, span in said if who == "B"])
    assert held(overlaps(said)) == both


@quick
@given(some.lists(spans, max_size=12))
def test_merged_spans_hold_the_same_seconds_in_order_and_apart(given_spans):
    union = merged(given_spans)
    assert held(union) == held(given_spans)
    assert all(before.end < after.start for before, after in pairwise(union))


def test_a_calls_speakers_come_in_the_order_they_first_speak():
    turns = tuple(Turn(who, "unknown", None, "yes") for who in ("right", "left", "right"))
    assert Call(turns, None, None).speakers == ("right", "left")


def test_changing_turns_gives_a_new_call_and_keeps_the_rest():
    call = Call((Turn("left", "unknown", None, "Hello"),), 2.0, "en", Provenance(engine="scripted.v1"))
    louder = call.with_turns(lambda turn: Turn(turn.speaker, "agent", turn.span, turn.text.upper()))
    assert louder.turns == (Turn("left", "agent", None, "HELLO"),)
    assert (louder.duration, louder.language, louder.provenance) == (2.0, "en", call.provenance)
    assert call.turns[0].text == "Hello"
