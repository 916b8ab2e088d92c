"""The command of sampling: ``sample``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from review.commands_agreement import Seed
from review.sampling.plan import Allocation, Method, Plan, Question
from transcribe.terminal import FAILED, AsJson, clear_errors, print_json, say, takes


def add_to(app: typer.Typer) -> None:
    """Add this command to the front door."""
    app.command()(sample)


class Wishes(NamedTuple):
    """What is asked of a sample."""

    plan: Plan
    question: Question


def wishes(  # noqa: PLR0913 -- one option a choice of the user's
    number: Annotated[int, typer.Option("--n", min=1, help="How many calls to draw.")],
    by: Annotated[str | None, typer.Option("--by", help="Columns to sort calls by: agent,queue,week,language.")] = None,
    method: Annotated[
        Method | None, typer.Option("--method", help="How to draw; by default what --by and --risk ask for.")
    ] = None,
    risk: Annotated[str | None, typer.Option("--risk", help="Columns of risk: numbers, 0 or more.")] = None,
    allocation: Annotated[
        Allocation, typer.Option("--allocation", help="How calls are dealt to groups.")
    ] = "proportional",
    double: Annotated[float, typer.Option("--double", help="Share of the calls for two reviewers.")] = 0.0,
    seed: Seed = 1,
    expected: Annotated[float, typer.Option("--expected", help="The pass rate you expect.")] = 0.8,
    reach: Annotated[float, typer.Option("--reach", help="How exactly you want to know it: plus or minus.")] = 0.05,
    apart: Annotated[float, typer.Option("--apart", help="The difference between two agents to be told of.")] = 0.2,
) -> Wishes:
    """Return how to draw and what one wants to know, from their options."""
    columns, risks = _names(by), _names(risk)
    kind: Method = method or ("risk" if risks else "stratified" if columns else "simple")
    plan = Plan(number, kind, columns, risks, allocation, double, seed)
    return Wishes(plan, Question(expected, reach, apart))


@takes(wishes)
@clear_errors()
def sample(
    wishes: Wishes,
    manifest_file: Annotated[Path, typer.Argument(metavar="MANIFEST", help="A CSV with a row for each call.")],
    exclude: Annotated[Path | None, typer.Option("--exclude", help="A file of calls not to draw again.")] = None,
    id_column: Annotated[str | None, typer.Option("--id", help="The column that names a call.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to write the drawn rows, as CSV.")] = None,
    as_json: AsJson = False,
) -> None:
    """Draw calls to review, and tell how sure they will make you of each agent and the team."""
    from review.sampling import read_exclusions, read_manifest
    from review.sampling import sample as draw
    from review.sampling.outlook import outlook
    from review.sampling.wire import sample_csv, sample_json
    from transcribe.formats.whole import write_whole

    manifest = read_manifest(
        manifest_file, id_column=id_column, exclude=read_exclusions(exclude) if exclude else frozenset()
    )
    drawn = draw(manifest, wishes.plan)
    told = outlook(drawn, manifest, wishes.question)
    if out:
        write_whole(out, sample_csv(drawn, manifest))
    for fault in drawn.faults:
        say(fault.sentence(manifest.sheet.name))
    if as_json:
        print_json(sample_json(drawn, manifest, told))
    else:
        from rich.console import Console

        from review.sampling.screen import show

        show(drawn, manifest, told, Console())
    if drawn.faults:
        raise typer.Exit(FAILED)


def _names(given: str | None) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in given.split(",") if name.strip()) if given else ()
