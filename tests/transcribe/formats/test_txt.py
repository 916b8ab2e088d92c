"""Plain text as people write and paste it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick, same_as_golden
from tests.transcribe.formats.samples import CALL, call_or_error, line_names, timed_calls, turns
from transcribe.call import Call, Span, Turn
from transcribe.errors import BadFile
from transcribe.formats import txt


def test_plain_text_is_as_it_was():
    same_as_golden("formats/call.txt", txt.dumps(CALL))


@quick
@given(st.builds(Call, turns(line_names(), spans=st.none()), st.none(), st.none()))
def test_plain_text_gives_back_turns_without_times(call):
    assert txt.loads(txt.dumps(call)).turns == call.turns


@quick
@given(timed_calls(line_names()))
def test_plain_text_gives_back_turns_with_their_starts_in_whole_seconds(call):
    read = txt.loads(txt.dumps(call)).turns
    assert [replace(turn, span=None) for turn in read] == [replace(turn, span=None) for turn in call.turns]
    assert [turn.span.start for turn in read] == [int(turn.span.start) for turn in call.turns]


def test_a_turn_lasts_until_the_next_one_and_a_note_says_so():
    call = txt.loads("[00:01] Agent: Hello\n[00:04] Client: Hi\n")
    assert [turn.span for turn in call.turns] == [Span(1, 4), Span(4, 4)]
    assert call.provenance.notes == (
        "The file gives starts only: each turn is taken to last until the next one, the last one to have no length.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "[00:12 - 00:15] Agent: Hello",
        "(0:12–0:15) Agent: Hello",
        "00:00:12,000 --> 00:00:15,000 Agent: Hello",
        "Agent [00:12 - 00:15]: Hello",
        "Agent (00:12-00:15) Hello",
        "[00:12-00:15] AGENT : Hello",
    ],
)
def test_times_and_names_may_stand_in_several_ways(line):
    call = txt.loads(line)
    assert call.turns == (Turn("agent", "agent", Span(12, 15), "Hello"),)
    assert call.provenance.notes == ()


def test_polish_russian_and_romanian_sides_are_known():
    call = txt.loads(
        "Doradca: Słucham?\nKlientka: Dzień dobry\nОператор: Да\nКлиент: Нет\nConsilier: Da\nClientă: Nu\n"
    )
    assert [turn.role for turn in call.turns] == ["agent", "customer"] * 3


def test_a_line_that_names_nobody_goes_on_with_the_turn_above():
    call = txt.loads("Agent: One.\nThe parcel leaves at 12:30 today.\n\nTwo.\nClient: Yes\n")
    assert [turn.text for turn in call.turns] == ["One. The parcel leaves at 12:30 today. Two.", "Yes"]


def test_a_line_that_goes_on_does_not_hide_when_the_next_turn_starts():
    call = txt.loads("[00:01] Agent: One.\nTwo.\n[00:04] Client: Hi\n")
    assert (call.turns[0].span, call.turns[0].text) == (Span(1, 4), "One. Two.")


def test_a_time_of_day_at_the_start_of_a_line_stays_in_the_sentence():
    assert txt.loads("Agent: The van comes at\n12:30 on Monday.\n").turns[0].text == (
        "The van comes at 12:30 on Monday."
    )


def test_lines_above_the_first_speaker_are_kept_as_a_note():
    call = txt.loads("A call about a parcel\nrecorded on Monday\nAgent: Hello\nClient: Hi\n")
    assert len(call.turns) == 2
    assert call.provenance.notes == (
        "Lines above the first speaker were left out: A call about a parcel / recorded on Monday",
    )


def test_times_without_names_are_turns_of_nobody():
    assert txt.loads("[00:01] Hello\n[00:03] Hi\nthere").turns == (
        Turn("unknown", "unknown", Span(1, 3), "Hello"),
        Turn("unknown", "unknown", Span(3, 3), "Hi there"),
    )


def test_a_text_that_names_nobody_is_refused_with_an_example():
    with pytest.raises(BadFile, match="no line says who speaks") as caught:
        txt.loads("Hello\nHi\nHow are you\n", where="call.txt")
    assert "Agent: " in caught.value.fix


def test_a_time_that_cannot_be_is_told_with_its_line():
    with pytest.raises(BadFile, match="more than 59") as caught:
        txt.loads("Agent: Hi\n[01:75] Client: Hello\n", where="call.txt")
    assert caught.value.where == "call.txt, line 2"


@quick
@given(st.text(alphabet="Agent:[]()0123 -\nkł", max_size=60))
def test_any_text_gives_a_call_or_a_clear_error(text):
    made = call_or_error(txt.loads, text)
    assert isinstance(made, Call) or made.where.startswith("drawn")
