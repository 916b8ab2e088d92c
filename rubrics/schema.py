"""The form of a rubric file: what is judged, how a mark follows from moves, and the words that explain it.

``python -m rubrics.schema`` writes ``rubric.schema.json``, with which an editor completes and checks a rubric.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES

JSON_SCHEMA = Path(str(files("rubrics"))) / "rubric.schema.json"
KeyPath = tuple[str | int, ...]
"""Keys and places that lead to a value in a file."""
CUSTOMER = "customer."
"""Before a move's name: the customer's. Only ``thanks`` needs it, because both sides thank."""
TOP_LEVEL = 3
MOVES_JUDGE = "moves.v1"
"""The judge that reads a mark off the moves by the levels' conditions."""
JUDGE_GROUP = "parafraza.judge"
"""Entry points of other people's judges; looked through only for a name that is not ours."""


class Misfits(ValueError):
    """Faults that show only when a rubric is seen as a whole, each with the path to the key to correct."""

    def __init__(self, faults: Iterable[tuple[KeyPath, str]]) -> None:
        """Keep ``faults``: (path from the object that was checked, what is wrong)."""
        self.faults = tuple(faults)
        super().__init__("; ".join(what for _, what in self.faults))


def _refuse(faults: Iterable[tuple[KeyPath, str]]) -> None:
    found = tuple(faults)
    if found:
        raise Misfits(found)


def _known_judge(name: str) -> str:
    if name == MOVES_JUDGE:
        return name
    others = {point.name for point in entry_points(group=JUDGE_GROUP)}
    if name not in others:
        raise ValueError(f"there is no judge {name!r}; known: {', '.join(sorted({MOVES_JUDGE, *others}))}")
    return name


def _known_move(name: str) -> str:
    plain = name.removeprefix(CUSTOMER)
    if plain not in (CUSTOMER_MOVES if plain != name else {**AGENT_MOVES, **CUSTOMER_MOVES}):
        raise ValueError(f"there is no move {name!r}; known: {', '.join([*AGENT_MOVES, *CUSTOMER_MOVES])}")
    return name


JudgeName = Annotated[str, AfterValidator(_known_judge)]
MoveName = Annotated[str, AfterValidator(_known_move)]
Moves = Annotated[tuple[MoveName, ...], Field(min_length=1)]
Texts = dict[str, str]
"""One text a language, by ISO 639-1 code."""
Dialogue = Annotated[tuple[str, ...], Field(min_length=1)]
"""Lines such as ``customer: ...`` and ``agent: ...``."""


class Closed(BaseModel):
    """A part of a file people write: unknown keys are refused, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Count(Closed):
    """So many of these moves in the call."""

    moves: Moves
    at_least: int = Field(default=0, ge=0)
    at_most: int | None = Field(default=None, ge=0)


class Place(Closed):
    """One of these moves in this part of the call."""

    moves: Moves
    where: Literal["early", "late"]


class Order(Closed):
    """One of ``then`` after one of ``first``."""

    first: Moves
    then: Moves
    within_turns: int | None = Field(default=None, ge=0)


class Near(Closed):
    """One of ``moves`` at most ``within_turns`` turns before or after one of ``to``; 0 is the same turn."""

    moves: Moves
    to: Moves
    within_turns: int = Field(default=1, ge=0)


class Ratio(Closed):
    """The share of ``moves`` among ``of`` and themselves."""

    moves: Moves
    of: Moves
    at_least: float = Field(ge=0, le=1)


class Chain(Closed):
    """Steps one after the other, each at most ``within_turns`` turns after the one before."""

    steps: tuple[Moves, ...] = Field(min_length=2)
    within_turns: int = Field(default=2, ge=0)
    at_least: int = Field(default=1, ge=1)


class Condition(Closed):
    """What must hold: exactly one of these forms; ``all_of``, ``any_of`` and ``not_this`` join others."""

    presence: Moves | None = None
    """At least one of these moves."""
    absence: Moves | None = None
    """None of these moves."""
    count: Count | None = None
    place: Place | None = None
    order: Order | None = None
    near: Near | None = None
    ratio: Ratio | None = None
    chain: Chain | None = None
    all_of: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    any_of: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    not_this: Condition | None = None
    call_type: tuple[str, ...] | None = Field(default=None, min_length=1)
    """One of these types of call, named under ``call_types``; put in place of the name when the file is read."""

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        if len(self.model_fields_set) != 1:
            forms = ", ".join(type(self).model_fields)
            raise ValueError(f"give exactly one form of: {forms}")
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


class Level(Closed):
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


class Criterion(Closed):
    """One question asked of a call."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    weight: float = Field(default=1.0, gt=0)
    judge: JudgeName = MOVES_JUDGE
    """Who gives the mark: by default the levels' conditions over the moves."""
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
        _refuse(self._misfits())
        return self

    def _misfits(self) -> Iterator[tuple[KeyPath, str]]:
        if [level.level for level in self.levels] != list(range(len(self.levels))):
            yield ("levels",), f"{self.id}: the levels must be 0, 1, 2 … in this order, none left out"
        for place, level in enumerate(self.levels):
            if level.when is None and level.level > 0:
                yield (
                    ("levels", place),
                    f"{self.id}: level {level.level} needs a 'when': what the call must show for it",
                )
            elif level.when is not None and level.level == 0:
                yield ("levels", place, "when"), f"{self.id}: level 0 takes all the rest and has no 'when'"
        if self.applies is not None and not self.not_applicable:
            yield ("applies",), f"{self.id}: 'applies' needs a 'not_applicable' text to show when it does not"


class Section(Closed):
    """Criteria that belong together."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Texts
    weight: float = Field(default=0.0, ge=0)
    critical: bool = False
    """Whether its criteria are passed or failed, and counted in the compliance total only."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _critical_or_weighed(self) -> Section:
        _refuse(self._misfits())
        return self

    def _misfits(self) -> Iterator[tuple[KeyPath, str]]:
        if self.critical and self.weight:
            yield ("weight",), f"{self.id}: a critical section has no weight: it is passed or failed"
        elif not self.critical and not self.weight:
            yield ("id",), f"{self.id}: a section needs a weight above 0, or 'critical: true'"
        for place, criterion in enumerate(self.criteria if self.critical else ()):
            if criterion.top != 1:
                yield (
                    ("criteria", place, "levels"),
                    f"{criterion.id}: a critical criterion has the levels 0 (fail) and 1 (pass)",
                )


class Change(Closed):
    """What a version changed."""

    version: str
    note: str


class Rubric(Closed):
    """A whole rubric."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    languages: tuple[str, ...] = Field(min_length=1)
    title: Texts
    description: Texts
    changes: tuple[Change, ...] = ()
    call_types: dict[str, Condition] = {}
    """Types of call this rubric tells apart, each by what the call shows; ``{call_type: [name]}`` asks for them."""
    sections: tuple[Section, ...] = Field(min_length=1)

    def criteria(self) -> Iterator[tuple[Section, Criterion]]:
        """Give every criterion with its section, in order."""
        for section in self.sections:
            for criterion in section.criteria:
                yield section, criterion

    def weight(self, section: Section, criterion: Criterion) -> float:
        """Return a criterion's share of 100 when all are judged; zero in a critical section."""
        return section.weight * criterion.weight / sum(each.weight for each in section.criteria)

    @model_validator(mode="before")
    @classmethod
    def _spell_out_types(cls, content: Any) -> Any:
        if not isinstance(content, Mapping) or not isinstance(content.get("call_types"), Mapping):
            return content
        types = content["call_types"]
        return {key: value if key == "call_types" else _spelled_out(value, types) for key, value in content.items()}

    @model_validator(mode="after")
    def _whole(self) -> Rubric:
        _refuse([*self._sums(), *self._doubles(), *self._unknown_types(), *self._missing_texts()])
        return self

    def _sums(self) -> Iterator[tuple[KeyPath, str]]:
        total = sum(section.weight for section in self.sections)
        if total and abs(total - 100) > 1e-6:
            yield ("sections",), f"the weights of the sections add up to {total:g}, not 100"

    def _doubles(self) -> Iterator[tuple[KeyPath, str]]:
        seen: set[str] = set()
        for place, section in enumerate(self.sections):
            for number, criterion in enumerate(section.criteria):
                if criterion.id in seen:
                    yield ("sections", place, "criteria", number, "id"), f"two criteria are called {criterion.id!r}"
                seen.add(criterion.id)

    def _unknown_types(self) -> Iterator[tuple[KeyPath, str]]:
        known = ", ".join(self.call_types) or "none; name them under 'call_types'"
        for path, condition in _conditions(self, ()):
            if condition.call_type is not None:
                yield path, f"there is no type of call {', '.join(condition.call_type)!r} here; known: {known}"

    def _missing_texts(self) -> Iterator[tuple[KeyPath, str]]:
        for path, name, texts in _texts(self.model_dump(), (), ()):
            missing = [code for code in self.languages if code not in texts]
            if missing:
                yield path, f"{name} has no text in {', '.join(map(repr, missing))}"


def _spelled_out(value: Any, types: Mapping[str, Any]) -> Any:
    """Return a value with the conditions of call types in place of their names; a name nobody gave stays."""
    if isinstance(value, Mapping):
        asked = value.get("call_type")
        if len(value) == 1 and isinstance(asked, list) and asked and all(name in types for name in asked):
            return {"any_of": [types[name] for name in asked]}
        return {key: _spelled_out(part, types) for key, part in value.items()}
    return [_spelled_out(part, types) for part in value] if isinstance(value, list) else value


def _conditions(part: object, path: KeyPath) -> Iterator[tuple[KeyPath, Condition]]:
    """Give every condition of a model with the path to it, those inside others too."""
    if isinstance(part, Condition):
        yield path, part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _conditions(getattr(part, name), (*path, name))
    elif isinstance(part, Mapping):
        for name, value in part.items():
            yield from _conditions(value, (*path, name))
    elif isinstance(part, tuple):
        for place, value in enumerate(part):
            yield from _conditions(value, (*path, place))


TEXT_KEYS = frozenset({"title", "question", "description", "not_applicable", "anchor", "why"})


def _texts(content: Any, path: KeyPath, ids: tuple[str, ...]) -> Iterator[tuple[KeyPath, str, Mapping[str, str]]]:
    """Give every text of a rubric with its path and its readable name; optional ones that are empty are passed over."""
    if isinstance(content, Mapping):
        name = content.get("id", content.get("level"))
        here = ids if name is None else (*ids, str(name))
        for key, value in content.items():
            if key in TEXT_KEYS and isinstance(value, Mapping):
                yield from [((*path, key), ".".join((*here, key)), value)] if value else []
            else:
                yield from _texts(value, (*path, key), here)
    elif isinstance(content, tuple | list):
        for place, part in enumerate(content):
            yield from _texts(part, (*path, place), ids)


def json_schema() -> str:
    """Return the JSON Schema of a rubric file, as text."""
    return json.dumps(Rubric.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    JSON_SCHEMA.write_text(json_schema(), encoding="utf-8")
    sys.stderr.write(f"{JSON_SCHEMA.name} written\n")
