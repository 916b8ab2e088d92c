"""A judge's opinions beside a scorecard's marks: which replace a mark, and how far the rest agree (design note 0015)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from rubrics.judges.values import Opinion, Spent
from rubrics.schema import Rubric
from rubrics.scorecard import skill_total
from rubrics.values import Scorecard
from rubrics.wire import mark_json

SCHEMA = 1


def joined(card: Scorecard, rubric: Rubric, opinions: Iterable[Opinion]) -> Scorecard:
    """Return the card with a judge's marks where the rubric leaves a skill to that judge, and the total anew.

    An opinion without value makes such a mark *not judged*, with its reason. All other marks stay as they are.
    """
    given = {each.mark.criterion: each.mark for each in replacing(rubric, opinions)}
    marks = tuple(given.get(mark.criterion, mark) for mark in card.marks)
    return replace(card, marks=marks, skill_total=skill_total(rubric, marks)) if given else card


def replacing(rubric: Rubric, opinions: Iterable[Opinion]) -> tuple[Opinion, ...]:
    """Return the opinions that take the place of a mark: on skills the rubric leaves to the judge who gave them."""
    left = {each.id: each.judge for section, each in rubric.criteria() if not section.critical}
    return tuple(each for each in opinions if left.get(each.mark.criterion) == each.judge)


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
        "replaced": [each.mark.criterion for each in replacing(rubric, opinions)],
        "spent": {**asdict(spent), "seconds": round(spent.seconds, 1)},
        "opinions": [_opinion(each) for each in opinions],
    }


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
    """Return the mark as ``scorecard.json`` has it, each quote with its share of the votes, and the votes."""
    mark = mark_json(opinion.mark)
    shares = [round(move.confidence, 2) for move in opinion.mark.evidence]
    evidence = [{**quoted, "share": share} for quoted, share in zip(mark["evidence"], shares, strict=True)]
    return {**mark, "evidence": evidence, "votes": [asdict(vote) for vote in opinion.votes]}
