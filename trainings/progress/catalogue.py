"""Every exercise there is in a language: those of the lessons, and those made of the learner's own calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trainings.loading import folders, load
from trainings.progress.own import OwnLines
from trainings.progress.rule import CHOICE_MINUTES, OWN_WORDS_MINUTES
from trainings.schema import Exercise, LessonFile, OwnWords
from transcribe.errors import UnknownName


@dataclass(frozen=True)
class Catalogue:
    """The exercises of one language, in the order of the course, the learner's own behind them."""

    lessons: tuple[LessonFile, ...]
    own: tuple[Exercise, ...] = ()

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Each exercise by its id."""
        return {each.id: each for file in self.lessons for each in file.exercises} | {
            each.id: each for each in self.own
        }

    @cached_property
    def there(self) -> Mapping[str, int]:
        """How many different situations there are for each skill."""
        return Counter(each.skill for each in self.exercises.values())

    def role_play(self, exercise: str) -> str | None:
        """Return the scenario at the end of an exercise's lesson; the first lesson with its skill, for an own line."""
        number = exercise.partition("-")[0]
        skill = self.exercises[exercise].skill
        for file in self.lessons:
            if file.lesson == number or (number == "own" and any(each.skill == skill for each in file.exercises)):
                return file.role_play
        return None


def catalogue(language: str, own: OwnLines | None = None) -> Catalogue:
    """Return the exercises of a language.

    Args:
        language: ``en``, ``pl``, ``ru`` or ``ro``.
        own: The learner's file of own lines, where there is one.

    Raises:
        UnknownName: No lesson is written in ``language``.
    """
    files = []
    for number in folders():
        try:
            files.append(load(number, language))
        except UnknownName:
            continue
    if not files:
        raise UnknownName(f"no lesson is written in {language!r}", fix="use one of: en, pl, ru, ro")
    return Catalogue(tuple(files), own.all(language) if own else ())


def minutes(exercise: Exercise) -> int:
    """Return how long an exercise takes."""
    return OWN_WORDS_MINUTES if isinstance(exercise, OwnWords) else CHOICE_MINUTES
