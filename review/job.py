"""Which recordings to review, and where each one's results go."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from transcribe.errors import BadFile
from transcribe.settings import RECORDINGS

MARKER = ".done.json"
"""Written last into a result folder: whose results they are, and what they were made with."""


@dataclass(frozen=True, slots=True)
class Job:
    """One recording and the folder of its results."""

    source: Path
    folder: Path


def jobs(paths: Iterable[Path], out: Path) -> list[Job]:
    """Return a job for each file, and for each recording in each folder, deeper ones included.

    A result folder has the recording's name; where two recordings share it, or another one's results lie there, the
    ending is added, then a number.

    Raises:
        BadFile: a path that does not exist, or a folder without recordings.
    """
    # The same recording may be named twice: by itself and by its folder, in full and from here.
    sources = list({source.resolve(): source for path in paths for source in _sources(path, out)}.values())
    alike = Counter(source.stem.casefold() for source in sources)
    taken: set[str] = set()
    found = []
    for source in sources:
        names = _names(source, with_ending=alike[source.stem.casefold()] > 1)
        name = next(name for name in names if name.casefold() not in taken and not _anothers(out / name, source))
        taken.add(name.casefold())
        found.append(Job(source, out / name))
    return found


def _names(source: Path, with_ending: bool) -> Iterator[str]:
    if not with_ending:
        yield source.stem
    yield source.name
    yield from (f"{source.name} {number}" for number in count(2))


def _anothers(folder: Path, source: Path) -> bool:
    """Tell whether a folder holds another recording's results; one that was moved since is still the same."""
    earlier = done_before(folder).get("source")
    if earlier is None or Path(earlier) == source.resolve():
        return False
    return Path(earlier).name != source.name or Path(earlier).exists()


def done_before(folder: Path) -> dict[str, str]:
    """Return what an earlier run left word of in a result folder: the recording, and the keys of what was done."""
    try:
        content = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _sources(path: Path, out: Path) -> Iterator[Path]:
    if not path.exists():
        raise BadFile("there is no such file or folder", fix="check the name", where=str(path))
    if not path.is_dir():
        yield path
        return
    inside = [file for file in sorted(path.rglob("*")) if file.suffix.lower() in RECORDINGS and file.is_file()]
    # The results may lie inside the folder of the recordings; what was written there is no recording of a call, nor is
    # the "._call.wav" that some systems put beside each file.
    inside = [file for file in inside if out.resolve() not in file.resolve().parents and file.name[0] != "."]
    if not inside:
        endings = ", ".join(sorted(ending.lstrip(".") for ending in RECORDINGS))
        raise BadFile(
            "there are no recordings in this folder", fix=f"put recordings in it ({endings})", where=str(path)
        )
    yield from inside
