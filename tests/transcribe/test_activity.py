"""Where somebody speaks, and where a long recording is cut."""

import pytest

from tests.sounds import hold_music, noise, silence, wav
from transcribe.activity import speech_spans, spoken_share, stretches
from transcribe.audio import Recording
from transcribe.call import Span


@pytest.mark.parametrize("sound", [silence, noise, hold_music])
def test_nobody_speaks_in_silence_noise_and_music(tmp_path, sound):
    with Recording(wav(tmp_path / "call.wav", sound(4))) as recording:
        assert speech_spans(recording.sounds()[0]) == ()


def test_the_spoken_share_is_the_part_with_speech_under_it():
    # Of 2 to 6, the second from 2 and the half second before 6 are speech: 1.5 / 4.
    assert spoken_share(Span(2, 6), (Span(0, 3), Span(5.5, 9))) == 0.375
    assert spoken_share(Span(4, 4), (Span(0, 9),)) == 0.0


def test_a_short_recording_is_one_stretch():
    assert stretches(120, (Span(1, 119),), length=100) == (Span(0, 120),)


def test_a_long_recording_is_cut_in_the_longest_pause_near_the_place():
    speech = (Span(0, 85), Span(86, 95), Span(99, 130), Span(131, 200))
    # The window is 80 to 120; its pauses are 85-86 and 95-99, so the cut is at 97, and 103 s remain.
    assert stretches(200, speech, length=100) == (Span(0, 97), Span(97, 200))


def test_speech_without_a_pause_is_cut_by_the_clock():
    assert stretches(250, (Span(0, 250),), length=100) == (Span(0, 100), Span(100, 200), Span(200, 250))


def test_a_pause_counts_only_as_far_as_it_lies_in_the_window():
    # 60-82 is longer, but only 2 s of it are in 80 to 120; 100-104 wins.
    speech = (Span(0, 60), Span(82, 100), Span(104, 210))
    assert stretches(210, speech, length=100) == (Span(0, 102), Span(102, 210))


def test_silence_is_cut_by_the_clock_too():
    assert stretches(300, (), length=100) == (Span(0, 100), Span(100, 200), Span(200, 300))
