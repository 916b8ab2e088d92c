"""A pyannote ``SpeakerDiarization`` made of weights that need no hub.

It is pyannote's own pipeline up to the segmentation; the voices are then told apart by stretches and not by windows
(``grouping`` says why). It reads a recording piece by piece, so a two-hour call needs no more memory than a short one.
This module imports torch and pyannote, so only the engine imports it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from pyannote.audio import Model
from pyannote.audio.core.plda import PLDA
from pyannote.audio.pipelines.speaker_diarization import DiarizeOutput, SpeakerDiarization
from pyannote.core import Annotation, Segment
from torchaudio.compliance import kaldi

from transcribe.audio import SAMPLE_RATE
from transcribe.call import Span
from transcribe.speakers.campplus import BINS, DIMENSION, CamPlusPlus
from transcribe.speakers.cuts import Cut, Windows, cut
from transcribe.speakers.grouping import Grouping, Vectors, grouped

Read = Callable[[Span], "np.ndarray[Any, np.dtype[np.float32]]"]

BLOCK = 120.0
"""Seconds segmented in one go."""
BATCH = 32
SHORTEST_VOICE = 0.4
"""Seconds the voice network needs at least; shorter stretches are heard with what surrounds them."""


class CallDiarization(SpeakerDiarization):  # type: ignore[misc]  # not typed
    """Who spoke when in a call, by pyannote's segmentation and CAM++ voice vectors."""

    def __init__(self, segmentation: Model, voice: CamPlusPlus, step: float = 0.1) -> None:
        """Assemble; ``step`` is the distance of the segmentation's windows as a share of their length."""
        # pyannote's own clustering is left out, and with it the models it would fetch from the hub; its constructor
        # still wants a PLDA, so it gets an empty one that nothing reads.
        super().__init__(
            segmentation=segmentation,
            segmentation_step=step,
            clustering="OracleClustering",
            plda=object.__new__(PLDA),
            segmentation_batch_size=BATCH,
        )
        self._voice = voice
        self.instantiate({"segmentation": {"min_duration_off": 0.0}})

    def apply(
        self,
        file: Mapping[str, Any],
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
        hook: Callable[..., None] | None = None,
        **_: Any,
    ) -> DiarizeOutput:
        """Separate the voices of ``{"waveform", "sample_rate"}`` at 16 kHz, or of ``{"read", "duration"}``."""
        read, duration = _reader(file)
        with _one_thread():
            windows = self._windows(read, duration)
        pieces = _inside(cut(windows), windows.frame, duration)
        if not pieces.stretches:
            return DiarizeOutput(Annotation(), Annotation(), np.zeros((0, DIMENSION)))
        spans = [Span(first * windows.frame, last * windows.frame) for first, last in pieces.stretches]
        vectors = self._vectors(read, spans, duration)
        seconds = np.array([span.duration for span in spans])
        found = grouped(vectors, seconds, num_speakers)
        return DiarizeOutput(*_annotations(pieces, found, windows.frame, duration), found.centres)

    def _windows(self, read: Read, duration: float) -> Windows:
        """Run the segmentation over the recording, block by block; blocks meet at a whole number of steps."""
        length, step = self._segmentation.duration, self._segmentation.step
        block = round(BLOCK / step) * step
        parts = []
        for start in _starts(duration, block, length - step):
            end = min(start + block + length - step, duration)
            waveform = torch.from_numpy(read(Span(start, end)))[None]
            if waveform.shape[1] < length * SAMPLE_RATE:  # a call shorter than one window is padded to it
                waveform = torch.nn.functional.pad(waveform, (0, int(length * SAMPLE_RATE) - waveform.shape[1]))
            parts.append(self._segmentation({"waveform": waveform, "sample_rate": SAMPLE_RATE}).data > 0.5)
        return Windows(np.concatenate(parts), step, length)

    def _vectors(self, read: Read, spans: Sequence[Span], duration: float) -> Vectors:
        """Return a voice vector for each span, shape (spans, 192); as many at a time as there are processors."""
        workers = os.cpu_count() or 1
        with ThreadPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            return np.stack(list(pool.map(lambda span: self._vector(read, span, duration), spans)))

    def _vector(self, read: Read, span: Span, duration: float) -> Vectors:
        if span.duration < SHORTEST_VOICE:
            middle = min(max(span.middle, SHORTEST_VOICE / 2), max(duration - SHORTEST_VOICE / 2, SHORTEST_VOICE / 2))
            span = Span(middle - SHORTEST_VOICE / 2, middle + SHORTEST_VOICE / 2)
        samples = torch.from_numpy(read(Span(span.start, min(span.end, duration))))[None]
        if samples.shape[1] < SHORTEST_VOICE * SAMPLE_RATE:
            samples = torch.nn.functional.pad(samples, (0, int(SHORTEST_VOICE * SAMPLE_RATE) - samples.shape[1]))
        picture = kaldi.fbank(samples, num_mel_bins=BINS, dither=0.0, sample_frequency=SAMPLE_RATE)
        picture = picture - picture.mean(0, keepdim=True)
        with torch.inference_mode():
            vector = self._voice(picture[None])[0].double().numpy()
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep torch to one thread: on a busy machine its threads wait for each other at every layer.

    Forty stretches took 2.9 s with one thread and 38 s with two while another program was running.
    """
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def _reader(file: Mapping[str, Any]) -> tuple[Read, float]:
    if "read" in file:
        return file["read"], float(file["duration"])
    if file["sample_rate"] != SAMPLE_RATE:
        raise ValueError(f"the waveform has {file['sample_rate']} Hz, this pipeline reads {SAMPLE_RATE} Hz")
    samples = file["waveform"].mean(0).numpy()

    def read(span: Span) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.asarray(samples[round(span.start * SAMPLE_RATE) : round(span.end * SAMPLE_RATE)])

    return read, len(samples) / SAMPLE_RATE


def _starts(duration: float, block: float, shared: float) -> Iterator[float]:
    """Yield where blocks start; each goes on for ``shared`` seconds into the next, and the last reaches the end."""
    start = 0.0
    yield start
    while start + block + shared < duration:
        start += block
        yield start


def _inside(pieces: Cut, frame: float, duration: float) -> Cut:
    """Leave out what was found in the silence a last window is padded with."""
    return pieces._replace(stretches=[piece for piece in pieces.stretches if piece[0] * frame < duration])


def _annotations(pieces: Cut, found: Grouping, frame: float, duration: float) -> tuple[Annotation, Annotation]:
    """Return (who speaks, overlaps included; who speaks, one at a time), voices numbered by their first word."""
    order = list(dict.fromkeys(found.groups.tolist()))
    names = [f"SPEAKER_{order.index(group):02d}" for group in found.groups.tolist()]
    everyone, alone = Annotation(), Annotation()
    for index, (first, last) in enumerate(pieces.stretches):
        alone[Segment(first * frame, min(last * frame, duration)), index] = names[index]
        everyone[Segment(first * frame, min(last * frame, duration)), index] = names[index]
        other = _neighbour(names, index)
        for part, (start, end) in enumerate(_together(pieces, first, last) if other else ()):
            everyone[Segment(start * frame, min(end * frame, duration)), f"{index}+{part}"] = other
    return everyone.support(), alone.support()


def _neighbour(names: list[str], index: int) -> str | None:
    """Return the voice that speaks nearest to a stretch and is not its own: who else can be speaking there."""
    for distance in range(1, len(names)):
        for near in (index - distance, index + distance):
            if 0 <= near < len(names) and names[near] != names[index]:
                return names[near]
    return None


def _together(pieces: Cut, first: int, last: int) -> list[tuple[int, int]]:
    both = np.concatenate([[0], (pieces.voices[first:last] > 1).astype(np.int8), [0]])
    steps = np.diff(both)
    starts, ends = np.flatnonzero(steps == 1) + first, np.flatnonzero(steps == -1) + first
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
