"""The waveform of a recording: worked out once, kept in the workspace's cache, and drawn as it is.

Erasing a call deletes it too, as its file's name begins with the recording's hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE, Recording, Samples
from transcribe.formats import write_whole

COLUMNS = 1200
"""Peaks over the whole length of a call; more than a screen has room for."""
PIECE_S = 30.0
SCHEMA = 1


class Peaks(TypedDict):
    """The peaks of a recording."""

    schema: int
    duration: float
    """Seconds."""
    channels: list[list[int]]
    """For each sound, the loudest sample of each column, 0 to 100 of the loudest of all."""


def peaks(recording: Path, cache: Path, audio_hash: str) -> Peaks:
    """Return the peaks of a recording, from the cache or worked out and put there.

    Raises:
        BadAudio: the recording is gone, or cannot be read.
    """
    kept = cache / f"{audio_hash}.peaks.json"
    if (found := _kept(kept)) is not None:
        return found
    with Recording(recording) as heard:
        channels = [_columns(sound.pieces(PIECE_S), heard.duration) for sound in heard.sounds()]
        made = Peaks(schema=SCHEMA, duration=heard.duration, channels=_to_percent(channels))
    cache.mkdir(parents=True, exist_ok=True)
    write_whole(kept, json.dumps(made))
    return made


def _kept(path: Path) -> Peaks | None:
    try:
        content: Peaks = json.loads(path.read_text(encoding="utf-8"))
        return content if content["schema"] == SCHEMA else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _columns(pieces: Iterable[tuple[float, Samples]], duration: float) -> NDArray[np.float32]:
    """Return the loudest sample of each column, read piece by piece, so that a long call takes no more memory."""
    found = np.zeros(COLUMNS, dtype=np.float32)
    each = max(duration * SAMPLE_RATE / COLUMNS, 1.0)
    for start, samples in pieces:
        places = ((np.arange(len(samples)) + round(start * SAMPLE_RATE)) / each).astype(int).clip(0, COLUMNS - 1)
        np.maximum.at(found, places, np.abs(samples))
    return found


def _to_percent(channels: list[NDArray[np.float32]]) -> list[list[int]]:
    loudest = max((float(channel.max()) for channel in channels), default=0.0) or 1.0
    return [[round(float(peak) / loudest * 100) for peak in channel] for channel in channels]
