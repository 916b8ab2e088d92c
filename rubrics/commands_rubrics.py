"""The commands for people who write rubrics: ``parafraza rubrics new``, ``check``, ``diff`` and ``list``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcribe.terminal import FAILED, AsJson, check_there, clear_errors, print_json, say, wrong_use

if TYPE_CHECKING:
    from rubrics.authoring import Checked

RubricFile = Annotated[Path, typer.Argument(help="A rubric's YAML file.", metavar="FILE")]
IdOrFile = "A rubric by name, or a file of your own."

rubrics_app = typer.Typer(help="Write, check and compare rubrics.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the front door, under ``rubrics``."""
    app.add_typer(rubrics_app, name="rubrics")


@rubrics_app.command()
@clear_errors()
def new(
    file: RubricFile,
    lang: Annotated[str, typer.Option("--lang", help="Languages of its texts, such as en,pl.")] = "en",
) -> None:
    """Write a first rubric to change, with comments."""
    from rubrics.authoring import starter
    from transcribe.formats import write_whole

    if file.suffix not in (".yaml", ".yml") or not re.fullmatch(r"[a-z][a-z0-9_]*", file.stem):
        wrong_use(f"{file}: name it in small letters, digits and underscores, with .yaml at the end")
    if file.exists():
        wrong_use(f"{file}: there is a file already\nTo fix it: give another name, or move that file away first")
    write_whole(file, starter(file.stem, [code.strip() for code in lang.split(",") if code.strip()]))
    say(f"{file}\nNext: change a line, then run: parafraza rubrics check {file}")


@rubrics_app.command()
@clear_errors()
def check(
    files: Annotated[list[Path], typer.Argument(help="Rubrics' YAML files.", metavar="FILE...")],
    as_json: AsJson = False,
) -> None:
    """Name every fault with its file, line and key, and try the examples."""
    from rubrics.authoring import check as checked

    for file in files:
        check_there(file)
    results = [checked(file) for file in files]
    if as_json:
        print_json([_row(result) for result in results])
    for result in () if as_json else results:
        for fault in result.faults:
            print(f"{fault}\n")
        for note in result.notes:
            print(f"{result.path.name}: worth knowing: {note}")
        print(_verdict(result.path.name, len(result.faults), result.examples, result.languages))
    if any(result.faults for result in results):
        raise typer.Exit(FAILED)


def _row(result: Checked) -> dict[str, object]:
    faults = [{"where": fault.where, "what": fault.what, "fix": fault.fix} for fault in result.faults]
    return {"file": str(result.path), "faults": faults, "notes": list(result.notes), "examples": result.examples}


def _verdict(name: str, faults: int, examples: int, languages: tuple[str, ...]) -> str:
    if not languages:
        return f"{name}: {faults} to correct; then the examples can be tried"
    tried = f"{examples} examples tried in {', '.join(languages)}"
    return f"{name}: {tried}, {f'{faults} to correct' if faults else 'all as they should be'}"


@rubrics_app.command()
@clear_errors()
def diff(
    old: Annotated[str, typer.Argument(help=IdOrFile)],
    new: Annotated[str, typer.Argument(help=IdOrFile)],
    calls: Annotated[
        Path | None, typer.Option("--calls", help="A folder with call.json files; by default the example calls.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score the same calls under two rubrics, and show which marks move."""
    from dataclasses import asdict

    from rubrics.authoring import compare
    from rubrics.authoring.diff import calls_in, example_calls, lines

    if calls is not None and not calls.is_dir():
        wrong_use(f"{calls}: there is no such folder\nTo fix it: name a folder that holds call.json files")
    difference = compare(old, new, calls_in(calls) if calls else example_calls())
    if as_json:
        print_json({"schema": 1, **asdict(difference)})
        return
    for line in lines(difference):
        print(line)


@rubrics_app.command("list")
@clear_errors()
def list_() -> None:
    """List the rubrics that ship with the toolkit."""
    from rubrics import library

    for name in library.names():
        rubric = library.load(name)
        title = next(iter(rubric.title.values()))
        print(f"{name:20}{rubric.version:10}{', '.join(rubric.languages):18}{title}")
