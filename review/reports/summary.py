"""What happened, in one sentence: what the customer brings, what the agent does about it, how they part."""

from __future__ import annotations

from collections.abc import Sequence

from review.reports.heard import Customer
from review.reports.measures import length
from review.reports.names import AGENT_DOES, CUSTOMER_ENDS
from review.reports.quotes import first_complaint, shortened
from review.reports.texts import Texts
from rubrics.values import Move
from transcribe.call import Call


def one_sentence(call: Call, moves: Sequence[Move], texts: Texts) -> str:
    """Say what happened in ``call``; where there are no moves, say how much was said."""
    parts = [_brought(call, moves, texts), _done(moves, texts), _left(moves, texts)]
    sentence = "; ".join(part for part in parts if part) or _bare(call, texts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _brought(call: Call, moves: Sequence[Move], texts: Texts) -> str | None:
    first = first_complaint(moves)
    if first is None:
        return None
    # The first complaint may be about the agent; what the call is about comes back, and mostly stands in the first words.
    matter = Customer(call, moves).matter()
    return texts.say("the customer says {quote}", quote=texts.quoted(matter.text if matter else shortened(first.quote)))


def _done(moves: Sequence[Move], texts: Texts) -> str | None:
    made = {move.name for move in moves if move.role == "agent"}
    telling = (next((text for name, text in stage.items() if name in made), None) for stage in AGENT_DOES)
    deeds = [texts.say(text) for text in telling if text]
    return texts.say("you {deeds}", deeds=texts.listed(deeds)) if deeds else None


def _left(moves: Sequence[Move], texts: Texts) -> str | None:
    made = {move.name for move in moves if move.role == "customer"}
    return next((texts.say(ending) for name, ending in CUSTOMER_ENDS.items() if name in made), None)


def _bare(call: Call, texts: Texts) -> str:
    if not call.turns:
        return texts.say("nobody says anything in this recording")
    voices = len(call.speakers)
    said = texts.say_n("{n} voice speaks", "{n} voices speak", voices)
    turns = texts.say_n("in {n} turn", "in {n} turns", len(call.turns))
    total = length(call)
    lasting = f", {texts.length(total)}" if total else ""
    return f"{said} {turns}{lasting}"
