"""Lessons and exercises: judged by the same moves as calls and role-play.

``trainings.lesson(2, "pl")`` gives a lesson's moment, exercises, role-play and progress for a notebook;
``trainings.exercise("02-01", "pl")`` one exercise. Nothing heavy is loaded until the first answer is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainings.lessons import Lesson, exercise, lesson

__all__ = ["Lesson", "exercise", "lesson"]


def __getattr__(name: str) -> Any:
    """Load the lessons when somebody asks for one."""
    if name not in __all__:
        raise AttributeError(f"module 'trainings' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("trainings.lessons"), name)
