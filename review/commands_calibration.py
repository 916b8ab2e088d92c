"""The commands of a calibration session: ``calibrate begin``, ``progress`` and ``reveal``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from review.commands_store import Database, Where, Who, me, opened_workspace
from transcribe.terminal import AsJson, clear_errors, print_json, say

sessions_app = typer.Typer(help="Mark the same calls blind, then lay the marks side by side.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The session's name.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the front door."""
    app.add_typer(sessions_app, name="calibrate")


@sessions_app.command("begin")
@clear_errors()
def begin_session(
    name: Name,
    rater: Annotated[list[str], typer.Option("--rater", help="A rater, as they sign at the desk; once for each.")],
    call: Annotated[list[str] | None, typer.Option("--call", help="A call; once for each.")] = None,
    sample: Annotated[Path | None, typer.Option("--sample", help="A list that sample -o wrote.")] = None,
    workspace: Where = Path(),
    database: Database = None,
    by: Who = None,
) -> None:
    """Set a session up: which calls, which two to twelve people."""
    from review.calibration import begin
    from review.desk.queue import sampled

    names = [*(call or ()), *(sampled(sample) if sample else ())]
    with opened_workspace(workspace, database) as store:
        made = begin(store, name, names, rater, by=by or me())
    say(
        f"{made.name}: {len(made.calls)} calls, {len(made.raters)} raters; each opens the desk with --blind and marks them"
    )


@sessions_app.command("progress")
@clear_errors()
def show_progress(name: Name, workspace: Where = Path(), database: Database = None, as_json: AsJson = False) -> None:
    """Tell how far each rater is; never what anybody gave."""
    from review.calibration import progress, session

    with opened_workspace(workspace, database) as store:
        found = progress(store, session(store, name))
    if as_json:
        print_json([{"rater": each.rater, "calls": each.calls, "of": each.of} for each in found])
        return
    for each in found:
        typer.echo(f"{each.rater}: {each.calls} of {each.of} calls")


@sessions_app.command("reveal")
@clear_errors()
def reveal_session(
    name: Name,
    workspace: Where = Path(),
    database: Database = None,
    early: Annotated[bool, typer.Option("--early", help="Though somebody is not done.")] = False,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Lay a session open, for good: how far people agree, and the machine with them."""
    from review.agreement.wire import agreement_json
    from review.calibration import reveal, revealed, session

    with opened_workspace(workspace, database) as store:
        found = revealed(store, reveal(store, session(store, name), by=by or me(), early=early))
    if as_json:
        sides = {"people": found.people, "with_machine": found.everyone}
        print_json({side: agreement_json(study, name) for side, study in sides.items()})
        return
    from rich.console import Console

    from review.agreement.screen import show

    show(found.people, Console())
    typer.echo(f"Side by side: parafraza export calibration --name {name} -o {name}.html")
