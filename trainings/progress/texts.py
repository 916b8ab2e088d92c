"""What progress says in each language: ``words/<language>.yaml`` beside this file."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from rubrics import yamlfile
from trainings import texts as lessons
from trainings.progress.mastery import State
from trainings.progress.plan import Kind
from trainings.schema import LANGUAGES, Closed
from transcribe.errors import UnknownName

WORDS = Path(str(files("trainings.progress"))) / "words"
Sign = Literal["good", "weak", "early", "early_weak", "none"]
"""How one situation stands in the picture."""


class ProgressTexts(Closed):
    """``words/<language>.yaml``."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str
    states: dict[State, str]
    rests: str
    """On what a claim rests."""
    later: str
    """What stands behind it once there are answers after the delay."""
    marks: dict[Sign, str]
    show: dict[str, str]
    plan: dict[Kind | Literal["title", "empty", "left"], str]
    own: dict[str, str]
    """What stands around a line of the learner's own."""

    def name_of(self, move: str) -> str:
        """Return what a move is called."""
        return lessons.texts(self.language).name_of(move)

    def day(self, day: date) -> str:
        """Return a date as it is written in this language."""
        from babel.dates import format_date

        return str(format_date(day, "d MMMM y", locale=self.language))


@cache
def texts(language: str) -> ProgressTexts:
    """Return what progress says in a language.

    Raises:
        UnknownName: It says nothing in ``language`` yet.
    """
    if language not in LANGUAGES:
        raise UnknownName(f"progress is not told in {language!r}", fix=f"use one of: {', '.join(LANGUAGES)}")
    return yamlfile.load(WORDS / f"{language}.yaml", ProgressTexts)
