"""A compiled lexicon as a file: reading a thousand patterns anew would take each process a fifth of a second.

What is kept is JSON, named by the hash of the lexicon, of its lemmas' forms and of the code that reads both, with a checksum in
its first line (``rubrics/prepared.py`` says where it lies). Where it is damaged, or nothing can be written, the lexicon is
compiled.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from rubrics import tokens, vocabulary, yamlfile
from rubrics.lexicon.compiled import Entry, Lexicon
from rubrics.lexicon.graph import index_of, rows_of
from rubrics.prepared import prepared, throw_away

HERE = Path(__file__).parent
OWN = ("language", "entries", "index")
"""Parts of a lexicon that have a form of their own in the file; ``whys`` are a table, all others sets of words."""


def hash_of(*files: Path) -> str:
    """Return the hash of what these files are called and hold; one that is not there holds nothing."""
    whole = hashlib.sha256()
    for each in files:
        whole.update(f"{each.name}\0".encode() + (each.read_bytes() if each.is_file() else b""))
    return whole.hexdigest()[:16]


CODE = hash_of(*(Path(str(module.__file__)) for module in (tokens, vocabulary, yamlfile)), *sorted(HERE.glob("*.py")))
"""Of the code that compiles lexicons, as it was when this process loaded it: what lies on the disk later is not what ran."""


def kept(path: Path, compiled: Callable[[str], Lexicon]) -> Lexicon:
    """Return the lexicon of the file ``path``, compiled the first time.

    Args:
        path: The lexicon's YAML file, ``<language>.yaml``.
        compiled: Compiles its text.
    """
    raw = path.read_bytes()
    made: list[Lexicon] = []

    def made_now() -> Lexicon:
        if not made:
            made.append(compiled(raw.decode()))
        return made[0]

    file = prepared(f"lexicon-{path.stem}@{_made_from(raw, path.stem)}.json", lambda: packed(made_now()))
    if file is None or made:
        return made_now()
    with suppress(OSError):
        try:
            return unpacked(file.read_bytes())
        except ValueError:
            throw_away(file)
    return made_now()


def _made_from(raw: bytes, language: str) -> str:
    """Return the hash of a lexicon's file, of the file with its lemmas' forms and of the code that reads both.

    A lemma without forms there is looked up in a package whose version is not told here; a test forbids that for what we ship.
    """
    forms = hash_of(HERE / "forms" / f"{language}.txt")
    return hashlib.sha256(f"{CODE} {forms} ".encode() + raw).hexdigest()[:16]


def packed(lexicon: Lexicon) -> bytes:
    """Return a lexicon as bytes that :func:`unpacked` reads."""
    parts = {field.name: getattr(lexicon, field.name) for field in fields(lexicon) if field.name not in OWN}
    whys = parts.pop("whys")
    content = {
        "language": lexicon.language,
        "whys": dict(whys),
        "words": {name: sorted(words) for name, words in parts.items()},
        "entries": [astuple(entry) for entry in lexicon.entries],
        "index": rows_of(lexicon.index),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x\n" % zlib.crc32(text) + text


def unpacked(raw: bytes) -> Lexicon:
    """Return the lexicon that :func:`packed` wrote; raise :class:`ValueError` where it is damaged."""
    checksum, _, text = raw.partition(b"\n")
    if checksum != b"%08x" % zlib.crc32(text):
        raise ValueError("the kept lexicon is damaged")
    content: dict[str, Any] = json.loads(text)
    return Lexicon(
        language=content["language"],
        whys=content["whys"],
        entries=tuple(Entry(*each) for each in content["entries"]),
        index=index_of(content["index"]),
        **{name: frozenset(words) for name, words in content["words"].items()},
    )
