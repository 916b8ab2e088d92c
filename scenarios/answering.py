"""The customer's answer to a line: what changes, what is said to it, and whether the talk ends with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scenarios.customer import Cause, Customer, affected, beat, ending_of, reaches, tone
from scenarios.evidence import Evidence
from scenarios.loading import Case
from scenarios.noticing import BRINGING, Notice, notice
from scenarios.vocabulary import Tone

FIRST_WORDS = (
    "blamed", "bounced", "claimed", "jargon", "foreign", "puzzled", "same_again", "pasted", "copied", "interrupts",
    "corrects", "not_it", "hurt", "invited_unhappy", "pressed", "invited", "satisfied", "not_satisfied", "sorry_again",
    "questions_again", "known",
)  # fmt: skip
"""What the customer answers before all else, the most pressing first; only one of them is said."""
STRUCTURAL = frozenset({*FIRST_WORDS, "softened", "too_early", "when", "repeats"})
MOST_PIECES = 3
ANSWERED_FROM = 0.45
"""Weight of what the customer takes up in words; fainter signs only move the state."""


@dataclass(frozen=True)
class Piece:
    """One thing the customer says: a named line, or a fact, or what a part or an unwanted offer makes them say."""

    line: str
    of: str | None = None
    """The id of the fact, part or unwanted offer it is about."""


@dataclass(frozen=True)
class Answer:
    """All that follows from a line."""

    customer: Customer
    pieces: tuple[Piece, ...]
    tone: Tone
    noticed: Notice
    causes: tuple[Cause, ...]


def answer(case: Case, customer: Customer, evidence: Evidence) -> Answer:
    """Return the customer after a line, what is said to it, and why."""
    seen = notice(case, customer, evidence)
    moved, causes = affected(case, seen.customer, seen.signs)
    crossed = not customer.accepted and reaches(case, moved, "solution_accepted", "accepted")
    moved = replace(moved, accepted=True) if crossed else moved
    said = _pieces(case, customer, moved, seen, causes, crossed=crossed)
    pieces = tuple(said) or (_patiently(case, moved),)
    moved, last = _parting(case, customer, moved, seen)
    return Answer(moved, _cut(pieces, last), tone(case, moved), seen, causes)


def _cut(pieces: tuple[Piece, ...], last: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A parting leaves room for one thing before it; a warning comes after all else."""
    if not last:
        return pieces[:MOST_PIECES]
    keep = {"hangs_up": 1, "manager": 1, "goodbye": 1, "leaves": 1}.get(last[0].line, 2)
    first = tuple(piece for piece in pieces if piece.line in FIRST_WORDS or keep > 1)
    return (*first[:keep], *last)


def _parting(case: Case, before: Customer, now: Customer, seen: Notice) -> tuple[Customer, tuple[Piece, ...]]:
    """Whether this line ends the talk, or nearly does."""
    by = _ends_by(case, before, now, seen)
    if by:
        return _ended(case, now, by if by in ("hangs_up", "manager") else "talk"), (Piece(by),)
    if not reaches(case, now, "trust", "broken"):
        return replace(now, asked_for_manager=True), (Piece("manager_asked"),)
    if not before.warned and not reaches(case, now, "patience", "short"):
        return replace(now, warned=True), (Piece("warns"),)
    return now, ()


def _ends_by(case: Case, before: Customer, now: Customer, seen: Notice) -> str | None:
    """Return the line with which the customer ends the talk, if they do."""
    if not reaches(case, now, "patience", "gone") or not reaches(case, now, "calm", "shouting"):
        return "hangs_up"
    if before.asked_for_manager and not reaches(case, now, "trust", "broken"):
        return "manager"
    closing = before.certain or (before.agreed and not BRINGING & set(seen.signs))
    if now.agreed and (closing or "further_help" in seen.signs):
        return "goodbye"
    return "leaves" if now.lines >= case.scenario.most_lines else None


def _ended(case: Case, customer: Customer, by: str) -> Customer:
    return replace(customer, ending=ending_of(case, customer, by).id)


def _pieces(
    case: Case, before: Customer, now: Customer, seen: Notice, causes: tuple[Cause, ...], *, crossed: bool
) -> Iterator[Piece]:
    lines = [cause.reaction.line for cause in causes if cause.reaction.line and cause.weight >= ANSWERED_FROM]
    first = next((line for line in FIRST_WORDS if line in lines), None)
    own = next((line for line in lines if line not in STRUCTURAL), None)
    confirmed = bool(seen.returned) or ("paraphrase" in seen.signs and "echo" in seen.signs)
    if first:
        yield Piece(first, seen.wrong if first == "corrects" else seen.unwanted if first == "not_it" else None)
    elif own:
        yield Piece(own)
    elif confirmed and not seen.offered:
        yield Piece("confirms")
    elif "softened" in lines and not seen.revealed:
        yield Piece("softened")
    yield from _matter(case, before, now, seen, lines, crossed=crossed, said=first or own, confirmed=confirmed)


def _matter(
    case: Case,
    before: Customer,
    now: Customer,
    seen: Notice,
    lines: list[str],
    *,
    crossed: bool,
    said: str | None,
    confirmed: bool,
) -> Iterator[Piece]:
    """What the customer adds: something new, an answer to an offer, what is still missing."""
    if seen.revealed:
        yield from (Piece("fact", name) for name in seen.revealed)
    elif said == "known" and seen.known:
        yield Piece("fact", seen.known)
    elif said == "satisfied":
        return
    elif crossed:
        yield Piece("accepts")
    elif before.accepted and (seen.offered or "promise_deadline" in seen.signs or "next_step" in seen.signs):
        yield Piece("glad")
    elif said == "not_satisfied" or (seen.offered and "too_early" not in lines):
        yield missing(case, now)
    elif "too_early" in lines:
        yield Piece("too_early")
    elif "when" in lines and not said:
        yield Piece("when")
    elif "repeats" in lines or said == "hurt":
        yield _again(case, before, now)
    elif said:
        return
    else:
        yield from _onward(case, now, seen, confirmed=confirmed)


def _onward(case: Case, now: Customer, seen: Notice, *, confirmed: bool) -> Iterator[Piece]:
    in_story = beat(case, now) == case.beats[0].id
    if "asked_nothing" in seen.signs:
        yield Piece("more")
    elif confirmed and not in_story:
        yield Piece("asks_for_solution")
    elif not confirmed and "softened" not in seen.signs and not ({"empathy", "apology"} & set(seen.signs)):
        yield Piece("waits") if in_story or now.accepted else missing(case, now)


def _patiently(case: Case, now: Customer) -> Piece:
    """Say something where nothing else is to be said: nobody on the telephone is simply silent."""
    return Piece("waits" if now.accepted or beat(case, now) == case.beats[0].id else "asks_for_solution")


def _again(case: Case, before: Customer, now: Customer) -> Piece:
    in_story = beat(case, before) == case.beats[0].id
    return Piece("repeats") if in_story else missing(case, now)


def missing(case: Case, customer: Customer) -> Piece:
    """Return what the customer still asks for: the weightiest part nobody has offered, a must before all."""
    left = [part for part in case.scenario.solution if part.id not in customer.offered]
    left = [part for part in left if case.texts.solution[part.id].asks]
    if not left:
        return Piece("waits" if customer.accepted else "asks_for_solution")
    return Piece("asks", max(left, key=lambda part: (part.must, part.worth)).id)


def finished(case: Case, customer: Customer) -> Customer:
    """Return the customer when the trainee ends the talk here; one that has ended stays as it is."""
    return customer if customer.ending else _ended(case, customer, "talk")
