"""The commands of this room: ``moves``, ``score`` and those of ``rubrics``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rubrics import commands_rubrics
from transcribe.terminal import FAILED, Agent, CallFile, Lang, OutFile, clear_errors, say, wrong_use

if TYPE_CHECKING:
    from rubrics.judges.second import Asked

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


def judge_asked(url: str | None, model: str | None) -> Asked | None:
    """Return who is to be asked for a second opinion by ``--judge`` and ``--judge-model``; ``None`` where nobody is.

    Raises:
        FixableError: The address or the name is none.
    """
    if (url is None) != (model is None):
        wrong_use("--judge and --judge-model go together: the server's address, and the model's name there")
    if url is None or model is None:
        return None
    from rubrics.judges.second import Asked

    return Asked(url, model).checked()


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

    asked = judge_asked(judge, judge_model)
    if asked and out is None:
        wrong_use("--judge goes with -o: its opinions are written beside the scorecard")
    call = read_transcript(call_file, lang, agent)
    card = scored(call, rubric)
    if asked and out:
        from rubrics.judges.second import opinions_file, second_opinion

        card = second_opinion(call, rubric, card, asked, opinions_file(out), say).card
    text = json.dumps(scorecard_json(card), ensure_ascii=False, indent=1) + "\n"
    if out:
        write_whole(out, text)
        say(str(out))
    else:
        sys.stdout.write(text)
