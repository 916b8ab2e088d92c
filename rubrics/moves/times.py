"""Moves seen in the times of a call: talking over the customer, and silence nobody explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rubrics.moves.base import CallDetector, Need, call_detectors
from rubrics.values import Move
from transcribe.call import Call, Role, Span, Turn

SHORTEST_OVERLAP = 0.6
"""Seconds; below it, turns of polite speakers overlap all the time."""
BACKCHANNEL_WORDS = 3
"""A shorter turn over the customer's voice is a sign of listening."""
CUT_SHORT = 0.25
"""Of the customer's turn still to come when the agent begins: the customer was in the middle."""
DEAD_AIR = 6.0
"""Seconds of silence a caller notices as "is anybody there?"."""
HOLD = 20.0
"""Seconds a caller waits calmly after "one moment, please"."""
NAMED = {"some_minutes": 180.0, "half_a_minute": 30.0, "a_minute": 60.0}
"""Seconds of a time that is named in the lexicon's words, the first that is heard; who says "half a minute" may take it."""
QUOTED_WORDS = 8


@dataclass(frozen=True)
class Interruption:
    """The agent begins while the customer is still in the middle of something."""

    moves: tuple[str, ...] = ("interruption",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("times",)

    def across(self, call: Call) -> Iterable[Move]:
        """Give each agent turn that begins well before the customer's turn ends."""
        for before, (index, turn) in pairwise(_timed(call)):
            if before[1].role == "customer" and turn.role == "agent":
                yield from _interruption(before[1], index, turn)


def _interruption(customer: Turn, index: int, turn: Turn) -> Iterator[Move]:
    assert customer.span is not None and turn.span is not None  # noqa: S101, PT018 - _timed gives no other
    overlap = customer.span & turn.span
    if overlap is None or overlap.duration < SHORTEST_OVERLAP or len(turn.text.split()) <= BACKCHANNEL_WORDS:
        return
    middle = (customer.span.end - turn.span.start) / max(customer.span.duration, 1e-6) >= CUT_SHORT
    confidence = 0.85 if middle and overlap.duration >= 2 * SHORTEST_OVERLAP else 0.6
    yield Move("interruption", index, overlap, _first_words(turn.text), confidence, "interruption.v1", "agent",
               f"{overlap.duration:.1f} s")  # fmt: skip


@dataclass(frozen=True)
class DeadAir:
    """Silence on the agent's side that nobody announced, or that outlasts what was announced."""

    moves: tuple[str, ...] = ("dead_air",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("times",)

    def across(self, call: Call) -> Iterable[Move]:
        """Give each silence with the agent's words beside it."""
        reached = 0.0
        for (first, before), (second, after) in pairwise(_timed(call)):
            assert before.span is not None and after.span is not None  # noqa: S101, PT018 - _timed gives no other
            reached = max(reached, before.span.end)
            silence = after.span.start - reached
            index, turn = (first, before) if before.role == "agent" else (second, after)
            allowed = _announced(call, first) or DEAD_AIR
            if silence >= allowed and turn.role == "agent":
                span = Span(reached, after.span.start)
                quote = _last_words(turn.text) if turn is before else _first_words(turn.text)
                confidence = 0.9 if silence >= 1.5 * allowed else 0.7
                yield Move("dead_air", index, span, quote, confidence, "dead_air.v1", "agent", f"{silence:.0f} s")


def _announced(call: Call, index: int) -> float:
    """Return the seconds this turn, or the agent's one just before it, asked the customer to wait; 0 where neither did."""
    from rubrics.moves.base import read
    from rubrics.moves.finding import lexicon_of

    for turn in call.turns[max(0, index - 1) : index + 1]:
        lexicon = lexicon_of(turn.language or call.language)
        said = read(turn.text, "agent", lexicon) if turn.role == "agent" and lexicon else None
        if said and said.of("features.hold_asked"):
            return next((seconds for name, seconds in NAMED.items() if said.of(f"features.{name}")), HOLD)
    return 0.0


def _timed(call: Call) -> list[tuple[int, Turn]]:
    return [(index, turn) for index, turn in enumerate(call.turns) if turn.span is not None and turn.text.strip()]


def _first_words(text: str) -> str:
    words = text.split()
    end = _behind(text, words[:QUOTED_WORDS])
    return text[:end].strip()


def _last_words(text: str) -> str:
    words = text.split()
    return text[_behind(text, words[:-QUOTED_WORDS]) :].strip()


def _behind(text: str, words: list[str]) -> int:
    """Return the place behind ``words``, which stand at the beginning of ``text``."""
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return at


@call_detectors.add("interruption.v1")
def interruption() -> CallDetector:
    """Begins while the customer is in the middle."""
    return Interruption()


@call_detectors.add("dead_air.v1")
def dead_air() -> CallDetector:
    """Silence nobody explained."""
    return DeadAir()
