"""The command of what leaves the desk: ``export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from review.commands_store import Database, Where, opened_workspace
from transcribe.errors import FixableError
from transcribe.terminal import FAILED, clear_errors, say

if TYPE_CHECKING:
    from review.store import Filter, Store

What = Literal["call", "agent", "team", "calibration", "tables", "site"]
PAGES = (".html", ".pdf")

ReportLang = Annotated[str | None, typer.Option("--report-lang", help="Language of the pages: en, pl, ru, ro.")]


def add_to(app: typer.Typer) -> None:
    """Add this command to the front door."""
    app.command()(export)


@clear_errors()
def export(  # noqa: PLR0913 -- one option a choice of the user's
    what: Annotated[What, typer.Argument(help="What goes out.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="A page (.html, .pdf), a call's subtitles (.vtt), or a folder.")
    ],
    workspace: Where = Path(),
    database: Database = None,
    name: Annotated[str | None, typer.Option("--name", help="The call, agent or session that is meant.")] = None,
    queue: Annotated[str | None, typer.Option("--queue", help="Only calls of this queue.")] = None,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Only calls that a person has marked.")] = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="Tables as Parquet in place of CSV.")] = False,
    report_lang: ReportLang = None,
) -> None:
    """Write a report of a call, an agent, the team or a calibration; the tables of a workspace; or a site to read."""
    from review.store import Filter

    asked = Filter(queue=queue, reviewed=True if reviewed else None)
    with opened_workspace(workspace, database) as store:
        if what == "tables":
            from review.exports.writing import write_tables

            made = write_tables(store, out, asked, kind="parquet" if parquet else "csv")
            say(f"{len(made)} files in {out}")
        elif what == "site":
            _site(store, out, asked, report_lang or "en")
        else:
            _page(store, what, name, out, asked, report_lang)
            say(str(out))


def _site(store: Store, out: Path, which: Filter, lang: str) -> None:
    from review.exports.site import write_site

    front, left_out = write_site(store, out, which, lang=lang)
    say(str(front))
    for name in left_out:
        say(f"left out: {name} has no transcript with marks yet")
    if left_out:
        raise typer.Exit(FAILED)


def _page(store: Store, what: What, name: str | None, out: Path, which: Filter, lang: str | None) -> None:
    if what == "call":
        from review.exports.calls import write_call

        write_call(store, _named(name, "call"), out, lang=lang)
        return
    if out.suffix.lower() not in PAGES:
        raise FixableError(f"{out.name}: no page ends so", fix="end the name in .html or .pdf")
    page = _calibration(store, _named(name, "session"), out, lang or "en") if what == "calibration" else None
    _write(page or _portrait(store, what, name, out, which, lang or "en"), out)


def _portrait(store: Store, what: What, name: str | None, out: Path, which: Filter, lang: str) -> str:
    from dataclasses import replace

    from review.coaching import portrait
    from review.exports.pages import portrait_page
    from review.exports.site import workspace_reach
    from review.reports.texts import choose

    choose(lang, None)  # an unknown language is told before anything is read
    asked = replace(which, agent=_named(name, "agent")) if what == "agent" else which
    return portrait_page(portrait(store, asked, lang=lang), workspace_reach(store, out))


def _calibration(store: Store, name: str, out: Path, lang: str) -> str:
    from review.calibration import revealed, session
    from review.exports.pages import calibration_page
    from review.exports.site import workspace_reach
    from review.kept import wording_for
    from review.reports.texts import choose
    from rubrics.values import RubricRef

    texts = choose(lang, None)
    found = session(store, name)
    laid_open = revealed(store, found)
    # Its calls may all have been erased since.
    rubric = store.results(found.calls[0])[-1].card.rubric if found.calls else RubricRef("", "")
    return calibration_page(laid_open, wording_for(store, rubric, texts, texts), workspace_reach(store, out))


def _write(page: str, out: Path) -> None:
    if out.suffix.lower() == ".pdf":
        from review.exports.pdf import write_pdf

        write_pdf(page, out)
    else:
        from transcribe.formats import write_whole

        write_whole(out, page)


def _named(name: str | None, kind: str) -> str:
    if not name:
        raise FixableError(f"say which {kind}", fix=f"add --name with the {kind}'s name")
    return name
