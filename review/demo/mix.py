"""Lays a script out in time and mixes its lines into one recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.demo.script import Line, Script, Speaker, Style
from review.demo.sound import (
    TELEPHONE_RATE,
    Samples,
    Speech,
    faded,
    hold_music,
    levelled,
    line_noise,
    telephone,
    trimmed,
)
from transcribe.call import Span, Turn


class Manner(NamedTuple):
    """What a style does to a voice."""

    pace: float
    """1 is the voice's own; more is faster."""
    level: float
    """Decibels over the voice's own."""


MANNERS: dict[Style, Manner] = {
    "even": Manner(1.0, 0.0),
    "warm": Manner(0.96, 0.0),
    "brisk": Manner(1.1, 0.5),
    "upset": Manner(1.05, 2.0),
    "soft": Manner(0.95, -5.0),
}
SPEECH_LEVEL, NOISE_LEVEL, HOLD_LEVEL = -23.0, -62.0, -34.0
"""Root mean squares in decibels of full scale."""
TAIL = 1.2
"""Seconds of line after the last word."""
CHANNELS: tuple[Speaker, ...] = ("agent", "customer")
"""Left and right of a stereo call."""

Say = Callable[[Script, int], Speech]
"""Speaks line ``index`` of a script at the pace of its manner."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished call: its sound and who spoke when."""

    samples: NDArray[np.float32]
    """Shape ``(channels, n)``, full scale 1."""
    rate: int
    turns: tuple[Turn, ...]

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return float(self.samples.shape[1] / self.rate)


class _Placed(NamedTuple):
    line: Line
    sound: Samples
    start: int
    """Sample at which the line begins."""

    @property
    def end(self) -> int:
        return self.start + len(self.sound)


def record(script: Script, say: Say) -> Recording:
    """Return the call a script makes when ``say`` speaks its lines."""
    placed = _laid_out(script, say)
    length = max(each.end for each in placed) + round(TAIL * TELEPHONE_RATE)
    sides = _sides(script, placed, length)
    rng = np.random.default_rng(script.seed)
    channels = sides if script.channels == "stereo" else sides.sum(axis=0, keepdims=True)
    noisy = np.stack([channel + line_noise(length, NOISE_LEVEL, rng) for channel in channels])
    turns = tuple(_turn(each) for each in sorted(placed, key=lambda each: each.start))
    return Recording(np.clip(noisy, -1, 1).astype(np.float32), TELEPHONE_RATE, turns)


def _laid_out(script: Script, say: Say) -> list[_Placed]:
    placed: list[_Placed] = []
    for index, line in enumerate(script.turns):
        sound = _voiced(script, index, say(script, index))
        placed.append(_Placed(line, sound, _start(line, placed)))
    return placed


def _start(line: Line, before: list[_Placed]) -> int:
    if line.overlap and before:
        return max(0, before[-1].end - _samples(line.overlap))
    last = max((each.end for each in before), default=0)
    return last + _samples(line.hold) + _samples(line.pause)


def _voiced(script: Script, index: int, speech: Speech) -> Samples:
    line = script.turns[index]
    level = SPEECH_LEVEL + script.voices[line.speaker].level + MANNERS[line.style].level
    narrow = trimmed(telephone(speech.samples, speech.rate))
    return faded(levelled(narrow.samples, level), narrow.rate)


def _sides(script: Script, placed: list[_Placed], length: int) -> NDArray[np.float32]:
    sides = np.zeros((len(CHANNELS), length), np.float32)
    for each in placed:
        sides[CHANNELS.index(each.line.speaker), each.start : each.end] += each.sound
        if each.line.hold:
            # A switchboard plays its tune on the company's side, so it stands in the agent's channel.
            music = hold_music(each.line.hold, HOLD_LEVEL)
            first = each.start - _samples(each.line.pause) - len(music)
            sides[CHANNELS.index("agent"), first : first + len(music)] += music
    return sides


def _turn(placed: _Placed) -> Turn:
    span = Span(round(placed.start / TELEPHONE_RATE, 3), round(placed.end / TELEPHONE_RATE, 3))
    return Turn(speaker=placed.line.speaker, role=placed.line.speaker, span=span, text=placed.line.text)


def _samples(seconds: float) -> int:
    return round(seconds * TELEPHONE_RATE)
