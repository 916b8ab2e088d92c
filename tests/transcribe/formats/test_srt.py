"""SRT: ours and other people's."""

import pytest
from hypothesis import given

from tests.helpers import quick, same_as_golden
from tests.transcribe.formats.samples import CALL, UNTIMED, line_names, timed_calls
from transcribe.call import Span, Turn
from transcribe.errors import BadFile, FixableError
from transcribe.formats import srt


def test_srt_is_as_it_was():
    same_as_golden("formats/call.srt", srt.dumps(CALL))


@quick
@given(timed_calls(line_names()))
def test_srt_gives_back_turns(call):
    assert srt.loads(srt.dumps(call)).turns == call.turns


def test_a_call_without_times_is_not_written():
    with pytest.raises(FixableError, match="SRT is made of times"):
        srt.dumps(UNTIMED)


def test_captions_go_on_with_the_speaker_they_named_last():
    text = """\
1
00:00:01,000 --> 00:00:02,000
Konsultant: Dzień dobry,
w czym mogę pomóc?

2
00:00:02,000 --> 00:00:03,000
Słucham.

3
00:00:03,500 --> 00:00:04,000 X1:0 X2:10 Y1:0 Y2:10
Klientka: Paczka nie doszła.
Konsultant: Już sprawdzam.
"""
    assert srt.loads(text).turns == (
        Turn("Konsultant", "agent", Span(1, 3), "Dzień dobry, w czym mogę pomóc? Słucham."),
        Turn("Klientka", "customer", Span(3.5, 4), "Paczka nie doszła."),
        Turn("Konsultant", "agent", Span(3.5, 4), "Już sprawdzam."),
    )


def test_subtitles_without_speakers_keep_their_cues_and_a_colon_in_a_sentence():
    text = """\
1
0:00:01,0 --> 0:00:02,0
Hello

2
0:00:02,0 --> 0:00:03,0
Remember: Monday

0:00:04,0 --> 0:00:05,0
Bye"""
    assert srt.loads(text).turns == (
        Turn("unknown", "unknown", Span(1, 2), "Hello"),
        Turn("unknown", "unknown", Span(2, 3), "Remember: Monday"),
        Turn("unknown", "unknown", Span(4, 5), "Bye"),
    )


def test_a_cue_whose_text_is_a_number_is_read():
    assert srt.loads("1\n00:00:01,000 --> 00:00:02,000\n42\n").turns[0].text == "42"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("1\nAgent: Hello\n", 1, "without its times: '1'"),
        ("one\ntwo\n00:00:01,000 --> 00:00:02,000\n", 1, "without its times: 'one'"),
        ("1\n00:00:02,000 --> 00:00:01,000\nHello\n", 2, "before it starts"),
        ("1\n00:00:01,000 --> later\nHello\n", 2, "no times"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n\nthere\n", 5, "'there'"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text, line, what):
    with pytest.raises(BadFile, match=what) as caught:
        srt.loads(text, where="call.srt")
    assert caught.value.where == f"call.srt, line {line}"
