"""Results of Whisper, faster-whisper and whisperX."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick
from tests.transcribe.formats.samples import call_or_error
from transcribe.call import Call, Span, Turn, Word
from transcribe.errors import BadFile
from transcribe.formats import whisper_json


def read(*segments, **more):
    return whisper_json.loads(json.dumps({"segments": segments, **more}))


def word(text, start=None, end=None, **more):
    times = {} if start is None else {"start": start, "end": end}
    return {"word": text, **times, **more}


def test_whisper_segments_become_turns_with_words_and_their_probability():
    segment = {
        "id": 0,
        "start": 0.0,
        "end": 1.5,
        "text": " Hello there.",
        "words": [word(" Hello", 0.1, 0.5, probability=0.75), word(" there.", 0.5, 1.4, probability=0.5)],
        "no_speech_prob": 0.01,
    }
    call = read(segment, text=" Hello there.", language="en")
    words = (Word("Hello", Span(0.1, 0.5), 0.75), Word("there.", Span(0.5, 1.4), 0.5))
    assert call.turns == (Turn("unknown", "unknown", Span(0, 1.5), "Hello there.", words),)
    assert (call.language, call.duration) == ("en", 1.5)


def test_whisper_segments_without_speakers_stay_apart():
    assert len(read({"start": 0, "end": 1, "text": "a"}, {"start": 1, "end": 2, "text": "b"}).turns) == 2


def test_whisperx_segments_of_one_speaker_are_one_turn():
    call = read(
        {"start": 0, "end": 1, "text": " I would like", "speaker": "SPEAKER_01"},
        {"start": 1.5, "end": 2, "text": " a refund.", "speaker": "SPEAKER_01"},
        {"start": 2, "end": 3, "text": " Of course.", "speaker": "SPEAKER_00"},
    )
    assert call.turns == (
        Turn("SPEAKER_01", "unknown", Span(0, 2), "I would like a refund."),
        Turn("SPEAKER_00", "unknown", Span(2, 3), "Of course."),
    )


def test_a_segment_in_which_the_speaker_changes_is_cut_there():
    segment = {
        "start": 0,
        "end": 4,
        "text": " Is it at home?  At home, a box.",
        "speaker": "A",
        "words": [
            word("Is", 0, 0.5, speaker="A", score=0.9),
            word("it", 0.5, 0.7),
            word("at", 0.7, 0.9, speaker="A"),
            word("home?", 0.9, 1.5, speaker="A"),
            word("At", 2, 2.2, speaker="B"),
            word("home,", 2.2, 2.8, speaker="B"),
            word("a", 2.8, 3, speaker="B"),
            word("box.", 3, 3.5, speaker="B"),
        ],
    }
    first, second = read(segment).turns
    assert (first.speaker, first.text, first.span) == ("A", "Is it at home?", Span(0, 1.5))
    assert (second.speaker, second.text, second.span) == ("B", "At home, a box.", Span(2, 3.5))
    assert (len(first.words), first.words[0].confidence) == (4, 0.9)


def test_a_word_said_by_both_is_cut_between_them():
    words = [word("Yes.", 0, 1, speaker="A"), word("Yes.", 1, 2, speaker="B")]
    made = read({"start": 0, "end": 2, "text": "Yes. Yes.", "words": words})
    assert [(turn.speaker, turn.text) for turn in made.turns] == [("A", "Yes."), ("B", "Yes.")]


def test_a_cut_where_the_words_are_not_in_the_text_loses_no_text():
    segment = {
        "start": 0,
        "end": 2,
        "text": "twenty crowns",
        "words": [word("20", 0, 1, speaker="A"), word("Kč", 1, 2, speaker="B")],
    }
    assert "".join(turn.text for turn in read(segment).turns) == "twenty crowns"


def test_words_without_times_share_the_gap_they_stand_in():
    words = [word("In"), word("the", 2, 3), word("year"), word("2024"), word("it", 5, 6), word("ended.")]
    made = read({"start": 1, "end": 8, "text": "In the year 2024 it ended.", "words": words}).turns[0].words
    # "In" has 1 to 2 s; "year" and "2024" share 3 to 5 s; "ended." has the rest, 6 to 8 s
    assert [one.span for one in made] == [Span(1, 2), Span(2, 3), Span(3, 4), Span(4, 5), Span(5, 6), Span(6, 8)]


def test_a_segment_whose_words_have_no_times_has_no_words():
    assert read({"start": 0, "end": 1, "text": "one two", "words": [word("one"), word("two")]}).turns[0].words == ()


def test_times_that_run_a_little_backwards_are_put_right():
    words = [word("a", -0.02, 0.5, probability=1.2), word("b", 0.9, 0.8)]
    made = read({"start": -0.02, "end": 1, "text": "a b", "words": words}).turns[0]
    assert made.span == Span(0, 1)
    assert made.words == (Word("a", Span(0, 0.5)), Word("b", Span(0.9, 0.9)))


def test_a_result_without_times_is_a_call_without_times():
    call = read({"text": "Hello", "speaker": "Agent"})
    assert call.turns == (Turn("agent", "agent", None, "Hello"),)


def test_the_name_of_a_language_and_the_length_of_the_audio_are_understood():
    call = read({"start": 0, "end": 1, "text": "Tak"}, language="polish", duration=12.5)
    assert (call.language, call.duration) == ("pl", 12.5)


@pytest.mark.parametrize(
    ("text", "what", "key"),
    [
        ('{"text": "Hello"}', "no 'segments'", ""),
        ('{"segments": {}}', "a list", ", key segments"),
        ('{"segments": [{"start": 0, "end": 1}]}', "no 'text'", ", key segments[0]"),
        ('{"segments": [{"start": "0s", "end": 1, "text": "a"}]}', "a number", ", key segments[0].start"),
        ('{"segments": [{"text": "a", "words": [{"start": 1}]}]}', "no 'text'", ", key segments[0].words[0]"),
    ],
)
def test_a_broken_result_is_told_with_its_key(text, what, key):
    with pytest.raises(BadFile, match=what) as caught:
        whisper_json.loads(text, where="w.json")
    assert caught.value.where == f"w.json, line 1{key}"


_numbers = st.none() | st.floats(allow_nan=True) | st.integers()
_words = st.fixed_dictionaries(
    {"word": st.text(max_size=4)},
    optional={"start": _numbers, "end": _numbers, "speaker": st.sampled_from("AB"), "score": _numbers},
)
_segments = st.fixed_dictionaries(
    {"text": st.text(max_size=12)}, optional={"start": _numbers, "end": _numbers, "words": st.lists(_words, max_size=4)}
)


@quick
@given(st.lists(_segments, max_size=3))
def test_any_times_and_words_give_a_call_or_a_clear_error(segments):
    made = call_or_error(whisper_json.loads, json.dumps({"segments": segments}))
    assert isinstance(made, Call) or made.where.startswith("drawn, line 1, key segments")
