"""The command that watches a folder: ``watch``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from review.commands_store import Database, Where, Who, me, opened_workspace
from rubrics.commands import Rubric
from transcribe.commands import Hearing, hearing
from transcribe.errors import FixableError
from transcribe.terminal import clear_errors, say, takes


def add_to(app: typer.Typer) -> None:
    """Add this command to the front door."""
    app.command()(watch)


@takes(hearing)
@clear_errors()
def watch(
    hearing: Hearing,
    folder: Annotated[Path, typer.Argument(help="Where recordings come to lie.")],
    workspace: Where = Path(),
    database: Database = None,
    rubric: Rubric = "service_call",
    every: Annotated[float, typer.Option("--every", min=1, help="Seconds between two looks.")] = 30.0,
    once: Annotated[bool, typer.Option("--once", help="End when all that is there now is done.")] = False,
    by: Who = None,
) -> None:
    """Review recordings as they come to lie in a folder, and bring them into the workspace."""
    from review.running import Reviewed, Reviewer
    from review.watching import Watch
    from review.watching import watch as watching

    if not folder.is_dir():
        raise FixableError(f"there is no folder {folder}", fix="make it first, or check its name")

    def told(one: Reviewed) -> None:
        say(f"{one.job.source.name}: {one.error or one.outcome}")

    with opened_workspace(workspace, database, make=True) as store:
        found = (path for path in sorted(folder.rglob("*")) if path.is_file())
        watched = Watch(folder, store, Reviewer(hearing.listener(found), rubric), by or me())
        say(f"watching {folder}; Ctrl+C ends it")
        watching(watched, told, every=every, once=once)
