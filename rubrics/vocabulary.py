"""The one vocabulary of moves, used by detectors, rubrics, scenarios, exercises and the report.

Definitions and tie-breaks for people who label: ``rubrics/corpus/README.md``.
"""

from __future__ import annotations

from typing import Literal

Family = Literal["listening", "paraphrase", "negotiation", "close", "harmful", "customer"]
"""The families of the look: listening and questions, paraphrase and empathy, negotiation, close and follow-up, harm."""

AGENT_MOVES: dict[str, Family] = {
    "greeting": "listening",
    "name_use": "listening",
    "thanks": "listening",
    "acknowledgement": "listening",
    "open_question": "listening",
    "closed_question": "listening",
    "clarifying_question": "listening",
    "paraphrase": "paraphrase",
    "data_confirmation": "paraphrase",
    "empathy": "paraphrase",
    "apology": "paraphrase",
    "ownership": "paraphrase",
    "option_offer": "negotiation",
    "win_win": "negotiation",
    "expectation_setting": "negotiation",
    "fact_argument": "negotiation",
    "value_argument": "negotiation",
    "alternative_batna": "negotiation",
    "promise_deadline": "close",
    "next_step": "close",
    "satisfaction_check": "close",
    "further_help": "close",
    "review_invitation": "close",
    "blame": "harmful",
    "bounce": "harmful",
    "jargon": "harmful",
    "unsupported_claim": "harmful",
    "interruption": "harmful",
    "dead_air": "harmful",
}
"""What an agent can do, in the order of a call, with its family."""

CUSTOMER_MOVES: dict[str, Family] = dict.fromkeys(
    ("complaint", "repeat_complaint", "confirms", "corrects", "agrees", "escalates", "thanks"), "customer"
)
"""What a customer can do that the agent's marks depend on."""

TIMED_MOVES = frozenset({"interruption", "dead_air"})
"""Moves seen in the times, not in the words."""


def family(move: str, role: str = "agent") -> Family:
    """Return the family of a move; ``thanks`` belongs to both sides, so the role decides."""
    moves = CUSTOMER_MOVES if role == "customer" else AGENT_MOVES
    return moves[move]
