"""The commands of a learner's progress: ``progress`` and, for learning management systems, ``course``."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcribe.terminal import FAILED, AsJson, clear_errors, print_json, say, wrong_use

if TYPE_CHECKING:
    from trainings.attempts import Attempts

progress_app = typer.Typer(help="A trainee's own progress: see it, plan today, take it along, erase it.")
course_app = typer.Typer(help="The lessons as a course for a learning management system.")

AttemptsFile = Annotated[
    Path | None, typer.Option("--attempts", help="The trainee's file; results/attempts.jsonl here by default.")
]
LangName = Annotated[str, typer.Option("--lang", help="Language: en, pl, ru or ro.")]


class Form(StrEnum):
    """What ``progress export`` writes."""

    json = "json"
    csv = "csv"
    xapi = "xapi"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the front door."""
    app.add_typer(progress_app, name="progress", no_args_is_help=True)
    app.add_typer(course_app, name="course", no_args_is_help=True)


@progress_app.command()
@clear_errors()
def show(
    attempts: AttemptsFile = None,
    lang: LangName = "en",
    picture: Annotated[Path | None, typer.Option("--picture", help="Write the picture there, as SVG.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is mastered, what is on the way, and on how many attempts that rests."""
    from trainings.progress import overview

    seen = overview(attempts, lang)
    if picture:
        from transcribe.formats import write_whole

        write_whole(picture, seen.svg())
    if as_json:
        print_json(seen.as_json())
    else:
        print(seen.text())


@progress_app.command()
@clear_errors()
def plan(
    attempts: AttemptsFile = None,
    lang: LangName = "en",
    minutes: Annotated[int, typer.Option("--minutes", min=1, max=120, help="How long.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Plan today: what is about to be forgotten, then the weakest skill, then a short talk."""
    from trainings.progress import overview

    seen = overview(attempts, lang, budget=minutes)
    if as_json:
        print_json(seen.as_json()["plan"])
    else:
        print(seen.plan_text())


@progress_app.command()
@clear_errors()
def export(
    attempts: AttemptsFile = None,
    form: Annotated[Form, typer.Option("--form", help="What to write.")] = Form.json,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to; standard output by default.")] = None,
    learner: Annotated[str, typer.Option("--learner", help="xapi: your account's name there.")] = "trainee",
    home: Annotated[str | None, typer.Option("--home", help="xapi: the address your account belongs to.")] = None,
    answers: Annotated[bool, typer.Option("--answers", help="xapi: your answers' words too.")] = False,
) -> None:
    """Write down everything that is kept: as JSON, as CSV, or as xAPI statements."""
    from trainings.progress.leaving import export_csv, export_json

    kept = _attempts(attempts)
    if form is Form.csv:
        text = export_csv(kept)
    elif form is Form.json:
        text = json.dumps(export_json(kept), ensure_ascii=False, indent=1) + "\n"
    else:
        from trainings.statements import Learner, statements

        who = Learner(learner, home) if home else Learner(learner)
        text = json.dumps(statements(kept.all(), who, answers=answers), ensure_ascii=False, indent=1) + "\n"
    _give(text, out)


@progress_app.command()
@clear_errors()
def erase(
    attempts: AttemptsFile = None,
    lesson: Annotated[str | None, typer.Option("--lesson", help="Only one lesson's, such as 02.")] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", help="Only one exercise's, such as 02-01.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it.")] = False,
) -> None:
    """Erase attempts for good, and search the folder for them afterwards."""
    from trainings.progress.leaving import erase as take_back

    if [bool(lesson), bool(exercise), everything].count(True) != 1:
        wrong_use("nothing was erased\nTo fix it: say what goes: --lesson 02, --exercise 02-01, or --all")
    gone = take_back(_attempts(attempts), lesson=lesson.zfill(2) if lesson else None, exercise=exercise)
    say(f"erased: {gone.attempts} attempts, {gone.own_lines} lines of your own calls")
    if gone.left_in:
        say(f"still found in: {', '.join(gone.left_in)}\nTo fix it: delete these files if they are copies of yours")
        raise typer.Exit(FAILED)


@progress_app.command()
@clear_errors()
def calls(
    folders: Annotated[list[Path], typer.Argument(help="What review wrote for your calls, a folder each.")],
    attempts: AttemptsFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring weak moments of your own reviewed calls back as exercises, without names and numbers."""
    from trainings.progress.calls import from_call
    from trainings.progress.catalogue import catalogue
    from trainings.progress.own import FILE, OwnLines

    own = OwnLines(_attempts(attempts).path.with_name(FILE))
    rows = []
    for folder in folders:
        found = from_call(folder)
        new = own.add(found.lines)
        known = catalogue(found.language)
        rows.append({"call": folder.name, "moves": list(found.moves), "exercises": list(found.exercises(known)),
                     "own_lines": [each.id for each in found.lines], "new": len(new)})  # fmt: skip
        if not as_json:
            print(f"{folder.name}: {', '.join(found.moves) or 'nothing weak'}")
            print("".join(f"  {each.id}: {each.line}\n" for each in found.lines), end="")
    if as_json:
        print_json(rows)


@course_app.command()
@clear_errors()
def package(
    out: Annotated[Path, typer.Option("-o", "--out", help="The package to write.")] = Path("course.zip"),
    lang: LangName = "en",
    lessons: Annotated[list[str] | None, typer.Option("--lesson", help="Only this lesson; may be repeated.")] = None,
    base: Annotated[str | None, typer.Option("--base", help="Address the ids begin with: one of your own.")] = None,
) -> None:
    """Write the lessons as a cmi5 package."""
    from trainings.statements.cmi5 import package as packed
    from trainings.statements.xapi import BASE
    from transcribe.formats import write_whole

    numbers = [each.zfill(2) for each in lessons] if lessons else None
    write_whole(out, packed(lang, numbers, base=base or BASE))
    say(f"written: {out}")


def _attempts(path: Path | None) -> Attempts:
    from trainings.attempts import Attempts

    return Attempts(path)


def _give(text: str, out: Path | None) -> None:
    if out is None:
        print(text, end="")
        return
    from transcribe.formats import write_whole

    write_whole(out, text)
