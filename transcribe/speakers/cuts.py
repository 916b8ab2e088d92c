"""Speech cut into stretches of one voice each, from pyannote's windows."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CHANGE_SHARE = 0.3
"""Share of the windows over a moment that must see the voice change there."""
CHANGE_BLUR = 0.3
"""Seconds within which windows may disagree about the moment of a change."""
PAUSE = 0.1
"""Seconds of silence that part two stretches."""
SHORTEST, LONGEST = 0.25, 4.0
"""Seconds: no cut nearer to the one before; longer stretches are halved, so that no vector mixes too much."""


class Windows(NamedTuple):
    """Which of three local voices speaks, for overlapping windows laid over a recording."""

    active: NDArray[np.bool_]
    """Shape (windows, frames, local voices)."""
    step: float
    """Seconds from one window to the next."""
    length: float
    """Seconds of a window."""

    @property
    def frame(self) -> float:
        """Seconds of a frame."""
        return self.length / int(self.active.shape[1])

    def offset(self, window: int) -> int:
        """Return the frame of the recording at which a window starts."""
        return round(window * self.step / self.frame)

    @property
    def frames(self) -> int:
        """Frames of the whole recording."""
        return self.offset(len(self.active) - 1) + int(self.active.shape[1])


class Cut(NamedTuple):
    """Stretches of one voice, and how many voices speak at each moment."""

    stretches: list[tuple[int, int]]
    """(first frame, frame after the last)."""
    voices: NDArray[np.int64]
    """Shape (frames,): how many speak at once."""


def cut(windows: Windows) -> Cut:
    """Cut speech at pauses and at changes of voice that enough windows agree on."""
    covering = np.zeros(windows.frames)
    speaking, changes = np.zeros_like(covering), np.zeros_like(covering)
    for index, active in enumerate(windows.active):
        start = windows.offset(index)
        covering[start : start + len(active)] += 1
        speaking[start : start + len(active)] += active.sum(1)
        changes[start + _changes(active)] += 1
    voices = np.rint(speaking / np.maximum(covering, 1)).astype(np.int64)
    blur = np.ones(max(1, round(CHANGE_BLUR / windows.frame)))
    share = np.convolve(changes / np.maximum(covering, 1), blur, "same")
    stretches = [
        piece
        for start, end in _runs(voices > 0, round(PAUSE / windows.frame))
        for piece in _parted(start, end, share, windows.frame)
    ]
    return Cut(stretches, voices)


def _changes(active: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the frames at which another voice speaks alone than the one that last spoke alone."""
    alone = np.flatnonzero(active.sum(1) == 1)
    who = active[alone].argmax(1)
    return np.asarray(alone[1:][who[1:] != who[:-1]], dtype=np.int64)


def _runs(speech: NDArray[np.bool_], pause: int) -> list[tuple[int, int]]:
    """Return (start, end) of stretches of speech, those joined that are less than ``pause`` frames apart."""
    steps = np.diff(np.concatenate([[0], speech.astype(np.int8), [0]]))
    runs: list[tuple[int, int]] = []
    for start, end in zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True):
        if runs and start - runs[-1][1] < pause:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _parted(start: int, end: int, share: NDArray[np.float64], frame: float) -> list[tuple[int, int]]:
    """Part one run at the peaks of the share of windows that see a change, then halve what is too long."""
    near, shortest = round(0.4 / frame), SHORTEST / frame
    cuts = [start]
    for moment in range(start + 3, end - 3):
        peak = share[moment] >= CHANGE_SHARE and share[moment] == share[max(start, moment - near) : moment + near].max()
        if peak and moment - cuts[-1] > shortest:
            cuts.append(moment)
    pieces: list[tuple[int, int]] = []
    for first, last in zip(cuts, [*cuts[1:], end], strict=True):
        parts = max(1, round((last - first) * frame / LONGEST))
        edges = [first + (last - first) * part // parts for part in range(parts + 1)]
        pieces += list(pairwise(edges))
    return pieces
