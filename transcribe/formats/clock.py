"""Times as transcripts write them: ``01:02:03.456`` and its relatives."""

from __future__ import annotations

import re
from itertools import pairwise

from transcribe.call import Span

TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
"""A regular expression for one time: hours and fractions may be missing, a comma may stand for the point."""

ARROW = re.compile(rf"\s*({TIME})\s*-->\s*({TIME})(?:\s+(.*))?")
"""The line of times that begins a cue in WebVTT and SRT, with the settings after it."""


def rounded(seconds: float) -> float:
    """Return ``seconds`` rounded to whole milliseconds, as every format keeps them."""
    return round(float(seconds), 3)


def written(seconds: float, *, comma: bool = False) -> str:
    """Return ``hh:mm:ss.mmm``, for SRT with a ``comma``.

    >>> written(3723.4567)
    '01:02:03.457'
    """
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{short(whole, hours=True)}{',' if comma else '.'}{thousandths:03}"


def short(seconds: float, *, hours: bool = False) -> str:
    """Return ``mm:ss`` with the fraction cut off, and the hours where there are any or they are asked for.

    >>> short(134.9), short(3723)
    ('02:14', '1:02:03')
    """
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    if hours:
        return f"{hour:02}:{minute:02}:{second:02}"
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute:02}:{second:02}"


def read(time: str) -> float:
    """Return the seconds that a text matching :data:`TIME` says.

    Raises:
        ValueError: sixty or more minutes or seconds stand where a larger unit should.

    >>> read("1:02:03,5")
    3723.5
    """
    clock, _, fraction = time.replace(",", ".").partition(".")
    *hours, minutes, seconds = map(int, clock.split(":"))
    if seconds >= 60 or (hours and minutes >= 60):
        raise ValueError(f"{time} has more than 59 minutes or seconds")
    return rounded(sum(hours) * 3600 + minutes * 60 + seconds + int(fraction.ljust(3, "0")) / 1000)


def span(start: str, end: str) -> Span:
    """Return the stretch between two written times.

    Raises:
        ValueError: a time is not one, or the end comes before the start.
    """
    begin, finish = read(start), read(end)
    if finish < begin:
        raise ValueError(f"it ends at {end}, before it starts at {start}")
    return Span(begin, finish)


def shared(whole: Span, parts: int) -> list[Span]:
    """Return ``parts`` equal stretches of ``whole``: the fair guess where nobody timed the parts."""
    step = whole.duration / parts
    edges = [rounded(whole.start + step * number) for number in range(parts)] + [whole.end]
    return [Span(min(start, end), end) for start, end in pairwise(edges)]
