"""What the view shows of an exercise, as JSON values; right answers stay in the kernel until they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from trainings.feedback import Feedback
from trainings.schema import Choose, Exercise, FindTurn, LabelTurn, LessonFile, Order, OwnWords, Turn
from trainings.texts import texts
from transcribe.call import Turn as Heard

UNTIMED: dict[str, Any] = {"start": None, "words": []}
"""The times of a turn that is not heard in a recording."""


def exercise_shown(exercise: Exercise, language: str) -> dict[str, Any]:
    """Return what the view draws of an exercise before it is answered."""
    shown: dict[str, Any] = {
        "id": exercise.id,
        "kind": exercise.kind,
        "task": exercise.task,
        "customer": exercise.customer or "",
        "hints": len(exercise.hints),
        "line": "" if isinstance(exercise, Order | FindTurn) else exercise.line or "",
    }
    if isinstance(exercise, LabelTurn):
        shown["options"] = [{"value": each, "text": texts(language).name_of(each)} for each in exercise.options]
    elif isinstance(exercise, Choose):
        shown["options"] = shuffled([each.text for each in exercise.options], exercise.id)
        shown["reasons"] = shuffled([each.text for each in exercise.reasons], exercise.id)
    elif isinstance(exercise, Order):
        shown["steps"] = shuffled(exercise.steps, exercise.id)
    elif isinstance(exercise, FindTurn):
        shown["talk"] = talk_shown(exercise.talk)
    elif isinstance(exercise, OwnWords):
        shown["given"] = list(exercise.given)
        shown["limit"] = exercise.longest or 0
    return shown


def shuffled(given: Sequence[str], name: str) -> list[dict[str, Any]]:
    """Return texts in an order that tells nothing, with their numbers from 1; for one name always the same order."""
    numbered = [{"value": number, "text": text} for number, text in enumerate(given, 1)]
    right = list(numbered)
    order = Random(name)  # noqa: S311 - nothing here is a secret
    while numbered == right:
        order.shuffle(numbered)
    return numbered


def talk_shown(talk: Sequence[Turn]) -> list[dict[str, Any]]:
    """Return the turns of a talk with their numbers from 1."""
    return [{"value": number, "who": each.who, "text": each.text} for number, each in enumerate(talk, 1)]


def moment_shown(file: LessonFile, heard: Sequence[Heard] | None, *, sound: bool) -> dict[str, Any]:
    """Return what the view draws of a lesson's moment.

    Args:
        file: The lesson.
        heard: Its turns as they are heard in its recording; ``None`` where it has none of its text.
        sound: Whether there is a recording to be played.
    """
    moment = file.moment
    times = [_times(turn) for turn in heard] if heard else [UNTIMED] * len(moment.turns)
    return {
        "part": "moment",
        "lang": file.language,
        "about": moment.about,
        "turns": [{**turn, **time} for turn, time in zip(talk_shown(moment.turns), times, strict=True)],
        "sound": sound,
    }


def _times(turn: Heard) -> dict[str, Any]:
    """Return when a turn begins, and each of its words, in seconds."""
    words = [(word.text, word.span.start) for word in turn.words]
    return {"start": turn.span.start if turn.span else None, "words": words}


def feedback_shown(said: Feedback) -> dict[str, Any]:
    """Return what the view draws of an answer that was judged."""
    return {
        "verdict": said.verdict,
        "headline": said.headline,
        "found": [{"name": name, "quote": quote} for name, quote in said.found],
        "better": list(said.better),
    }


def solution(exercise: Exercise, language: str) -> dict[str, Any]:
    """Return the right answer, or a good one, and why; given when the learner has tried."""
    said = texts(language)
    title = said.words["example" if isinstance(exercise, OwnWords) else "right_answer"]
    return {"title": title, "lines": list(_solution(exercise, language)), "why": exercise.why}


def _solution(exercise: Exercise, language: str) -> Sequence[str]:
    if isinstance(exercise, LabelTurn):
        return [texts(language).name_of(each) for each in exercise.answer]
    if isinstance(exercise, Choose):
        good = [f"{each.text} ({each.why})" for each in exercise.options if each.good]
        return [*good, *(each.text for each in exercise.reasons if each.good)]
    if isinstance(exercise, Order):
        return [f"{number}. {step}" for number, step in enumerate(exercise.steps, 1)]
    if isinstance(exercise, FindTurn):
        return [f"{number}. {exercise.talk[number - 1].text}" for number in exercise.answer]
    return [exercise.answers.good[0]]
