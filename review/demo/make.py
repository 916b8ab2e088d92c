"""Makes the demo calls: ``python -m review.demo.make [english] [polish]``.

For each script it writes the recording (Opus in Ogg) and the true transcript as ``call.json`` and WebVTT. The voices
are an extra (``pip install 'parafraza[demo]'``); what else they need stands in README.md beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from review.demo.mix import MANNERS, Recording, record
from review.demo.script import Script, load_script
from review.demo.sound import Speech
from review.demo.voices import speak
from transcribe import formats
from transcribe.call import Call, Provenance, overlaps
from transcribe.errors import FixableError

HERE = Path(__file__).parent
SCRIPTS = ("english", "polish")
BIT_RATES = {1: 12_000, 2: 14_000}
"""Bits a second by number of channels, chosen by listening with Whisper base: it hears no more in the samples."""
FRAME = 320
"""Samples of 40 ms at 8 kHz, one of Opus's own frames."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the calls that are named, or all; return 0, or 2 where something is missing."""
    parser = argparse.ArgumentParser(prog="python -m review.demo.make", description="Make the demo calls.")
    parser.add_argument("names", nargs="*", choices=[[], *SCRIPTS], help="which calls; all of them by default")
    names = parser.parse_args(arguments).names or SCRIPTS
    try:
        for name in names:
            print(f"{make(name):.1f} s of {name} call", file=sys.stderr)
    except FixableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def make(name: str, folder: Path = HERE) -> float:
    """Make one call from ``<name>.yaml`` and return its length in seconds.

    Args:
        name: which script of this folder.
        folder: where ``<name>.opus``, ``truth/<name>.json`` and ``truth/<name>.vtt`` go.

    Raises:
        FixableError: a voice's parts are missing, or a file cannot be written.
    """
    script = load_script(HERE / f"{name}.yaml")
    recording = record(script, say)
    audio = folder / f"{name}.opus"
    encode(recording, audio)
    (folder / "truth").mkdir(exist_ok=True)
    for kind in ("json", "vtt"):
        formats.write(truth(script, recording, audio), folder / "truth" / f"{name}.{kind}")
    return recording.duration


def say(script: Script, index: int) -> Speech:
    """Speak line ``index`` of a script with the voice its speaker has."""
    line = script.turns[index]
    casting = script.voices[line.speaker]
    # A seed for each line: a line that is rewritten leaves the others as they were.
    seed = script.seed * 1000 + index
    return speak(line.say or line.text, casting.voice, pace=MANNERS[line.style].pace, seed=seed, **casting.settings)


def truth(script: Script, recording: Recording, audio: Path) -> Call:
    """Return the call as it was written and laid out; ``audio`` is the recording, for its fingerprint."""
    spans = [(turn.speaker, turn.span) for turn in recording.turns if turn.span]
    provenance = Provenance(
        engine="script.v1",
        settings={"voices": {speaker: casting.voice for speaker, casting in script.voices.items()}},
        audio_sha256=hashlib.sha256(audio.read_bytes()).hexdigest(),
        speakers="script.v1",
        role_confidence=dict.fromkeys(script.voices, 1.0),
        overlap=overlaps(spans),
        notes=(f"{script.title}. Written and synthesised for this project; nobody's real call.",),
    )
    return Call(recording.turns, round(recording.duration, 3), script.language, provenance)


def encode(recording: Recording, path: Path) -> None:
    """Write a recording as Opus in Ogg, the same bytes for the same samples."""
    import av

    count = len(recording.samples)
    layout = "stereo" if count > 1 else "mono"
    whole = recording.samples.shape[1] // FRAME * FRAME
    samples = np.round(recording.samples[:, :whole] * 32767).astype(np.int16)
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=recording.rate, layout=layout)
        stream.bit_rate = BIT_RATES[count]
        # Family 255 keeps the channels apart; a coupled pair is mixed into one voice at so few bits.
        family = {"mapping_family": "255"} if count > 1 else {}
        stream.codec_context.options = {"application": "voip", "vbr": "on", "frame_duration": "40", **family}
        for first in range(0, whole, FRAME):
            piece = np.ascontiguousarray(samples[:, first : first + FRAME].T.reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = recording.rate, first, Fraction(1, recording.rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    sys.exit(main())
