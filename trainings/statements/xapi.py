"""Attempts as xAPI 1.0.3 statements: who answered which exercise, how it stood, how many hints were read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from trainings.attempts import Attempt
from trainings.progress.timeline import read_time, sure_times
from transcribe.errors import FixableError

BASE = "https://parafraza.example"
"""What ids begin with unless another address is given; ``.example`` belongs to nobody."""
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
QUESTION = "http://adlnet.gov/expapi/activities/question"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
DISPLAY = {"en": "answered", "pl": "odpowiedź", "ru": "дан ответ", "ro": "a răspuns"}


@dataclass(frozen=True)
class Learner:
    """The account statements are made for; no name and no address of a person is needed."""

    name: str
    """What the account is called there."""
    home: str = BASE
    """The address of the system the account is in."""

    def actor(self) -> dict[str, Any]:
        """Return the account as a statement has it.

        Raises:
            FixableError: The name is empty, or the home is no address.
        """
        if not self.name.strip():
            raise FixableError("a statement needs an account's name", fix="give one, such as --learner t042")
        return {"objectType": "Agent", "account": {"homePage": checked_base(self.home), "name": self.name}}


def statements(
    attempts: Iterable[Attempt],
    learner: Learner,
    *,
    base: str = BASE,
    answers: bool = False,
    now: datetime | None = None,
) -> list[dict[str, Any]]:
    """Return a statement for each judged attempt, in the order in which they were made.

    The same attempt always has the same id, so that handing statements in twice doubles nothing. A time that cannot be right
    is replaced as :func:`trainings.progress.timeline.sure_times` tells.

    Args:
        attempts: In the order of the file; empty answers are no statement.
        learner: Whose they are.
        base: What the ids of exercises begin with.
        answers: Whether the learner's words go along; they may name people.
        now: The clock's time, by default.

    Raises:
        FixableError: The learner or ``base`` cannot stand in a statement.
    """
    made = [each for each in attempts if each.verdict != "empty"]
    times, _ = sure_times([read_time(each.at) for each in made], now or datetime.now(UTC))
    actor, root = learner.actor(), checked_base(base)
    return [
        _statement(each, at, place, actor, root, answers)
        for place, (each, at) in enumerate(zip(made, times, strict=True))
    ]


def checked_base(address: str) -> str:
    """Return an address without a slash at its end.

    Raises:
        FixableError: It is no address of the web.
    """
    if not address.startswith(("https://", "http://")) or any(sign.isspace() or sign in '<>"' for sign in address):
        raise FixableError(f"{address!r} is no address", fix="give one that begins with https://")
    return address.rstrip("/")


def _statement(
    each: Attempt, at: datetime, place: int, actor: dict[str, Any], base: str, answers: bool
) -> dict[str, Any]:
    account = actor["account"]
    own = (account["homePage"], account["name"], str(place), each.exercise, each.at, each.verdict)
    result: dict[str, Any] = {
        "success": each.verdict == "good",
        "extensions": {f"{base}/verdict": each.verdict, f"{base}/hints": each.hints},
    }
    if answers:
        result["response"] = each.answer
    return {
        "id": str(uuid5(NAMESPACE_URL, "\n".join(own))),
        "actor": actor,
        "verb": {"id": ANSWERED, "display": DISPLAY},
        "object": {
            "objectType": "Activity",
            "id": f"{base}/exercises/{each.exercise}",
            "definition": {"type": QUESTION, "name": {each.lang: each.exercise}},
        },
        "result": result,
        "context": {
            "platform": "Parafraza",
            "language": each.lang,
            "contextActivities": {
                "parent": [{"id": f"{base}/lessons/{each.lesson}", "definition": {"type": LESSON}}],
                "other": [{"id": f"{base}/skills/{each.skill}"}],
            },
        },
        "timestamp": at.isoformat(),
    }
