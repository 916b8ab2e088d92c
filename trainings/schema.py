"""The form of a lesson's exercises in one language: ``exercises/NN_topic/<language>.yaml``.

``python -m trainings.schema`` writes the JSON Schema with which an editor completes and checks these files.
``docs/exercises.md`` tells a trainer how to write one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, family
from trainings.curriculum import ROWS

LANGUAGES = ("en", "pl", "ru", "ro")
NO_MOVE = "none"
"""The option of a ``label`` exercise that says: no move at all."""


def _move(name: str) -> str:
    if name not in AGENT_MOVES:
        raise ValueError(f"there is no move {name!r}; known: {', '.join(sorted(AGENT_MOVES))}")
    return name


def _label(name: str) -> str:
    known = {*AGENT_MOVES, *CUSTOMER_MOVES, NO_MOVE}
    if name not in known:
        raise ValueError(f"there is no move {name!r}; known: {', '.join(sorted(known))}")
    return name


def _row(number: int) -> int:
    if number not in ROWS:
        raise ValueError(f"the curriculum has rows 1 to {len(ROWS)}, not {number}")
    return number


Text = Annotated[str, Field(min_length=1, max_length=1500)]
MoveName = Annotated[str, AfterValidator(_move)]
Label = Annotated[str, AfterValidator(_label)]
Row = Annotated[int, AfterValidator(_row)]
Phrases = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=200)], ...], Field(min_length=1)]
"""Words by which something is recognised; see ``rubrics.phrases`` for the three signs they may hold."""
Id = Annotated[str, Field(pattern=r"^\d\d-\d\d$")]


class Closed(BaseModel):
    """A part of a file: unknown keys are slips, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(Closed):
    """One line of a talk."""

    who: Literal["agent", "customer"]
    text: Text


class Moment(Closed):
    """A moment from a call, to hear and to read."""

    about: Text
    turns: tuple[Turn, ...] = Field(min_length=6, max_length=12)


class Base(Closed):
    """What every exercise has."""

    id: Id
    rows: tuple[Row, ...] = Field(min_length=1)
    """Rows of the curriculum it practises."""
    skill: MoveName
    """The move it is counted for in the learner's progress."""
    task: Text
    customer: Text | None = None
    """What the customer said just before."""
    hints: tuple[Text, ...] = Field(min_length=2, max_length=3)
    why: Text
    """The answer explained, to the learner."""


class LabelTurn(Base):
    """What does the agent do here?"""

    kind: Literal["label"]
    line: Text
    options: tuple[Label, ...] = Field(min_length=3, max_length=6)
    answer: tuple[Label, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _answerable(self) -> LabelTurn:
        _no_twice(self.options, "options")
        for move in self.answer:
            if move not in self.options:
                raise ValueError(f"answer: {move!r} is not among the options")
        if len(self.answer) >= len(self.options):
            raise ValueError("options: one of them has to be wrong")
        return self


class Option(Closed):
    """One line to choose, and why it is good or not."""

    text: Text
    good: bool = False
    why: Text


class Reason(Closed):
    """One reason for a choice."""

    text: Text
    good: bool = False


class Choose(Base):
    """Which line, and then why?"""

    kind: Literal["choose"]
    line: Text | None = None
    options: tuple[Option, ...] = Field(min_length=3, max_length=4)
    reasons: tuple[Reason, ...] = Field(min_length=3, max_length=3)

    @model_validator(mode="after")
    def _answerable(self) -> Choose:
        _no_twice([each.text for each in self.options], "options")
        _no_twice([each.text for each in self.reasons], "reasons")
        if len({each.good for each in self.options}) < 2:
            raise ValueError("options: at least one has to be good, and one not")
        if sum(each.good for each in self.reasons) != 1:
            raise ValueError("reasons: exactly one has to be good")
        return self


class Order(Base):
    """Put the steps in order; they are listed in the right one."""

    kind: Literal["order"]
    steps: tuple[Text, ...] = Field(min_length=4, max_length=6)
    also: tuple[tuple[int, ...], ...] = ()
    """Other orders that are right, by the steps' numbers from 1."""

    @model_validator(mode="after")
    def _orders(self) -> Order:
        _no_twice(self.steps, "steps")
        whole = list(range(1, len(self.steps) + 1))
        for order in self.also:
            if sorted(order) != whole:
                raise ValueError(f"also: each order has to name every step once, {whole[0]} to {whole[-1]}")
        return self


class FindTurn(Base):
    """At which turn of a short talk does it happen?"""

    kind: Literal["find"]
    talk: tuple[Turn, ...] = Field(min_length=6, max_length=10)
    answer: tuple[int, ...] = Field(min_length=1)
    """Numbers of the turns, from 1, any of which is right."""

    @model_validator(mode="after")
    def _there(self) -> FindTurn:
        for number in self.answer:
            if not 1 <= number <= len(self.talk):
                raise ValueError(f"answer: the talk has turns 1 to {len(self.talk)}, not {number}")
        if len(set(self.answer)) >= len(self.talk):
            raise ValueError("answer: one of the turns has to be wrong")
        return self


class Fact(Closed):
    """Something that has to come back in the answer."""

    name: Text
    words: Phrases


class Avoid(Closed):
    """Words that must not be in the answer."""

    words: Phrases
    why: Text


class Answers(Closed):
    """Answers that are tests: each must be judged as it stands here."""

    good: tuple[Text, ...] = Field(min_length=2)
    weak: tuple[Text, ...] = Field(min_length=2)
    gamed: tuple[Text, ...] = Field(min_length=2)


class OwnWords(Base):
    """An answer in one's own words, judged by the moves and facts in it and by what hurts."""

    kind: Literal["rewrite", "voice", "paraphrase", "note", "deadline", "features"]
    line: Text | None = None
    """The line to be said better."""
    given: tuple[Text, ...] = ()
    """What the learner may know."""
    moves: tuple[Annotated[tuple[MoveName, ...], Field(min_length=1)], ...] = ()
    """Of each list at least one has to be found in the answer."""
    facts: tuple[Fact, ...] = ()
    least: int | None = Field(default=None, ge=1)
    """How many of the facts, if not all."""
    avoid: tuple[Avoid, ...] = ()
    questions: int | None = Field(default=None, ge=1, le=10)
    """How many questions it has to ask."""
    longest: int | None = Field(default=None, ge=5, le=400)
    """Words."""
    answers: Answers

    @model_validator(mode="after")
    def _judgeable(self) -> OwnWords:
        _no_twice([fact.name for fact in self.facts], "facts")
        if not (self.moves or self.facts or self.questions):
            raise ValueError("one of 'moves', 'facts' and 'questions' is needed, or nothing could be judged")
        if self.least is not None and self.least > len(self.facts):
            raise ValueError(f"least: there are only {len(self.facts)} facts")
        harmful = next((move for group in self.moves for move in group if family(move) == "harmful"), None)
        if harmful:
            raise ValueError(f"moves: {harmful!r} is harmful, and no answer should have it")
        needed = {"rewrite": "line", "paraphrase": "customer", "features": "given"}.get(self.kind)
        if needed and not getattr(self, needed):
            raise ValueError(f"{self.kind!r} needs {needed!r}")
        return self

    @property
    def facts_needed(self) -> int:
        """How many of the facts have to come back."""
        return len(self.facts) if self.least is None else self.least


Exercise = Annotated[LabelTurn | Choose | Order | FindTurn | OwnWords, Field(discriminator="kind")]


class LessonFile(Closed):
    """``<language>.yaml``: the exercises of one lesson in one language."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    lesson: Annotated[str, Field(pattern=r"^\d\d$")]
    language: Literal["en", "pl", "ru", "ro"]
    title: Text
    minutes: int = Field(ge=5, le=60)
    moment: Moment
    role_play: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] | None = None
    """The scenario played at the end."""
    exercises: tuple[Exercise, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _own_ids(self) -> LessonFile:
        _no_twice([each.id for each in self.exercises], "exercises, the ids")
        for each in self.exercises:
            if not each.id.startswith(f"{self.lesson}-"):
                raise ValueError(f"exercises: the id {each.id!r} should begin with '{self.lesson}-'")
        return self


def _no_twice(given: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for each in given:
        if each in seen:
            raise ValueError(f"{where}: {each!r} stands there twice")
        seen.add(each)


def json_schema() -> str:
    """Return the JSON Schema of a file of exercises, as text."""
    return json.dumps(LessonFile.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (Path(str(files("trainings"))) / "exercises.schema.json").write_text(json_schema(), encoding="utf-8")
    sys.stderr.write("exercises.schema.json written\n")
