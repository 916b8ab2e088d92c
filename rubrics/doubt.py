"""How far a mark could move: the same call under many readings of its doubtful moves.

Each reading keeps every move with the probability its detector gives it, so a move of 0.9 is there nine times of ten.
Detectors also miss moves altogether: with a small probability a reading has one more move of a kind that was looked
for, in a turn of the side that makes it. A criterion is a function of order and place as well as of number, so the
distribution of its levels is sampled, with a fixed seed, and not computed in closed form: 300 readings put a tenth
within about three hundredths, and a second run gives the same range.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from rubrics.conditions import Facts, facts, key, key_of
from rubrics.values import Move
from rubrics.vocabulary import AGENT_MOVES
from transcribe.call import Call

READINGS = 300
SEED = 20_260_101
INNER = 0.9
"""Share of readings a range holds."""
MISSED = 0.12
"""Chance that a skill nobody found was there: about half of calls show one, and detectors find about four of five."""
MISSED_HARM = 0.03
"""The same for harm, which few calls hold."""


@dataclass(frozen=True)
class Spread:
    """The levels a criterion reached over all readings."""

    counts: Counter[int]

    def share(self, level: int) -> float:
        """Return the share of readings that reached exactly ``level``."""
        return self.counts[level] / self.counts.total()

    def range(self) -> tuple[int, int]:
        """Return the levels between which the inner nine tenths of the readings lie."""
        ordered = sorted(self.counts.elements())
        edge = int((1 - INNER) / 2 * len(ordered))
        return ordered[edge], ordered[-1 - edge]


def spread(
    level_of: Callable[[Facts], int], names: Iterable[str], moves: Sequence[Move], call: Call, seed: int = SEED
) -> Spread:
    """Return how the levels of one criterion spread over the readings of a call.

    Args:
        level_of: The criterion.
        names: The moves it looks at, as its rubric writes them.
        moves: What was found, faint finds included.
        call: The call; its turns say where a missed move could have been.
        seed: Fixed, so that two runs agree.
    """
    looked_for = sorted({key_of(name) for name in names})
    relevant = [move for move in moves if key(move) in looked_for]
    absent = [name for name in looked_for if not any(key(move) == name for move in relevant)]
    if all(move.confidence >= 1 for move in relevant) and not absent:
        return Spread(Counter({level_of(facts(relevant, len(call.turns))): READINGS}))
    readings = _readings(relevant, absent, call, Random(seed))  # noqa: S311 - a range, not a secret
    return Spread(Counter(level_of(facts(reading, len(call.turns))) for reading in readings))


def _readings(relevant: list[Move], absent: list[str], call: Call, chance: Random) -> Iterator[list[Move]]:
    turns = {
        role: [index for index, turn in enumerate(call.turns) if turn.role == role] for role in ("agent", "customer")
    }
    for _ in range(READINGS):
        reading = [move for move in relevant if chance.random() < move.confidence]
        for name in absent:
            places = turns["agent" if name in AGENT_MOVES else "customer"]
            if places and chance.random() < _missed(name):
                reading.append(_missed_move(name, chance.choice(places)))
        yield sorted(reading, key=lambda move: move.turn)


def _missed(name: str) -> float:
    return MISSED_HARM if AGENT_MOVES.get(name) == "harmful" else MISSED


def _missed_move(name: str, turn: int) -> Move:
    agent = name in AGENT_MOVES
    plain = name if agent else name.removeprefix("customer.")
    return Move(plain, turn, None, "", 1.0, "missed", "agent" if agent else "customer")
