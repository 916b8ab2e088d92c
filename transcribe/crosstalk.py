"""Two channels that hear each other: one room with two microphones, a headset's echo, a recorder that leaks.

Where one voice is loud on its own channel and faint on the other, an engine writes its words down twice. It shows in the
levels: while one side speaks, the other channel rises and falls with it. Where the two sides stay far enough apart, each
channel is made silent while it only repeats the other; where they do not, the recording holds one sound, whatever its
number of channels. Levels and not samples are compared: a meter of air is three milliseconds, and a room's echo leaves
nothing of the correlation of samples. An echo later than a twentieth of a second is not found.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

FRAME = 800
"""Samples over which a level is taken: 50 ms at 16 kHz."""
LOUD = 25.0
"""Decibels under the loudest frames within which somebody speaks."""
LEADS = 3.0
"""Decibels by which a side is louder while it speaks alone."""
FOLLOWS = 0.7
"""Correlation of the levels, while one side leads, from which the other channel repeats it; clean calls stay under .15,
and a leak 40 dB down in an echoing room reaches .4."""
FAINT = 30.0
"""Decibels under its own voice from which a repeated one is left alone: Whisper base wrote none of it down."""
APART = 8.0
"""Decibels between the two sides, from one speaking to the other, under which levels do not tell who speaks."""
FEW = 10
"""Frames below which nothing is concluded: half a second."""
SMOOTH = 5
"""Frames a level is averaged over before a channel is silenced: a quarter of a second, so that words stay whole."""
EDGE = 4
"""Frames at each end of a silent stretch that stay: the beginning of a word is faint."""
BLOCK = 6000
"""Frames rewritten in one go: five minutes."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Verdict = Literal["clean", "leaking", "mixed"]


class Levels:
    """Levels of two channels, frame by frame, taken in while a recording is decoded."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self._rest = np.zeros((2, 0), np.float32)
        self._power: list[Floats] = []

    def add(self, block: NDArray[np.float32]) -> None:
        """Take in one (2, samples) block, full scale 1."""
        samples = np.concatenate([self._rest, block], axis=1)
        whole = samples.shape[1] // FRAME * FRAME
        self._rest = samples[:, whole:]
        self._power.append((samples[:, :whole].reshape(2, -1, FRAME).astype(np.float64) ** 2).mean(axis=2))

    def power(self) -> Floats:
        """Return the mean square of each channel's whole frames, shape (2, frames)."""
        return np.concatenate([np.zeros((2, 0)), *self._power], axis=1)


class Side(NamedTuple):
    """What is heard of one side's voice on the other channel, in the frames in which it is the louder one."""

    heard: bool
    """Whether the other channel repeats it, loud enough to be written down."""
    apart: float | None
    """Decibels by which it is louder on its own channel; ``None`` where it is never louder."""


class Crosstalk(NamedTuple):
    """What the two channels hear of each other."""

    verdict: Verdict
    silent: Flags
    """Shape (2, frames): where a channel only repeats the other."""
    decibels: float | None
    """How far under its own voice the louder of the leaks is."""


def found(power: Floats) -> Crosstalk:
    """Tell what two channels hear of each other, from the mean square of their frames, shape (2, frames)."""
    nothing = np.zeros(power.shape, bool)
    levels = _decibels(power)
    louder = levels.max(axis=0)
    spoken = louder > np.percentile(louder, 95) - LOUD if len(louder) else np.zeros(0, bool)
    lead = levels[0] - levels[1]
    sides = [_side(levels, lead, spoken & (lead > LEADS)), _side(levels, -lead, spoken & (-lead > LEADS))]
    first, second = (side.apart for side in sides)
    if first is None and second is None:
        return Crosstalk("mixed" if _alike(levels, spoken) > FOLLOWS else "clean", nothing, None)
    leaks = [side.apart for side in sides if side.heard and side.apart is not None]
    if not leaks:
        return Crosstalk("clean", nothing, None)
    if first is None or second is None or first + second < APART:
        return Crosstalk("mixed", nothing, min(leaks))
    # Half way from "both speak" to "only the other one speaks", and no further than a voice sways.
    room = min(6.0, (first + second) / 4)
    silent, lead = nothing.copy(), _smoothed_lead(power)
    if sides[0].heard:
        silent[1] = _whole(lead > first - room, lead < (first - second) / 2)
    if sides[1].heard:
        silent[0] = _whole(-lead > second - room, -lead < (second - first) / 2)
    return Crosstalk("leaking", silent, min(leaks))


def silence(raw: Path, silent: Flags) -> None:
    """Rewrite a file of 16-bit samples: nothing in the frames told ``silent``, with a slope of one frame at each end."""
    gains = 1.0 - silent
    with raw.open("r+b") as file:
        for first in range(0, len(gains), BLOCK):
            place = first * FRAME * 2
            file.seek(place)
            samples = np.frombuffer(file.read(min(BLOCK, len(gains) - first) * FRAME * 2), np.int16)
            middles = (np.arange(len(gains)) + 0.5) * FRAME
            gain = np.interp(first * FRAME + np.arange(len(samples)), middles, gains)
            file.seek(place)
            file.write(np.rint(samples * gain).astype(np.int16).tobytes())


def _decibels(power: Floats) -> Floats:
    return 10 * np.log10(power + 1e-10)


def _side(levels: Floats, lead: Floats, alone: Flags) -> Side:
    """Tell how much of a voice is heard on the other channel, from the frames in which it is ``alone``."""
    if alone.sum() < FEW:
        return Side(False, None)
    apart = float(np.median(lead[alone]))
    return Side(_alike(levels, alone) > FOLLOWS and apart < FAINT, apart)


def _alike(levels: Floats, where: Flags) -> float:
    """Return the correlation of the two channels' levels in some frames; 0 where there are too few, or one is still."""
    if where.sum() < FEW:
        return 0.0
    first, second = levels[0, where], levels[1, where]
    return float(np.corrcoef(first, second)[0, 1]) if first.std() and second.std() else 0.0


def _smoothed_lead(power: Floats) -> Floats:
    """Return by how many decibels the first channel is louder, without the swing of single sounds."""
    window = np.ones(SMOOTH) / SMOOTH
    first, second = (np.convolve(channel, window, mode="same") for channel in power)
    return np.asarray(_decibels(first) - _decibels(second))


def _whole(silent: Flags, speaks: Flags) -> Flags:
    """Close short gaps between silent frames, unless the channel's own voice leads there; then leave the edges open."""
    closed = silent.copy()
    for before, after in pairwise(np.flatnonzero(silent)):
        if 1 < after - before <= SMOOTH + 1 and not speaks[before:after].any():
            closed[before:after] = True
    around = np.lib.stride_tricks.sliding_window_view(np.pad(closed, EDGE, mode="edge"), 2 * EDGE + 1)
    return np.asarray(around.all(axis=1))
