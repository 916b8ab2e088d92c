"""A role-play that a whole group leads: its lines, those put to the vote, and the customer's answers."""

from __future__ import annotations

from collections.abc import Mapping, Set
from random import Random
from typing import TYPE_CHECKING, Any

from trainings.workshops.asking import MOST_OPTIONS

if TYPE_CHECKING:
    from scenarios import Session


class GroupTalk:
    """One talk of the group with a scenario's customer."""

    def __init__(self, scenario: str, language: str) -> None:
        """Begin it; nothing heavy is loaded before the first line."""
        from scenarios import play

        self.session: Session = play(scenario, language)
        self.shortlists: dict[int, tuple[str, ...]] = {}
        """The lines put to the vote, by round."""

    def get_ready(self) -> None:
        """Answer a line of nobody's: it loads the detectors, so that the group's first line finds them."""
        self.answered(self.session.case.texts.title)

    def answered(self, line: str) -> Session:
        """Return the talk after a line; takes a second or two."""
        return self.session if self.session.ended else self.session.reply(line)

    def choose(self, turn: int, lines: Mapping[str, str], starred: Set[str]) -> tuple[str, ...]:
        """Choose the lines to vote on: those the trainer marked first, then by lot; the same line stands there once.

        Args:
            turn: The round.
            lines: What was proposed, by the key of each.
            starred: The keys the trainer marked.
        """
        keys = sorted(lines)
        Random(f"{turn} {keys}").shuffle(keys)  # noqa: S311 - a lot nobody bets on
        keys.sort(key=lambda key: key not in starred)
        single = {" ".join(lines[key].casefold().split()): lines[key] for key in reversed(keys)}
        self.shortlists[turn] = tuple(reversed(single.values()))[:MOST_OPTIONS]
        return self.shortlists[turn]

    def winner(self, turn: int, votes: Mapping[Any, int]) -> str:
        """Return the line with the most votes; of equal ones the first."""
        lines = self.shortlists[turn]
        return max(enumerate(lines, 1), key=lambda pair: (votes.get(pair[0], 0), -pair[0]))[1]

    def shown(self) -> list[dict[str, str]]:
        """Return what was said so far."""
        talk = [{"who": "customer", "text": self.session.opening}]
        for each in self.session.exchanges:
            talk += [{"who": "agent", "text": each.trainee}, {"who": "customer", "text": each.said}]
        return talk
