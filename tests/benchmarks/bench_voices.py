"""``python -m tests.benchmarks.bench_voices``: are voices told apart in pairings nobody tuned on?

Six real calls are few. Here every agent of theirs talks in turn with every customer of another call: their real
utterances, one after the other with short pauses, as one channel. Prints the diarization error of each pair, how many
fail whole (over 25 %), and for one voice alone how often it is taken for two.
"""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import numpy as np
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate

from tests.benchmarks.harper import COLLAR, Recorded, Said, calls
from transcribe.audio import SAMPLE_RATE, Recording, Samples
from transcribe.call import Span
from transcribe.speakers import SpeakerEngine, speaker_engines

PAUSE = 0.4
"""Seconds between two utterances."""
FAILED_WHOLE = 0.25


def main() -> None:
    """Print the table of pairs and the single voices."""
    known = list(calls())
    if not known:
        print("not measured: data absent")
        return
    engine, metric = speaker_engines.make("pyannote"), DiarizationErrorRate(collar=COLLAR)
    rates = []
    for agent in known:
        for customer in known:
            if agent.name != customer.name:
                voices, truth = _talk(agent, customer)
                rates.append(metric(truth, _separated(engine, voices)))
                print(f"{agent.name[:6]} with {customer.name[:6]}: {100 * rates[-1]:5.1f} %", flush=True)
    failed = sum(rate > FAILED_WHOLE for rate in rates)
    print(f"{len(rates)} pairs: {100 * abs(metric):.1f} % in all, {failed} fail whole")
    alone = [len(_separated(engine, _one(each, role)).labels()) for each in known for role in ("agent", "customer")]
    print(f"one voice alone taken for one: {alone.count(1)} of {len(alone)}")


def _talk(agent: Recorded, customer: Recorded) -> tuple[Samples, Annotation]:
    """Let both speak in turn; return the sound and the truth."""
    pieces = zip_longest(_utterances(agent, "agent"), _utterances(customer, "customer"))
    sound: list[Samples] = [np.zeros(SAMPLE_RATE, np.float32)]
    truth, at = Annotation(), 1.0
    for pair in pieces:
        for role, piece in zip(("agent", "customer"), pair, strict=True):
            if piece is not None:
                length = len(piece) / SAMPLE_RATE
                truth[Segment(at, at + length), at] = role
                sound += [piece, np.zeros(round(PAUSE * SAMPLE_RATE), np.float32)]
                at += length + PAUSE
    return np.concatenate(sound), truth


def _one(each: Recorded, role: str) -> Samples:
    pause = np.zeros(round(PAUSE * SAMPLE_RATE), np.float32)
    return np.concatenate([part for piece in _utterances(each, role) for part in (piece, pause)])


def _utterances(each: Recorded, role: str) -> Sequence[Samples]:
    channel = 0 if role == "agent" else 1
    said: list[Said] = [said for said in each.said if said.role == role]
    with Recording(each.stereo) as recording:
        sound = recording.sounds()[channel]
        return [sound.read(Span(one.span.start, min(one.span.end, sound.duration))) for one in said]


def _separated(engine: SpeakerEngine, samples: Samples) -> Annotation:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pair.wav"
        with wave.open(str(path), "wb") as out:
            out.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            out.writeframes((np.clip(samples, -1, 1) * 32767).astype(np.int16).tobytes())
        with Recording(path) as recording:
            voices = engine.separate(recording.sounds()[0], 2)
    found = Annotation()
    for index, (speaker, span) in enumerate(voices.spans):
        found[Segment(span.start, span.end), index] = speaker
    return found


if __name__ == "__main__":
    main()
