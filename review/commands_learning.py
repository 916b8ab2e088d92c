"""The command of learning: ``learn``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from review.commands_store import Database, Where, Who, me, opened_workspace
from transcribe.terminal import AsJson, clear_errors, print_json, say

if TYPE_CHECKING:
    from review.learning.learning import OfDetector, Outcome


def add_to(app: typer.Typer) -> None:
    """Add this command to the front door."""
    app.command()(learn)


@clear_errors()
def learn(
    workspace: Where = Path(),
    database: Database = None,
    rubric: Annotated[
        str, typer.Option("--rubric", help="The rubric the calls were marked by: id or file.")
    ] = "service_call",
    back_to: Annotated[
        int | None, typer.Option("--back-to", min=0, help="Put an earlier version into force; 0 is as shipped.")
    ] = None,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Set each detector's confidence by this team's reviewers, where marks left out then agree better."""
    with opened_workspace(workspace, database) as store:
        if back_to is not None:
            from review.learning.applying import go_back

            now = go_back(store.workspace.folder, back_to)
            with store.writing() as connection:
                from review.store.changes import log

                log(connection, by or me(), "learn", "detectors", row=now.number, detail={"back_to": back_to})
            say(f"version {now.number} is in force; review the calls again to have them marked by it")
            return
        from review.learning.learning import learn as taught

        outcome = taught(store, by=by or me(), rubric=rubric)
    if as_json:
        print_json(outcome.as_json())
        return
    for line in _told(outcome):
        typer.echo(line)


def _told(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.calls} reviewed calls, {outcome.marks} marks; measured on calls left out in turn"
    before, after = _figure(outcome.alpha_before), _figure(outcome.alpha_after)
    yield f"agreement with reviewers (alpha, all items): {before} as shipped, {after} as learned"
    yield f"marks that come nearer to the reviewer's: {outcome.nearer}; that go farther away: {outcome.farther}"
    for each in outcome.detectors:
        yield _line(each)
    if outcome.learned is None:
        yield "Nothing was adopted: marks stay as they were."
    else:
        yield f"Version {outcome.learned.number} is in force. To go back: parafraza learn --back-to {outcome.learned.number - 1}"


def _line(each: OfDetector) -> str:
    counts = f"{each.detector}: reviewers agree with {each.agreed} of {each.finds} finds"
    if not each.adopted:
        return f"{counts}; left as it is, since {each.why}" if each.why else f"{counts}; left as it is"
    kind = "Platt's curve" if each.kind == "platt" else "an isotonic curve"
    return f"{counts}; {kind}, alpha of its items {_figure(each.alpha_before)} to {_figure(each.alpha_after)}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
