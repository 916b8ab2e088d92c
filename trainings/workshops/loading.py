"""Reading plans: those that ship and anybody's own; every error names file, line and key, and times are told in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rubrics import yamlfile
from rubrics.schema import Criterion
from trainings.loading import ROOM
from trainings.loading import exercise as exercise_named
from trainings.loading import load as load_lesson
from trainings.schema import LANGUAGES, Order
from trainings.workshops.plan import (
    Entry,
    ExerciseStep,
    LessonStep,
    Pairs,
    Plan,
    PlanFile,
    RolePlay,
    Step,
    StepsFile,
    Use,
)
from transcribe.errors import BadFile, FixableError, UnknownName

HERE = ROOM / "workshops"
PLANS, STEPS = HERE / "plans", HERE / "steps"


def names() -> tuple[str, ...]:
    """Return the ids of the plans that ship, the shortest first."""
    folders = [path for path in PLANS.iterdir() if (path / "en.yaml").exists()]
    return tuple(path.name for path in sorted(folders, key=lambda path: (path / "en.yaml").stat().st_size))


def load(plan: str | Path, language: str = "en") -> Plan:
    """Return a plan.

    Args:
        plan: The id of one that ships, or a file.
        language: Of a plan that ships; a file says its own.

    Raises:
        UnknownName: No plan has this id, or it is not written in ``language``.
        BadFile: The file does not say what it should, names what is not there, or has more steps than time.
    """
    path = Path(plan)
    if path.suffix in (".yaml", ".yml"):
        return read(path)
    if str(plan) not in names():
        fix = f"use one of: {', '.join(names())}, or a file"
        raise UnknownName(f"there is no plan {str(plan)!r}", fix=fix)
    if language not in LANGUAGES:
        raise UnknownName(f"there are no plans in {language!r}", fix=f"use one of: {', '.join(LANGUAGES)}")
    return read(PLANS / str(plan) / f"{language}.yaml")


def read(path: Path) -> Plan:
    """Read one file of a plan.

    Raises:
        BadFile: It does not say what it should; file, line and key are named.
    """
    text = yamlfile.text_of(path)
    file = yamlfile.parse(text, PlanFile, name=path.name)
    _, lines = yamlfile.read(text, name=path.name)
    steps: list[Step] = []
    seen: Counter[str] = Counter()
    for place, entry in enumerate(file.agenda):
        where = f"{path.name}:{yamlfile.line_of(('agenda', place), lines)}"
        try:
            step = _resolved(entry, file.language)
            _check(step, file.language)
        except FixableError as error:
            raise BadFile(f"agenda.{place + 1}: {error.what}", fix=error.fix, where=where) from None
        seen[step.id] += 1
        own = step.id if seen[step.id] == 1 else f"{step.id}_{seen[step.id]}"
        steps.append(step.model_copy(update={"id": own}))
    plan = Plan(file.id, file.language, file.title, file.about, file.minutes, tuple(steps))
    if plan.spare < 0:
        what = f"minutes: the steps take {file.minutes - plan.spare} minutes, the plan has {file.minutes}"
        fix = f"shorten or drop steps by {-plan.spare} minutes, or raise 'minutes'"
        raise BadFile(what, fix=fix, where=f"{path.name}:{lines.get(('minutes',), 1)}")
    return plan


@cache
def shipped(language: str) -> dict[str, Step]:
    """Return the steps that ship in a language, by their ids."""
    file = yamlfile.load(STEPS / f"{language}.yaml", StepsFile)
    return {step.id: step for step in file.steps}


def _resolved(entry: Entry, language: str) -> Step:
    if not isinstance(entry, Use):
        return entry
    known = shipped(language)
    if entry.use not in known:
        raise UnknownName(f"there is no step {entry.use!r}", fix=f"use one of: {', '.join(known)}")
    own = entry.model_dump(exclude={"use"}, exclude_none=True)
    return known[entry.use].model_copy(update=own)


def _check(step: Step, language: str) -> None:
    """Refuse a step that names what is not there, or has too few minutes."""
    if step.minutes < step.least:
        what = f"{step.id} has {step.minutes} minutes and takes {step.least} at the least"
        raise FixableError(what, fix=f"give it {step.least - step.minutes} more, or fewer rounds")
    if isinstance(step, LessonStep):
        load_lesson(step.lesson, language)
    if isinstance(step, ExerciseStep) and isinstance(exercise_named(step.exercise, language), Order):
        what = f"{step.exercise} puts steps in order, which a wall cannot show"
        raise FixableError(what, fix="take an exercise of another kind")
    if isinstance(step, Pairs | RolePlay):
        from scenarios import load as load_scenario

        load_scenario(step.scenario, language)
    if isinstance(step, Pairs):
        list(criteria(step))


def criteria(step: Pairs) -> Iterator[Criterion]:
    """Give the criteria an observer looks at, in the order of the step.

    Raises:
        UnknownName: The rubric, or one of the criteria, is not there.
    """
    from rubrics.library import load as load_rubric

    known = {each.id: each for _, each in load_rubric(step.rubric).criteria()}
    for name in step.criteria:
        if name not in known:
            raise UnknownName(f"{step.rubric} has no criterion {name!r}", fix=f"use some of: {', '.join(known)}")
        yield known[name]
