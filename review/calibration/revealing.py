"""A session laid open: every mark of every rater side by side, with the machine as one more, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from review.agreement.marks import Judgement
from review.agreement.study import Agreement, agreement
from review.calibration.sessions import Session, counting
from review.store import Store
from review.store.tables import calls, marks
from rubrics.values import Mark, Scorecard
from transcribe.errors import FixableError

MACHINE = "machine"
"""How the machine signs among the raters."""


@dataclass(frozen=True, slots=True)
class Given:
    """One rater's mark on one item of one call."""

    value: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One item of one call, with everybody's marks."""

    call: str
    folder: str | None
    """The folder of the call's results, relative to the workspace."""
    machine: Mark
    """With its evidence."""
    given: Mapping[str, Given]
    """By rater; who gave none is not in it."""

    @property
    def apart(self) -> float:
        """How far people are apart, as a share of the scale, 0 to 1."""
        values = [each.value for each in self.given.values() if each.value is not None]
        return (max(values) - min(values)) / self.machine.max if values and self.machine.max else 0.0


@dataclass(frozen=True, slots=True)
class Revealed:
    """All of a session."""

    session: Session
    beside: tuple[Beside, ...]
    """Where people are farthest apart first."""
    people: Agreement
    """Among people alone: an item that they read differently is to be written anew, whatever the machine says."""
    everyone: Agreement
    """With the machine as one more rater."""


def revealed(store: Store, of: Session, *, seed: int = 1) -> Revealed:
    """Return a session laid open.

    Args:
        store: The workspace.
        of: The session; it must have been revealed.
        seed: For the intervals; the same seed gives the same ones.

    Raises:
        FixableError: it was not revealed yet, or fewer than two people gave marks.
    """
    if of.revealed_at is None:
        raise FixableError(f"{of.name} is still running; marks stay hidden until then", fix="reveal it first")
    cards = {call: _card(store, of, call) for call in of.calls}
    given = _given(store, of)
    beside = [
        Beside(call, store.call(call).results, mark, given.get((call, mark.criterion), {}))
        for call, card in cards.items()
        for mark in card.marks
    ]
    people = [judged for each in beside for judged in _judgements(each)]
    if len({judged.rater for judged in people}) < 2:
        raise FixableError("fewer than two people gave marks, so nothing can be compared", fix="begin another session")
    machine = [Judgement(each.machine.criterion, each.call, MACHINE, _text(each.machine.value)) for each in beside]
    ordered = sorted(beside, key=lambda each: (-each.apart, each.machine.criterion, each.call))
    return Revealed(of, tuple(ordered), agreement(people, seed=seed), agreement([*people, *machine], seed=seed))


def _judgements(each: Beside) -> list[Judgement]:
    item = each.machine.criterion
    return [Judgement(item, each.call, rater, _text(given.value)) for rater, given in each.given.items()]


def _text(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _card(store: Store, of: Session, call: str) -> Scorecard:
    """Return the machine's marks as they were when the session was laid open."""
    found = store.results(call)
    before = [result.card for result in found if of.revealed_at is None or result.at <= of.revealed_at]
    return (before or [result.card for result in found])[-1]


def _given(store: Store, of: Session) -> dict[tuple[str, str], dict[str, Given]]:
    """Return what counts, by call and item; of one rater's several marks the last."""
    columns = (calls.c.name, marks.c.item, marks.c.by, marks.c.value, marks.c.why)
    query = sa.select(*columns).join(calls, calls.c.id == marks.c.call_id).order_by(marks.c.id)
    found: dict[tuple[str, str], dict[str, Given]] = {}
    for row in store.rows(query.where(counting(of), calls.c.name.in_(of.calls))):
        found.setdefault((row["name"], row["item"]), {})[row["by"]] = Given(row["value"], row["why"])
    return found
