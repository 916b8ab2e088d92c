"""Answers of a whole group to an exercise in one's own words, judged together: one pass over all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainings.feedback import feedback
from trainings.judging import judge_texts
from trainings.loading import exercise as exercise_named
from trainings.schema import OwnWords
from trainings.widget.showing import feedback_shown


def judged(exercise: str, texts: Mapping[str, str], language: str) -> dict[str, dict[str, Any]]:
    """Return what each answer's writer is told: the headline, what was found, what would help.

    Args:
        exercise: Its id.
        texts: The answers, by person.
        language: Of the exercise.
    """
    asked = exercise_named(exercise, language)
    if not isinstance(asked, OwnWords):
        return {}
    found = judge_texts(asked, list(texts.values()), language)
    pairs = zip(texts.items(), found, strict=True)
    return {person: feedback_shown(feedback(asked, each, text, language)) for (person, text), each in pairs}
