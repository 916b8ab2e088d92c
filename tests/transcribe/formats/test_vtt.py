"""WebVTT: ours and other people's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick, same_as_golden
from tests.transcribe.formats.samples import CALL, UNTIMED, call_or_error, timed_calls
from transcribe.call import Call, Span, Turn, Word
from transcribe.errors import BadFile, FixableError
from transcribe.formats import vtt


def test_webvtt_is_as_it_was():
    same_as_golden("formats/call.vtt", vtt.dumps(CALL))


def test_webvtt_with_the_times_of_words_is_as_it_was():
    same_as_golden("formats/words.vtt", vtt.dumps(CALL, words=True))


@quick
@given(timed_calls())
def test_webvtt_gives_back_turns_language_and_length(call):
    read = vtt.loads(vtt.dumps(call))
    length = max((turn.span.end for turn in call.turns), default=None)
    assert read.turns == call.turns
    assert read.language == call.language
    assert read.duration == (length if call.duration is None else call.duration)


def test_markup_in_a_transcript_stays_text_and_never_reaches_a_player_as_markup():
    written = vtt.dumps(CALL)
    assert "<script>" not in written
    assert written.count("-->") == len(CALL.turns)


def test_the_starts_of_words_come_back():
    words = (Word("Yes,", Span(0, 0.4), 0.9), Word("of", Span(0.5, 0.6)), Word("course", Span(0.75, 1.5)))
    call = Call((Turn("agent", "agent", Span(0, 2), "Yes, of course", words),), None, None)
    # the ends are not in the file: each word lasts until the next one, the last until the cue ends
    assert vtt.loads(vtt.dumps(call, words=True)).turns[0].words == (
        Word("Yes,", Span(0, 0.5)),
        Word("of", Span(0.5, 0.75)),
        Word("course", Span(0.75, 2)),
    )


def test_words_that_are_not_in_the_text_leave_it_without_times():
    call = Call((Turn("agent", "agent", Span(0, 2), "two & two", (Word("four", Span(1, 2)),)),), None, None)
    assert vtt.dumps(call, words=True) == vtt.dumps(call)


def test_a_call_without_times_is_not_written():
    with pytest.raises(FixableError, match="WebVTT is made of times") as caught:
        vtt.dumps(UNTIMED)
    assert ".json" in caught.value.fix


FOREIGN = """\
WEBVTT - weekly call
Kind: captions
Language: pl-PL

STYLE
::cue(v) { color: red }

REGION
id:top

NOTE This one is for the editor,
and so is this line.

intro
00:01.000 --> 00:02.500 align:start position:10%
<v.loud Anna Kowalska (Agent)>Dzień <i>dobry</i>,
w czym mogę pomóc?</v>

01:00:00.000 --> 01:00:04.000
<v Klient>Tak&nbsp;&amp; nie &lt;3</v> <v Anna Kowalska (Agent)>Rozumiem
"""


def test_foreign_webvtt_with_settings_styles_and_several_voices_is_read():
    call = vtt.loads(FOREIGN)
    assert call.language == "pl"
    assert call.turns == (
        Turn("Anna Kowalska", "agent", Span(1, 2.5), "Dzień dobry, w czym mogę pomóc?"),
        Turn("Klient", "customer", Span(3600, 3604), "Tak\xa0& nie <3"),
        Turn("Anna Kowalska", "agent", Span(3600, 3604), "Rozumiem"),
    )


def test_captions_that_cut_one_speakers_turn_are_joined():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>I would like\n\n00:01.000 --> 00:02.000\n<v Ann>a refund."
    assert vtt.loads(text).turns == (Turn("Ann", "unknown", Span(0, 2), "I would like a refund."),)


def test_two_turns_of_one_speaker_that_we_wrote_stay_two():
    turns = (Turn("Ann", "unknown", Span(0, 1), "I would like"), Turn("Ann", "unknown", Span(5, 6), "a refund."))
    assert vtt.loads(vtt.dumps(Call(turns, None, None))).turns == turns


def test_webvtt_without_voices_may_name_speakers_in_its_text():
    text = "WEBVTT\n\n1\n00:00.000 --> 00:01.000\nAgent: Hello\n\n2\n00:01.000 --> 00:02.000\nthere &amp; here\n"
    assert vtt.loads(text).turns == (Turn("agent", "agent", Span(0, 2), "Hello there & here"),)


def test_webvtt_without_any_speaker_keeps_its_cues():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\nthere\n\n00:01.000 --> 00:02.000\nHi\n"
    assert vtt.loads(text).turns == (
        Turn("unknown", "unknown", Span(0, 1), "Hello there"),
        Turn("unknown", "unknown", Span(1, 2), "Hi"),
    )


def test_text_outside_any_voice_is_nobodys():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>Hello\n\n00:01.000 --> 00:02.000\nHi\n"
    assert [turn.speaker for turn in vtt.loads(text).turns] == ["Ann", "unknown"]


def test_tags_that_webvtt_does_not_know_are_text():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>a <script>b</script> <3 <c.red>d</c>\n"
    assert vtt.loads(text).turns[0].text == "a <script>b</script> <3 d"


def test_a_time_that_cannot_be_is_text_like_any_other_unknown_tag():
    text = "WEBVTT\n\n00:00.000 --> 00:03.000\n<v Ann>at <00:99.000> sharp\n"
    assert vtt.loads(text).turns[0].text == "at <00:99.000> sharp"


def test_words_between_two_times_share_them():
    text = "WEBVTT\n\n00:00.000 --> 00:03.000\n<v Ann>one <00:01.000><c>two three</c>\n"
    # two words in the seconds 1 to 3: one second each
    assert vtt.loads(text).turns[0].words == (
        Word("one", Span(0, 1)),
        Word("two", Span(1, 2)),
        Word("three", Span(2, 3)),
    )


def test_times_of_words_outside_their_cue_are_held_inside():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>one <00:09.000>two <00:00.500>three\n"
    assert [word.span for word in vtt.loads(text).turns[0].words] == [Span(1, 2), Span(2, 2), Span(1, 2)]


def test_cues_come_in_order_of_time():
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\n<v Bob>late\n\n00:01.000 --> 00:02.000\n<v Ann>early\n"
    assert [turn.text for turn in vtt.loads(text).turns] == ["early", "late"]


def test_a_file_with_no_cues_is_a_call_with_no_turns():
    assert vtt.loads("WEBVTT").turns == ()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("00:00.000 --> 00:01.000\nHello\n", 1, "first line should be WEBVTT"),
        ("\nWEBVTT\n", 1, "first line should be WEBVTT"),
        ("WEBVTTX\n", 1, "first line should be WEBVTT"),
        ("WEBVTT\n00:00.000 --> 00:01.000\nHello\n", 2, "right under WEBVTT"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello\n", 3, "before it starts"),
        ("WEBVTT\n\nintro\n00:61.000 --> 01:02.000\nHello\n", 4, "more than 59"),
        ("WEBVTT\n\nsoon --> later\nHello\n", 3, "no times"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n\nleft over\n", 6, "without its times: 'left over'"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n00:01.000 --> 00:02.000\nHello\n", 4, "second line of times"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text, line, what):
    with pytest.raises(BadFile, match=what) as caught:
        vtt.loads(text, where="call.vtt")
    assert caught.value.where == f"call.vtt, line {line}"


@quick
@given(st.text(alphabet="<>/v c.&;:0123-\nAé", max_size=60))
def test_any_text_in_a_cue_gives_a_call_or_a_clear_error(text):
    made = call_or_error(vtt.loads, f"WEBVTT\n\n00:00.000 --> 00:01.000\n{text}")
    assert isinstance(made, Call) or made.where.startswith("drawn, line ")
