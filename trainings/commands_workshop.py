"""The command ``workshops``: the plans there are, and whether one of your own can be run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcribe.terminal import AsJson, clear_errors, print_json

if TYPE_CHECKING:
    from trainings.workshops.plan import Plan

workshops_app = typer.Typer(help="Workshops: the plans there are, and a check of your own.")


def add_to(app: typer.Typer) -> None:
    """Add the command to the front door."""
    app.add_typer(workshops_app, name="workshops", no_args_is_help=True)


@workshops_app.command("list")
@clear_errors()
def list_plans(
    lang: Annotated[str, typer.Option("--lang", help="Language of the plans: en, pl, ru, ro.")] = "en",
    as_json: AsJson = False,
) -> None:
    """List the plans that ship."""
    from trainings.workshops.loading import load, names

    plans = [load(name, lang) for name in names()]
    if as_json:
        print_json([_row(plan) for plan in plans])
        return
    for plan in plans:
        print(f"{plan.id}: {plan.title}, {plan.minutes} min\n  {plan.about}")


@workshops_app.command()
@clear_errors()
def check(
    plan: Annotated[str, typer.Argument(help="A plan's file, or the id of one that ships.")],
    lang: Annotated[str, typer.Option("--lang", help="Language of a plan that ships.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Read a plan: its steps and minutes, and the first thing to put right."""
    from trainings.workshops.loading import load

    read = load(Path(plan) if plan.endswith((".yaml", ".yml")) else plan, lang)
    if as_json:
        print_json(_row(read))
        return
    start = 0
    for step in read.steps:
        print(f"{start // 60}:{start % 60:02}  {step.minutes:3} min  {step.title}")
        start += step.minutes
    print(f"{start} of {read.minutes} minutes, {read.spare} to spare")


def _row(plan: Plan) -> dict[str, object]:
    steps = [{"id": step.id, "kind": step.kind, "title": step.title, "minutes": step.minutes} for step in plan.steps]
    return {"id": plan.id, "language": plan.language, "title": plan.title, "minutes": plan.minutes, "spare": plan.spare,
            "steps": steps}  # fmt: skip
