"""What of a call can be judged at all, and why the rest cannot."""

from __future__ import annotations

from dataclasses import dataclass

from rubrics.moves.finding import lexicon_of
from rubrics.sentences import sentence
from rubrics.vocabulary import CUSTOMER_MOVES, TIMED_MOVES
from transcribe.call import Call, Role


@dataclass(frozen=True)
class Judgeable:
    """What a call allows."""

    whole: str | None
    """Why nothing can be judged, or ``None`` where something can."""
    customer: bool
    times: bool
    notes: tuple[str, ...]
    """What a reader should know before the marks."""


def judgeable(call: Call, language: str) -> Judgeable:
    """Return what of ``call`` can be judged, with reasons in ``language``."""
    spoken = [turn for turn in call.turns if turn.text.strip()]
    roles = {turn.role for turn in spoken}
    whole = _why_nothing(call, language)
    notes = () if whole else _notes(call, language, roles)
    timed = bool(spoken) and all(turn.span is not None for turn in spoken)
    return Judgeable(whole, "customer" in roles, timed, (whole,) if whole else notes)


def why_not(names: frozenset[str], allowed: Judgeable, language: str) -> str | None:
    """Return why a criterion that looks at these moves cannot be judged, or ``None`` where it can."""
    if allowed.whole:
        return allowed.whole
    plain = {name.removeprefix("customer.") for name in names}
    if plain & TIMED_MOVES and not allowed.times:
        return sentence("no_times", language)
    # "thanks" is the agent's too; with the prefix it is the customer's
    if any(name.startswith("customer.") or (name in CUSTOMER_MOVES and name != "thanks") for name in names):
        return None if allowed.customer else sentence("no_customer", language)
    return None


def _why_nothing(call: Call, language: str) -> str | None:
    spoken = [turn for turn in call.turns if turn.text.strip()]
    if not spoken:
        return sentence("no_turns", language)
    languages = {turn.language or call.language for turn in spoken}
    if languages == {None}:
        return sentence("no_language", language)
    if not any(lexicon_of(code) for code in languages):
        return sentence("no_lexicon", language, code=", ".join(sorted(code for code in languages if code)))
    if not any(turn.role == "agent" for turn in spoken):
        return sentence("no_agent", language)
    return None


def _notes(call: Call, language: str, roles: set[Role]) -> tuple[str, ...]:
    spoken = [turn for turn in call.turns if turn.text.strip()]
    foreign = {code for turn in spoken if (code := turn.language or call.language) and not lexicon_of(code)}
    unknown = sum(turn.role == "unknown" for turn in spoken)
    notes = []
    if "customer" not in roles:
        notes.append(sentence("no_customer_note", language))
    if foreign:
        notes.append(sentence("some_language", language, code=", ".join(sorted(foreign))))
    if unknown:
        notes.append(sentence("some_unknown", language, count=unknown))
    return tuple(notes)
