"""A play as JSON, CSV and xAPI statements, for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from rubrics.wire import scorecard_json
from scenarios.customer import result, state
from scenarios.debriefing import Debrief, debrief
from scenarios.session import Exchange, Session
from scenarios.vocabulary import GAUGES

VERBS = "http://adlnet.gov/expapi/verbs"
"""The common verbs of xAPI; names, never fetched."""
ACTIVITY = "urn:parafraza:scenario"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings a spreadsheet would take for a formula."""


def play_json(session: Session) -> dict[str, Any]:
    """Return a finished play in the form other programs rely on: no key more, none less."""
    ended = debrief(session)
    return {
        "scenario": session.case.scenario.id,
        "lang": session.case.language,
        "seed": session.seed,
        "turns": [_turn(session, exchange) for exchange in session.exchanges],
        "ending": ended.ending,
        "scorecard": scorecard_json(ended.card),
    }


def _turn(session: Session, exchange: Exchange) -> dict[str, Any]:
    case = session.case
    return {
        "trainee": exchange.trainee,
        "moves": [{"move": each.name, "quote": each.quote, "confidence": each.confidence} for each in exchange.moves],
        "customer": exchange.said,
        "state": {**state(case, exchange.customer), "score": result(case, exchange.customer)},
        "feedback": [
            {"about": each.about, "good": each.good, "text": each.text, "quote": each.quote}
            for each in exchange.feedback
        ],
    }


def debrief_json(ended: Debrief) -> dict[str, Any]:
    """Return a debrief as JSON values."""
    return {
        "schema": 1,
        "scenario": ended.session.case.scenario.id,
        "lang": ended.session.case.language,
        "seed": ended.session.seed,
        "ending": ended.ending,
        "outcome": ended.outcome,
        "result": ended.result,
        "curve": [dict(each) for each in ended.curve],
        "moments": [
            {"line": each.line, "trainee": each.trainee, "good": each.good, "why": each.why, "better": each.better}
            for each in ended.moments
        ],
        "practice": [
            {"move": each.move, "name": each.name, "scenarios": list(each.scenarios)} for each in ended.practice
        ],
        "scorecard": scorecard_json(ended.card),
    }


def debrief_csv(ended: Debrief) -> str:
    """Return a debrief as CSV, one row a line of the trainee; text no spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["scenario", "lang", "seed", "line", "trainee", "moves", "customer", *GAUGES, "ending", "result"])
    session = ended.session
    for number, exchange in enumerate(session.exchanges, start=1):
        gauges = state(session.case, exchange.customer)
        moves = " ".join(each.name for each in exchange.moves)
        row = [session.case.scenario.id, session.case.language, session.seed, number, _plain(exchange.trainee), moves]
        writer.writerow([*row, _plain(exchange.said), *gauges.values(), ended.ending, ended.result])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def xapi_statements(ended: Debrief, *, actor: str, timestamp: str | None = None) -> list[dict[str, Any]]:
    """Return a debrief as xAPI 1.0.3 statements: the play completed, and each line answered.

    The statements of one play share a registration; ids follow from what was said and when, so that a play sent twice is
    kept once.

    Args:
        ended: The debrief.
        actor: Who played; a name of the trainee's choice, kept as an account without a mail address.
        timestamp: When, in ISO 8601; left out where nobody knows.
    """
    who = {"objectType": "Agent", "name": actor, "account": {"homePage": "urn:parafraza", "name": actor}}
    session, when = ended.session, {"timestamp": timestamp} if timestamp else {}
    told = (session.case.scenario.id, session.case.language, session.seed, session.lines, actor, timestamp)
    play = uuid5(NAMESPACE_URL, f"{ACTIVITY}{told!r}")
    context = {"registration": str(play), "language": session.case.language, "platform": "Parafraza"}
    made = (_completed(ended), *(_answered(ended, number) for number in range(len(session.exchanges))))
    return [
        {
            "id": str(uuid5(play, str(number))),
            "actor": who,
            **statement,
            "context": {**context, **statement["context"]},
            **when,
        }
        for number, statement in enumerate(made)
    ]


def _completed(ended: Debrief) -> dict[str, Any]:
    """The play as a whole: how it ended, every mark, what to practise."""
    session = ended.session
    score = {"scaled": round(ended.result / 100, 3), "raw": ended.result, "min": 0, "max": 100}
    success = ended.ending in (session.case.best.id, "settled")
    marks = {mark.criterion: mark.value for mark in ended.card.marks}
    more = {
        "mode": session.mode,
        "seed": session.seed,
        "marks": marks,
        "state": dict(ended.curve[-1]),
        "practise": [each.move for each in ended.practice],
    }
    return {
        "verb": {"id": f"{VERBS}/completed", "display": {"en": "completed"}},
        "object": _activity(session),
        "result": {"completion": True, "success": success, "score": score, "response": ended.ending},
        "context": {"extensions": _extensions(more)},
    }


def _answered(ended: Debrief, number: int) -> dict[str, Any]:
    """One line of the trainee: its words, the moves heard in it, how the customer felt after it."""
    session = ended.session
    exchange, whole = session.exchanges[number], _activity(session)
    more = {
        "moves": [each.name for each in exchange.moves],
        "state": dict(ended.curve[number + 1]),
        "feedback": [each.about for each in exchange.feedback],
    }
    return {
        "verb": {"id": f"{VERBS}/answered", "display": {"en": "answered"}},
        "object": {**whole, "id": f"{whole['id']}/line/{number + 1}"},
        "result": {"response": exchange.trainee},
        "context": {"contextActivities": {"parent": [whole]}, "extensions": _extensions(more)},
    }


def _activity(session: Session) -> dict[str, Any]:
    case = session.case
    about = {"name": {case.language: case.texts.title}, "type": "http://adlnet.gov/expapi/activities/simulation"}
    return {"objectType": "Activity", "id": f"{ACTIVITY}:{case.scenario.id}", "definition": about}


def _extensions(more: Mapping[str, Any]) -> dict[str, Any]:
    """Return values under names that are addresses, as xAPI asks for."""
    return {f"{ACTIVITY}:{name}": value for name, value in more.items()}
