"""The handout: one HTML file with the agenda and what the group wrote, to read, to send on and to print."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from scenarios.page import LOOK
from trainings.loading import exercise as exercise_named
from trainings.workshops import asking, showing
from trainings.workshops.loading import HERE
from trainings.workshops.plan import Break, ExerciseStep, Pairs, RolePlay, Step
from trainings.workshops.room import Room
from trainings.workshops.words import words

if TYPE_CHECKING:
    from jinja2 import Template


def handout(room: Room) -> str:
    """Return the handout of a workshop as one HTML page that needs no other file and no script."""
    from babel.dates import format_date
    from babel.numbers import format_decimal

    said, language = words(room.plan.language), room.plan.language
    day = format_date(datetime.now().astimezone(), format="long", locale=language)
    with room.lock:
        parts = [_part(room, step) for step in room.plan.steps if not isinstance(step, Break)]
        return _template().render(
            lang=language,
            said=said,
            title=room.plan.title,
            about=room.plan.about,
            day=said["day"].format(day=day),
            kept=list({each["text"]: each for each in showing.kept_lines(room)}.values()),
            parts=[part for part in parts if part["written"]],
            agenda=[step.title for step in room.plan.steps if not isinstance(step, Break)],
            number=lambda value: format_decimal(value, locale=language),
            look=LOOK.read_text(encoding="utf-8"),
        )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    room = Environment(loader=FileSystemLoader(HERE / "page"), autoescape=True, undefined=StrictUndefined)
    return room.get_template("handout.html.j2")


def _part(room: Room, step: Step) -> dict[str, Any]:
    """Return what a step left behind: counts, lines, a talk, the observers' marks."""
    part: dict[str, Any] = {"title": step.title, "question": _question(room, step), "bars": [], "lines": []}
    talk = room.talks.get(step.id) if isinstance(step, RolePlay) else None
    part["talk"] = talk.shown() if talk and talk.session.exchanges else []
    part["marks"] = [each for each in showing.marks(room, step) if each["count"]] if isinstance(step, Pairs) else []
    form = asking.form_of(room.plan, step.id)
    if form and form.kind == "text":
        part["lines"] = [each["text"] for each in showing.lines_of(room, step.id)]
    elif form and room.given(step.id):
        part["bars"] = showing.counted(room, form, step)
    part["written"] = bool(part["talk"] or part["marks"] or part["lines"] or part["bars"])
    return part


def _question(room: Room, step: Step) -> str:
    if isinstance(step, ExerciseStep):
        return exercise_named(step.exercise, room.plan.language).task
    return str(getattr(step, "question", ""))
