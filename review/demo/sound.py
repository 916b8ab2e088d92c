"""Small tools for speech as samples: the telephone line, loudness, hold music, noise.

Samples are ``float32`` arrays of shape ``(n,)``, full scale 1. Only numpy is used, so that lessons can make a moment
of sound without more than the toolkit itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

TELEPHONE_RATE = 8_000
"""Samples a second on a telephone line."""
LOW, HIGH, EDGE = 300.0, 3_400.0, 100.0
"""The telephone's band in Hz, and how wide its soft edges are."""
_FADE = 0.005
"""Seconds a cut takes to become silent, so that it does not click."""


class Speech(NamedTuple):
    """Something said, as sound."""

    samples: Samples
    """Shape ``(n,)``, full scale 1."""
    rate: int
    """Samples a second."""

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


def telephone(samples: Samples, rate: int) -> Speech:
    """Return the sound as a telephone carries it: 300 to 3400 Hz, 8000 samples a second.

    The band is cut and the rate changed in one step, on the spectrum: what a telephone drops is all that could fold
    back at 8 kHz.

    Raises:
        ValueError: ``rate`` is under 8000 samples a second.
    """
    if rate < TELEPHONE_RATE:
        raise ValueError(f"a telephone line needs at least {TELEPHONE_RATE} samples a second, got {rate}")
    length = round(len(samples) * TELEPHONE_RATE / rate)
    if not length:
        return Speech(np.zeros(0, np.float32), TELEPHONE_RATE)
    spectrum = np.fft.rfft(samples)
    spectrum *= _band(np.fft.rfftfreq(len(samples), 1 / rate))
    narrow = np.fft.irfft(spectrum[: length // 2 + 1], length) * (length / len(samples))
    return Speech(narrow.astype(np.float32), TELEPHONE_RATE)


def _band(frequencies: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    rising = np.clip((frequencies - LOW) / EDGE + 0.5, 0, 1)
    falling = np.clip((HIGH - frequencies) / EDGE + 0.5, 0, 1)
    return np.asarray(np.sin(rising * np.pi / 2) * np.sin(falling * np.pi / 2), dtype=np.float64)


def trimmed(speech: Speech, floor: float = -40.0, margin: float = 0.02) -> Speech:
    """Return the speech without the silence around it, so that its ends are the ends of the words.

    Args:
        speech: what was said.
        floor: what counts as silence, in decibels under the loudest sample.
        margin: seconds kept on both sides.
    """
    loud = np.abs(speech.samples)
    heard = np.flatnonzero(loud > loud.max(initial=0) * gain(floor))
    if not len(heard):
        return Speech(speech.samples[:0], speech.rate)
    keep = round(margin * speech.rate)
    return Speech(speech.samples[max(0, heard[0] - keep) : heard[-1] + 1 + keep], speech.rate)


def levelled(samples: Samples, level: float) -> Samples:
    """Return the samples at a root mean square of ``level`` decibels of full scale; silence stays silence."""
    power = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0
    return samples * np.float32(gain(level) / power) if power else samples


def faded(samples: Samples, rate: int, seconds: float = _FADE) -> Samples:
    """Return the samples with both ends faded over ``seconds``."""
    ramp = np.linspace(0, 1, min(round(seconds * rate), len(samples) // 2), dtype=np.float32)
    shaped = samples.copy()
    if len(ramp):
        shaped[: len(ramp)] *= ramp
        shaped[-len(ramp) :] *= ramp[::-1]
    return shaped


def line_noise(length: int, level: float, rng: np.random.Generator) -> Samples:
    """Return ``length`` samples of a quiet line's hiss in the telephone's band, at 8 kHz and ``level`` decibels."""
    hiss = rng.standard_normal(length).astype(np.float32)
    return levelled(telephone(hiss, TELEPHONE_RATE).samples, level)


def hold_music(seconds: float, level: float) -> Samples:
    """Return a plain hold tune at 8 kHz: one soft broken chord after another, ``level`` decibels of full scale."""
    note, chords = 0.4, ((0, 4, 7, 12), (-3, 0, 4, 9), (-7, -3, 0, 5), (-5, -1, 2, 7))
    steps = [step for chord in chords for step in chord]
    count = int(np.ceil(seconds / note))
    tune = np.concatenate([_note(523.25 * 2 ** (steps[i % len(steps)] / 12), note) for i in range(count)])
    music = tune[: round(seconds * TELEPHONE_RATE)]
    return faded(levelled(music, level), TELEPHONE_RATE, 0.3)


def _note(frequency: float, seconds: float) -> Samples:
    time = np.arange(round(seconds * TELEPHONE_RATE)) / TELEPHONE_RATE
    wave = np.sin(2 * np.pi * frequency * time) + 0.3 * np.sin(4 * np.pi * frequency * time)
    attack = np.minimum(time / 0.01, 1)
    return np.asarray(wave * attack * np.exp(-4 * time), dtype=np.float32)


def gain(decibels: float) -> float:
    """Return the factor that changes a level by ``decibels``."""
    return float(10 ** (decibels / 20))
