"""Where a skill can be practised: exercises and role-plays that name it, read from their files.

Those rooms stand beside or above this one, so their data is read and nothing of theirs is imported. Where they are not installed,
there are no links, and the page says what to practise all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from transcribe.errors import BadFile

# The parser in C, where this machine has it, reads a language's lessons in a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Exercise(NamedTuple):
    """An exercise of a lesson."""

    id: str
    lesson: str
    """The lesson's number, ``02``."""
    title: str
    """The lesson's title, in its own language."""


class RolePlay(NamedTuple):
    """A role-play."""

    id: str
    """As ``parafraza play`` takes it."""
    title: str


class Practice(NamedTuple):
    """Where to practise."""

    exercise: Exercise | None
    role_play: RolePlay | None


def practice(skills: Iterable[str], language: str) -> Practice:
    """Return an exercise and a role-play for the first of some moves that has one.

    Args:
        skills: Names of moves, the telling one first.
        language: Of the exercises and titles; English stands in where it has none.
    """
    wanted = tuple(skills)
    exercises, plays = _exercises(language) or _exercises("en"), _role_plays(language) or _role_plays("en")
    return Practice(
        next((exercises[name] for name in wanted if name in exercises), None),
        next((plays[name] for name in wanted if name in plays), None),
    )


@cache
def _exercises(language: str) -> dict[str, Exercise]:
    """Return, for each move, the first exercise of the lesson that practises it most."""
    found: dict[str, list[Exercise]] = {}
    for path in _data("trainings", f"exercises/*/{language}.yaml"):
        lesson = _read(path)
        for each in lesson.get("exercises", ()):
            exercise = Exercise(str(each["id"]), str(lesson["lesson"]), str(lesson["title"]))
            found.setdefault(str(each["skill"]), []).append(exercise)
    return {skill: _first_of_most(exercises) for skill, exercises in found.items()}


def _first_of_most(exercises: Sequence[Exercise]) -> Exercise:
    often = Counter(exercise.lesson for exercise in exercises)
    return max(exercises, key=lambda exercise: often[exercise.lesson])


@cache
def _role_plays(language: str) -> dict[str, RolePlay]:
    """Return, for each move, the easiest role-play that trains it."""
    levels: dict[str, tuple[int, RolePlay]] = {}
    for path in _data("scenarios", "library/*/scenario.yaml"):
        texts = path.with_name(f"{language}.yaml")
        if not texts.is_file():
            continue
        scenario = _read(path)
        play = int(scenario["level"]), RolePlay(str(scenario["id"]), str(_read(texts)["title"]))
        for skill in scenario["skills"]:
            levels[skill] = min(levels.get(skill, play), play)
    return {skill: play for skill, (_, play) in levels.items()}


def _data(room: str, pattern: str) -> Iterator[Path]:
    spec = find_spec(room)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        yield from sorted(Path(folder).glob(pattern))


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  (a safe one)
    except (OSError, yaml.YAMLError) as error:
        raise BadFile(f"it cannot be read: {error}", fix="put the toolkit's own file back", where=str(path)) from None
    return content
