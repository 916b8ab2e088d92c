"""A lesson in a notebook: one object that gives its parts, each of which shows itself where it is displayed."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from trainings import plain
from trainings.attempts import Attempts
from trainings.loading import exercise as exercise_named
from trainings.loading import load, moment_sound
from trainings.schema import Exercise, LessonFile
from trainings.tally import Tally, tallies
from transcribe.errors import UnknownName

if TYPE_CHECKING:
    from scenarios import Session
    from trainings.progress import Overview
    from trainings.widget.view import LessonView


class Part(ABC):
    """What a notebook shows of a lesson; without a notebook it is text."""

    language: str

    @abstractmethod
    def text(self) -> str:
        """Return it as plain text."""

    def html(self) -> str:
        """Return it as HTML that needs no script."""
        return plain.as_html(self.text(), self.language)

    def view(self) -> LessonView | None:
        """Return the widget that shows it, or ``None`` where it needs none."""
        return None

    def _repr_mimebundle_(self, **_asked: Any) -> dict[str, Any]:
        """Give every form: a notebook takes the first it can draw."""
        bundle: dict[str, Any] = {"text/plain": self.text(), "text/html": self.html()}
        if "ipykernel.kernelapp" not in sys.modules or find_spec("anywidget") is None:
            return bundle
        view = self.view()
        if view is None:
            return bundle
        shown: Any = view._repr_mimebundle_()
        return {**(shown[0] if isinstance(shown, tuple) else shown or {}), **bundle}


@dataclass(frozen=True)
class Moment(Part):
    """A moment from a call, to hear and to read."""

    file: LessonFile
    language: str

    def text(self) -> str:
        """Return the talk as lines."""
        return plain.moment_text(self.file)

    def view(self) -> LessonView:
        """Return the widget with the recording, where there is one, and the transcript."""
        from trainings.sounds.spoken import heard
        from trainings.widget.showing import moment_shown
        from trainings.widget.view import MomentView

        sound = moment_sound(self.file.lesson, self.file.language)
        return MomentView(self.file.language, moment_shown(self.file, heard(self.file), sound=sound is not None), sound)


@dataclass(frozen=True)
class Exercises(Part):
    """Some exercises, to answer."""

    exercises: Sequence[Exercise]
    language: str
    attempts: Attempts | None = field(default_factory=Attempts)

    def text(self) -> str:
        """Return the exercises as on paper."""
        return plain.exercises_text(self.exercises, self.language)

    def view(self) -> LessonView:
        """Return the widget that takes answers and says how they stand."""
        from trainings.widget.view import ExercisesView

        return ExercisesView(self.exercises, self.language, self.attempts)


@dataclass(frozen=True)
class Progress(Part):
    """How the attempts of one lesson stand, in plain counts, and the picture of its skills over all lessons."""

    tallies: tuple[Tally, ...]
    language: str
    seen: Overview | None = None
    """The learner's progress in all lessons; ``None`` where no attempts are kept."""

    def text(self) -> str:
        """Return the counts as lines."""
        return plain.progress_text(self.tallies, self.language)

    def html(self) -> str:
        """Return the counts as a table, with the picture under it."""
        picture = self.seen.html() if self.seen and self.tallies else ""
        return plain.progress_html(self.tallies, self.language) + picture


@dataclass(frozen=True)
class Lesson:
    """One lesson in one language."""

    file: LessonFile
    attempts: Attempts | None = field(default_factory=Attempts)
    """The learner's file; ``None`` keeps nothing."""

    def moment(self) -> Moment:
        """Return the moment from a call with which it begins."""
        return Moment(self.file, self.file.language)

    def exercises(self, first: int = 1, last: int | None = None) -> Exercises:
        """Return exercises by their place in the lesson.

        Args:
            first: The first of them, from 1.
            last: The last of them; the lesson's last by default.

        Raises:
            UnknownName: There is no exercise there.
        """
        chosen = self.file.exercises[max(first, 1) - 1 : last]
        if not chosen:
            fix = f"lesson {self.file.lesson} has exercises 1 to {len(self.file.exercises)}"
            raise UnknownName(f"there is no exercise {first} to {last}", fix=fix)
        return Exercises(chosen, self.file.language, self.attempts)

    def role_play(self) -> Session:
        """Return the talk with which it ends, ready to be played.

        Raises:
            UnknownName: The lesson ends without one.
        """
        from scenarios import play

        if self.file.role_play is None:
            raise UnknownName(f"lesson {self.file.lesson} has no role-play", fix="leave this cell out")
        return play(self.file.role_play, self.file.language)

    def progress(self) -> Progress:
        """Return how the learner's attempts at this lesson stand."""
        if self.attempts is None:
            return Progress((), self.file.language)
        from trainings.progress import overview

        counts = tallies(each for each in self.attempts.all() if each.lesson == self.file.lesson)
        seen = overview(self.attempts, self.file.language).only({each.skill for each in counts})
        return Progress(counts, self.file.language, seen)


def lesson(number: str | int, lang: str = "en") -> Lesson:
    """Return a lesson.

    Args:
        number: 2, or "02".
        lang: ``en``, ``pl``, ``ru`` or ``ro``.

    Raises:
        UnknownName: There is no such lesson, or it is not written in ``lang``.
        BadFile: Its file does not say what it should.
    """
    return Lesson(load(number, lang))


def exercise(name: str, lang: str = "en") -> Exercises:
    """Return one exercise, by its id such as ``02-01``, ready to be answered.

    Raises:
        UnknownName: There is none of this id.
    """
    return Exercises((exercise_named(name, lang),), lang)
