"""What networks said of the lines they had not learned from: kept, so that curves are trained again in seconds.

A network takes minutes to learn, and one for every fold was needed. Their log odds lie in ``<language>.unseen.npz``, by
a hash of side, context and line. Lines written since then no network has learned from, so the shipped one says of them.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example
from rubrics.heads.network import Array, Network

if TYPE_CHECKING:
    from rubrics.corpus import Line


def name_of(line: Line) -> int:
    """Return a line's hash: the same words after the same words, said by the same side, are the same line."""
    words = "\x1f".join((line.role, line.context or "", line.text))
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")


def names_of(lines: Sequence[Line]) -> NDArray[np.uint64]:
    """Return the hash of each line."""
    return np.array([name_of(line) for line in lines], np.uint64)


def file_of(language: str) -> str:
    """Return the name of the file that keeps what was said of a language's lines."""
    return f"{language}.unseen.npz"


def heard_unseen(language: str, lines: Sequence[Line], network: Network, folder: Path) -> Array:
    """Return the log odds (lines, columns of the network) by networks that had not learned from the line's situation."""
    with np.load(folder / file_of(language), allow_pickle=False) as file:
        known = dict(zip(file["names"].tolist(), file["heard"].astype(np.float32), strict=True))
    names = names_of(lines).tolist()
    new = [place for place, name in enumerate(names) if name not in known]
    heard = np.array([known.get(name, np.zeros(len(network.moves))) for name in names], np.float32)
    heard[new] = network.logits([Example(lines[place].text, lines[place].context) for place in new])
    return heard


def written(lines: Sequence[Line], heard: Array) -> bytes:
    """Return what was heard of lines, (lines, columns), as one file."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, names=names_of(lines), heard=heard.astype(np.float16))
    return file.getvalue()
