"""The commands of this room: ``review``, ``report`` and ``doctor`` here, the others beside it.

Those of the store do not lie in ``review/store``: its ``__init__`` loads the database's library, which ``--help`` need not wait for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from review import (
    commands_agreement,
    commands_calibration,
    commands_coaching,
    commands_desk,
    commands_exports,
    commands_learning,
    commands_sampling,
    commands_store,
    commands_watch,
)
from rubrics.commands import Judge, JudgeModel, Rubric, judge_asked
from transcribe.commands import Hearing, hearing
from transcribe.terminal import FAILED, Agent, AsJson, CallFile, Lang, clear_errors, print_json, say, takes

Audio = Annotated[list[Path], typer.Argument(help="Recordings, transcripts, or folders of recordings.")]
ReportLang = Annotated[str | None, typer.Option("--report-lang", help="Language of the report; the call's by default.")]
Results = Annotated[Path, typer.Option("--out", help="Folder for the results, one folder a call.")]


def add_to(app: typer.Typer) -> None:
    """Add this room's commands to the front door."""
    app.command()(review)
    app.command()(report)
    app.command()(doctor)
    commands_agreement.add_to(app)
    commands_desk.add_to(app)
    commands_sampling.add_to(app)
    commands_store.add_to(app)
    commands_watch.add_to(app)
    commands_coaching.add_to(app)
    commands_calibration.add_to(app)
    commands_learning.add_to(app)
    commands_exports.add_to(app)


@takes(hearing)
@clear_errors()
def review(
    hearing: Hearing,
    audio: Audio,
    out: Results = Path("results"),
    rubric: Rubric = "service_call",
    report_lang: ReportLang = None,
    judge: Judge = None,
    judge_model: JudgeModel = None,
    as_json: AsJson = False,
) -> None:
    """Review calls: transcript, moves, marks that quote their seconds, and a report for each."""
    from review.job import jobs
    from review.running import Reviewer
    from review.screen import Screen

    asked = judge_asked(judge, judge_model)
    found = jobs(audio, out)
    reviewer = Reviewer(hearing.listener(job.source for job in found), rubric, report_lang, asked)
    with Screen(len(found)) as screen:
        results = [screen.finished(result) for result in reviewer.run(found, screen.progress)]
    screen.summary(results)
    if as_json:
        print_json([result.as_json() for result in results])
    if any(result.outcome == "failed" for result in results):
        raise typer.Exit(FAILED)


@clear_errors()
def report(
    call_file: CallFile,
    out: Annotated[Path, typer.Option("-o", "--out", help="The page to write.")] = Path("report.html"),
    audio: Annotated[Path | None, typer.Option("--audio", help="The recording, so that quotes can be heard.")] = None,
    rubric: Rubric = "service_call",
    report_lang: ReportLang = None,
    lang: Lang = None,
    agent: Agent = None,
) -> None:
    """Write the report of a transcript."""
    import rubrics
    from review.reports import write_report
    from rubrics.fragility import fragile
    from rubrics.moves.finding import claimed
    from rubrics.scorecard import FAINT
    from transcribe.reading import read_transcript

    call = read_transcript(call_file, lang, agent)
    # Found once: what is faint makes ranges honest, and claims nothing.
    faint = rubrics.find_moves(call, at_least=FAINT)
    found, card = claimed(faint), rubrics.score(call, rubric, moves=faint)
    doubts = fragile(call, card, rubric, moves=found)
    say(str(write_report(call, found, card, out, audio=audio, lang=report_lang, rubric=rubric, fragile=doubts)))


def doctor(as_json: AsJson = False) -> None:
    """Tell what works on this machine, and how to get what is missing."""
    from review.doctor import checks, shown

    found = checks()
    if as_json:
        print_json([check._asdict() for check in found])
    else:
        sys.stdout.write(shown(found))
    if not all(check.fine for check in found if check.needed):
        raise typer.Exit(FAILED)
