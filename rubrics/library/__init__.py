"""Rubrics that ship with the toolkit, and the reading of anybody's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from rubrics import translations
from rubrics.schema import Rubric
from transcribe.errors import UnknownName

FOLDER = Path(str(files("rubrics.library")))


def names() -> tuple[str, ...]:
    """Return the ids of the shipped rubrics, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if not translations.is_translation(path)))


@cache
def load(rubric: str | Path) -> Rubric:
    """Return a rubric by its id, or from a file.

    Raises:
        UnknownName: No rubric has this id; the message lists those there are.
        BadFile: The file does not say what a rubric should; file, line and key are named.
    """
    path = Path(rubric)
    if path.suffix in (".yaml", ".yml"):
        return translations.read(path)
    if str(rubric) not in names():
        raise UnknownName(f"there is no rubric {str(rubric)!r}", fix=f"use one of: {', '.join(names())}, or a file")
    return translations.read(FOLDER / f"{rubric}.yaml")
