"""The commands of coaching: ``coach``, ``ledger`` and ``dispute``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from review.commands_store import Database, Where, Who, me, opened_workspace
from transcribe.errors import FixableError
from transcribe.terminal import AsJson, clear_errors, print_json

if TYPE_CHECKING:
    from review.coaching.portrait import Portrait
    from review.coaching.practising import ToPractise
    from review.coaching.trends import Skill

State = Literal["draft", "shared", "disputed", "settled"]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the front door."""
    app.command()(coach)
    app.command()(ledger)
    app.command()(dispute)


@clear_errors()
def coach(
    workspace: Where = Path(),
    database: Database = None,
    agent: Annotated[str | None, typer.Option("--agent", help="Whom; without it the team.")] = None,
    queue: Annotated[str | None, typer.Option("--queue", help="Only calls of this queue.")] = None,
    lang: Annotated[
        str, typer.Option("--lang", help="Language of the words and the exercises: en, pl, ru, ro.")
    ] = "en",
    as_json: AsJson = False,
) -> None:
    """Show what goes well, two things to practise, and how skills stand, each with its range."""
    from review.coaching import portrait
    from review.reports.texts import choose
    from review.store import Filter

    choose(lang, None)
    with opened_workspace(workspace, database) as store:
        found = portrait(store, Filter(agent=agent, queue=queue), lang=lang)
    if as_json:
        print_json(portrait_json(found))
        return
    for line in _told(found):
        typer.echo(line)


@clear_errors()
def ledger(
    case: Annotated[str, typer.Argument(help="The case.")],
    workspace: Where = Path(),
    database: Database = None,
    enter: Annotated[
        bool, typer.Option("--enter", help="Enter what the case's calls promise and the ledger lacks.")
    ] = False,
    kept: Annotated[int | None, typer.Option("--kept", help="The number of a promise that was kept.")] = None,
    broken: Annotated[int | None, typer.Option("--broken", help="The number of a promise that was not.")] = None,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Show the promises of a case: made in which call, kept or not, and whether the customer complained again."""
    from review.coaching.ledger import enter as entered
    from review.coaching.ledger import of_case
    from review.store import Filter

    with opened_workspace(workspace, database) as store:
        names = [call.name for call in store.calls(Filter(case_id=case), limit=1000)]
        if not names:
            raise FixableError(f"no call of a case {case} is in this workspace", fix="check its name")
        if enter:
            entered(store, names, by=by or me())
        for number, answer in ((kept, True), (broken, False)):
            if number is not None:
                store.keep(number, answer, by=by or me())
        found = of_case(store, case)
    words = {True: "kept", False: "not kept", None: "nobody knows"}
    if as_json:
        print_json(
            [
                {
                    "id": each.promise.id,
                    "call": each.promise.call,
                    "what": each.promise.what,
                    "kept": each.promise.kept,
                    "again": list(each.again),
                }
                for each in found
            ]
        )
        return
    for each in found:
        again = f"; the customer complained again in {', '.join(each.again)}" if each.again else ""
        typer.echo(f"{each.promise.id}  {each.promise.call}: {each.promise.what} ({words[each.promise.kept]}{again})")
    if not found:
        typer.echo("No promise stands in the ledger of this case; --enter looks for them in its calls.")


@clear_errors()
def dispute(
    call: Annotated[str | None, typer.Argument(help="The call; without it, what waits is listed.")] = None,
    item: Annotated[str | None, typer.Argument(help="The item of the rubric.")] = None,
    state: Annotated[State | None, typer.Argument(help="The next step.")] = None,
    workspace: Where = Path(),
    database: Database = None,
    words: Annotated[str, typer.Option("--words", help="The agent's words, or the reason.")] = "",
    value: Annotated[float | None, typer.Option("--value", help="The mark on the table.")] = None,
    by: Who = None,
) -> None:
    """Talk about one mark: share it, dispute it in the agent's words, let a second reviewer settle it."""
    with opened_workspace(workspace, database) as store:
        if call is None:
            from review.coaching.disputes import waiting

            for step in waiting(store):
                typer.echo(f"{step.call}  {step.item}: {step.by} says {step.words or 'nothing'}")
            return
        if item is None or state is None:
            raise FixableError(
                "say which item and which step", fix="for example: dispute 0042 paraphrase disputed --words ..."
            )
        store.dispute(call, item, state, by=by or me(), words=words, value=value)


def portrait_json(found: Portrait) -> dict[str, Any]:
    """Return what is known of an agent or the team as JSON values; shares are 0 to 1."""
    return {
        "agent": found.agent,
        "calls": len(found.calls),
        "reviewed": found.reviewed,
        "left_out": found.left_out,
        "strengths": [
            {**_skill(each.skill), "call": each.moment.call, "quote": each.moment.quote} for each in found.strengths
        ],
        "practise": [_practised(each) for each in found.practise],
        "skills": [_skill(skill) for skill in found.skills],
        "themes": [{"words": list(each.words), "calls": each.calls, "of": each.of} for each in found.themes],
        "causes": [
            {"text": each.text, "calls": each.calls, "of": each.of, "places": [place.call for place in each.places]}
            for each in found.causes
        ],
        "promises": found.promises._asdict(),
        "overturned": [
            {"item": each.item, "changed": each.changed, "settled": each.settled} for each in found.overturned
        ],
    }


def _practised(each: ToPractise) -> dict[str, Any]:
    moment, where = each.moment, each.practice
    return {
        **_skill(each.skill),
        "moment": moment and {"call": moment.call, "turn": moment.turn, "quote": moment.quote, "line": moment.line},
        "exercise": where.exercise and where.exercise.id,
        "scenario": where.role_play and where.role_play.id,
    }


def _skill(skill: Skill) -> dict[str, Any]:
    change = skill.change.direction if skill.change else None
    low, high = skill.interval
    return {"item": skill.item, "calls": skill.calls, "share": skill.share, "low": low, "high": high, "change": change}


def _told(found: Portrait) -> Iterator[str]:
    title = {skill.item: found.wording.criterion(skill.item).title for skill in found.skills}
    yield f"{found.agent or 'The team'}: {len(found.calls)} marked calls, {found.reviewed} of them judged by a person"
    if not found.calls:
        yield "No call was marked yet: review some first, with parafraza review RECORDINGS --out results, and open the desk"
    for each in found.strengths:
        yield f"Goes well: {title[each.skill.item]}, {_range(each.skill)}: “{each.moment.quote}” ({each.moment.call})"
    for one in found.practise:
        where = [
            one.practice.exercise and f"exercise {one.practice.exercise.id}",
            one.practice.role_play and f"parafraza play {one.practice.role_play.id}",
        ]
        moment = one.moment and f"look at {one.moment.call}" + (f": “{one.moment.quote}”" if one.moment.quote else "")
        yield f"To practise: {title[one.skill.item]}, {_range(one.skill)}; {'; '.join(part for part in (moment, *where) if part)}"
    for skill in found.skills:
        change = {"up": "rose", "down": "fell"}[skill.change.direction] if skill.change else ""
        yield f"  {title[skill.item]}: {_range(skill)}{', ' + change if change else ''}"
    for cause in found.causes:
        places = ", ".join(place.call for place in cause.places)
        yield f"Root cause, named in {cause.calls} of {cause.of} calls: {cause.text} ({places})"


def _range(skill: Skill) -> str:
    low, high = skill.interval
    return f"{skill.share:.0%} of the scale ({low:.0%} to {high:.0%}, {skill.calls} calls)"
