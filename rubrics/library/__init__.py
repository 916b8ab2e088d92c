"""Rubrics that ship with the toolkit, and the reading of anybody's own."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rubrics import translations
from rubrics.schema import Rubric
from transcribe.errors import UnknownName

FOLDER = Path(str(files("rubrics.library")))


def names() -> tuple[str, ...]:
    """Return the ids of the shipped rubrics, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if not translations.is_translation(path)))


def load(rubric: str | Path) -> Rubric:
    """Return a rubric by its id, or from a file; a file that was changed since is read again.

    Raises:
        UnknownName: No rubric has this id; the message lists those there are.
        BadFile: The file does not say what a rubric should; file, line and key are named.
    """
    path = Path(rubric)
    if path.suffix not in (".yaml", ".yml"):
        if str(rubric) not in names():
            raise UnknownName(f"there is no rubric {str(rubric)!r}", fix=f"use one of: {', '.join(names())}, or a file")
        path = FOLDER / f"{rubric}.yaml"
    return _read(path.absolute(), _stamps(path))


@lru_cache(maxsize=32)
def _read(path: Path, _: tuple[tuple[str, int, int], ...]) -> Rubric:
    return translations.read(path)


def _stamps(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells a rubric's files from later ones of the same names: their times and sizes."""
    found = [(each.name, each.stat()) for each in (path, *translations.translations(path)) if each.exists()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)
