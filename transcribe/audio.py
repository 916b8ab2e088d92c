"""A recording, decoded once and read in pieces.

PyAV brings its own ffmpeg, so every container and telephone codec is read with nothing to install. The sound is turned
into 16 kHz, 16 bit, one raw file a channel in a temporary folder, and read from there as needed: a two-hour call costs
disk, not memory. What the channels have in common is measured on the way.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from transcribe.call import Span
from transcribe.errors import BadAudio

if TYPE_CHECKING:
    import av

SAMPLE_RATE = 16_000
"""What every engine here reads, in Hz."""
BYTES = 2
SAME = 0.95
"""Correlation from which two channels are one sound written twice; real two-channel calls with crosstalk stay below .6."""
SILENT = 3e-4
"""Root mean square (full scale 1) below which a channel holds no voice: about -70 dB, under any telephone's noise."""
SHORTEST = 0.1
"""Seconds below which there is nothing to hear."""

Samples = NDArray[np.float32]
Layout = Literal["one", "many", "same", "dead"]
"""One channel; many with a voice each; many that are one sound; many of which one is alive."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One channel of a recording, read piece by piece."""

    path: Path
    """Raw samples: 16 kHz, signed 16 bit, native order."""
    duration: float
    """Seconds."""
    channel: int | None
    """Index of the channel in the recording; ``None`` where it is the whole recording."""
    source: Path
    """The recording itself, for engines that answer from a file beside it."""

    def read(self, span: Span) -> Samples:
        """Return the samples of a stretch, full scale 1; shorter at the end of the recording."""
        first, last = round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)
        with self.path.open("rb") as raw:
            raw.seek(first * BYTES)
            piece = np.frombuffer(raw.read((last - first) * BYTES), dtype=np.int16)
        return np.divide(piece, 32768, dtype=np.float32)

    def pieces(self, seconds: float) -> Iterator[tuple[float, Samples]]:
        """Yield (start in seconds, samples) of consecutive stretches."""
        start = 0.0
        while start < self.duration:
            yield start, self.read(Span(start, min(start + seconds, self.duration)))
            start += seconds


class Recording:
    """A decoded recording; a context manager, as its raw samples lie in a temporary folder."""

    def __init__(self, path: Path) -> None:
        """Decode ``path`` whole.

        Raises:
            BadAudio: not a recording, nothing in it, or no sound in it; the message says which.
        """
        self.path = path
        self.notes: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="parafraza-")
        try:
            self.sha256 = sha256(path)
            self._sums, self.duration = self._decode(Path(self._folder.name))
        except BaseException:
            self._folder.cleanup()
            raise
        self.layout: Layout = self._sums.layout()

    def __enter__(self) -> Recording:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    @property
    def channels(self) -> int:
        """How many channels the file has."""
        return len(self._sums.squares)

    def sounds(self) -> tuple[Sound, ...]:
        """Return what has to be heard: each living channel on its own, or one sound where the channels share it."""
        match self.layout:
            case "many":
                return tuple(self._sound(index, index) for index in self._sums.alive())
            case "dead":
                return (self._sound(self._sums.alive()[0], None),)
            case _:
                return (self._sound(0, None),)

    def _sound(self, index: int, channel: int | None) -> Sound:
        return Sound(Path(self._folder.name) / f"{index}.raw", self.duration, channel, self.path)

    def _decode(self, folder: Path) -> tuple[_Sums, float]:
        import av

        if self.path.stat().st_size == 0:
            raise BadAudio("the file is empty", fix="export the recording again", where=str(self.path))
        try:
            with av.open(str(self.path)) as container:
                if not container.streams.audio:
                    raise BadAudio("there is no sound track in it", fix="pick a file with sound", where=str(self.path))
                sums = self._write_channels(container, folder)
        except (av.error.FFmpegError, ValueError) as error:
            raise BadAudio(
                f"this is not a recording that can be read ({error.__class__.__name__})",
                fix="check that it plays; wav, mp3, m4a, ogg, opus, flac, webm and video files with sound are read",
                where=str(self.path),
            ) from error
        duration = sums.count / SAMPLE_RATE
        if duration < SHORTEST:
            raise BadAudio("there is no sound in it to hear", fix="export the recording again", where=str(self.path))
        return sums, duration

    def _write_channels(self, container: av.container.InputContainer, folder: Path) -> _Sums:
        sums = _Sums()
        files: list[BinaryIO] = []
        try:
            for block in self._blocks(container):
                if not files:
                    files = [(folder / f"{index}.raw").open("wb") for index in range(len(block))]
                if len(block) != len(files):  # the layout changes midway in some recorders' files
                    block = np.resize(block, (len(files), block.shape[1]))  # noqa: PLW2901
                sums.add(block)
                for file, samples in zip(files, block, strict=True):
                    file.write(np.ascontiguousarray(samples).tobytes())
        finally:
            for file in files:
                file.close()
        return sums

    def _blocks(self, container: av.container.InputContainer) -> Iterator[NDArray[np.int16]]:
        """Yield (channels, samples) blocks at 16 kHz; a file that breaks off midway is read as far as it goes."""
        import av

        resampler = av.AudioResampler(format="s16p", rate=SAMPLE_RATE)
        read = 0
        try:
            for frame in container.decode(audio=0):
                frame.pts = None  # recorders write broken clocks; samples follow each other
                for out in resampler.resample(frame):
                    read += out.samples
                    yield np.asarray(out.to_ndarray(), dtype=np.int16)
        except av.error.FFmpegError:
            if not read:
                raise
            self.notes.append(f"the file breaks off after {read / SAMPLE_RATE:.1f} s; what came before was used")
        if read:
            for out in resampler.resample(None):
                yield np.asarray(out.to_ndarray(), dtype=np.int16)


class _Sums:
    """Running sums over all channels, from which level and likeness follow."""

    def __init__(self) -> None:
        self.count = 0
        self.squares: list[float] = []
        self._products: list[float] = []

    def add(self, block: NDArray[np.int16]) -> None:
        """Take in one (channels, samples) block."""
        scaled = block.astype(np.float32) / 32768
        if not self.squares:
            self.squares, self._products = [0.0] * len(scaled), [0.0] * len(scaled)
        self.count += scaled.shape[1]
        for index, samples in enumerate(scaled):
            self.squares[index] += float(samples @ samples)
            self._products[index] += float(scaled[0] @ samples)

    def alive(self) -> list[int]:
        """Return the channels with more than line noise, or the loudest where none has."""
        levels = [(square / max(self.count, 1)) ** 0.5 for square in self.squares]
        return [index for index, level in enumerate(levels) if level > SILENT] or [int(np.argmax(levels))]

    def layout(self) -> Layout:
        """Tell what the channels are to each other."""
        alive = self.alive()
        if len(self.squares) == 1:
            return "one"
        if len(alive) == 1:
            return "dead"
        return "same" if all(self._likeness(index) > SAME for index in alive[1:]) else "many"

    def _likeness(self, index: int) -> float:
        norm = (self.squares[0] * self.squares[index]) ** 0.5
        return self._products[index] / norm if norm else 0.0


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces; raise :class:`BadAudio` where it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadAudio(
            f"the file cannot be opened ({error.strerror})", fix="check the name and the rights", where=str(path)
        ) from error
