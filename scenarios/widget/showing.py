"""What the view shows of a session, as JSON values; the browser only draws it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scenarios.session import Exchange, Session, shared_lines
from scenarios.vocabulary import FEELINGS

Played = Callable[[tuple[str, ...]], Session]
"""Returns the session in which these lines were said."""


def shown(session: Session, played: Played) -> dict[str, Any]:
    """Return what the view draws.

    Args:
        session: The play as it stands.
        played: Says a branch's lines again, so that its answers can be shown.
    """
    texts, open_ = session.case.texts, session.coached
    others = _others(session, played) if open_ else {}
    return {
        "lang": session.case.language,
        "title": texts.title,
        "situation": texts.situation,
        "goals": list(texts.goals),
        "mode": session.mode,
        "opening": session.opening,
        "lines": [
            {**_line(session, exchange, told=open_), "others": others.get(place, [])}
            for place, exchange in enumerate(session.exchanges)
        ],
        "others": others.get(len(session.exchanges), []),
        "stands": _stands(session) if session.branches and session.exchanges and open_ else [],
        "open": open_,
        "ended": session.ended,
    }


def _line(session: Session, exchange: Exchange, *, told: bool) -> dict[str, Any]:
    names = session.case.shared_texts.moves
    return {
        "text": exchange.trainee,
        "said": exchange.said,
        "moves": list(dict.fromkeys(names[move.name] for move in exchange.moves)) if told else [],
        "remarks": [{"good": each.good, "text": each.text} for each in exchange.feedback] if told else [],
    }


def _others(session: Session, played: Played) -> dict[int, list[dict[str, Any]]]:
    """The ways tried before, by the line at which they part from the present one."""
    made: dict[int, list[dict[str, Any]]] = {}
    for index, branch in enumerate(session.branches):
        parts = shared_lines(session.lines, branch.lines)
        other = played(branch.lines)
        lines = [{"text": each.trainee, "said": each.said} for each in other.exchanges[parts:]]
        made.setdefault(parts, []).append({"branch": index, "lines": lines, "stands": _stands(other)})
    return made


def _stands(session: Session) -> list[dict[str, Any]]:
    """How the customer feels at the end of a way, to compare two of them."""
    words, now = session.case.shared_texts.words, session.state
    return [{"name": words[name], "value": now[name]} for name in FEELINGS]
