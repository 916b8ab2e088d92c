"""What a step asks of a participant, and which answers fit: choices, a text, or an observer's sheet.

A *slot* names one thing that is asked: the step's id, for a talk with rounds also the round and what it is about
(``bed/2/line``). An answer to a slot stays answerable after the step has passed, so that a phone that was offline for a
while still delivers it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rubrics.schema import in_language
from trainings.loading import exercise as exercise_named
from trainings.schema import Choose, Exercise, FindTurn, LabelTurn, Order
from trainings.widget.showing import exercise_shown
from trainings.workshops.loading import criteria
from trainings.workshops.plan import Ask, ExerciseStep, GoodLines, Pairs, Plan, Poll, RolePlay, Step
from trainings.workshops.values import LONGEST_ANSWER, Value, cut

MOST_OPTIONS = 8
"""Lines of a group that are put to the vote."""


class Form(NamedTuple):
    """What is asked in a slot."""

    slot: str
    kind: str
    """``choice``, ``text`` or ``sheet``."""
    options: Sequence[Mapping[str, Any]] = ()
    """Of a choice ``value`` and ``text``; of a sheet the criteria, each with its ``levels``."""
    many: bool = False

    def shown(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {**self._asdict(), "options": list(self.options), "longest": LONGEST_ANSWER}


def slot_of(step: Step, turn: int = 0, about: str = "") -> str:
    """Return the name of a slot."""
    return f"{step.id}/{turn}/{about}" if about else step.id


def form_of(plan: Plan, slot: str, shortlist: Sequence[str] = ()) -> Form | None:
    """Return what is asked in a slot of a plan, or ``None`` where it is none.

    Args:
        plan: The plan.
        slot: As :func:`slot_of` names it.
        shortlist: The lines put to the vote, for a slot of votes.
    """
    name, _, rest = slot.partition("/")
    turn, _, about = rest.partition("/")
    step = plan.step(name)
    if step is None:
        return None
    if isinstance(step, RolePlay | Pairs):
        return _in_round(step, slot, turn, about, plan.language, shortlist)
    return _plain(step, plan.language) if slot == step.id else None


def _plain(step: Step, language: str) -> Form | None:
    if isinstance(step, Poll):
        return Form(step.id, "choice", numbered(step.options), step.many)
    if isinstance(step, Ask | GoodLines):
        return Form(step.id, "text")
    if isinstance(step, ExerciseStep):
        return _of_exercise(step, exercise_named(step.exercise, language), language)
    return None


def _of_exercise(step: ExerciseStep, exercise: Exercise, language: str) -> Form | None:
    shown = exercise_shown(exercise, language)
    if isinstance(exercise, LabelTurn | Choose):
        return Form(step.id, "choice", shown["options"], isinstance(exercise, LabelTurn))
    if isinstance(exercise, FindTurn):
        turns = [{"value": each["value"], "text": f"{each['value']}. {each['text']}"} for each in shown["talk"]]
        return Form(step.id, "choice", turns)
    return None if isinstance(exercise, Order) else Form(step.id, "text")


def _in_round(
    step: RolePlay | Pairs, slot: str, turn: str, about: str, language: str, shortlist: Sequence[str]
) -> Form | None:
    rounds = step.turns if isinstance(step, RolePlay) else step.rounds
    if not (turn.isascii() and turn.isdigit() and int(turn) < rounds):
        return None
    if isinstance(step, Pairs):
        return Form(slot, "sheet", sheet(step, language)) if about == "sheet" else None
    if about == "vote":
        return Form(slot, "choice", numbered(shortlist))
    return Form(slot, "text") if about == "line" else None


def numbered(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return options with their numbers from 1."""
    return [{"value": number, "text": text} for number, text in enumerate(texts, 1)]


def sheet(step: Pairs, language: str) -> list[dict[str, Any]]:
    """Return the observer's sheet: each criterion with what to look for, and its levels."""
    return [
        {
            "value": each.id,
            "text": in_language(each.title, language),
            "question": in_language(each.question, language),
            "levels": [{"value": level.level, "text": in_language(level.anchor, language)} for level in each.levels],
        }
        for each in criteria(step)
    ]


def fitted(form: Form, value: object) -> tuple[Value, bool] | None:
    """Return an answer as it is kept and whether it was cut, or ``None`` where it answers nothing that was asked."""
    if form.kind == "text":
        return _text(value)
    if form.kind == "sheet":
        return _marks(form, value)
    known = [option["value"] for option in form.options]
    chosen = list(dict.fromkeys(value)) if isinstance(value, list) and all(_simple(each) for each in value) else []
    fits = chosen and all(each in known for each in chosen) and (form.many or len(chosen) == 1)
    return (chosen, False) if fits else None


def _simple(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _text(value: object) -> tuple[Value, bool] | None:
    if not isinstance(value, str) or not cut(value):
        return None
    kept = cut(value)
    return kept, len(value.strip()) > LONGEST_ANSWER


def _marks(form: Form, value: object) -> tuple[Value, bool] | None:
    levels = {each["value"]: [level["value"] for level in each["levels"]] for each in form.options}
    if not isinstance(value, dict) or not value:
        return None
    fits = all(name in levels and _simple(level) and level in levels[name] for name, level in value.items())
    return (dict(value), False) if fits else None
