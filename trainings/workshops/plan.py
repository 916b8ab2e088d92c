"""The form of a workshop's plan: an agenda of steps with their minutes, in one language.

A plan is one YAML file. Its agenda takes steps that ship (``use: welcome``) and steps of its own; docs/workshops.md tells
how to write one. ``trainings.workshops.loading`` reads it and checks what it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from trainings.schema import Closed, Text

MOST_MINUTES = 240
"""Of one step."""
ROUND_MINUTES = 3
"""The least a round of a talk in pairs takes."""

StepId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Paragraphs = tuple[Text, ...]


class StepBase(Closed):
    """What every step has."""

    id: StepId
    title: Text
    minutes: int = Field(ge=1, le=MOST_MINUTES)
    show: Paragraphs = ()
    """What everybody sees."""
    notes: Paragraphs = ()
    """What only the trainer sees."""

    @property
    def least(self) -> int:
        """Minutes under which the step cannot be done."""
        return 1


class Talk(StepBase):
    """The trainer speaks, or the group does."""

    kind: Literal["talk"]


class Break(StepBase):
    """A break."""

    kind: Literal["break"]


class LessonStep(StepBase):
    """The moment of a lesson, listened to and read together."""

    kind: Literal["lesson"]
    lesson: Annotated[str, Field(pattern=r"^\d\d$")]


class Poll(StepBase):
    """A question with options; the wall counts the answers as they come."""

    kind: Literal["poll"]
    question: Text
    options: tuple[Text, ...] = Field(min_length=2, max_length=8)
    many: bool = False
    """Whether one may choose several."""


class Ask(StepBase):
    """An open question; the answers stand on the wall without names."""

    kind: Literal["ask"]
    question: Text


class GoodLines(StepBase):
    """The lines worth keeping: those the trainer marked, and one more from everybody."""

    kind: Literal["good_lines"]
    question: Text


class ExerciseStep(StepBase):
    """An exercise of a lesson, answered by everybody; the answer is shown when the trainer says so."""

    kind: Literal["exercise"]
    exercise: Annotated[str, Field(pattern=r"^\d\d-\d\d$")]


class Pairs(StepBase):
    """A talk in small groups: agent, customer, and an observer with a sheet of a rubric."""

    kind: Literal["pairs"]
    scenario: StepId
    rounds: int = Field(default=3, ge=1, le=4)
    """After each the roles move on."""
    rubric: StepId = "service_call"
    criteria: tuple[StepId, ...] = Field(min_length=1, max_length=8)
    """Those of the rubric that the observer looks at."""

    @property
    def least(self) -> int:
        """A few minutes for each round."""
        return self.rounds * ROUND_MINUTES


class RolePlay(StepBase):
    """A talk with a customer that the whole group leads: lines are proposed, one is voted for, the customer answers."""

    kind: Literal["role_play"]
    scenario: StepId
    turns: int = Field(default=5, ge=2, le=12)

    @property
    def least(self) -> int:
        """A minute for each line."""
        return self.turns


Step = Talk | Break | LessonStep | Poll | Ask | GoodLines | ExerciseStep | Pairs | RolePlay
AnyStep = Annotated[Step, Field(discriminator="kind")]


class Use(Closed):
    """A step that ships, with minutes, words or notes of one's own where they are given."""

    use: StepId
    minutes: int | None = Field(default=None, ge=1, le=MOST_MINUTES)
    title: Text | None = None
    show: Paragraphs | None = None
    notes: Paragraphs | None = None


def _which(entry: Any) -> str:
    return "use" if "use" in entry or "kind" not in entry else "own"


Entry = Annotated[Annotated[Use, Tag("use")] | Annotated[AnyStep, Tag("own")], Discriminator(_which)]
"""One line of an agenda."""


class PlanFile(Closed):
    """A plan as it is written."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    id: StepId
    language: Literal["en", "pl", "ru", "ro"]
    title: Text
    about: Text
    """For whom it is, and what they can do afterwards."""
    minutes: int = Field(ge=5, le=2400)
    """What there is; the steps may take less and not more."""
    agenda: tuple[Entry, ...] = Field(min_length=1, max_length=80)


class StepsFile(Closed):
    """``steps/<language>.yaml``: the steps that ship, each once."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: Literal["en", "pl", "ru", "ro"]
    steps: tuple[AnyStep, ...]


@dataclass(frozen=True)
class Plan:
    """A plan with its steps in place, ready to be run."""

    id: str
    language: str
    title: str
    about: str
    minutes: int
    steps: tuple[Step, ...]

    @property
    def spare(self) -> int:
        """Minutes that no step takes."""
        return self.minutes - sum(step.minutes for step in self.steps)

    def step(self, name: str) -> Step | None:
        """Return a step by its id, or ``None``."""
        return next((step for step in self.steps if step.id == name), None)
