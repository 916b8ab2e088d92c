"""Trained heads as files: data (``<language>.npz``, no pickle), checked against ``manifest.json`` on loading."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example, Vocabulary
from rubrics.heads.model import SHARES, STEP, Array, Curve, Head, Meaning, Side, Variant, Words
from rubrics.heads.network import UNKNOWN, Network, engine, tokenizer
from rubrics.vectors import Encoder, encoder
from transcribe.errors import BadFile, MissingPart, UnknownName

HERE = Path(__file__).parent
MANIFEST = "manifest.json"
ELSEWHERE = 0.9
"""Trust in what a network learned from talk of another kind too, in talk of another kind."""


@dataclass(frozen=True)
class Heads:
    """Both sides' heads of one language."""

    language: str
    variant: Variant
    sides: Mapping[Side, Head]
    version: str
    """First letters of the file's hash; a result can name the head it came from."""
    note: str = ""
    """Why the weaker variant is at work, with the way out; empty where nothing is missing."""

    def probabilities(
        self, text: str, context: str | None = "", position: float | None = None, role: Side = "agent"
    ) -> dict[str, float]:
        """Return how likely a trained reader would find each move in a line.

        Args:
            text: The line.
            context: What the other side said just before; ``None`` where nobody knows.
            position: Place in the call, 0.0 to 1.0.
            role: Who says the line.
        """
        head = self.sides[role]
        row = head.probabilities([Example(text, context, position)])[0]
        return {move: float(chance) for move, chance in zip(head.moves, row, strict=True)}

    def knows_elsewhere(self, move: str) -> float:
        """Return how far the head is to be believed of a move in talk unlike calls: where the network learned it there."""
        return ELSEWHERE if self.variant == "network" and move in SHARES else 0.0

    def thresholds(self, role: Side = "agent") -> dict[str, float]:
        """Return from which probability on each move counts as found."""
        head = self.sides[role]
        return {move: float(value) for move, value in zip(head.moves, head.curve.threshold, strict=True)}


def load(language: str, variant: Variant | None = None, folder: Path = HERE) -> Heads:
    """Return the heads of a language, checked; with sentence vectors where they are there and know the language.

    Args:
        language: ISO 639-1 code.
        variant: ``words`` to leave the vectors out, ``vectors`` to insist on them; by itself, the best there is.
        folder: Where the heads and their manifest lie.

    Raises:
        UnknownName: No head was trained for the language.
        MissingPart: The file is not there, or vectors were insisted on and are not.
        BadFile: The file is not the one the manifest describes.
    """
    return _load(language, variant, folder)


@cache
def _load(language: str, variant: Variant | None, folder: Path) -> Heads:
    entry = _entry(language, folder)
    chosen, used, note = _variant(language, variant, entry)  # the encoder reads its weights while the rest is read here
    raw = _checked(folder / entry["file"], entry["sha256"])
    network = network_of(folder, entry) if chosen == "network" else None
    with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:  # what another variant wants is not read out
        sides: dict[Side, Head] = {side: unpacked(arrays, side, chosen, used, network) for side in entry["sides"]}
    return Heads(language, chosen, sides, str(entry["sha256"])[:8], note)


def network_of(folder: Path, entry: Mapping[str, Any]) -> Network:
    """Return the network that an entry of the manifest names, checked.

    Raises:
        MissingPart: The file is not there.
        BadFile: It is not the file the manifest describes.
    """
    return Network(_checked(folder / entry["network"]["file"], entry["network"]["sha256"]))


def manifest(folder: Path = HERE) -> dict[str, Any]:
    """Return what is known of the trained heads: hashes, seed, versions and measured figures."""
    path = folder / MANIFEST
    if not path.is_file():
        raise MissingPart("the list of trained heads is not there", where=str(path), fix="install the toolkit anew")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _entry(language: str, folder: Path) -> dict[str, Any]:
    known = manifest(folder)["heads"]
    if language not in known:
        names = ", ".join(sorted(known)) or "none"
        raise UnknownName(f"there is no trained head for the language {language!r}", fix=f"use one of: {names}")
    return dict(known[language])


def _checked(path: Path, digest: str) -> bytes:
    if not path.is_file():
        raise MissingPart("the trained head is not there", where=path.name, fix="install the toolkit anew")
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != digest:
        raise BadFile(
            "the trained head is not the one its manifest describes",
            where=path.name,
            fix="install the toolkit anew, or train it again with python -m rubrics.heads.train",
        )
    return raw


def _variant(language: str, asked: Variant | None, entry: dict[str, Any]) -> tuple[Variant, Encoder | None, str]:
    """Return the best way there is, its encoder, and why it is not a better one."""
    if asked and asked not in entry["variants"]:
        raise MissingPart(f"no {asked} were trained for {language!r}", fix="leave the variant out, or use 'words'")
    best: Variant = asked or entry["variants"][-1]
    found: Variant = "words"
    used, note = None, ""
    try:
        if best != "words":
            used, found = encoder(entry["encoder"]), "vectors"
        if best == "network":
            tokenizer((UNKNOWN,))
            engine()
            found = best
    except MissingPart as missing:
        if asked:
            raise
        note = str(missing)
    return found, used, note


def packed(head: Head, side: Side, variant: Variant) -> dict[str, NDArray[Any]]:
    """Return a head as named arrays; the vocabulary and the usual shapes are the same in all variants.

    With a network a head keeps its curves only: the rest is that of the variant ``vectors``.
    """
    own: dict[str, NDArray[Any]] = {
        "slope": head.curve.slope,
        "offset": head.curve.offset,
        "threshold": head.curve.threshold,
    }
    if variant == "network":
        return {f"{side}.{variant}.{name}": array for name, array in own.items()}
    own |= {"bias": head.bias, "shape": head.words.shape, "scale": head.words.scale, "weights": head.words.weights}
    if head.meaning:
        own |= {"centre": head.meaning.centre, "linear": head.meaning.linear}
        own |= {"lines": np.rint(head.meaning.lines * STEP).astype(np.int8), "near": head.meaning.near}
        own |= {"before": np.rint(head.meaning.before * STEP).astype(np.int8)}
        own |= {"nearness": np.array(head.meaning.usual, np.float32)}
    small = {name: array.astype(np.float16) if name in HALVED else array for name, array in own.items()}
    shared: dict[str, NDArray[Any]] = {
        "moves": np.array(head.moves),
        "hashes": head.vocabulary.hashes,
        "usual": head.usual,
    }
    shared["idf"] = head.vocabulary.idf.astype(np.float16)
    return {f"{side}.{name}": array for name, array in shared.items()} | {
        f"{side}.{variant}.{name}": array for name, array in small.items()
    }


HALVED = frozenset({"shape", "centre", "linear", "near"})
"""Kept in half precision: all rounding together moves a probability by less than 0.001 (English, its own lines)."""


def unpacked(
    arrays: Mapping[str, NDArray[Any]],
    side: Side,
    variant: Variant,
    used: Encoder | None,
    network: Network | None = None,
) -> Head:
    """Return the head that :func:`packed` took apart; ``used`` gives the vectors of that variant."""

    def part(name: str) -> Array:
        return arrays[f"{side}.{variant}.{name}"].astype(np.float32)

    curve = Curve(part("slope"), part("offset"), part("threshold"))
    if network:
        first = unpacked(arrays, side, "vectors", used)
        return first.with_network(network, side, curve)
    vocabulary = Vocabulary(arrays[f"{side}.hashes"].astype(np.uint32), arrays[f"{side}.idf"].astype(np.float32))
    words = Words(arrays[f"{side}.{variant}.weights"], part("scale"), part("shape"))
    meaning = None
    if variant == "vectors":
        lines, before = part("lines") / np.float32(STEP), part("before") / np.float32(STEP)
        meaning = Meaning(part("centre"), part("linear"), lines, part("near"), before, float(part("nearness")))
    moves = tuple(str(move) for move in arrays[f"{side}.moves"])
    return Head(moves, vocabulary, arrays[f"{side}.usual"], words, part("bias"), curve, meaning, used)
