"""Calls that teach, made of moves and marks alone."""

from review.learning.samples import Lesson
from rubrics import library
from rubrics.values import Move
from transcribe.call import Span

CRITERIA = {criterion.id: criterion for _, criterion in library.load("service_call").criteria()}


def found(name, confidence, *, turn=2, by=None, role="agent"):
    """A move in the call's middle."""
    return Move(name, turn, Span(10.0 * turn, 10.0 * turn + 2), name, confidence, by or f"{name}.v1", role)


def lesson(number, *moves, turns=10, **given):
    """A call with some moves, and the levels a person gave."""
    criteria = tuple(CRITERIA[item] for item in given)
    return Lesson(f"{number:04}", turns, tuple(moves), given, criteria)


def wrong_when_faint(calls=40):
    """A team that sees an apology where the detector is at 0.9, and none where it is at 0.6; the detector says both."""
    return [
        lesson(number, found("apology", 0.9 if number % 2 else 0.6), apology=top("apology") if number % 2 else 0)
        for number in range(calls)
    ]


def top(item):
    """The highest level the item reaches by an apology alone."""
    from rubrics.conditions import facts
    from rubrics.scorecard import level_of

    return level_of(CRITERIA[item], facts([found("apology", 0.9)], 10))
