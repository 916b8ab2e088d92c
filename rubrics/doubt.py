"""How far a mark could move: the same call under many readings of its doubtful moves.

Each reading keeps every move with the probability its detector gives it, so a move of 0.9 is there nine times of ten,
and less often where the speech engine doubts the words of its quote. Detectors also miss moves: a reading may have one
more of a kind that was looked for, in a turn of the side that makes it, as often as was measured for that move in that
language (:mod:`rubrics.measured`). A criterion is a function of order and place as well as of number, so the
distribution of its levels is sampled, with a fixed seed, and not computed in closed form: 300 readings put a tenth
within about three hundredths, and a second run gives the same range.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from rubrics.conditions import Facts, facts, key, key_of
from rubrics.measured import missed
from rubrics.values import Move
from rubrics.vocabulary import AGENT_MOVES
from transcribe.call import Call, Span, Word

READINGS = 300
SEED = 20_260_101
INNER = 0.73
"""Share of readings a range holds: the one factor that was set, so that ranges hold about nine of ten of the readers' marks.

They hold 93 in a hundred on the example calls, and 86 on calls by other hands that nothing was chosen by (``bench_others``):
much wider, and they would hold too many of the first; what is missing with the second lies in the moves and the conditions.
"""
SHOWN = 0.5
"""Share of calls assumed to show a skill at all, before anybody has listened."""
SHOWN_HARM = 0.15
"""The same for harm, which few calls hold."""
NEEDED = 1.3
"""Words of a quote a move hangs on, however long the quote is: with one of ``n`` words gone, a move goes once in
``(n + 1) / NEEDED`` times. 849 tries on the example calls, 142 of which lost their move: one in three of quotes of up to
three words, one in fifteen of those of seventeen and more."""

_Reading = tuple[tuple[int, ...], tuple[tuple[str, int], ...]]
"""Which of the found moves are there, and which missed ones, each with its turn."""


@dataclass(frozen=True)
class Spread:
    """The levels a criterion reached over all readings."""

    counts: Counter[int]

    def share(self, level: int) -> float:
        """Return the share of readings that reached exactly ``level``."""
        return self.counts[level] / self.counts.total()

    def range(self) -> tuple[int, int]:
        """Return the levels between which the inner part of the readings lies."""
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
        call: The call; its turns say where a missed move could have been, its words how sure the quotes are.
        seed: Fixed, so that two runs agree.
    """
    looked_for = sorted({key_of(name) for name in names})
    relevant = [(move, sureness(move, call)) for move in moves if key(move) in looked_for]
    present = {key(move) for move, _ in relevant}
    unseen = {name: chance for name in looked_for if name not in present and (chance := overlooked(name, call))}
    if all(sure >= 1 for _, sure in relevant) and not unseen:
        return Spread(Counter({level_of(facts((move for move, _ in relevant), len(call.turns))): READINGS}))
    drawn = Counter(_drawn([sure for _, sure in relevant], unseen, call, Random(seed)))  # noqa: S311 - no secret
    levels = Counter[int]()
    for reading, times in drawn.items():  # most readings come up many times, and each is judged once
        levels[level_of(facts(_moves(reading, [move for move, _ in relevant]), len(call.turns)))] += times
    return Spread(levels)


def sureness(move: Move, call: Call) -> float:
    """Return the probability, 0 to 1, that a move is there: the detector's, less what doubtful words take from it.

    A move hangs on a word or two of its quote, so one doubtful word takes less from a long quote than from a short one.
    """
    words = _words(move, call)
    doubted = sum(1 - word.confidence for word in words if word.confidence is not None)
    return move.confidence * math.pow(1 - NEEDED / max(len(words) + 1, 2), doubted)


def overlooked(name: str, call: Call) -> float:
    """Return the chance, 0 to 1, that a move nobody found in ``call`` was there all the same, by Bayes' rule."""
    shown = SHOWN_HARM if AGENT_MOVES.get(name) == "harmful" else SHOWN
    unseen = shown * missed(name, (call.language or "")[:2].lower())
    return unseen / (unseen + 1 - shown)


def _words(move: Move, call: Call) -> list[Word]:
    """Return the words of a quote, with the speech engine's confidence in each."""
    if move.span is None or not 0 <= move.turn < len(call.turns):
        return []
    return [word for word in call.turns[move.turn].words if _within(word.span, move.span)]


def _within(word: Span, quote: Span) -> bool:
    middle = (word.start + word.end) / 2
    return quote.start <= middle < quote.end


def _drawn(sure: Sequence[float], unseen: dict[str, float], call: Call, chance: Random) -> Iterator[_Reading]:
    turns = {
        role: [index for index, turn in enumerate(call.turns) if turn.role == role] for role in ("agent", "customer")
    }
    for _ in range(READINGS):
        kept = tuple(number for number, likely in enumerate(sure) if chance.random() < likely)
        missed = []
        for name, likely in unseen.items():
            places = turns["agent" if name in AGENT_MOVES else "customer"]
            if places and chance.random() < likely:
                missed.append((name, chance.choice(places)))
        yield kept, tuple(missed)


def _moves(reading: _Reading, found: Sequence[Move]) -> list[Move]:
    kept, missed = reading
    moves = [*(found[number] for number in kept), *(_missed_move(*each) for each in missed)]
    return sorted(moves, key=lambda move: move.turn)


def _missed_move(name: str, turn: int) -> Move:
    agent = name in AGENT_MOVES
    plain = name if agent else name.removeprefix("customer.")
    return Move(plain, turn, None, "", 1.0, "missed", "agent" if agent else "customer")
