"""A judge's opinions beside a scorecard's marks: which replace a mark, and how far the rest agree (design note 0015)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from rubrics.judges.values import Opinion, Spent, Vote
from rubrics.schema import MODEL_JUDGE, Rubric
from rubrics.values import Mark, Move, Scorecard

SCHEMA = 1


def joined(card: Scorecard, rubric: Rubric, opinions: Iterable[Opinion]) -> Scorecard:
    """Return the card with a judge's marks where the rubric leaves a skill to ``model.v1``, and the total anew.

    An opinion without value makes such a mark *not judged*, with its reason. All other marks stay as they are.
    """
    left = set(left_to_judge(rubric))
    given = {each.mark.criterion: each.mark for each in opinions if each.mark.criterion in left}
    marks = tuple(given.get(mark.criterion, mark) for mark in card.marks)
    return replace(card, marks=marks, skill_total=_total(rubric, marks)) if given else card


def left_to_judge(rubric: Rubric) -> tuple[str, ...]:
    """Return the ids of the skills whose mark a rubric leaves to a model."""
    criteria = rubric.criteria()
    return tuple(each.id for section, each in criteria if each.judge == MODEL_JUDGE and not section.critical)


def judge_json(card: Scorecard, rubric: Rubric, opinions: Sequence[Opinion], spent: Spent) -> dict[str, Any]:
    """Return ``judge.json``: every opinion with its votes, the agreement with the marks by moves, and what it took.

    Args:
        card: The marks by moves, before anything was replaced.
        rubric: Whose criteria they are.
        opinions: What the judge said.
        spent: What it took.
    """
    return {
        "schema": SCHEMA,
        "by": opinions[0].by if opinions else None,
        "rubric": {"id": card.rubric.id, "version": card.rubric.version},
        "agreement": _agreement(card, opinions),
        "replaced": list(left_to_judge(rubric)),
        "spent": {**asdict(spent), "seconds": round(spent.seconds, 1)},
        "opinions": [_opinion(each) for each in opinions],
    }


def _total(rubric: Rubric, marks: Iterable[Mark]) -> float | None:
    weights = {each.id: rubric.weight(section, each) for section, each in rubric.criteria() if not section.critical}
    judged = [(weights[mark.criterion], mark) for mark in marks if mark.value is not None and mark.criterion in weights]
    whole = sum(weight for weight, _ in judged)
    reached = sum(weight * (mark.value or 0) / mark.max for weight, mark in judged)
    return round(100 * reached / whole, 1) if whole else None


def _agreement(card: Scorecard, opinions: Iterable[Opinion]) -> dict[str, int]:
    """Count the criteria both judged, those with the same level, and those at most one level apart."""
    values = {mark.criterion: mark.value for mark in card.marks}
    apart = [
        abs(value - each.mark.value)
        for each in opinions
        if (value := values.get(each.mark.criterion)) is not None and each.mark.value is not None
    ]
    return {"both_judged": len(apart), "same": apart.count(0), "within_one": sum(each <= 1 for each in apart)}


def _opinion(opinion: Opinion) -> dict[str, Any]:
    mark = opinion.mark
    return {
        "criterion": mark.criterion,
        "section": mark.section,
        "value": mark.value,
        "low": mark.low,
        "high": mark.high,
        "max": mark.max,
        "why": mark.why,
        "evidence": [_evidence(move) for move in mark.evidence],
        "votes": [_vote(vote) for vote in opinion.votes],
    }


def _evidence(move: Move) -> dict[str, Any]:
    start, end = (move.span.start, move.span.end) if move.span else (None, None)
    return {"turn": move.turn, "start": start, "end": end, "quote": move.quote, "share": round(move.confidence, 2)}


def _vote(vote: Vote) -> dict[str, Any]:
    return {"level": vote.level, "turn": vote.turn, "quote": vote.quote, "fault": vote.fault}
