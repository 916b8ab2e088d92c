"""The commands of this room: ``exercises`` here, ``progress``, ``course`` and ``workshops`` in modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from transcribe.terminal import FAILED, AsJson, clear_errors, print_json, say, wrong_use

if TYPE_CHECKING:
    from trainings.checking import Checked

exercises_app = typer.Typer(help="The exercises of the lessons: check them.")


def add_to(app: typer.Typer) -> None:
    """Add this room's commands to the front door."""
    from trainings import commands_progress, commands_workshop

    app.add_typer(exercises_app, name="exercises", no_args_is_help=True)
    commands_workshop.add_to(app)
    commands_progress.add_to(app)


@exercises_app.callback()
def _room() -> None:
    """Keep ``check`` a name of its own: typer folds a single command into its group."""


@exercises_app.command()
@clear_errors()
def check(
    lesson: Annotated[str | None, typer.Argument(help="A lesson's number, such as 02; all by default.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="One language: en, pl, ru, ro; all by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read the exercises and run every answer in them."""
    from trainings.checking import check as look
    from trainings.loading import folders
    from trainings.schema import LANGUAGES

    known = folders()
    numbers = [lesson.zfill(2)] if lesson else list(known)
    if lang and lang not in LANGUAGES:
        wrong_use(f"there are no lessons in {lang!r}\nTo fix it: use one of: {', '.join(LANGUAGES)}")
    if not set(numbers) <= set(known):
        wrong_use(f"there is no lesson {lesson!r}\nTo fix it: use one of: {', '.join(known) or 'none yet'}")
    seen = []
    for number in numbers:
        seen.append(look(number, [lang] if lang else LANGUAGES))
        if not as_json:
            _tell(seen[-1])
    if as_json:
        print_json([_row(each) for each in seen])
    if any(each.findings for each in seen):
        raise typer.Exit(FAILED)


def _tell(each: Checked) -> None:
    for finding in each.findings:
        print(finding)
    counts = ", ".join(f"{language} {count}" for language, count in each.exercises.items()) or "none"
    state = f"{len(each.findings)} to put right" if each.findings else "sound"
    say(f"lesson {each.lesson}: {state}; exercises: {counts}; answers judged: {each.answers}")


def _row(each: Checked) -> dict[str, object]:
    return {
        "lesson": each.lesson,
        "exercises": dict(each.exercises),
        "answers": each.answers,
        "findings": [{"where": one.where, "what": one.what, "fix": one.fix} for one in each.findings],
    }
