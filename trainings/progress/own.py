"""Exercises made of the learner's own calls: a line of theirs to be said better, without names and numbers in it.

They lie in a file beside the attempts, the learner's own too, and are erased with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from trainings.attempts import PLACE, alone
from trainings.schema import Answers, OwnWords, Text
from transcribe.errors import FixableError
from transcribe.formats import write_whole

FILE = "own_lines.jsonl"
"""Its name, in the folder of the attempts."""


class OwnAnswers(Answers):
    """An answer to learn from; nobody has written answers that test the judging of a line from a call."""

    good: tuple[Text, ...] = Field(min_length=1)
    weak: tuple[Text, ...] = ()
    gamed: tuple[Text, ...] = ()


class OwnLine(OwnWords):
    """One line of the learner's own, to be said better."""

    id: Annotated[str, Field(pattern=r"^own-[0-9a-f]{10}$")]
    kind: Literal["rewrite"] = "rewrite"
    language: Literal["en", "pl", "ru", "ro"]
    hints: tuple[Text, ...] = Field(min_length=1, max_length=3)
    answers: OwnAnswers


class OwnLines:
    """The learner's file of lines from their own calls."""

    def __init__(self, path: Path | None = None) -> None:
        """Name the file; nothing is read or made yet.

        Args:
            path: ``own_lines.jsonl`` beside the attempts, by default.
        """
        self.path = (path or PLACE.with_name(FILE)).absolute()

    def all(self, language: str | None = None) -> tuple[OwnLine, ...]:
        """Return the lines, oldest first; those of one language, or all; a line that broke off is left out.

        Raises:
            FixableError: The file cannot be read.
        """
        lines = (_read(line) for line in self._lines())
        return tuple(each for each in lines if each and language in (None, each.language))

    def add(self, given: Iterable[OwnLine]) -> tuple[OwnLine, ...]:
        """Keep lines that are not there yet, and return those that were new.

        Raises:
            FixableError: The file cannot be written.
        """
        with alone(self.path):
            known = {each.id for each in self.all()}
            new = tuple({each.id: each for each in given if each.id not in known}.values())
            lines = [*self._lines(), *(json.dumps(each.model_dump(mode="json"), ensure_ascii=False) for each in new)]
            if new:
                write_whole(self.path, "".join(f"{line}\n" for line in lines))
        return new

    def erase(self, name: str | None = None) -> tuple[str, ...]:
        """Erase one line, or all, and return what stood there.

        Raises:
            FixableError: The file cannot be written.
        """
        if not self.path.exists():
            return ()
        with alone(self.path):
            lines = self._lines()
            gone = [line for line in lines if name is None or f'"{name}"' in line]
            if len(gone) == len(lines):
                self.path.unlink()
            elif gone:
                write_whole(self.path, "".join(f"{line}\n" for line in lines if line not in gone))
        return tuple(gone)

    def _lines(self) -> list[str]:
        if not self.path.exists():
            return []
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise FixableError(f"{self.path}: {error.strerror}", fix="make the file readable") from None
        return [line for line in text.split("\n") if line.strip()]


def _read(line: str) -> OwnLine | None:
    try:
        return OwnLine.model_validate_json(line)
    except ValidationError:
        return None
