"""Where somebody speaks: Silero's speech-activity model, from the copy inside faster-whisper."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from transcribe.audio import SAMPLE_RATE, Sound
from transcribe.call import Span, merged

STRETCH = 300.0
"""Seconds looked at in one go; keeps memory flat for long calls."""
PAUSE = 0.25
"""Seconds of silence that end a stretch of speech."""
SETTINGS = {"threshold": 0.5, "min_silence_duration_ms": 250, "speech_pad_ms": 60, "min_speech_duration_ms": 90}


def speech_spans(sound: Sound) -> tuple[Span, ...]:
    """Return the stretches of speech in one sound, in order, pauses under a quarter of a second left inside."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    found = [
        Span(start + mark["start"] / SAMPLE_RATE, min(start + mark["end"] / SAMPLE_RATE, sound.duration))
        for start, samples in sound.pieces(STRETCH)
        for mark in get_speech_timestamps(samples, VadOptions(**SETTINGS))
        if start + mark["start"] / SAMPLE_RATE < sound.duration
    ]
    return merged(found, gap=PAUSE)


def spoken_share(span: Span, speech: tuple[Span, ...]) -> float:
    """Return which part of ``span`` is speech, 0 to 1; ``speech`` is in order and does not overlap itself."""
    first = max(0, bisect_right(speech, span.start, key=lambda stretch: stretch.start) - 1)
    last = bisect_left(speech, span.end, key=lambda stretch: stretch.start)
    shared = sum(both.duration for stretch in speech[first:last] if (both := stretch & span))
    return shared / span.duration if span.duration else 0.0


def stretches(duration: float, speech: tuple[Span, ...], length: float = STRETCH) -> tuple[Span, ...]:
    """Cut a recording into stretches of about ``length`` seconds, each cut in the longest pause near its place."""
    cuts = [0.0]
    pauses = [Span(before.end, after.start) for before, after in pairwise(speech)]
    while duration - cuts[-1] > length * 1.2:
        window = Span(cuts[-1] + length * 0.8, cuts[-1] + length * 1.2)
        near = [both for pause in pauses if (both := pause & window)]
        cuts.append(max(near, key=lambda pause: pause.duration).middle if near else cuts[-1] + length)
    return tuple(Span(start, end) for start, end in zip(cuts, [*cuts[1:], duration], strict=True))
