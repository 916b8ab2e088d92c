"""The telephone and the other small tools of sound, on tones whose answer is known."""

import numpy as np
import pytest

from review.demo.sound import (
    TELEPHONE_RATE,
    Speech,
    faded,
    gain,
    hold_music,
    levelled,
    line_noise,
    telephone,
    trimmed,
)


def tone(frequency, rate, seconds=1.0):
    return np.sin(2 * np.pi * frequency * np.arange(round(rate * seconds)) / rate).astype(np.float32)


def power(samples):
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100])
def test_telephone_keeps_a_tone_of_1_khz_as_it_is(rate):
    heard = telephone(tone(1000, rate), rate)
    assert heard.rate == TELEPHONE_RATE
    assert heard.duration == pytest.approx(1.0)
    # A sine's root mean square is 1 / sqrt(2) = 0.7071.
    assert power(heard.samples) == pytest.approx(0.7071, abs=0.001)
    assert np.allclose(heard.samples, tone(1000, 8_000), atol=0.01)


@pytest.mark.parametrize("frequency", [60, 200, 3_600, 5_000, 11_000])
def test_telephone_drops_what_lies_outside_its_band(frequency):
    assert power(telephone(tone(frequency, 24_000), 24_000).samples) < 0.001


def test_telephone_halves_the_power_at_the_edge_of_its_band():
    # Half way up the soft edge the amplitude is sin(pi / 4) = 0.7071, so 0.7071 * 0.7071 = 0.5.
    assert power(telephone(tone(300, 24_000), 24_000).samples) == pytest.approx(0.5, abs=0.01)


def test_telephone_refuses_sound_that_is_narrower_than_its_line():
    with pytest.raises(ValueError, match="8000"):
        telephone(tone(500, 6_000), 6_000)


def test_telephone_of_nothing_is_nothing():
    assert telephone(np.zeros(0, np.float32), 24_000).duration == 0


def test_trimmed_speech_begins_and_ends_at_its_words():
    quiet = np.zeros(4_000, np.float32)
    speech = Speech(np.concatenate([quiet, np.ones(800, np.float32), quiet]), 8_000)
    # 800 samples of sound and 20 ms = 160 samples on either side.
    assert len(trimmed(speech).samples) == 800 + 2 * 160


def test_trimmed_silence_is_empty():
    assert trimmed(Speech(np.zeros(100, np.float32), 8_000)).duration == 0


def test_levelled_sound_has_the_level_asked_for():
    # -20 dB of full scale is a tenth.
    assert power(levelled(tone(500, 8_000), -20)) == pytest.approx(0.1)


def test_levelled_silence_stays_silence():
    assert not levelled(np.zeros(10, np.float32), -20).any()


def test_faded_sound_starts_and_ends_at_nothing_and_keeps_its_middle():
    shaped = faded(np.ones(8_000, np.float32), 8_000, 0.1)
    assert shaped[0] == shaped[-1] == 0
    assert (shaped[800:7200] == 1).all()


def test_line_noise_is_the_same_for_the_same_seed_and_as_quiet_as_asked():
    first, again = (line_noise(8_000, -60, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first, again)
    # -60 dB is a thousandth.
    assert power(first) == pytest.approx(0.001)


def test_hold_music_lasts_as_long_as_the_hold():
    music = hold_music(2.5, -34)
    assert len(music) == 2.5 * TELEPHONE_RATE
    assert np.abs(music).max() < 0.2


def test_gain_of_6_decibels_doubles_an_amplitude():
    # 10 ** (6 / 20) = 1.9953
    assert gain(6) == pytest.approx(1.9953, abs=1e-4)
