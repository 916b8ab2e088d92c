"""The commands of this room: ``play`` and ``scenarios``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcribe.terminal import FAILED, AsJson, clear_errors, print_json, say, wrong_use

if TYPE_CHECKING:
    from scenarios.checker.findings import Checked
    from scenarios.loading import Package
    from scenarios.session import Session
    from scenarios.voices import Voice

SIDE_BY_SIDE = 2
"""Scenarios checked at the same time; each process loads the detectors for itself."""
scenarios_app = typer.Typer(help="The scenarios: list, check, draw, exchange with Twine, draft from a call.")

ScenarioName = Annotated[str, typer.Argument(help="A scenario's id, or its folder.", metavar="SCENARIO")]
TalkLang = Annotated[str, typer.Option("--lang", help="Language of the talk: en, pl, ru, ro.")]


def add_to(app: typer.Typer) -> None:
    """Add this room's commands to the front door."""
    app.command()(play)
    app.add_typer(scenarios_app, name="scenarios", no_args_is_help=True)


@clear_errors()
def play(  # noqa: PLR0913 -- one option a choice of the user's
    scenario: ScenarioName,
    lang: TalkLang = "en",
    seed: Annotated[int, typer.Option("--seed", help="Changes the customer's wording, never the difficulty.")] = 0,
    exam: Annotated[bool, typer.Option("--exam/--coach", help="Feedback at the end only, or after each line.")] = False,
    script: Annotated[
        Path | None, typer.Option("--script", help="Your lines from a text file, one a line, instead of typing.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", help="Keep the play in this file; what is in it goes on.")
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option("--report", help="Keep the debrief: .html to read, .csv, .json, or .xapi.json. May be repeated."),
    ] = None,
    progress: Annotated[
        Path | None,
        typer.Option("--progress", help="Add the finished play to this trainee's file, as the notebook does."),
    ] = None,
    voice: Annotated[
        str | None,
        typer.Option("--voice", help="Who words the customer's lines: llm, a language model on a server of yours."),
    ] = None,
    voice_url: Annotated[str | None, typer.Option("--voice-url", metavar="URL", help="That server's address.")] = None,
    voice_model: Annotated[
        str | None, typer.Option("--voice-model", metavar="NAME", help="The model's name there.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Practise with a customer who reacts to what you say."""
    from scenarios.session import play as begin

    for path in report or []:
        if path.suffix not in (".html", ".csv", ".json"):
            wrong_use(f"{path}: end the name in .html, .csv, .json or .xapi.json")
    words = _voice(voice, voice_url, voice_model)
    session = _kept(save, words) or begin(scenario, lang, seed=seed, mode="exam" if exam else "coach", voice=words)
    session = _scripted(session, script) if script else _typed(session, quiet=as_json)
    if save:
        _keep(session, save)
    if progress:
        from scenarios.widget.keeping import Progress

        Progress(progress).keep(session, None)
    for path in report or []:
        _report(session, path)
    _show(session, as_json=as_json)
    if words is not None:
        say(str(words))


def _voice(name: str | None, url: str | None, model: str | None) -> Voice | None:
    """Return the voice that was asked for, or ``None`` where the lines are said as written."""
    given = {key: value for key, value in {"url": url, "model": model}.items() if value is not None}
    if name is None:
        if given:
            wrong_use("--voice-url and --voice-model go with --voice llm")
        return None
    from scenarios.voices import ModelVoice, voices

    if voices.full_name(name) == ModelVoice.name and len(given) < 2:
        wrong_use(
            "--voice llm goes with --voice-url and --voice-model: the address of your server, the model's name there"
        )
    return voices.make(name, **given)


def _scripted(session: Session, script: Path) -> Session:
    from scenarios.session import said_all

    try:
        lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line.strip()]
    except UnicodeDecodeError:
        wrong_use(f"{script}: the file is not UTF-8 text\nTo fix it: save it as UTF-8")
    if not lines:
        wrong_use(f"{script}: there is no line in it\nTo fix it: write what the trainee says, one line each")
    return said_all(session, lines).finish()


def _typed(session: Session, *, quiet: bool) -> Session:
    from scenarios.terminal import talk

    def ask() -> str | None:
        print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        return line if line else None

    return talk(session, ask, (lambda text: say(f"{text}\n")) if quiet else (lambda text: print(f"{text}\n")))


def _kept(path: Path | None, voice: Voice | None) -> Session | None:
    if path is None or not path.exists():
        return None
    from scenarios.session import loaded
    from transcribe.errors import BadFile

    try:
        return loaded(json.loads(path.read_text(encoding="utf-8")), voice=voice)
    except ValueError as error:
        raise BadFile(f"the saved play is not JSON: {error}", fix="name another file", where=str(path)) from None


def _keep(session: Session, path: Path) -> None:
    from scenarios.session import dumped
    from transcribe.formats import write_whole

    write_whole(path, json.dumps(dumped(session), ensure_ascii=False, indent=1) + "\n")


def _report(session: Session, path: Path) -> None:
    """Write the debrief in the form the file's name asks for."""
    from datetime import UTC, datetime

    from scenarios import wire
    from scenarios.debriefing import debrief
    from scenarios.page import page
    from transcribe.formats import write_whole

    ended = debrief(session)
    if path.suffix == ".html":
        content = page(ended)
    elif path.suffix == ".csv":
        content = wire.debrief_csv(ended)
    elif path.name.endswith(".xapi.json"):
        now = datetime.now(UTC).isoformat(timespec="seconds")
        content = _json(wire.xapi_statements(ended, actor="trainee", timestamp=now))
    else:
        content = _json(wire.debrief_json(ended))
    write_whole(path, content)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _show(session: Session, *, as_json: bool) -> None:
    from scenarios.debriefing import debrief
    from scenarios.terminal import told
    from scenarios.wire import play_json

    if as_json:
        print_json(play_json(session))
    else:
        print(told(debrief(session)))


@scenarios_app.command("list")
@clear_errors()
def list_all(lang: TalkLang = "en", as_json: AsJson = False) -> None:
    """List the scenarios with their level and what they train."""
    from scenarios.loading import names, package
    from transcribe.errors import BadFile

    rows = []
    for name in names():
        try:
            rows.append(_about(package(name), lang))
        except BadFile as error:
            say(str(error))  # one that cannot be read hides none of the others
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['id']:24} level {row['level']}  {row['minutes']:>2} min  {row['title']}")


def _about(whole: Package, lang: str) -> dict[str, object]:
    texts = whole.texts.get(lang) or next(iter(whole.texts.values()))
    about = whole.scenario
    return {
        "id": about.id,
        "level": about.level,
        "minutes": about.minutes,
        "title": texts.title,
        "languages": list(whole.texts),
        "skills": list(about.skills),
    }


@scenarios_app.command()
@clear_errors()
def check(
    scenario: Annotated[str | None, typer.Argument(help="A scenario's id, or its folder.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole library.")] = False,
    talks: Annotated[bool, typer.Option("--talks/--no-talks", help="Play scripts and examples too.")] = True,
    as_json: AsJson = False,
) -> None:
    """Look for what cannot be reached, what should not win, and what is missing."""
    if (scenario is None) == (not everything):
        wrong_use("name a scenario, or say --all")
    from scenarios.checker import check as look
    from scenarios.checker import check_all

    seen = (
        check_all(talks=talks, processes=SIDE_BY_SIDE, told=_progress)
        if everything
        else (look(scenario or "", talks=talks),)
    )
    if as_json:
        print_json([_row(each) for each in seen])
    else:
        _print_findings(seen)
    if not all(each.sound for each in seen):
        raise typer.Exit(FAILED)


def _progress(checked: Checked) -> None:
    say(f"{checked.scenario}: {'sound' if checked.sound else 'to put right'}")


def _row(each: Checked) -> dict[str, object]:
    survey = each.survey
    return {
        "scenario": each.scenario,
        "sound": each.sound,
        "bound": survey.bound if survey else None,
        "endings": {name: list(way) for name, way in survey.endings.items()} if survey else {},
        "findings": [{"where": f.scenario, "weight": f.weight, "what": f.what, "fix": f.fix} for f in each.findings],
    }


def _print_findings(seen: tuple[Checked, ...]) -> None:
    for each in seen:
        if each.survey:
            best = each.survey.case.best.id
            way = ", ".join(each.survey.endings.get(best, ())) or "not found"
            print(f"{each.scenario}: {'sound' if each.sound else 'to put right'}; best ending by: {way}")
            print(f"  ({each.survey.bound})")
        for finding in each.findings:
            print(finding)


@scenarios_app.command()
@clear_errors()
def graph(
    scenario: ScenarioName,
    out: Annotated[Path, typer.Option("-o", "--out", help="The picture, .svg.")],
    lang: TalkLang = "en",
) -> None:
    """Draw a scenario: its parts, its endings and what leads between them."""
    from scenarios.checker import survey
    from scenarios.checker.graph import picture
    from scenarios.loading import load
    from transcribe.formats import write_whole

    write_whole(out, picture(survey(load(scenario, lang))))


@scenarios_app.command()
@clear_errors()
def export(
    scenario: ScenarioName,
    out: Annotated[Path, typer.Option("-o", "--out", help="The story, .twee.")],
    lang: TalkLang = "en",
) -> None:
    """Write a scenario in one language as Twee 3, to open in Twine."""
    from scenarios.loading import load
    from scenarios.twee import written
    from transcribe.formats import write_whole

    write_whole(out, written(load(scenario, lang)))


@scenarios_app.command("import")
@clear_errors()
def import_story(
    story: Annotated[Path, typer.Argument(help="A story in Twee 3.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The scenario's folder; made where it is missing.")],
    lang: TalkLang = "en",
) -> None:
    """Make a scenario, or a draft of one, out of a Twee story."""
    from scenarios.drafts import save
    from scenarios.twee import draft_of

    try:
        text = story.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        wrong_use(f"{story}: the file is not UTF-8 text\nTo fix it: save it as UTF-8")
    for path in save(draft_of(text, name=out.name, language=lang), out):
        say(f"{path} written")


@scenarios_app.command("from-call")
@clear_errors()
def from_call(
    call: Annotated[Path, typer.Argument(help="A call.json, or any transcript.")],
    turn: Annotated[int, typer.Option("--turn", help="The agent's turn that could have gone better, from 0.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The scenario's folder; made where it is missing.")],
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the call; the call's own by default.")] = None,
) -> None:
    """Draft a scenario out of a weak moment of a call; names and numbers are taken out."""
    from scenarios.drafts import draft_from, save
    from transcribe.reading import read_transcript

    for path in save(draft_from(read_transcript(call, lang, None), turn, name=out.name), out):
        say(f"{path} written")
