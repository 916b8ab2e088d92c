"""The small values of a running workshop: a timer, an answer, where a step stands, who sits with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Value = str | list[int | str] | dict[str, int]
"""An answer: text, what was chosen, or an observer's marks."""
Role = Literal["agent", "customer", "observer"]
LONGEST_ANSWER = 600
"""Characters of an answer that are kept: a wall shows lines, not letters."""
LONGEST_NAME = 40
TRIO = 3


@dataclass(frozen=True)
class Timer:
    """Seconds left, by a clock that only goes forward: setting the computer's time changes nothing."""

    left: float
    since: float | None = None
    """When it was started, on that clock; ``None`` while it stands."""

    def at(self, now: float) -> float:
        """Return the seconds left; below zero once the time is over."""
        return self.left if self.since is None else self.left - (now - self.since)

    def paused(self, now: float) -> Timer:
        """Return it standing."""
        return Timer(self.at(now))

    def running(self, now: float) -> Timer:
        """Return it going."""
        return Timer(self.at(now), now)

    def more(self, seconds: float) -> Timer:
        """Return it with more time."""
        return replace(self, left=self.left + seconds)


@dataclass(frozen=True)
class Answer:
    """What one participant answered, in the latest version that arrived."""

    value: Value
    rev: int
    """The browser's own count: a late copy of an older version changes nothing."""


@dataclass(frozen=True)
class Stand:
    """Where a step stands: the round it is in, and what happens in it."""

    round: int = 0
    phase: str = "open"


@dataclass(frozen=True)
class Got:
    """What became of an answer."""

    kept: bool
    cut: bool = False
    """Whether it was too long and only its beginning is kept."""


def cut(text: str, longest: int = LONGEST_ANSWER) -> str:
    """Return a text as it is kept: no signs that print nothing, and at the most so many characters, whole words."""
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).strip()
    if len(clean) <= longest:
        return clean
    start = clean[: longest - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def groups_of(people: Sequence[str]) -> list[list[str]]:
    """Return groups of three; who is left over makes a pair, or sits with the last three as a second observer."""
    groups = [list(people[start : start + TRIO]) for start in range(0, len(people), TRIO)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        last = groups.pop()
        groups[-1].extend(last)
    return groups


def role_of(group: Sequence[str], person: str, turn: int) -> Role:
    """Return somebody's role in a round; each round the roles move on by one."""
    roles: list[Role] = ["agent", "customer"]
    roles += ["observer"] * (len(group) - len(roles))
    return roles[(group.index(person) + turn) % max(len(group), 1)]


def tally(answers: Sequence[Any]) -> dict[Any, int]:
    """Return how often each option was chosen."""
    counts: dict[Any, int] = {}
    for value in answers:
        for each in value if isinstance(value, list) else ():
            counts[each] = counts.get(each, 0) + 1
    return counts
