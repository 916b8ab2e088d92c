"""Agent or customer, from what each says.

Evidence in words (``roles.yaml``), added up in logits and compared between the speakers. The louder, the longer or the
left one proves nothing. Where the words do not decide, the role stays ``unknown``: a coin toss would mark the wrong
person for somebody else's sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from transcribe.call import Call, Role, Turn
from transcribe.errors import UnknownName

SURE = 0.85
"""Confidence from which a role is given."""
OPENING_TURNS = 2
"""A speaker's first turns, in which the agent's phrases count double: calls open with them."""
MOST_OF_ONE = 2
"""How often one phrase counts: a customer who says "I need" nine times is not nine times a customer."""


class Evidence(NamedTuple):
    """One phrase and what it is worth in logits."""

    weight: float
    pattern: re.Pattern[str]


def with_roles(call: Call, agent: str | None = None) -> Call:
    """Return the call with each speaker's role.

    Args:
        call: turns whose role is ``unknown`` get one; a role that is already there stays.
        agent: who the agent is, if the caller knows: ``left``, ``right`` or a speaker's label.

    Raises:
        UnknownName: nobody in the call has that label.
    """
    if agent is not None:
        return _given(call, agent)
    if all(turn.role != "unknown" for turn in call.turns):
        return call
    found = _decided(_scores(call))
    confidence = {speaker: round(sure, 3) for speaker, (_, sure) in found.items()}
    call = replace(call, provenance=replace(call.provenance, role_confidence=confidence))
    return call.with_turns(lambda turn: turn if turn.role != "unknown" else replace(turn, role=found[turn.speaker][0]))


def _given(call: Call, agent: str) -> Call:
    labels = call.speakers
    if agent not in labels:
        raise UnknownName(
            f"nobody in this call is labelled {agent!r}", fix=f"use one of: {', '.join(sorted(labels)) or 'none'}"
        )
    call = replace(call, provenance=replace(call.provenance, role_confidence=dict.fromkeys(labels, 1.0)))
    # More than two voices: only the agent is known, the others may be colleagues.
    other: Role = "customer" if len(labels) == 2 else "unknown"
    return call.with_turns(lambda turn: replace(turn, role="agent" if turn.speaker == agent else other))


def _scores(call: Call) -> dict[str, float]:
    """Return for each speaker the logits for being the agent."""
    return {
        speaker: _score([turn for turn in call.turns if turn.speaker == speaker], call.language)
        for speaker in call.speakers
    }


def _score(turns: list[Turn], language: str | None) -> float:
    texts = [_plain(turn.text) for turn in turns]
    opening = " ".join(texts[:OPENING_TURNS])
    everything = " ".join(texts)
    total = 0.0
    for role, sign in (("agent", 1.0), ("customer", -1.0)):
        for weight, pattern in _evidence(language).get(role, ()):
            times = min(len(pattern.findall(everything)), MOST_OF_ONE)
            early = 1 if role == "agent" and pattern.search(opening) else 0
            total += sign * weight * (math.sqrt(times) + early)
    return total


def _decided(scores: dict[str, float]) -> dict[str, tuple[Role, float]]:
    """Give roles by how far the most agent-like speaker stands from the next."""
    if not scores:
        return {}
    ranked = sorted(scores, key=lambda speaker: -scores[speaker])
    best = ranked[0]
    if len(ranked) == 1:
        return {best: _alone(scores[best])}
    sure = _logistic(scores[best] - scores[ranked[1]])
    if sure < SURE:
        unsure: tuple[Role, float] = ("unknown", 1 - sure)
        return dict.fromkeys(ranked, unsure)
    found: dict[str, tuple[Role, float]] = {best: ("agent", sure)}
    for speaker in ranked[1:]:
        # With two voices the other one is the customer; of more, each has to show it.
        found[speaker] = ("customer", sure) if len(ranked) == 2 else _alone(min(scores[speaker], 0.0))
    return found


def _alone(score: float) -> tuple[Role, float]:
    sure = _logistic(abs(score))
    if sure < SURE:
        return "unknown", 1 - sure
    return ("agent" if score > 0 else "customer"), sure


def _logistic(logits: float) -> float:
    return 1 / (1 + math.exp(-min(max(logits, -50.0), 50.0)))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower().replace("’", "'")))


@cache
def _evidence(language: str | None) -> Mapping[str, tuple[Evidence, ...]]:
    raw = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {
        role: tuple(Evidence(float(weight), re.compile(pattern)) for weight, pattern in entries)
        for role, entries in raw.get(language or "", {}).items()
    }
