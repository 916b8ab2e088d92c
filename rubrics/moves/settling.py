"""What one turn's finds mean together: a question that offers a choice is an option offer, not a closed question.

Detectors look at a turn one by one, and the same words serve several of them. People label the salient moves only,
three at most, so a find loses weight where another one explains the same words better.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rubrics.moves.base import Find

MOST_MOVES, LONG_TURN = 3, 45
"""Moves one turn may have, as the definitions in ``rubrics/corpus`` say, and one more for each so many words: half a
minute of talk holds more than a line does."""
TAKEN = 0.75
"""Share of a find's weight lost to a certain find that explains it."""

APART = 8
"""Words between two finds from which neither explains the other."""

EXPLAINED_BY: Mapping[str, frozenset[str]] = {
    "closed_question": frozenset(
        {
            "open_question", "clarifying_question", "option_offer", "satisfaction_check", "further_help", "win_win",
            "review_invitation", "blame", "paraphrase", "data_confirmation", "next_step", "ownership",
        }
    ),
    "clarifying_question": frozenset(
        {"option_offer", "satisfaction_check", "further_help", "review_invitation", "paraphrase"}
    ),
    "open_question": frozenset({"satisfaction_check", "further_help", "review_invitation", "option_offer"}),
    "next_step": frozenset({"win_win", "option_offer", "alternative_batna", "review_invitation", "value_argument"}),
    "promise_deadline": frozenset({"win_win", "option_offer", "alternative_batna", "expectation_setting"}),
    "ownership": frozenset({"further_help", "win_win", "option_offer", "bounce"}),
    "paraphrase": frozenset(
        {
            "value_argument", "win_win", "blame", "satisfaction_check", "option_offer", "data_confirmation",
            "alternative_batna", "expectation_setting", "next_step", "jargon", "further_help", "promise_deadline",
        }
    ),
    "data_confirmation": frozenset({"closed_question", "promise_deadline", "win_win", "expectation_setting"}),
    "satisfaction_check": frozenset({"further_help"}),
    "acknowledgement": frozenset({"empathy"}),
    "unsupported_claim": frozenset({"expectation_setting", "fact_argument"}),
    "agrees": frozenset({"complaint"}),
    "confirms": frozenset({"corrects"}),
    "complaint": frozenset({"repeat_complaint", "escalates", "corrects"}),
}  # fmt: skip
"""For each move, those that make the same words something else."""


class Weighed(NamedTuple):
    """A turn's surest find of a move, and what is left of it beside the turn's other finds."""

    by: str
    """The detector and its version."""
    find: Find
    settled: float


def weighed(finds: Iterable[tuple[str, Find]]) -> dict[str, Weighed]:
    """Return the surest find of each move, weighed against the others of the turn."""
    best: dict[str, tuple[str, Find]] = {}
    for by, find in finds:
        if find.name not in best or find.confidence > best[find.name][1].confidence:
            best[find.name] = (by, find)
    return {move: Weighed(by, find, _left(find, best)) for move, (by, find) in best.items()}


def settled(cues: Mapping[str, Weighed], words: int) -> list[tuple[str, Find]]:
    """Return one turn's finds as they stand against each other, the surest, in their order."""
    return surest(((cue.by, cue.find._replace(confidence=cue.settled)) for cue in cues.values()), words)


def surest(finds: Iterable[tuple[str, Find]], words: int) -> list[tuple[str, Find]]:
    """Return as many of the surest finds as a turn of so many words may have, in their order."""
    kept = sorted(finds, key=lambda pair: -pair[1].confidence)[: MOST_MOVES + words // LONG_TURN]
    return sorted(kept, key=lambda pair: pair[1].start)


def _left(find: Find, others: Mapping[str, tuple[str, Find]]) -> float:
    left = find.confidence
    for name in EXPLAINED_BY.get(find.name, frozenset()) & others.keys():
        other = others[name][1]
        rival = other.confidence
        if rival >= find.confidence * 0.7 and _close(find, other):
            left *= 1 - TAKEN * rival
    return left


def _close(one: Find, other: Find) -> bool:
    """Tell whether two finds may be about the same words; far apart in a long turn they are two things said."""
    return max(one.start, other.start) - min(one.end, other.end) < APART
