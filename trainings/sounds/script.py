"""A lesson's moment as a script for the voices: who speaks, in which voice, after which pause."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from review.demo.script import Casting, Line, Script, Speaker, Style
from rubrics import yamlfile
from trainings.schema import LANGUAGES, Closed, LessonFile, Turn

CASTING = Path(__file__).with_name("casting.yaml")
FIRST_PAUSE, PAUSE = 0.4, 0.5
"""Seconds of silence before the first turn and before each other."""

Part = Literal["woman", "man", "other_woman", "other_man"]
Language = Literal["en", "pl", "ru", "ro"]
Number = Annotated[str, Field(pattern=r"^\d\d$")]


class Cast(Closed):
    """``casting.yaml``: the voices of each language, and who speaks in each lesson."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    voices: dict[Language, dict[Part, Casting]]
    parts: dict[Language, dict[Number, tuple[Part, Part]]]
    """For each language and lesson the agent's part and the customer's."""

    @model_validator(mode="after")
    def _two_voices(self) -> Cast:
        for language, lessons in self.parts.items():
            for lesson, (agent, customer) in lessons.items():
                if agent == customer:
                    raise ValueError(f"parts: {language} {lesson} has one voice for both sides")
                for part in {agent, customer} - set(self.voices.get(language, {})):
                    raise ValueError(f"parts: {language} {lesson} names {part!r}, which voices does not have")
        return self


@cache
def cast() -> Cast:
    """Return who speaks in the lessons' moments.

    Raises:
        BadFile: ``casting.yaml`` does not say what it should.
    """
    return yamlfile.load(CASTING, Cast)


def script_of(file: LessonFile) -> Script:
    """Return the moment of a lesson as a script; the same moment always gives the same script."""
    people = cast()
    agent, customer = people.parts[file.language][file.lesson]
    voices: dict[Speaker, Casting] = {
        "agent": people.voices[file.language][agent],
        "customer": people.voices[file.language][customer],
    }
    return Script(
        schema=1,
        language=file.language,
        title=file.moment.about.rstrip("."),
        channels="mono",
        # A seed for each moment, so that no two of them have the same noise on the line.
        seed=100 * LANGUAGES.index(file.language) + int(file.lesson),
        voices=voices,
        turns=tuple(_line(turn, first=not number) for number, turn in enumerate(file.moment.turns)),
    )


def _line(turn: Turn, *, first: bool) -> Line:
    style: Style = "upset" if "!" in turn.text else "even"
    return Line(speaker=turn.who, text=turn.text, pause=FIRST_PAUSE if first else PAUSE, style=style)
