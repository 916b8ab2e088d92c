"""Whether a condition of a rubric holds for the moves of a call.

Pure functions over :class:`Facts`; one call is asked hundreds of times with slightly different moves, so facts are
counted once and looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rubrics.forms import CUSTOMER, Chain, Condition, Count, Near, Order, Place, Ratio
from rubrics.values import Move
from rubrics.vocabulary import AGENT_MOVES

EARLY_SHARE, EARLY_TURNS = 0.2, 4
"""The opening of a call: the first fifth, four turns at least."""
LATE_SHARE, LATE_TURNS = 0.35, 6
"""The close of a call: the last third or so, six turns at least; a goodbye alone takes four."""

At = tuple[int, int]
"""Where a move stands: its turn, then its place among the moves of the call."""


@dataclass(frozen=True)
class Facts:
    """The moves of one call, by name and in order."""

    places: Mapping[str, tuple[At, ...]]
    turns: int
    """Number of turns in the call."""

    def of(self, names: Iterable[str]) -> list[At]:
        """Return where any of these moves stand, in order."""
        return sorted(at for name in names for at in self.places.get(key_of(name), ()))


def key_of(name: str) -> str:
    """Return the full name of a move as a rubric writes it: ``customer.thanks`` for the customer's."""
    return name if name.startswith(CUSTOMER) or name in AGENT_MOVES else CUSTOMER + name


def key(move: Move) -> str:
    """Return the full name of a move that was found."""
    return CUSTOMER + move.name if move.role == "customer" else move.name


def facts(moves: Iterable[Move], turns: int) -> Facts:
    """Return the facts of a call from its moves."""
    places: dict[str, list[At]] = {}
    for number, move in enumerate(moves):
        places.setdefault(key(move), []).append((move.turn, number))
    return Facts({name: tuple(found) for name, found in places.items()}, turns)


def holds(condition: Condition, known: Facts) -> bool:
    """Tell whether ``condition`` holds."""
    (form,) = condition.model_fields_set
    return _FORMS[form](getattr(condition, form), known)


def _presence(names: tuple[str, ...], known: Facts) -> bool:
    return any(known.places.get(key_of(name)) for name in names)


def _count(form: Count, known: Facts) -> bool:
    number = len(known.of(form.moves))
    return number >= form.at_least and (form.at_most is None or number <= form.at_most)


def _place(form: Place, known: Facts) -> bool:
    early = max(EARLY_TURNS, EARLY_SHARE * known.turns)
    late = known.turns - max(LATE_TURNS, LATE_SHARE * known.turns)
    return any(turn < early if form.where == "early" else turn >= late for turn, _ in known.of(form.moves))


def _order(form: Order, known: Facts) -> bool:
    reach = known.turns if form.within_turns is None else form.within_turns
    later = known.of(form.then)
    return any(first < then and then[0] - first[0] <= reach for first in known.of(form.first) for then in later)


def _near(form: Near, known: Facts) -> bool:
    others = [turn for turn, _ in known.of(form.to)]
    return any(abs(turn - other) <= form.within_turns for turn, _ in known.of(form.moves) for other in others)


def _ratio(form: Ratio, known: Facts) -> bool:
    whole = len(known.of({*form.moves, *form.of}))
    return whole > 0 and len(known.of(form.moves)) / whole >= form.at_least


def _chain(form: Chain, known: Facts) -> bool:
    return chains(form, known) >= form.at_least


def chains(form: Chain, known: Facts) -> int:
    """Return how many times the steps follow one another; no move counts in two chains."""
    free = [known.of(step) for step in form.steps]
    found = 0
    for start in free[0]:
        place, used = start, []
        for step in free[1:]:
            following = next((at for at in step if place < at and at[0] - place[0] <= form.within_turns), None)
            if following is None:
                break
            used.append((step, following))
            place = following
        if len(used) == len(free) - 1:
            found += 1
            for step, at in used:
                step.remove(at)
    return found


_FORMS: dict[str, Callable[[Any, Facts], bool]] = {
    "presence": _presence,
    "absence": lambda names, known: not _presence(names, known),
    "count": _count,
    "place": _place,
    "order": _order,
    "near": _near,
    "ratio": _ratio,
    "chain": _chain,
    "all_of": lambda parts, known: all(holds(part, known) for part in parts),
    "any_of": lambda parts, known: any(holds(part, known) for part in parts),
    "not_this": lambda part, known: not holds(part, known),
}
