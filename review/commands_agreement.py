"""The command of agreement: ``agree``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transcribe.terminal import FAILED, AsJson, clear_errors, print_json, say, wrong_use

MarksFile = Annotated[Path, typer.Argument(help="A CSV with the columns item,unit,rater,value; empty is not judged.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same result.")]


def add_to(app: typer.Typer) -> None:
    """Add this command to the front door."""
    app.command()(agree)


@clear_errors()
def agree(
    marks_file: MarksFile,
    order: Annotated[
        str | None, typer.Option("--order", help="Words that are values, from low to high: low,mid,high.")
    ] = None,
    seed: Seed = 1,
    draws: Annotated[int, typer.Option("--draws", min=200, help="How often the calls are drawn again.")] = 2000,
    as_json: AsJson = False,
) -> None:
    """Measure how far raters agree on each item, who marks strictly or leniently, and which items to write anew."""
    from review.agreement import agreement, read_marks
    from review.agreement.wire import agreement_json

    marks = read_marks(marks_file)
    found = agreement(marks.judgements, order=_order(order), seed=seed, draws=draws)
    faults = tuple(sorted((*marks.faults, *found.faults), key=lambda fault: fault.line))
    notes = (*marks.notes, *found.notes)
    for fault in faults:
        say(f"left out: {fault.sentence(marks.name)}")
    for note in notes:
        say(f"{marks.name}: {note}")
    if as_json:
        print_json({**agreement_json(found, marks.name, faults), "notes": list(notes)})
    else:
        from rich.console import Console

        from review.agreement.screen import show

        show(found, Console())
    if faults:
        raise typer.Exit(FAILED)


def _order(given: str | None) -> tuple[str, ...]:
    words = tuple(word.strip() for word in given.split(",")) if given else ()
    if len({word.casefold() for word in words}) < len(words) or "" in words:
        wrong_use(f"--order {given}: each word once, with commas between\nTo fix it: for example --order low,mid,high")
    return words
