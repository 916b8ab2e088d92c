"""Reading lessons' exercises: one folder a lesson, one file a language; every error names file, line and key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from rubrics import yamlfile
from trainings.schema import LANGUAGES, Exercise, LessonFile
from transcribe.errors import BadFile, UnknownName

ROOM = Path(str(files("trainings")))
LIBRARY, SOUNDS = ROOM / "exercises", ROOM / "sounds"


def folders(library: Path | None = None) -> Mapping[str, Path]:
    """Return each lesson's folder by its number, in order."""
    found = sorted((library or LIBRARY).glob("[0-9][0-9]_*"))
    return {path.name[:2]: path for path in found if path.is_dir()}


def load(lesson: str | int, language: str = "en", library: Path | None = None) -> LessonFile:
    """Return the exercises of a lesson in one language.

    Args:
        lesson: Its number: 2, or "02".
        language: ``en``, ``pl``, ``ru`` or ``ro``.
        library: The folder of the lessons' folders; ours by default.

    Raises:
        UnknownName: There is no such lesson, or it is not written in ``language``.
        BadFile: The file does not say what it should.
    """
    known = folders(library)
    number = f"{lesson:02}" if isinstance(lesson, int) else lesson.zfill(2)
    if number not in known:
        raise UnknownName(f"there is no lesson {lesson!r}", fix=f"use one of: {', '.join(known) or 'none yet'}")
    path = known[number] / f"{language}.yaml"
    if not path.exists():
        written = ", ".join(each for each in LANGUAGES if (known[number] / f"{each}.yaml").exists()) or "none yet"
        raise UnknownName(f"lesson {number} is not written in {language!r}", fix=f"use one of: {written}")
    return read(path)


def exercise(name: str, language: str = "en") -> Exercise:
    """Return one exercise by its id, such as ``02-01``.

    Raises:
        UnknownName: There is none of this id.
    """
    file = load(name.partition("-")[0], language)
    for each in file.exercises:
        if each.id == name:
            return each
    first, last = file.exercises[0].id, file.exercises[-1].id
    raise UnknownName(f"there is no exercise {name!r}", fix=f"lesson {file.lesson} has {first} to {last}")


def read(path: Path) -> LessonFile:
    """Read one file; what its name and folder say has to stand in it.

    Raises:
        BadFile: It does not say what it should; file, line and key are named.
    """
    return _read(path.resolve(), path.stat().st_mtime_ns)


@cache
def _read(path: Path, stamp: int) -> LessonFile:
    del stamp  # a file that was changed is read again
    name = f"{path.parent.name}/{path.name}"
    text = yamlfile.text_of(path)
    file = yamlfile.parse(text, LessonFile, name=name)
    for key, said, wanted in (
        ("lesson", file.lesson, path.parent.name[:2]),
        ("language", file.language, path.stem),
    ):
        if said != wanted:
            _, lines = yamlfile.read(text, name=name)
            where = f"{name}:{lines.get((key,), 1)}"
            raise BadFile(f"{key} is {said!r}, the file's place says {wanted!r}", fix="make them agree", where=where)
    return file


def moment_sound(lesson: str, language: str) -> Path | None:
    """Return the recording of a lesson's moment, or ``None`` where there is only the text."""
    path = SOUNDS / f"{lesson}.{language}.opus"
    return path if path.exists() else None
