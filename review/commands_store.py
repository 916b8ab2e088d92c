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
    manifest: Annotated[Path | None, typer.Argument(help="A list of calls: CSV, or JSON.")] = None,
    results: Annotated[
        Path | None, typer.Option("--results", help="A folder that review --out wrote: its marks come in.")
    ] = None,
    workspace: Where = Path(),
    database: Database = None,
    zone: Annotated[str, typer.Option("--zone", help="Zone of times that name none: Europe/Warsaw, +02:00.")] = "UTC",
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Put the calls of a list, or the marks of reviews, into the workspace; what is wrong is told, the rest goes in."""
    from review.manifest import import_manifest, zone_of

    if manifest is None or results is not None:
        _import_results(manifest, results, workspace, database, by, as_json=as_json)
        return
    check_there(manifest)  # a slip in its name makes no workspace
    zone_of(zone)
    with _opened(workspace, database) as store:
        imported = import_manifest(store, manifest, by=by or me(), zone=zone)
    for fault in imported.faults:
        say(fault.sentence(imported.name))
    if not imported.rows:
        say(f"{imported.name} names its columns and no call; add a line for each")
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

    # "There is nobody of that name" would be no comfort about a workspace that was only now made by a slip in its name.
    with opened_workspace(workspace, database) as store:
        erased = erase(store, by=by or me(), call=call, agent=agent, customer=customer)
    if as_json:
        print_json(erased.as_json())
    else:
        typer.echo(f"erased: {erased.calls} calls, {erased.files} files and folders")
        typer.echo(f"searched: the database and {erased.searched} files; traces found: {len(erased.left)}")
    for place in erased.left:
        say(place)
    if erased.left:
        raise typer.Exit(FAILED)


def _import_results(
    manifest: Path | None, results: Path | None, workspace: Path, database: str | None, by: str | None, *, as_json: bool
) -> None:
    from review.desk.arriving import bring

    if manifest is not None or results is None:
        raise FixableError(
            "say what to import", fix="give a list of calls, or --results with the folder of review --out"
        )
    if not results.is_dir():  # a slip in its name makes no workspace
        raise FixableError(f"there is no folder {results}", fix="name the folder given to review --out")
    with _opened(workspace, database) as store:
        arrived = bring(store, results, by=by or me())
    for fault in arrived.faults:
        say(fault)
    if as_json:
        print_json(arrived.as_json())
    else:
        typer.echo(f"{arrived.cards} new results, {arrived.known} already there, {arrived.new} new calls")
    if arrived.faults:
        raise typer.Exit(FAILED)


def me() -> str:
    """Return your name on this machine; raise :class:`FixableError` where it has none for you."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # containers run as a number without a name
        raise FixableError("this machine has no name for you", fix="say who you are with --by") from None


def opened_workspace(workspace: Path, database: str | None, *, make: bool = False) -> Store:
    """Open a workspace that is there; with ``make``, one that is not is made.

    Raises:
        FixableError: there is none, and a slip in a name should not make one.
    """
    from review.workspace import Workspace

    if not make and not (workspace.is_dir() if database else Workspace(workspace).database.is_file()):
        raise FixableError(f"there is no workspace in {workspace}", fix="name its folder with --workspace")
    return _opened(workspace, database)


def _opened(workspace: Path, database: str | None) -> Store:
    from review.store import Store

    return Store.open(database, workspace) if database else Store.open(workspace)
