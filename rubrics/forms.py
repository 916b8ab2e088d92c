"""The forms a rubric's conditions take: what a call must show, over its moves, in a few readable words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES

CUSTOMER = "customer."
"""Before a move's name: the customer's. Only ``thanks`` needs it, because both sides thank."""


def and_known(name: str, names: Iterable[str]) -> str:
    """Return what to say after an unknown name: the nearest known one, and all there are."""
    known = list(names)
    near = get_close_matches(name, known, n=1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"{meant or ';'} known: {', '.join(known) or 'none'}"


def _known_move(name: str) -> str:
    plain = name.removeprefix(CUSTOMER)
    if plain not in (CUSTOMER_MOVES if plain != name else {**AGENT_MOVES, **CUSTOMER_MOVES}):
        raise ValueError(f"there is no move {name!r}{and_known(name, {**AGENT_MOVES, **CUSTOMER_MOVES})}")
    return name


MoveName = Annotated[str, AfterValidator(_known_move)]
Moves = Annotated[tuple[MoveName, ...], Field(min_length=1)]


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

    @model_validator(mode="before")
    @classmethod
    def _known_forms(cls, content: Any) -> Any:
        for name in content if isinstance(content, Mapping) else ():
            if name not in cls.model_fields:
                raise ValueError(f"there is no form {name!r}{and_known(str(name), cls.model_fields)}")
        return content

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        if len(self.model_fields_set) != 1:
            forms = ", ".join(type(self).model_fields)
            raise ValueError(f"give exactly one form of: {forms}; join several with all_of or any_of")
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
