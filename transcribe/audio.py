"""A recording, decoded once and read in pieces.

PyAV brings its own ffmpeg, so every container and telephone codec is read with nothing to install. The sound is turned
into 16 kHz, 16 bit, one raw file a channel in a temporary folder, and read from there as needed: a two-hour call costs
disk, not memory. What the channels have in common is measured on the way.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from transcribe import crosstalk
from transcribe.call import Span
from transcribe.errors import BadAudio, FixableError

if TYPE_CHECKING:
    import av

SAMPLE_RATE = 16_000
"""What every engine here reads, in Hz."""
BYTES = 2
SAME = 0.95
"""Correlation from which two channels are one sound written twice; below it, their levels tell what they share."""
SILENT = 3e-4
"""Root mean square (full scale 1) below which a channel holds no voice: about -70 dB, under any telephone's noise."""
SHORTEST = 0.1
"""Seconds below which there is nothing to hear."""
CUT_OFF = 0.9
"""Share of the length a file states, below which its sound counts as broken off; codecs' own padding stays above."""
ONLY_FILES = {"protocol_whitelist": "file"}
"""For ffmpeg: a file that is really a playlist must not reach out to the network."""

Samples = NDArray[np.float32]
Layout = Literal["one", "many", "same", "mixed", "dead"]
"""One channel; many with a voice each; many that are one sound; two with both voices on both; many of which one is alive."""


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
            FixableError: there is no room for its samples.
        """
        self.path = path
        self.notes: list[str] = []
        self.sha256 = sha256(path)
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="parafraza-")
            try:
                self._sums, self.duration = self._decode(Path(self._folder.name))
                self.layout: Layout = self._sums.layout()
                if self.layout == "many" and self.channels == 2:
                    self._part_voices()
            except BaseException:
                self._folder.cleanup()
                raise
        except OSError as error:
            raise _no_room(error) from error

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
            case "mixed":
                return (self._sound(int(np.argmax(self._sums.squares)), None),)
            case _:
                return (self._sound(self._sums.alive()[0], None),)

    def _sound(self, index: int, channel: int | None) -> Sound:
        return Sound(Path(self._folder.name) / f"{index}.raw", self.duration, channel, self.path)

    def _part_voices(self) -> None:
        """Silence each of two channels where it only repeats the other; where that cannot be told, they are one sound."""
        heard = crosstalk.found(self._sums.levels.power())
        if heard.verdict == "mixed":
            self.layout = "mixed"
            self.notes.append(
                "both voices are on both channels, about as loud; it was treated as a one-channel recording"
            )
        elif heard.verdict == "leaking":
            for index, silent in enumerate(heard.silent):
                crosstalk.silence(Path(self._folder.name) / f"{index}.raw", silent)
            self.notes.append(
                f"a voice is heard on the other one's channel too, {heard.decibels:.0f} dB fainter; "
                "what a channel only repeats was left out of it"
            )

    def _decode(self, folder: Path) -> tuple[_Sums, float]:
        import av

        if self.path.stat().st_size == 0:
            raise BadAudio("the file is empty", fix="export the recording again", where=str(self.path))
        try:
            # "file:" keeps a name such as "call12:30.wav" from being read as a protocol called "call12".
            with av.open(f"file:{self.path}", options=ONLY_FILES) as container:
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
        with ExitStack() as opened:
            for block in self._blocks(container):
                if not files:
                    names = [folder / f"{index}.raw" for index in range(len(block))]
                    files = [opened.enter_context(name.open("wb")) for name in names]
                sums.add(block)
                for file, samples in zip(files, block, strict=True):
                    file.write(np.ascontiguousarray(samples).tobytes())
        self._compare_length(container, sums.count / SAMPLE_RATE)
        return sums

    def _blocks(self, container: av.container.InputContainer) -> Iterator[NDArray[np.int16]]:
        """Yield (channels, samples) blocks at 16 kHz, with the channels of the first frame.

        Some recorders change rate or channels midway, and one resampler takes one kind of frame only.
        """
        import av

        kind: tuple[str, int, str] | None = None
        resampler, channels = av.AudioResampler(format="s16p", rate=SAMPLE_RATE), None
        for frame in self._frames(container):
            frame.pts = None  # recorders write broken clocks; samples follow each other
            channels = channels or frame.layout.name
            now = (frame.format.name, frame.sample_rate, frame.layout.name)
            if now != kind:
                yield from _arrays(resampler.resample(None) if kind else [])
                kind, resampler = now, av.AudioResampler(format="s16p", layout=channels, rate=SAMPLE_RATE)
            yield from _arrays(resampler.resample(frame))
        if kind:
            yield from _arrays(resampler.resample(None))

    def _frames(self, container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
        """Yield what can be decoded: damaged pieces are passed over, and told; all of them damaged is no recording."""
        import av

        read, damaged = 0, 0
        try:
            for packet in container.demux(container.streams.audio[0]):
                try:
                    frames = packet.decode()
                except av.error.FFmpegError:
                    damaged += 1
                    continue
                read += len(frames)
                yield from frames
        except av.error.FFmpegError:  # the container itself ends in the middle of something
            damaged += 1
        if damaged and not read:
            raise ValueError("nothing in it can be decoded")
        if damaged:
            self.notes.append(f"the file is damaged: what could not be read was passed over, {damaged} times")

    def _compare_length(self, container: av.container.InputContainer, seconds: float) -> None:
        """Note a file that holds less sound than it states; one with pictures may well run on without sound."""
        track = container.streams.audio[0]
        stated = None
        if track.duration and track.time_base:
            stated = float(track.duration * track.time_base)
        elif container.duration and not container.streams.video:
            stated = container.duration / 1e6
        if stated and seconds < CUT_OFF * stated:
            held = f"it states {stated:.1f} s and holds {seconds:.1f} s, which were used"
            self.notes.append(f"the file is cut short or has gaps: {held}")


class _Sums:
    """Running sums over all channels, from which level and likeness follow."""

    def __init__(self) -> None:
        self.count = 0
        self.levels = crosstalk.Levels()
        self._products = np.zeros((0, 0))

    @property
    def squares(self) -> list[float]:
        """The sum of squares of each channel."""
        return [float(square) for square in np.diag(self._products)]

    def add(self, block: NDArray[np.int16]) -> None:
        """Take in one (channels, samples) block."""
        scaled: Samples = np.divide(block, 32768, dtype=np.float32)
        if not self.count:
            self._products = np.zeros((len(scaled), len(scaled)))
        self.count += scaled.shape[1]
        self._products += scaled @ scaled.T
        if len(scaled) == 2:
            self.levels.add(scaled)

    def alive(self) -> list[int]:
        """Return the channels with more than line noise, or the loudest where none has."""
        levels = [(square / max(self.count, 1)) ** 0.5 for square in self.squares]
        return [index for index, level in enumerate(levels) if level > SILENT] or [int(np.argmax(levels))]

    def layout(self) -> Layout:
        """Tell what the channels are to each other."""
        first, *others = self.alive()
        if len(self._products) == 1:
            return "one"
        if not others:
            return "dead"
        return "same" if all(self._likeness(first, other) > SAME for other in others) else "many"

    def _likeness(self, one: int, other: int) -> float:
        """Return the correlation of two living channels; one wired the wrong way round is the same sound too."""
        norm = (self._products[one, one] * self._products[other, other]) ** 0.5
        return abs(float(self._products[one, other] / norm))


def _arrays(frames: list[av.AudioFrame]) -> Iterator[NDArray[np.int16]]:
    for frame in frames:
        yield np.asarray(frame.to_ndarray(), dtype=np.int16)


def _no_room(error: OSError) -> FixableError:
    return FixableError(
        f"there is no room to decode a recording ({error.strerror or error})",
        fix="free some space there, or set TMPDIR to a folder on another disk",
        where=tempfile.tempdir,
    )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces; raise :class:`BadAudio` where it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadAudio(
            f"the file cannot be opened ({error.strerror})", fix="check the name and the rights", where=str(path)
        ) from error
