"""The form of a rubric file: what is judged, how a mark follows from moves, and the words that explain it.

``python -m rubrics.schema`` writes ``rubric.schema.json``, with which an editor completes and checks a rubric.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES

JSON_SCHEMA = Path(str(files("rubrics"))) / "rubric.schema.json"
CUSTOMER = "customer."
"""Before a move's name: the customer's. Only ``thanks`` needs it, because both sides thank."""
TOP_LEVEL = 3


def _known_move(name: str) -> str:
    plain = name.removeprefix(CUSTOMER)
    if plain not in (CUSTOMER_MOVES if plain != name else {**AGENT_MOVES, **CUSTOMER_MOVES}):
        raise ValueError(f"there is no move {name!r}; known: {', '.join([*AGENT_MOVES, *CUSTOMER_MOVES])}")
    return name


MoveName = Annotated[str, AfterValidator(_known_move)]
Moves = Annotated[tuple[MoveName, ...], Field(min_length=1)]
Texts = dict[str, str]
"""One text a language, by ISO 639-1 code."""
Dialogue = Annotated[tuple[str, ...], Field(min_length=1)]
"""Lines such as ``customer: ...`` and ``agent: ...``."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Count(_Closed):
    """So many of these moves in the call."""

    moves: Moves
    at_least: int = Field(default=0, ge=0)
    at_most: int | None = Field(default=None, ge=0)


class Place(_Closed):
    """One of these moves in this part of the call."""

    moves: Moves
    where: Literal["early", "late"]


class Order(_Closed):
    """One of ``then`` after one of ``first``."""

    first: Moves
    then: Moves
    within_turns: int | None = Field(default=None, ge=0)


class Ratio(_Closed):
    """The share of ``moves`` among ``of`` and themselves."""

    moves: Moves
    of: Moves
    at_least: float = Field(ge=0, le=1)


class Chain(_Closed):
    """Steps one after the other, each at most ``within_turns`` turns after the one before."""

    steps: tuple[Moves, ...] = Field(min_length=2)
    within_turns: int = Field(default=2, ge=0)
    at_least: int = Field(default=1, ge=1)


class Condition(_Closed):
    """What must hold: exactly one of these forms; ``all_of``, ``any_of`` and ``not_this`` join others."""

    presence: Moves | None = None
    """At least one of these moves."""
    absence: Moves | None = None
    """None of these moves."""
    count: Count | None = None
    place: Place | None = None
    order: Order | None = None
    ratio: Ratio | None = None
    chain: Chain | None = None
    all_of: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    any_of: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    not_this: Condition | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        if len(self.model_fields_set) != 1:
            forms = ", ".join(type(self).model_fields)
            raise ValueError(f"give exactly one of: {forms}")
        return self

    def names(self) -> Iterator[str]:
        """Give every move the condition looks at."""
        for name in self.model_fields_set:
            yield from _names_in(getattr(self, name))


def _names_in(form: object) -> Iterator[str]:
    if isinstance(form, Condition):
        yield from form.names()
    elif isinstance(form, BaseModel):
        for name in type(form).model_fields:
            yield from _names_in(getattr(form, name))
    elif isinstance(form, tuple):
        for part in form:
            yield from (part,) if isinstance(part, str) and part not in ("early", "late") else _names_in(part)


class Level(_Closed):
    """One anchored level of a criterion."""

    level: int = Field(ge=0, le=TOP_LEVEL)
    when: Condition | None = None
    """What the call must show; the lowest level has none and takes all the rest."""
    anchor: Texts
    """What this level looks like."""
    why: Texts
    """The mark's sentence: ``{quote}`` the best quote, ``{count}`` how many, ``{time}`` when."""
    example: dict[str, Dialogue] = {}
    """A short dialogue by language that must score exactly this level."""
    counter_example: dict[str, Dialogue] = {}
    """One that looks like this level and must not score it."""


class Criterion(_Closed):
    """One question asked of a call."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    weight: float = Field(default=1.0, gt=0)
    title: Texts
    question: Texts
    description: Texts = {}
    applies: Condition | None = None
    """Where it does not hold the criterion is not applicable and leaves the denominator."""
    not_applicable: Texts = {}
    evidence: tuple[MoveName, ...] = ()
    """Moves to quote; without it, those of the levels' conditions."""
    levels: tuple[Level, ...] = Field(min_length=2, max_length=TOP_LEVEL + 1)

    @property
    def top(self) -> int:
        """The highest level."""
        return self.levels[-1].level

    def names(self) -> frozenset[str]:
        """Return every move the marks depend on."""
        conditions = [level.when for level in self.levels] + [self.applies]
        return frozenset(name for condition in conditions if condition for name in condition.names())

    @model_validator(mode="after")
    def _whole(self) -> Criterion:
        if [level.level for level in self.levels] != list(range(len(self.levels))):
            raise ValueError(f"{self.id}: the levels must be 0, 1, 2 … in this order, none left out")
        for level in self.levels:
            if (level.when is None) != (level.level == 0):
                raise ValueError(f"{self.id}: level {level.level}: every level but 0 needs a 'when', and 0 has none")
        if self.applies is not None and not self.not_applicable:
            raise ValueError(f"{self.id}: 'applies' needs a 'not_applicable' text to show when it does not")
        return self


class Section(_Closed):
    """Criteria that belong together."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Texts
    weight: float = Field(default=0.0, ge=0)
    critical: bool = False
    """Whether its criteria are passed or failed, and counted in the compliance total only."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _critical_or_weighed(self) -> Section:
        if self.critical == (self.weight > 0):
            raise ValueError(f"{self.id}: a critical section has no weight, any other needs one")
        if self.critical and any(criterion.top != 1 for criterion in self.criteria):
            raise ValueError(f"{self.id}: a critical criterion has the levels 0 (fail) and 1 (pass)")
        return self


class Change(_Closed):
    """What a version changed."""

    version: str
    note: str


class Rubric(_Closed):
    """A whole rubric."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    languages: tuple[str, ...] = Field(min_length=1)
    title: Texts
    description: Texts
    changes: tuple[Change, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    def criteria(self) -> Iterator[tuple[Section, Criterion]]:
        """Give every criterion with its section, in order."""
        for section in self.sections:
            for criterion in section.criteria:
                yield section, criterion

    def weight(self, section: Section, criterion: Criterion) -> float:
        """Return a criterion's share of 100 when all are judged; zero in a critical section."""
        return section.weight * criterion.weight / sum(each.weight for each in section.criteria)

    @model_validator(mode="after")
    def _adds_up(self) -> Rubric:
        total = sum(section.weight for section in self.sections)
        if abs(total - 100) > 1e-6:
            raise ValueError(f"the weights of the sections add up to {total:g}, not 100")
        ids = [criterion.id for _, criterion in self.criteria()]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"two criteria are called {twice[0]!r}")
        return self

    @model_validator(mode="after")
    def _speaks_its_languages(self) -> Rubric:
        for where, texts in _texts(self.model_dump(), ()):
            missing = [code for code in self.languages if code not in texts]
            if missing:
                raise ValueError(f"{where} has no text in {missing[0]!r}")
        return self


TEXT_KEYS = frozenset({"title", "question", "description", "not_applicable", "anchor", "why"})


def _texts(content: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give every text of a rubric with the place it stands at; optional ones that are empty are passed over."""
    if isinstance(content, Mapping):
        name = content.get("id", content.get("level"))
        here = path if name is None else (*path, str(name))
        for key, value in content.items():
            if key in TEXT_KEYS and isinstance(value, Mapping):
                yield from [(".".join((*here, key)), value)] if value else []
            else:
                yield from _texts(value, here)
    elif isinstance(content, tuple | list):
        for part in content:
            yield from _texts(part, path)


def json_schema() -> str:
    """Return the JSON Schema of a rubric file, as text."""
    return json.dumps(Rubric.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    JSON_SCHEMA.write_text(json_schema(), encoding="utf-8")
    sys.stderr.write(f"{JSON_SCHEMA.name} written\n")
