"""How sure a rate will be, told before a single call is heard.

Four of five passed means anything from 38 to 96 %. The interval is E. Wilson's (*Probable inference, the law of succession, and
statistical inference*, 1927), with two corrections to the number of calls: the finite population (``n (N - 1) / (N - n)``;
W. Cochran, *Sampling Techniques*, 1977, 2.6: who hears 20 of 25 calls knows more than who hears 20 of 2,500), and the unequal
weights of a risk sample (``(sum w)^2 / sum w^2``; L. Kish, *Survey Sampling*, 1965).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95
POWER = 0.8

_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.5 + CONFIDENCE / 2)


class Interval(NamedTuple):
    """The ends of a range of rates, 0 to 1."""

    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of its width: the x of a rate said as p +- x."""
        return (self.high - self.low) / 2


def wilson(rate: float, calls: float) -> Interval:
    """Return Wilson's 95 % interval for a ``rate`` seen on ``calls`` calls, which need not be a whole number."""
    if calls <= 0:
        return Interval(0.0, 1.0)
    if math.isinf(calls):
        return Interval(rate, rate)
    square = _Z**2
    middle = (rate + square / (2 * calls)) / (1 + square / calls)
    half = _Z / (1 + square / calls) * math.sqrt(rate * (1 - rate) / calls + square / (4 * calls**2))
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def alike(calls: float, population: int, unevenness: float = 1.0) -> float:
    """Return how many calls of an endless population, drawn evenly, would tell as much.

    Args:
        calls: Calls drawn.
        population: Calls there are.
        unevenness: How many times more calls the weights cost, 1 where all weigh the same.
    """
    if calls >= population:
        return math.inf
    return calls / unevenness * (population - 1) / (population - calls)


def expected(rate: float, calls: float, population: int, unevenness: float = 1.0) -> Interval:
    """Return the interval a ``rate`` will get from ``calls`` of ``population`` calls."""
    return wilson(rate, alike(calls, population, unevenness))


def calls_to_reach(half: float, rate: float, population: int, unevenness: float = 1.0) -> int:
    """Return how many calls it takes for the interval of a ``rate`` to be at most +- ``half``; all of them do."""
    return _first(lambda calls: expected(rate, calls, population, unevenness).half <= half, population)


def calls_to_tell_apart(one: float, other: float) -> int:
    """Return how many calls of each of two agents tell two rates apart, at 5 % with a power of 80 %, of endless populations.

    J. Fleiss, *Statistical Methods for Rates and Proportions*, 2nd ed. (1981), 3.2. The rates must differ.
    """
    mean = (one + other) / 2
    power = _NORMAL.inv_cdf(POWER)
    spread = _Z * math.sqrt(2 * mean * (1 - mean)) + power * math.sqrt(one * (1 - one) + other * (1 - other))
    return math.ceil((spread / (one - other)) ** 2)


def calls_of(population: int, endless: float) -> int:
    """Return how many calls of a finite ``population`` tell as much as ``endless`` calls of an endless one."""
    return _first(lambda calls: alike(calls, population) >= endless, population)


def _first(enough: Callable[[int], bool], population: int) -> int:
    """Return the smallest number of calls that is enough, by halving; the whole population always is."""
    low, high = 0, population
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
