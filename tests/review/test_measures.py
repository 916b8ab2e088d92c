"""What the clock says: counts that add up, rates that are None where they mean nothing."""

import pytest

from review.reports import measures
from review.reports.measures import (
    Interruptions,
    Measures,
    Monologue,
    Pace,
    ResponseGap,
    Silence,
    TalkShare,
    cut_ins,
    doubled,
    length,
    longest_run,
    measure,
    silences,
    speech,
)
from tests.review.sample_calls import ENGLISH
from transcribe.call import Call, Provenance, Span, Turn, Word


def said(role, start, end, text="one two three four", words=(), speaker=None):
    return Turn(speaker or role, role, Span(start, end), text, words)


def call(*turns, duration=None, **provenance):
    return Call(turns, duration, "en", Provenance(**provenance))


def test_talk_share_of_two_calls_is_pooled_not_averaged():
    # 10 of 20 s, then 0 of 60 s: 10/80 = 0.125, where the mean of the two rates is 0.25
    assert (TalkShare(10, 10) + TalkShare(0, 60)).rate == 0.125


def test_talk_share_leaves_unknown_voices_out_of_the_rate():
    # 30 s agent, 10 s customer, 60 s of somebody: 30/40
    assert TalkShare(30, 10, 60).rate == 0.75


@pytest.mark.parametrize("empty", [TalkShare(), Silence(), Interruptions(), Pace(), ResponseGap()])
def test_a_rate_of_nothing_is_none_and_not_zero(empty):
    assert empty.rate is None


def test_a_call_without_times_has_no_rates():
    text_only = Call((Turn("agent", "agent", None, "Good morning"),), None, "en")
    assert measure(text_only) == Measures()


def test_a_call_without_turns_measures_as_nothing():
    assert measure(Call((), 12.0, None)) == Measures()


def test_talk_seconds_follow_the_words_and_skip_a_pause_inside_a_turn():
    words = (Word("one", Span(0, 1)), Word("two", Span(1.5, 2)), Word("three", Span(7, 8)))
    turn = said("agent", 0, 8, "one two three", words)
    # 0-1 and 1.5-2 are joined over half a second; 2-7 is a pause: 2 + 1 s
    assert speech(turn) == (Span(0, 2), Span(7, 8))
    assert measure(call(turn)).talk.agent_s == 3


def test_silence_counts_gaps_and_both_ends_of_the_recording():
    spoken = call(said("agent", 2, 4), said("customer", 8, 10), duration=11)
    # 0-2, 4-8 and 10-11 are silent: 7 of 11 s; one of them reaches 3 s
    assert measure(spoken).silence == Silence(7, 11, 4, 1)
    assert silences(spoken, at_least=2) == (Span(0, 2), Span(4, 8))


def test_silence_of_two_calls_keeps_the_longest_of_both():
    # 3 + 1 of 10 + 10 s
    both = Silence(3, 10, 2.5, 0) + Silence(1, 10, 1, 0)
    assert (both.rate, both.longest_s) == (0.2, 2.5)


def test_an_overlap_is_heard_once_and_joined_with_what_the_engine_heard():
    spoken = call(said("agent", 0, 5), said("customer", 4, 8), overlap=(Span(4.5, 6),))
    assert doubled(spoken) == (Span(4, 6),)


def test_an_interruption_is_told_by_overlap_and_length():
    spoken = call(
        said("customer", 0, 10),
        said("agent", 9, 12),  # 1 s over the customer, four words: cuts in
        said("customer", 11.6, 15),  # 0.4 s: the normal overlap of turn taking
        said("agent", 13, 13.8, "mhm, I see"),  # 0.8 s, but three words: a sign of listening
    )
    assert measure(spoken).interruptions == Interruptions(1, 0, 15)
    assert [later.span.start for _, later in cut_ins(spoken)] == [9]


def test_interruptions_are_told_as_the_move_interruption_is():
    from rubrics.moves import times

    ours = (measures.SHORTEST_OVERLAP, measures.BACKCHANNEL_WORDS)
    assert ours == (times.SHORTEST_OVERLAP, times.BACKCHANNEL_WORDS)


def test_the_rate_of_interruptions_is_in_ten_minutes():
    # 2 in 5 minutes and 1 in 10: 3 in 15 minutes, 2 in ten
    assert (Interruptions(2, 0, 300) + Interruptions(1, 4, 600)).rate == 2


def test_pace_counts_words_over_speech_and_not_over_silence():
    spoken = call(said("agent", 0, 2), said("agent", 60, 62))
    # two turns of four words in 4 s of speech: 8/4*60
    assert measure(spoken).agent_pace == Pace(8, 4)
    assert measure(spoken).agent_pace.rate == 120
    assert measure(spoken).customer_pace.rate is None


def test_the_customer_waits_from_the_last_word_to_the_agents_first():
    spoken = call(
        said("customer", 0, 2),
        said("agent", 3, 4),  # waits 1 s
        said("customer", 4, 6),
        said("agent", 5.5, 7),  # overlaps: no wait
        said("customer", 8, 9),
        said("agent", 11, 12),  # waits 2 s
    )
    assert measure(spoken).gap == ResponseGap(3, 3, 2)
    assert measure(spoken).gap.rate == 1


def test_the_longest_stretch_joins_turns_until_somebody_speaks_or_a_long_pause():
    spoken = call(
        said("agent", 0, 4),
        said("agent", 5, 10),  # 1 s later: the same stretch, 0-10
        said("agent", 14, 20),  # 4 s later: a new one of 6 s
        said("customer", 20, 21),
        said("agent", 21, 23),
    )
    assert longest_run(spoken, "agent") == Span(0, 10)
    assert measure(spoken).monologue == Monologue(10, 1)
    assert longest_run(spoken, "unknown") is None


def test_the_length_of_a_call_reaches_its_last_word_where_the_recording_is_said_to_be_shorter():
    assert length(call(said("agent", 0, 9), duration=8.5)) == 9


def test_measures_of_two_halves_add_up_to_those_of_both():
    one = measure(call(said("customer", 0, 4), said("agent", 5, 8), duration=10))
    other = measure(call(said("customer", 0, 2), said("agent", 2, 3), duration=10))
    both = one + other
    # 3 + 1 s of agent to 4 + 2 s of customer; waits of 1 and 0 s
    assert (both.talk.agent_s, both.talk.customer_s, both.gap.rate) == (4, 6, 0.5)
    assert both.silence.total_s == 20


def test_the_sample_call_has_the_one_interruption_written_into_it():
    # the customer's nine words from 105.6 s end at 108.84 s; the agent begins at 107.9 s
    (pair,) = (pair for pair in cut_ins(ENGLISH) if pair[1].role == "agent")
    assert pair[1].text.startswith("It will come")
    # every word of it lasts 0.36 s: 60 / 0.36
    assert measure(ENGLISH).agent_pace.rate == pytest.approx(166.67, abs=0.01)
