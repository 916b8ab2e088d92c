"""A learner's attempts, in a file of their own: one JSON line each, only ever added to.

``trainings.progress`` makes its picture from what stands here; nothing here judges or plans.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from trainings.values import Verdict
from transcribe.errors import BadFile, FixableError
from transcribe.formats import write_whole

PLACE = Path("results") / "attempts.jsonl"
"""Beside the notebook, where its other results lie."""
PATIENCE_S = 5.0
"""How long another notebook may hold the file."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one exercise."""

    exercise: str
    """Its id, such as ``02-01``."""
    lesson: str
    skill: str
    """The move it counts for."""
    lang: str
    at: str
    """When, ISO 8601 with its zone."""
    verdict: Verdict
    answer: str
    """The learner's words; for the other kinds what was chosen, as JSON."""
    hints: int
    """How many hints had been read before."""


class Attempts:
    """The attempts of one learner; any number of views and notebooks may add to one file."""

    def __init__(self, path: Path | None = None) -> None:
        """Name the file; nothing is read or made yet.

        Args:
            path: ``results/attempts.jsonl`` in the folder one is in, by default.
        """
        self.path = (path or PLACE).absolute()

    def add(self, attempt: Attempt) -> None:
        """Write one attempt behind the others, whole or not at all.

        Raises:
            FixableError: The file cannot be written, or another program holds it.
        """
        line = json.dumps(asdict(attempt), ensure_ascii=False) + "\n"
        with alone(self.path), self.path.open("ab+", buffering=0) as file:
            # A line that broke off when a machine stopped is ended first, so that it spoils no other.
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            broken = end > 0 and file.read(1) != b"\n"
            file.write(("\n" if broken else "").encode() + line.encode("utf-8", errors="replace"))
            os.fsync(file.fileno())

    def all(self) -> tuple[Attempt, ...]:
        """Return all attempts, oldest first; a line that broke off is left out, and left in the file.

        Raises:
            BadFile: The file is none of attempts.
        """
        written = self._lines()
        read = [attempt for _, line in written if (attempt := _read(line)) is not None]
        if len(written) > 1 and not read:
            raise BadFile("these are not a learner's attempts", fix="move the file away", where=str(self.path))
        return tuple(read)

    def broken(self) -> dict[int, str]:
        """Return the lines that are no attempt by their numbers, from 1; they count nowhere and stay in the file."""
        return {number: line for number, line in self._lines() if _read(line) is None}

    def keep(self, wanted: Callable[[Attempt | None, str], bool]) -> int:
        """Write the file anew with the lines that are wanted, whole or not at all, and return how many went.

        Args:
            wanted: Given each line's attempt, or ``None`` where it is none, and the line itself.

        Raises:
            FixableError: The file cannot be written, or another program holds it.
        """
        with alone(self.path):
            lines = [line for _, line in self._lines()]
            kept = [line for line in lines if wanted(_read(line), line)]
            if len(kept) < len(lines):
                write_whole(self.path, "".join(f"{line}\n" for line in kept))
        return len(lines) - len(kept)

    def _lines(self) -> list[tuple[int, str]]:
        """Return the lines with something in them, each with its number from 1."""
        if not self.path.exists():
            return []
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise FixableError(f"{self.path}: {error.strerror}", fix="make the file readable") from None
        # Only at \n: an answer may hold any of the other signs at which ``splitlines`` would cut it in two.
        return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a learner's file, so that no other notebook writes it meanwhile; its folder is made.

    Raises:
        FixableError: Another program holds it, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=PATIENCE_S):
            yield
    except Timeout:
        raise FixableError(f"{path.name} is held by another program", fix="close it, then go on") from None
    except OSError as error:
        raise FixableError(f"{path}: {error.strerror}", fix="make the folder writable") from None


def now() -> str:
    """Return the time of an attempt."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(line: str) -> Attempt | None:
    try:
        content: Mapping[str, Any] = json.loads(line)
        attempt = Attempt(**{name: content[name] for name in Attempt.__slots__})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = (attempt.exercise, attempt.lesson, attempt.skill, attempt.lang, attempt.at, attempt.answer)
    sound = all(isinstance(text, str) for text in texts) and isinstance(attempt.hints, int)
    return attempt if sound and attempt.verdict in get_args(Verdict) else None
