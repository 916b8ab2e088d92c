"""How lines become a call: who starts when, on which channel, and what lies between."""

import hashlib

import numpy as np
import pytest

from review.demo.make import encode, truth
from review.demo.mix import NOISE_LEVEL, record
from review.demo.script import Script
from review.demo.sound import Speech, gain
from transcribe.call import Span

RATE = 8_000


def one_second(_script, _index):
    """A tone of one second for every line, so that times can be worked out by hand."""
    return Speech(np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32), RATE)


def script(*turns, channels="stereo"):
    return Script.model_validate(
        {
            "schema": 1,
            "language": "en",
            "title": "A test",
            "channels": channels,
            "seed": 4,
            "voices": {"agent": {"voice": "tone.v1"}, "customer": {"voice": "tone.v1", "level": -6}},
            "turns": turns,
        }
    )


def says(speaker, **how):
    return {"speaker": speaker, "text": f"{speaker} speaks.", **how}


def spans(recording):
    return [(turn.speaker, turn.span) for turn in recording.turns]


def level(samples, start, end):
    return float(np.sqrt(np.mean(samples[round(start * RATE) : round(end * RATE)] ** 2)))


def test_line_starts_after_its_pause():
    recording = record(script(says("agent", pause=0.5), says("customer", pause=0.25)), one_second)
    # 0.5 + 1 + 0.25 = 1.75
    assert spans(recording) == [("agent", Span(0.5, 1.5)), ("customer", Span(1.75, 2.75))]
    # and 1.2 s of line behind the last word
    assert recording.duration == pytest.approx(2.75 + 1.2)


def test_overlapping_line_starts_before_the_other_ends():
    recording = record(script(says("agent", pause=0), says("customer", overlap=0.75)), one_second)
    assert spans(recording)[1] == ("customer", Span(0.25, 1.25))


def test_line_after_a_listening_word_waits_for_the_longer_voice():
    long = script(says("agent", pause=0), says("customer", overlap=1.0), says("agent", pause=0.5))
    lengths = (4.0, 0.5, 1.0)

    def varied(_script, index):
        return Speech(np.tile(one_second(None, 0).samples, 4)[: round(lengths[index] * RATE)], RATE)

    # The listening word ends at 3.5, the agent at 4: the next line starts at 4.5.
    assert spans(record(long, varied))[2] == ("agent", Span(4.5, 5.5))


def test_turns_are_in_order_of_their_start():
    recording = record(script(says("agent", pause=1), says("customer", overlap=1.5)), one_second)
    assert [turn.speaker for turn in recording.turns] == ["customer", "agent"]


def test_hold_plays_music_to_the_agents_side_only_and_delays_the_line():
    recording = record(script(says("agent", pause=0), says("agent", hold=3, pause=0.5)), one_second)
    left, right = recording.samples
    # 1 s of speech, 3 s of music, 0.5 s of pause
    assert spans(recording)[1] == ("agent", Span(4.5, 5.5))
    assert level(left, 1.5, 3.5) > 10 * level(right, 1.5, 3.5)
    assert level(left, 4.1, 4.4) == pytest.approx(gain(NOISE_LEVEL), rel=0.1)


def test_stereo_has_a_side_for_each_speaker_and_mono_has_both():
    turns = (says("agent", pause=0), says("customer", pause=0))
    left, right = record(script(*turns), one_second).samples
    # The customer is 33 dB over the noise, -29 against -62: a factor of 44.
    assert level(left, 0.1, 0.9) > 40 * level(right, 0.1, 0.9)
    assert level(right, 1.1, 1.9) > 40 * level(left, 1.1, 1.9)
    (mono,) = record(script(*turns, channels="mono"), one_second).samples
    # The customer's telephone is 6 dB quieter: half the amplitude.
    assert level(mono, 1.1, 1.9) == pytest.approx(level(mono, 0.1, 0.9) / 2, rel=0.02)


def test_manner_changes_the_loudness():
    recording = record(script(says("agent", pause=0), says("agent", pause=0, style="soft")), one_second)
    # soft is 5 dB under even: 10 ** (-5 / 20) = 0.562
    ratio = level(recording.samples[0], 1.1, 1.9) / level(recording.samples[0], 0.1, 0.9)
    assert ratio == pytest.approx(0.562, abs=0.01)


@pytest.mark.parametrize("channels", ["mono", "stereo"])
def test_encoded_call_is_the_same_file_each_time(tmp_path, channels):
    recording = record(script(says("agent"), says("customer"), channels=channels), one_second)
    for name in ("first.opus", "again.opus"):
        encode(recording, tmp_path / name)
    first, again = ((tmp_path / name).read_bytes() for name in ("first.opus", "again.opus"))
    assert first == again
    assert first.startswith(b"OggS")


def test_truth_carries_the_recordings_fingerprint_and_its_overlaps(tmp_path):
    dialogue = script(says("agent", pause=0), says("customer", overlap=0.5))
    recording = record(dialogue, one_second)
    audio = tmp_path / "call.opus"
    audio.write_bytes(b"sound")
    call = truth(dialogue, recording, audio)
    assert call.provenance.audio_sha256 == hashlib.sha256(b"sound").hexdigest()
    assert call.provenance.overlap == (Span(0.5, 1.0),)
    assert call.turns == recording.turns
