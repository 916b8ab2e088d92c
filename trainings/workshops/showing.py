"""What the pages draw of a room, as JSON values: the wall, one participant's page, the trainer's console.

Nothing a participant's browser is sent says who wrote what.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trainings.loading import exercise as exercise_named
from trainings.loading import load as load_lesson
from trainings.schema import Choose, Exercise, FindTurn, LabelTurn
from trainings.widget.showing import exercise_shown, solution, talk_shown
from trainings.workshops import asking
from trainings.workshops.plan import Ask, ExerciseStep, GoodLines, LessonStep, Pairs, Poll, RolePlay, Step
from trainings.workshops.room import Room
from trainings.workshops.values import tally
from trainings.workshops.words import words


def base(room: Room) -> dict[str, Any]:
    """Return what every page draws of the step that is on."""
    step, stand = room.step, room.stand()
    return {
        "number": room.place + 1,
        "of": len(room.plan.steps),
        "id": step.id,
        "kind": step.kind,
        "title": step.title,
        "show": list(step.show),
        "left": round(room.timer.at(room.clock()), 1),
        "running": room.timer.since is not None,
        "people": len(room.people),
        "phase": stand.phase,
        "round": stand.round + 1,
        "ended": room.ended,
        **_asked(room, step),
    }


def _asked(room: Room, step: Step) -> dict[str, Any]:
    """Return what is asked, read or said in a step."""
    if isinstance(step, Poll | Ask | GoodLines):
        return {"question": step.question}
    if isinstance(step, LessonStep):
        moment = load_lesson(step.lesson, room.plan.language).moment
        return {"question": moment.about, "talk": talk_shown(moment.turns)}
    if isinstance(step, ExerciseStep):
        return _exercise(exercise_named(step.exercise, room.plan.language), room)
    if isinstance(step, RolePlay) and step.id in room.talks:
        talk = room.talks[step.id]
        show = [talk.session.case.texts.situation, *step.show]
        return {"show": show, "talk": talk.shown(), "turns": step.turns}
    return {"turns": step.rounds} if isinstance(step, Pairs) else {}


def _exercise(exercise: Exercise, room: Room) -> dict[str, Any]:
    shown = exercise_shown(exercise, room.plan.language)
    quotes = [{"who": "customer", "text": shown["customer"]}, {"who": "agent", "text": shown["line"]}]
    return {
        "question": exercise.task,
        "talk": [each for each in quotes if each["text"]],
        "given": shown.get("given", []),
        **(_solved(exercise, room) if room.stand().phase == "shown" else {}),
    }


def _solved(exercise: Exercise, room: Room) -> dict[str, Any]:
    return {"solved": solution(exercise, room.plan.language), "right": _right(exercise)}


def _right(exercise: Exercise) -> list[Any]:
    if isinstance(exercise, Choose):
        return [number for number, each in enumerate(exercise.options, 1) if each.good]
    return list(exercise.answer) if isinstance(exercise, LabelTurn | FindTurn) else []


def slot_now(room: Room) -> str | None:
    """Return the slot that takes answers now, or ``None``."""
    step, stand = room.step, room.stand()
    about = {"open": "line", "vote": "vote"}.get(stand.phase) if isinstance(step, RolePlay) else None
    if isinstance(step, RolePlay) and about is None:
        return None
    about = "sheet" if isinstance(step, Pairs) else about
    return asking.slot_of(step, stand.round, about or "")


def person_face(room: Room, person: str) -> dict[str, Any]:
    """Return what one participant's page draws."""
    with room.lock:
        slot = slot_now(room)
        form = asking.form_of(room.plan, slot, room.shortlist(slot)) if slot else None
        own = {**_part(room, person), **_told(room, person)}
        if isinstance(room.step, Pairs) and own.get("role") != "observer":
            form = None
        if room.step.kind == "exercise" and room.stand().phase == "shown":
            form = None
        return {**base(room), **own, "form": form.shown() if form else None}


def _told(room: Room, person: str) -> dict[str, Any]:
    """Return what was found in somebody's own answer, once the answers are shown."""
    found = room.judged.get(room.step.id, {}).get(person) if room.stand().phase == "shown" else None
    return {"told": found} if found else {}


def _part(room: Room, person: str) -> dict[str, Any]:
    """Return somebody's role in a talk in groups, with the card they need for it."""
    step, placed = room.step, room.role(person)
    if not isinstance(step, Pairs) or placed is None:
        return {}
    group, role = placed
    number = room.groups[step.id].index(group) + 1
    others = [called(room, each) for each in group if each != person]
    return {"role": role, "group": number, "with": others, "card": list(card(step, role, room.plan.language))}


def card(step: Pairs, role: str, language: str) -> Iterator[str]:
    """Give the paragraphs somebody needs for their role: the case as the agent, or as the customer, knows it."""
    from scenarios import load as load_scenario

    texts = load_scenario(step.scenario, language).texts
    if role == "agent":
        yield texts.situation
        yield from texts.goals
    elif role == "customer":
        yield f"{texts.persona.name}. {texts.persona.about}"
        yield from (each.told[0] for each in texts.facts.values())


def called(room: Room, person: str) -> str:
    """Return what somebody is called before the others: the name they gave, or their number."""
    number = list(room.people).index(person) + 1
    return room.people[person] or words(room.plan.language)["somebody"].format(number=number)


def wall_face(room: Room) -> dict[str, Any]:
    """Return what the wall draws."""
    with room.lock:
        slot = slot_now(room)
        face = {**base(room), "answered": len(room.answers.get(slot or "", {})), "action": action(room)}
        form = asking.form_of(room.plan, slot, room.shortlist(slot)) if slot else None
        if form and form.kind == "choice":
            face["bars"] = list(_bars(room, form, face.get("right", [])))
        if slot and form and form.kind == "text":
            face["lines"] = [*_kept_lines(room, slot), *lines_of(room, slot)]
        if isinstance(room.step, Pairs):
            face["groups"] = list(_groups(room, room.step))
            face["marks"] = marks(room, room.step)
        return face


def _bars(room: Room, form: asking.Form, right: list[Any]) -> Iterator[dict[str, Any]]:
    """Give the options with their counts; those of an exercise are counted for all to see once the answer is shown."""
    counts = tally([each.value for each in room.given(form.slot)])
    secret = isinstance(room.step, ExerciseStep) and room.stand().phase != "shown"
    for option in form.options:
        count = None if secret else counts.get(option["value"], 0)
        yield {"text": option["text"], "count": count, "right": option["value"] in right}


def counted(room: Room, form: asking.Form, step: Step) -> list[dict[str, Any]]:
    """Return the options of a choice with how often each was chosen, and which are the right ones of an exercise."""
    counts = tally([each.value for each in room.given(form.slot)])
    right = _right(exercise_named(step.exercise, room.plan.language)) if isinstance(step, ExerciseStep) else []
    return [
        {"text": each["text"], "count": counts.get(each["value"], 0), "right": each["value"] in right}
        for each in form.options
    ]


def lines_of(room: Room, slot: str) -> Iterator[dict[str, Any]]:
    """Give the texts written in a slot, the newest last, without those that were taken off."""
    for person, answer in room.answers.get(slot, {}).items():
        key = room.key(slot, person)
        if isinstance(answer.value, str) and key not in room.hidden:
            found = room.judged.get(slot, {}).get(person, {}).get("found", [])
            names = list(dict.fromkeys(each["name"] for each in found)) if room.stand().phase == "shown" else []
            yield {"key": key, "text": answer.value, "star": key in room.starred, "found": names}


def kept_lines(room: Room) -> Iterator[dict[str, Any]]:
    """Give the lines the trainer marked, of all steps."""
    for slot in room.answers:
        yield from (each for each in lines_of(room, slot) if each["star"])


def _kept_lines(room: Room, slot: str) -> Iterator[dict[str, Any]]:
    if isinstance(room.step, GoodLines):
        own = {room.key(slot, person) for person in room.answers.get(slot, {})}
        yield from (each for each in kept_lines(room) if each["key"] not in own)


def _groups(room: Room, step: Pairs) -> Iterator[list[dict[str, str]]]:
    for group in room.groups.get(step.id, ()):
        placed = [(person, room.role(person)) for person in group]
        yield [{"name": called(room, person), "role": role[1]} for person, role in placed if role]


def marks(room: Room, step: Pairs) -> list[dict[str, Any]]:
    """Return the observers' sheets added up: for each criterion how many marked it, and the mean of what they gave."""
    given = [
        each.value
        for turn in range(step.rounds)
        for each in room.given(asking.slot_of(step, turn, "sheet"))
        if isinstance(each.value, dict)
    ]
    rows = []
    for row in asking.sheet(step, room.plan.language):
        levels = [value[row["value"]] for value in given if row["value"] in value]
        mean = round(sum(levels) / len(levels), 1) if levels else None
        rows.append({"text": row["text"], "count": len(levels), "mean": mean, "top": len(row["levels"]) - 1})
    return rows


def console_face(room: Room) -> dict[str, Any]:
    """Return what the trainer's console draws: the wall's face, the notes, what comes next, the lines taken off."""
    with room.lock:
        steps, place = room.plan.steps, room.place
        following = steps[place + 1] if place + 1 < len(steps) else None
        gone = sum(step.minutes for step in steps[:place])
        agenda = [{"title": step.title, "minutes": step.minutes} for step in steps]
        return {
            **wall_face(room),
            "notes": list(room.step.notes),
            "next": following.title if following else "",
            "agenda": agenda,
            "gone": gone,
            "minutes": room.step.minutes,
            "hidden": len(room.hidden),
        }


def action(room: Room) -> str:
    """Return the key of the word on the trainer's button, or nothing where the step asks for none."""
    step, stand = room.step, room.stand()
    if isinstance(step, ExerciseStep):
        return "act_hide" if stand.phase == "shown" else "act_show"
    if isinstance(step, Pairs):
        return "act_rotate" if stand.round + 1 < step.rounds else ""
    if isinstance(step, RolePlay):
        return {"open": "act_vote", "vote": "act_say"}.get(stand.phase, "")
    return ""
