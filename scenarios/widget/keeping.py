"""A trainee's plays in a JSON file of their own, so that a talk goes on where the kernel stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from scenarios.debriefing import practice
from scenarios.session import Session, dumped
from transcribe.errors import BadFile, FixableError

SCHEMA = 1
PLACE = Path("results") / "role_play.json"
"""Beside the notebook, where its other results lie."""
PATIENCE_S = 5.0
"""How long another notebook may hold the file."""


@dataclass(frozen=True)
class Kept:
    """A play in the file, as it was when this view last wrote it."""

    id: str
    steps: int
    """How often it was written; where the file says more, another view has gone on with it."""
    play: dict[str, Any]


class Progress:
    """The plays of one trainee; any number of views and notebooks may write to one file."""

    def __init__(self, path: Path = PLACE) -> None:
        """Name the file; nothing is read or made yet."""
        self.path = path.absolute()

    def unfinished(self, like: Session) -> Kept | None:
        """Return the last unfinished play of the same scenario, language and seed, or ``None``.

        Raises:
            BadFile: The file is not one of ours; it is left as it is.
        """
        plays = [each for each in self._plays() if _same(each["play"], like) and each["ending"] is None]
        last = max(plays, key=lambda each: str(each["changed"]), default=None)
        return Kept(last["id"], last["steps"], last["play"]) if last else None

    def results(self, like: Session, but: Kept | None = None) -> list[float]:
        """Return the results of the finished plays of a scenario, oldest first, without the one named."""
        name = dumped(like)["scenario"]
        plays = [each for each in self._plays() if each["play"]["scenario"] == name and each["result"] is not None]
        return [each["result"] for each in plays if but is None or each["id"] != but.id]

    def keep(self, session: Session, kept: Kept | None) -> Kept:
        """Write a play and return its place; one that another view has gone on with is left, and a new place taken.

        Raises:
            FixableError: The file cannot be written, or is not one of ours.
        """
        from transcribe.formats import write_whole

        with self._alone():
            plays = {each["id"]: each for each in self._plays()}
            if kept is None or plays.get(kept.id, {"steps": kept.steps})["steps"] != kept.steps:
                kept = Kept(uuid4().hex, 0, {})
            now = Kept(kept.id, kept.steps + 1, dumped(session))
            plays[now.id] = _record(session, now)
            content = {"schema": SCHEMA, "plays": list(plays.values())}
            write_whole(self.path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
        return now

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=PATIENCE_S):
                yield
        except Timeout:
            raise FixableError(f"{self.path.name} is held by another program", fix="close it, then go on") from None
        except OSError as error:
            raise FixableError(f"{self.path}: {error.strerror}", fix="make the folder writable") from None

    def _plays(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            plays = [_checked(each) for each in content["plays"]] if content["schema"] == SCHEMA else None
        except (ValueError, KeyError, TypeError, OSError):
            plays = None
        if plays is None:
            raise BadFile("these are not a trainee's plays", fix="move the file away", where=str(self.path))
        return plays


def _record(session: Session, kept: Kept) -> dict[str, Any]:
    return {
        "id": kept.id,
        "steps": kept.steps,
        "changed": datetime.now(UTC).isoformat(timespec="microseconds"),
        "ending": session.ending,
        "result": session.result if session.ended else None,
        "practise": [each.move for each in practice(session)] if session.ended else [],
        "play": kept.play,
    }


def _checked(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record that has all we read of it; raise ``KeyError`` or ``TypeError`` where it has not."""
    whole = {key: record[key] for key in ("id", "steps", "changed", "ending", "result", "play")}
    whole["practise"] = list(record.get("practise", []))  # files of before have none
    whole["play"] = {**whole["play"], **{key: whole["play"][key] for key in ("scenario", "lang", "seed")}}
    return whole


def _same(play: dict[str, Any], session: Session) -> bool:
    now = dumped(session)
    return all(play[key] == now[key] for key in ("scenario", "lang", "seed"))
