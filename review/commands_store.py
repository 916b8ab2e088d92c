"""The commands of a workspace's store: ``import`` and ``erase``."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcribe.errors import FixableError
from transcribe.terminal import FAILED, AsJson, check_there, clear_errors, print_json, say

if TYPE_CHECKING:
    from review.store import Store

Where = Annotated[Path, typer.Option("--workspace", "-w", help="The folder of recordings, results and the database.")]
Database = Annotated[
    str | None,
    typer.Option(
        "--db", envvar="PARAFRAZA_DB", help="Address of a team's database; by default a file in the workspace."
    ),
]
Who = Annotated[
    str | None, typer.Option("--by", help="Who does it, for the log; by default your name on this machine.")
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the front door."""
    app.command("import")(import_calls)
    app.command("erase")(erase_calls)


@clear_errors()
def import_calls(
    manifest: Annotated[Path, typer.Argument(help="A list of calls: CSV, or JSON.")],
    workspace: Where = Path(),
    database: Database = None,
    zone: Annotated[str, typer.Option("--zone", help="Zone of times that name none: Europe/Warsaw, +02:00.")] = "UTC",
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Put the calls of a list into the workspace; rows that are wrong are told, the others go in."""
    from review.manifest import import_manifest, zone_of

    check_there(manifest)  # a slip in its name makes no workspace
    zone_of(zone)
    with _opened(workspace, database) as store:
        imported = import_manifest(store, manifest, by=by or _me(), zone=zone)
    for fault in imported.faults:
        say(fault.sentence(imported.name))
    if imported.ignored:
        say(f"left out, since no part of a call is called so: {', '.join(imported.ignored)}")
    if as_json:
        print_json(imported.as_json())
    else:
        typer.echo(f"{imported.new} new calls, {imported.known} already there, {len(imported.faults)} rows left out")
    if imported.faults:
        raise typer.Exit(FAILED)


@clear_errors()
def erase_calls(
    call: Annotated[str | None, typer.Argument(help="The call to erase.")] = None,
    agent: Annotated[str | None, typer.Option("--agent", help="Erase all calls of this agent.")] = None,
    customer: Annotated[str | None, typer.Option("--customer", help="Erase all calls of this customer.")] = None,
    workspace: Where = Path(),
    database: Database = None,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Erase a call or a person everywhere in the workspace, for good, and search it to prove it."""
    from review.erase import erase
    from review.workspace import Workspace

    # "There is nobody of that name" would be no comfort about a workspace that was only now made by a slip in its name.
    if not (workspace.is_dir() if database else Workspace(workspace).database.is_file()):
        raise FixableError(f"there is no workspace in {workspace}", fix="name its folder with --workspace")
    with _opened(workspace, database) as store:
        erased = erase(store, by=by or _me(), call=call, agent=agent, customer=customer)
    if as_json:
        print_json(erased.as_json())
    else:
        typer.echo(f"erased: {erased.calls} calls, {erased.files} files and folders")
        typer.echo(f"searched: the database and {erased.searched} files; traces found: {len(erased.left)}")
    for place in erased.left:
        say(place)
    if erased.left:
        raise typer.Exit(FAILED)


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # containers run as a number without a name
        raise FixableError("this machine has no name for you", fix="say who you are with --by") from None


def _opened(workspace: Path, database: str | None) -> Store:
    from review.store import Store

    return Store.open(database, workspace) if database else Store.open(workspace)
