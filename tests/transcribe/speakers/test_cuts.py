"""Speech cut into stretches of one voice, on windows drawn by hand."""

import numpy as np
import pytest

from transcribe.speakers.cuts import Windows, cut

FRAMES = 100
"""Frames of a window of ten seconds: a frame is a tenth of a second."""


def windows(*pictures):
    """Windows one second apart; a picture gives (voice, first frame, frame after the last) of each stretch."""
    active = np.zeros((len(pictures), FRAMES, 3), bool)
    for window, picture in enumerate(pictures):
        for voice, first, last in picture:
            active[window, first:last, voice] = True
    return Windows(active, step=1.0, length=10.0)


def test_a_window_starts_a_step_after_the_one_before():
    drawn = windows([], [], [])
    assert drawn.frame == pytest.approx(0.1)
    assert [drawn.offset(number) for number in range(3)] == [0, 10, 20]
    assert drawn.frames == 120


def test_silence_has_no_stretches():
    assert cut(windows([], [])).stretches == []


def test_speech_is_one_stretch_from_its_start_to_its_end():
    found = cut(windows([(0, 20, 50)]))
    assert found.stretches == [(20, 50)]
    assert found.voices[19:51].tolist() == [0, *[1] * 30, 0]


def test_windows_agree_on_the_same_moment():
    # Frames 30 to 60 of the recording are 20 to 50 of the window that starts a second later.
    assert cut(windows([(0, 30, 60)], [(2, 20, 50)])).stretches == [(30, 60)]


def test_a_pause_parts_two_stretches():
    assert cut(windows([(0, 10, 30), (0, 35, 60)])).stretches == [(10, 30), (35, 60)]


def test_one_window_of_three_that_hears_something_is_not_believed():
    # Only the middle one of three windows over frames 30 to 50 hears a voice: a third rounds to nobody.
    assert cut(windows([], [(0, 20, 40)], [])).stretches == []


def test_a_change_of_voice_cuts_speech_without_a_pause():
    found = cut(windows([(0, 10, 40), (1, 40, 70)]))
    (first, last) = found.stretches
    assert (first[0], last[1]) == (10, 70)
    assert first[1] == last[0]
    assert abs(first[1] - 40) <= 2  # the blur of 0.3 s is three frames wide


def test_a_change_that_few_windows_see_cuts_nothing():
    # One of four windows sees the voice change at frame 60: a quarter, where three tenths are needed.
    steady = [[(0, 40 - 10 * number, 70 - 10 * number)] for number in range(4)]
    assert cut(windows([(0, 40, 60), (1, 60, 70)], *steady[1:])).stretches == [(40, 70)]
    assert len(cut(windows([(0, 40, 60), (1, 60, 70)], [(0, 30, 50), (1, 50, 60)], *steady[2:])).stretches) == 2


def test_a_long_stretch_is_parted_evenly():
    # 9.6 s are parted in round(9.6 / 4) = 2.
    assert cut(windows([(0, 2, 98)])).stretches == [(2, 50), (50, 98)]


def test_two_voices_at_once_are_counted():
    found = cut(windows([(0, 10, 40), (1, 30, 50)]))
    assert found.voices[10:50].tolist() == [1] * 20 + [2] * 10 + [1] * 10
