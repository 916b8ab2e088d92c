"""The command of the desk: ``desk``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from transcribe.terminal import clear_errors, say

Workspace = Annotated[Path, typer.Argument(help="The folder of recordings, results and the database.")]


def add_to(app: typer.Typer) -> None:
    """Add this command to the front door."""
    app.command()(desk)


@clear_errors()
def desk(
    workspace: Workspace = Path(),
    by: Annotated[str | None, typer.Option("--by", help="Who reviews; by default your name on this machine.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the desk: en, pl, ru, ro.")] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Hide names and the machine's marks until you have marked.")
    ] = False,
    rubric: Annotated[Path | None, typer.Option("--rubric", help="The file of a rubric of your own.")] = None,
    sample: Annotated[
        Path | None, typer.Option("--sample", help="A list drawn by sample -o: only these calls.")
    ] = None,
    database: Annotated[
        str | None, typer.Option("--db", envvar="PARAFRAZA_DB", help="Address of a team's database.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser; the address is printed.")] = False,
) -> None:
    """Open the desk over a workspace, in JupyterLab: listen, mark, note, put transcripts right."""
    from review.desk.launching import arguments, launch, notebook, root
    from review.desk.opening import DATABASE, sitting

    own = {"rubric": rubric and str(rubric.resolve()), "sample": sample and str(sample.resolve())}
    # Opened once here, so that a slip in a name is told before a browser opens.
    sat = sitting(workspace, by, lang, blind=blind, database=database, **own)
    choices = {"reviewer": by, "lang": lang, "blind": blind or None, **own}
    if database:
        os.environ[DATABASE] = database  # its password is for the kernel, not for the notebook's file
    page = notebook(workspace, **choices)
    folder = root(sat.store)
    sat.store.close()
    say(f"{page}: press Shift+Enter in its cell; Ctrl+C here ends it")
    launch(arguments(page, folder, browser=not no_browser))
