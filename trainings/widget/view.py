"""The view itself: it holds the exercises and the attempts, hears what the browser asks for, and says what to draw.

The browser sends small messages (``{"do": "check", "exercise": "02-01", "answer": ...}``) and draws :attr:`LessonView.shown`
and :attr:`LessonView.states`; nothing is worked out there. See docs/design/0017-exercises-judged-by-moves.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import anywidget
import traitlets

from trainings.attempts import Attempt, Attempts, now
from trainings.feedback import feedback
from trainings.judging import EMPTY, judge
from trainings.schema import Exercise, OwnWords
from trainings.texts import texts
from trainings.widget.assets import script, style
from trainings.widget.showing import exercise_shown, feedback_shown, solution
from transcribe.errors import FixableError


class LessonView(anywidget.AnyWidget):
    """A part of a lesson in a notebook: its moment, or some of its exercises."""

    _esm = script()
    _css = style()

    shown = traitlets.Dict().tag(sync=True)
    """What is drawn: the part, its language, and what stands in it."""
    words = traitlets.Dict().tag(sync=True)
    """The words of the screen in the lesson's language."""
    states = traitlets.Dict().tag(sync=True)
    """For each exercise its feedback, the hints read, the solution once it was asked for, and whether it is done."""
    aside = traitlets.Unicode("").tag(sync=True)
    """A help that belongs to no exercise."""

    def __init__(self, language: str, shown: dict[str, Any]) -> None:
        """Show one part.

        Args:
            language: The lesson's language.
            shown: What is drawn, JSON values.
        """
        super().__init__()
        self.language = language
        self.words = texts(language).words
        self.shown = {**shown, "lang": language}
        self.on_msg(self._heard)

    def _deeds(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]]:
        return {}

    def _heard(self, _widget: Any, message: dict[str, Any], buffers: Sequence[Any]) -> None:
        """Do what the browser asks for, and always answer, so that nobody waits for nothing."""
        if buffers:
            message = {**message, "sound": bytes(buffers[0])}
        answer: dict[str, Any] = {"done": message.get("do"), "number": message.get("number")}
        try:
            answer.update(self._deeds()[message["do"]](message) or {})
        except FixableError as error:
            self.aside = ""  # the same help twice is told twice
            self.aside = str(error)
        except (KeyError, TypeError, ValueError):
            self.aside = ""
            self.aside = self.words["failed"]
        finally:
            sound = answer.pop("bytes", None)
            self.send(answer, [sound] if sound else None)


class MomentView(LessonView):
    """The moment of a lesson, to hear and to read."""

    def __init__(self, language: str, shown: dict[str, Any], sound: Path | None) -> None:
        """Show a moment; its sound is given when the browser asks for it."""
        super().__init__(language, shown)
        self._sound = sound

    def _deeds(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]]:
        return {"sound": lambda _message: {"bytes": self._sound.read_bytes()} if self._sound else None}


class ExercisesView(LessonView):
    """Some exercises of a lesson; every answer that is judged becomes an attempt."""

    def __init__(self, exercises: Sequence[Exercise], language: str, attempts: Attempts | None = None) -> None:
        """Show exercises, those done before marked as done.

        Args:
            exercises: Those to show.
            language: Their language.
            attempts: The learner's file; ``None`` keeps no attempts.
        """
        drawn = [exercise_shown(each, language) for each in exercises]
        super().__init__(language, {"part": "exercises", "exercises": drawn})
        self._exercises = {each.id: each for each in exercises}
        self._attempts = attempts
        self.states = self._before()
        self._getting_ready = Thread(target=self._get_ready, daemon=True)
        self._getting_ready.start()

    def _get_ready(self) -> None:
        """Judge a line of nobody's: it loads the detectors, so that the learner's first answer finds them."""
        own = next((each for each in self._exercises.values() if isinstance(each, OwnWords)), None)
        if own is not None:
            judge(own, own.answers.good[0], self.language)

    def _before(self) -> dict[str, Any]:
        """Return what is known of each exercise from earlier attempts: whether it is done, and the last words."""
        states: dict[str, Any] = {name: {"done": False, "answer": "", "hints": []} for name in self._exercises}
        try:
            earlier = self._attempts.all() if self._attempts else ()
        except FixableError as error:
            self.aside = self.words["not_kept"].format(why=error)
            return states
        for each in earlier:
            if each.exercise in states and each.lang == self.language:
                states[each.exercise]["done"] |= each.verdict == "good"
                if isinstance(self._exercises[each.exercise], OwnWords):
                    states[each.exercise]["answer"] = each.answer
        return states

    def _deeds(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]]:
        return {"check": self._check, "hint": self._hint, "show": self._show, "spoken": self._spoken}

    def _check(self, message: dict[str, Any]) -> None:
        exercise, answer = self._exercises[message["exercise"]], message["answer"]
        self._getting_ready.join()
        judgement = judge(exercise, answer, self.language)
        told = feedback_shown(feedback(exercise, judgement, answer, self.language))
        good, before = judgement.good, self.states[exercise.id]
        more = {"solution": solution(exercise, self.language)} if good else {}
        self._change(
            exercise, feedback=told, answer=answer, done=before["done"] or good, tried=judgement != EMPTY, **more
        )
        if judgement != EMPTY:
            self._keep(exercise, answer, judgement.verdict, before)

    def _keep(self, exercise: Exercise, answer: object, verdict: Any, before: dict[str, Any]) -> None:
        if self._attempts is None:
            return
        words = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        # A solution that was read before helped at least as much as a hint.
        helped = len(before["hints"]) + ("solution" in before)
        lesson = exercise.id.partition("-")[0]
        attempt = Attempt(exercise.id, lesson, exercise.skill, self.language, now(), verdict, words, helped)
        try:
            self._attempts.add(attempt)
        except FixableError as error:
            self.aside = ""
            self.aside = self.words["not_kept"].format(why=error)

    def _hint(self, message: dict[str, Any]) -> None:
        exercise = self._exercises[message["exercise"]]
        read = len(self.states[exercise.id]["hints"])
        self._change(exercise, hints=list(exercise.hints[: read + 1]))

    def _show(self, message: dict[str, Any]) -> None:
        """Give the solution to somebody who has tried."""
        exercise = self._exercises[message["exercise"]]
        if self.states[exercise.id].get("tried"):
            self._change(exercise, solution=solution(exercise, self.language))

    def _spoken(self, message: dict[str, Any]) -> dict[str, Any]:
        """Write a spoken answer down; the learner reads it over and has it checked."""
        from scenarios.widget.listening import spoken

        return {"heard": spoken(message["sound"], self.language)}

    def _change(self, exercise: Exercise, **changes: Any) -> None:
        self.states = {**self.states, exercise.id: {**self.states[exercise.id], **changes}}
