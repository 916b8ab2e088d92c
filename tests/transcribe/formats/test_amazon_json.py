"""Results of Amazon Transcribe."""

import json

import pytest

from transcribe.call import Span, Turn, Word
from transcribe.errors import BadFile
from transcribe.formats import amazon_json


def spoken(content, start, end, **more):
    return {
        "type": "pronunciation",
        "start_time": str(start),
        "end_time": str(end),
        "alternatives": [{"content": content, "confidence": "0.5"}],
        **more,
    }


def mark(content):
    return {"type": "punctuation", "alternatives": [{"content": content, "confidence": "0.0"}]}


def label(start, speaker):
    return {"start_time": str(start), "end_time": str(start + 1), "speaker_label": speaker}


def read(**results):
    return amazon_json.loads(json.dumps({"jobName": "j", "status": "COMPLETED", "results": results}))


def test_words_become_turns_where_the_speaker_changes():
    items = [
        spoken("Hello", 0, 0.5, speaker_label="spk_0"),
        mark(","),
        spoken("there", 1.5, 2, speaker_label="spk_0"),
        mark("."),
        spoken("Hi", 2.1, 2.5, speaker_label="spk_1"),
        mark("!"),
    ]
    call = read(language_code="en-US", items=items)
    first = (Word("Hello,", Span(0, 0.5), 0.5), Word("there.", Span(1.5, 2), 0.5))
    assert call.turns == (
        Turn("spk_0", "unknown", Span(0, 2), "Hello, there.", first),
        Turn("spk_1", "unknown", Span(2.1, 2.5), "Hi!", (Word("Hi!", Span(2.1, 2.5), 0.5),)),
    )
    assert (call.language, call.duration) == ("en", 2.5)


def test_labels_kept_apart_from_the_words_are_found_by_their_start():
    labels = {"speakers": 2, "segments": [{"items": [label(0.0, "spk_0")]}, {"items": [label(1.5, "spk_1")]}]}
    call = read(speaker_labels=labels, items=[spoken("Hello", "0.00", 1), spoken("Hi", "1.50", 2), spoken("?", 3, 4)])
    assert [(turn.speaker, turn.text) for turn in call.turns] == [("spk_0", "Hello"), ("spk_1", "Hi"), ("unknown", "?")]


def test_channels_are_put_together_by_time():
    left = [spoken("Did", 0, 0.3), spoken("it", 0.3, 0.5), spoken("come", 0.5, 1), mark("?"), spoken("Good", 3, 3.5)]
    right = [spoken("Yes", 1.5, 2), mark(","), spoken("today", 2.1, 2.6)]
    channels = [{"channel_label": "ch_0", "items": left}, {"channel_label": "ch_1", "items": right}]
    call = read(channel_labels={"number_of_channels": 2, "channels": channels}, items=[])
    assert [(turn.speaker, turn.text) for turn in call.turns] == [
        ("ch_0", "Did it come?"),
        ("ch_1", "Yes, today"),
        ("ch_0", "Good"),
    ]


def test_a_breath_with_a_word_of_the_other_channel_over_it_does_not_cut_a_sentence():
    # 0.5 s of pause is still a breath; "mhm" lies from 0.9 to 1.3 s
    left = [spoken("I", 0, 1), spoken("waited", 1.5, 2)]
    right = [spoken("mhm", 0.9, 1.3)]
    channels = [{"channel_label": "ch_0", "items": left}, {"channel_label": "ch_1", "items": right}]
    call = read(channel_labels={"channels": channels}, items=[])
    assert [(turn.text, turn.span) for turn in call.turns] == [("I waited", Span(0, 2)), ("mhm", Span(0.9, 1.3))]


def test_words_of_nobody_are_cut_at_pauses():
    call = read(items=[mark("…"), spoken("one", 0, 1), spoken("two", 1.2, 2), spoken("three", 4, 5)])
    assert [(turn.speaker, turn.text) for turn in call.turns] == [("unknown", "one two"), ("unknown", "three")]


def test_a_word_nobody_could_make_out_leaves_no_gap_in_the_text():
    items = [spoken("one", 0, 1), {**spoken("", 1, 1.2), "alternatives": []}, spoken("two", 1.2, 2)]
    assert read(items=items).turns[0].text == "one two"


@pytest.mark.parametrize(
    ("text", "what", "key"),
    [
        ('{"status": "FAILED"}', "no 'results'", ""),
        ('{"results": {"transcripts": []}}', "no 'items'", ", key results"),
        ('{"results": {"items": [{"alternatives": []}]}}', "no 'type'", ", key results.items[0]"),
        (
            '{"results": {"items": [{"type": "pronunciation", "start_time": "x", "end_time": "1"}]}}',
            "a number",
            ", key results.items[0].start_time",
        ),
        ('{"results": {"channel_labels": {}}}', "no 'channels'", ", key results.channel_labels"),
    ],
)
def test_a_broken_result_is_told_with_its_key(text, what, key):
    with pytest.raises(BadFile, match=what) as caught:
        amazon_json.loads(text, where="a.json")
    assert caught.value.where == f"a.json, line 1{key}"
