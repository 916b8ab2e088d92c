"""Moves and scorecards as JSON, in exactly the form other programs rely on: no key more, none less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from rubrics.values import Compliance, Mark, Move, RubricRef, Scorecard
from transcribe.call import Role, Span
from transcribe.errors import BadFile

SCHEMA = 1
_AGAIN = "write it again with this version of the toolkit"


def move_line(move: Move, dialog_id: str) -> dict[str, Any]:
    """Return one line of ``moves.jsonl``; times are seconds or ``None``."""
    return {
        "dialog_id": dialog_id,
        "turn": move.turn,
        "role": move.role,
        "move": move.name,
        "confidence": move.confidence,
        "quote": move.quote,
        **_seconds(move.span),
        "by": move.by,
    }


def move_from_line(line: Mapping[str, Any]) -> Move:
    """Return the move a line of ``moves.jsonl`` holds; raise :class:`BadFile` where a part is missing."""
    try:
        return Move(
            name=line["move"],
            turn=int(line["turn"]),
            span=_span(line),
            quote=line["quote"],
            confidence=float(line["confidence"]),
            by=line["by"],
            role=cast("Role", line.get("role", "agent")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(f"a line of moves cannot be used: {error}", fix=_AGAIN) from None


def move_lines(moves: Iterable[Move], dialog_id: str) -> list[dict[str, Any]]:
    """Return all lines of one call's ``moves.jsonl``."""
    return [move_line(move, dialog_id) for move in moves]


def scorecard_json(scorecard: Scorecard) -> dict[str, Any]:
    """Return a scorecard as ``scorecard.json`` has it."""
    return {
        "schema": SCHEMA,
        "rubric": {"id": scorecard.rubric.id, "version": scorecard.rubric.version},
        "skill_total": scorecard.skill_total,
        "compliance": scorecard.compliance,
        "marks": [mark_json(mark) for mark in scorecard.marks],
    }


def scorecard_from_json(content: Mapping[str, Any]) -> Scorecard:
    """Return the scorecard that ``scorecard.json`` holds; raise :class:`BadFile` where it is not one of ours."""
    if content.get("schema") != SCHEMA:
        raise BadFile(f"a scorecard of schema {content.get('schema')!r} cannot be read", fix=_AGAIN, where="schema")
    try:
        return Scorecard(
            rubric=RubricRef(content["rubric"]["id"], content["rubric"]["version"]),
            marks=tuple(_mark(mark) for mark in content["marks"]),
            skill_total=content["skill_total"],
            compliance=cast("Compliance", content["compliance"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(f"a scorecard cannot be used: {error}", fix=_AGAIN) from None


def mark_json(mark: Mark) -> dict[str, Any]:
    """Return one mark as ``scorecard.json`` has it."""
    return {
        "criterion": mark.criterion,
        "section": mark.section,
        "value": mark.value,
        "low": mark.low,
        "high": mark.high,
        "max": mark.max,
        "why": mark.why,
        "evidence": [_evidence_json(move) for move in mark.evidence],
    }


def _evidence_json(move: Move) -> dict[str, Any]:
    return {"turn": move.turn, **_seconds(move.span), "quote": move.quote, "move": move.name}


def _mark(content: Mapping[str, Any]) -> Mark:
    return Mark(
        criterion=content["criterion"],
        section=content["section"],
        value=content["value"],
        low=content["low"],
        high=content["high"],
        max=content["max"],
        why=content["why"],
        evidence=tuple(_evidence(move) for move in content["evidence"]),
    )


def _evidence(content: Mapping[str, Any]) -> Move:
    return Move(
        name=content["move"],
        turn=content["turn"],
        span=_span(content),
        quote=content["quote"],
        # A scorecard quotes its evidence; how sure each find was stands in moves.jsonl, and in the mark's range.
        confidence=1.0,
        by="scorecard",
    )


def _seconds(span: Span | None) -> dict[str, float | None]:
    return {"start": None, "end": None} if span is None else {"start": span.start, "end": span.end}


def _span(content: Mapping[str, Any]) -> Span | None:
    start, end = content.get("start"), content.get("end")
    return None if start is None or end is None else Span(float(start), float(end))
