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
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, Field, model_validator

from rubrics.forms import Closed, Condition, MoveName, and_known
from transcribe.call import Call

JSON_SCHEMA = Path(str(files("rubrics"))) / "rubric.schema.json"
KeyPath = tuple[str | int, ...]
"""Keys and places that lead to a value in a file."""
TOP_LEVEL = 3
MOVES_JUDGE = "moves.v1"
"""The judge that reads a mark off the moves by the levels' conditions."""
MODEL_JUDGE = "model.v1"
"""A language model the user names by URL; without one, the conditions over the moves give the mark as well."""
OWN_JUDGES = (MOVES_JUDGE, MODEL_JUDGE)
JUDGE_GROUP = "parafraza.judge"
"""Entry points of other people's judges; looked through only for a name that is not ours."""


class Misfit(NamedTuple):
    """One fault that shows only when a part of a rubric is seen as a whole."""

    path: KeyPath
    """From the part that was checked to the key to correct."""
    what: str
    fix: str


class Misfits(ValueError):
    """All misfits of one part."""

    def __init__(self, faults: Iterable[Misfit]) -> None:
        """Keep the ``faults``."""
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.what for fault in self.faults))


def _refuse(faults: Iterable[Misfit]) -> None:
    found = tuple(faults)
    if found:
        raise Misfits(found)


def _known_judge(name: str) -> str:
    if name in OWN_JUDGES:
        return name
    others = {point.name for point in entry_points(group=JUDGE_GROUP)}
    if name not in others:
        raise ValueError(f"there is no judge {name!r}{and_known(name, [*OWN_JUDGES, *sorted(others)])}")
    return name


JudgeName = Annotated[str, AfterValidator(_known_judge)]
Texts = dict[str, str]
"""One text a language, by ISO 639-1 code."""

Dialogue = Annotated[tuple[str, ...], Field(min_length=1)]
"""Lines such as ``customer: ...`` and ``agent: ...``."""


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in ``language``, or in the first one it is written in; empty where there is none."""
    return texts.get(language) or next(iter(texts.values()), "")


class Level(Closed):
    """One anchored level of a criterion."""

    level: int = Field(ge=0, le=TOP_LEVEL)
    when: Condition | None = None
    """What the call must show; the lowest level has none and takes all the rest."""
    anchor: Texts
    """What this level looks like."""
    why: Texts
    """The mark's sentence: ``{quote}`` the best quote, ``{count}`` how many, ``{time}`` when."""
    example: dict[str, Dialogue] = Field(default={})
    """A short dialogue by language that must score exactly this level."""
    counter_example: dict[str, Dialogue] = Field(default={})
    """One that looks like this level and must not score it."""


class Criterion(Closed):
    """One question asked of a call."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    weight: float = Field(default=1.0, gt=0)
    judge: JudgeName = MOVES_JUDGE
    """Who gives the mark: by default the levels' conditions over the moves."""
    title: Texts
    question: Texts
    description: Texts = Field(default={})
    applies: Condition | None = None
    """Where it does not hold the criterion is not applicable and leaves the denominator."""
    not_applicable: Texts = Field(default={})
    evidence: tuple[MoveName, ...] = ()
    """Moves to quote, the telling one first; without it, those of the levels' conditions."""
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

    def _misfits(self) -> Iterator[Misfit]:
        name = self.id
        if [level.level for level in self.levels] != list(range(len(self.levels))):
            what = f"{name}: the levels must be 0, 1, 2 … in this order, none left out"
            yield Misfit(("levels",), what, "number the levels from 0 up")
        for place, level in enumerate(self.levels):
            if level.when is None and level.level > 0:
                what = f"{name}: level {level.level} does not say when it is reached"
                yield Misfit(("levels", place), what, "add a 'when': what the call must show for this level")
            elif level.when is not None and level.level == 0:
                what = f"{name}: level 0 has a 'when', though it takes all the rest"
                yield Misfit(("levels", place, "when"), what, "take the 'when' out of level 0")
        if self.applies is not None and not self.not_applicable:
            what = f"{name}: 'applies' has no 'not_applicable' beside it"
            yield Misfit(("applies",), what, "add 'not_applicable': the sentence for calls it does not apply to")


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

    def _misfits(self) -> Iterator[Misfit]:
        if self.critical and self.weight:
            what = f"{self.id}: a critical section has no weight: it is passed or failed"
            yield Misfit(("weight",), what, "take the weight out, or 'critical'")
        elif not self.critical and not self.weight:
            what = f"{self.id}: the section has no weight"
            yield Misfit(("id",), what, "add its 'weight', or 'critical: true' where it is passed or failed")
        for place, criterion in enumerate(self.criteria if self.critical else ()):
            if criterion.top != 1:
                what = f"{criterion.id}: a critical criterion has the levels 0 (fail) and 1 (pass)"
                yield Misfit(("criteria", place, "levels"), what, "keep level 0 and level 1")


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
    call_types: dict[str, Condition] = Field(default={})
    """Types of call this rubric tells apart, each by what the call shows; ``{call_type: [name]}`` asks for them."""
    sections: tuple[Section, ...] = Field(min_length=1)

    def language_of(self, call: Call) -> str:
        """Return the language the marks of ``call`` are explained in: its own, or the first one written here."""
        code = (call.language or "").lower()[:2]
        return code if code in self.languages else self.languages[0]

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

    def _sums(self) -> Iterator[Misfit]:
        total = sum(section.weight for section in self.sections)
        if total and abs(total - 100) > 1e-6:
            what = f"the weights of the sections add up to {total:g}, not 100"
            yield Misfit(("sections",), what, f"{'add' if total < 100 else 'take away'} {abs(100 - total):g} in all")

    def _doubles(self) -> Iterator[Misfit]:
        seen: set[str] = set()
        for place, section in enumerate(self.sections):
            for number, criterion in enumerate(section.criteria):
                if criterion.id in seen:
                    path = ("sections", place, "criteria", number, "id")
                    yield Misfit(path, f"two criteria are called {criterion.id!r}", "give one of them another id")
                seen.add(criterion.id)

    def _unknown_types(self) -> Iterator[Misfit]:
        for path, condition in _conditions(self, ()):
            if condition.call_type is not None:
                given = next((name for name in condition.call_type if name not in self.call_types), None)
                what = f"there is no type of call {given!r} here{and_known(given or '', self.call_types)}"
                yield Misfit(path, what, "name it under 'call_types', or correct it; one type cannot ask for another")

    def _missing_texts(self) -> Iterator[Misfit]:
        texts = list(_texts(self.model_dump(), (), ()))
        silent = [code for code in self.languages if not any(code in each for _, _, each in texts)]
        for code in silent:
            fix = f"write them here, or in a file beside this one that ends in .{code}.yaml, or take {code!r} out"
            yield Misfit(("languages",), f"there is no text at all in {code!r}", fix)
        for path, name, each in texts:
            missing = [code for code in self.languages if code not in each and code not in silent]
            if missing:
                codes = ", ".join(map(repr, missing))
                yield Misfit(path, f"{name} has no text in {codes}", f"add a line for {codes}")


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
