"""Lessons, exercises and workshops: judged by the same moves as calls and role-play.

``trainings.lesson(2, "pl")`` gives a lesson's moment, exercises, role-play and progress for a notebook;
``trainings.exercise("02-01", "pl")`` one exercise; ``trainings.workshop("ninety_minutes", "pl")`` opens a workshop.
Nothing heavy is loaded until the first answer is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainings.lessons import Lesson, exercise, lesson
    from trainings.workshops.running import workshop

__all__ = ["Lesson", "exercise", "lesson", "workshop"]

_HOMES = {"Lesson": "lessons", "exercise": "lessons", "lesson": "lessons", "workshop": "workshops.running"}


def __getattr__(name: str) -> Any:
    """Load the lessons, or the workshops, when somebody asks for one."""
    if name not in _HOMES:
        raise AttributeError(f"module 'trainings' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"trainings.{_HOMES[name]}"), name)
