"""The commands of this room: ``moves``, ``score`` and those of ``rubrics``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rubrics import commands_rubrics
from transcribe.terminal import FAILED, Agent, CallFile, Lang, OutFile, clear_errors, say, wrong_use

Rubric = Annotated[str, typer.Option("--rubric", help="A rubric by name, or a file of your own.")]

Judge = Annotated[
    str | None,
    typer.Option("--judge", metavar="URL", help="A second opinion by a language model on this server; off by default."),
]
JudgeModel = Annotated[str | None, typer.Option("--judge-model", metavar="NAME", help="The model's name there.")]


def add_to(app: typer.Typer) -> None:
    """Add this room's commands to the front door."""
    app.command()(moves)
    app.command()(score)
    commands_rubrics.add_to(app)


@clear_errors()
def moves(
    call_file: Annotated[
        Path | None, typer.Argument(help="A call.json or another transcript.", metavar="[CALL]")
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="Lines of text instead, one JSON object a line.")
    ] = None,
    out: OutFile = None,
    lang: Lang = None,
    explain: Annotated[
        int | None,
        typer.Option(
            "--explain", metavar="N", help="Why turn N of the transcript, or line N of the file, was read so."
        ),
    ] = None,
) -> None:
    """Find the conversational moves in a transcript, or in lines of text."""
    if (call_file is None) == (jsonl is None):
        wrong_use("give either a transcript or --jsonl FILE")
    from rubrics.lines import explained, of_call, of_lines

    if explain is not None:
        typer.echo(explained(call_file, jsonl, explain, lang))
        return
    faults = of_lines(jsonl, out, lang) if jsonl else of_call(call_file or Path(), out, lang)
    if faults:
        raise typer.Exit(FAILED)


@clear_errors()
def score(
    call_file: CallFile,
    out: OutFile = None,
    rubric: Rubric = "service_call",
    lang: Lang = None,
    agent: Agent = None,
    judge: Judge = None,
    judge_model: JudgeModel = None,
) -> None:
    """Mark a transcript by a rubric."""
    from rubrics.scorecard import score as scored
    from rubrics.wire import scorecard_json
    from transcribe.formats import write_whole
    from transcribe.reading import read_transcript

    if (judge is None) != (judge_model is None) or (judge is not None and out is None):
        wrong_use("--judge goes with --judge-model and with -o: its opinions are written beside the scorecard")
    call = read_transcript(call_file, lang, agent)
    card = scored(call, rubric)
    if judge is not None and judge_model is not None and out:
        from rubrics.judges.second import opinions_file, second_opinion

        card = second_opinion(call, rubric, card, judge, judge_model, opinions_file(out), say)
    text = json.dumps(scorecard_json(card), ensure_ascii=False, indent=1) + "\n"
    if out:
        write_whole(out, text)
        say(str(out))
    else:
        sys.stdout.write(text)
