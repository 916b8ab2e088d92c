"""The form of the example calls and of the readings that lie beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rubrics import yamlfile
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES
from transcribe.call import Call
from transcribe.errors import BadFile

Kind = Literal["good", "mixed", "bad"]
Type = Literal["service", "complaint", "negotiation"]
Given = Literal[0, 1, 2, 3, "pass", "fail"]
"""A level; critical criteria are passed or failed."""

READERS: tuple[str, ...] = ("first", "second", "third")
"""Who reads, in order; the reading of ``x.yaml`` by the second is ``x.second.yaml``."""
_VERDICTS = {"fail": 0, "pass": 1}


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SpokenTurn(_Closed):
    """What one side says, and when."""

    role: Literal["agent", "customer"]
    start: float = Field(ge=0)
    """Seconds from the start of the call."""
    end: float
    text: str = Field(pattern=r"\S")

    @model_validator(mode="after")
    def _forwards(self) -> SpokenTurn:
        if self.end <= self.start:
            raise ValueError(f"a turn needs start < end, got {self.start} to {self.end}")
        return self


class CallFile(_Closed):
    """A written call, without moves and marks: whoever reads it should see for themselves."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z]{2}_[a-z0-9_]+$")
    lang: Literal["en", "pl", "ru", "ro"]
    kind: Kind
    type: Type
    domain: str = Field(pattern=r"^[a-z_]+$")
    title: str
    about: str
    turns: tuple[SpokenTurn, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _in_order(self) -> CallFile:
        starts = [turn.start for turn in self.turns]
        if starts != sorted(starts):
            late = next(place for place, start in enumerate(starts[1:], 1) if start < starts[place - 1])
            raise ValueError(f"turn {late} starts before turn {late - 1}; put the turns in order of their start")
        return self


class Seen(_Closed):
    """The moves of one turn."""

    turn: int = Field(ge=0)
    """Index of the turn in the call, from 0."""
    moves: tuple[str, ...] = Field(min_length=1)


class Quoted(_Closed):
    """The words a mark rests on, or those that stand where something was missing."""

    turn: int = Field(ge=0)
    """Index of the turn in the call, from 0."""
    words: str = Field(pattern=r"\S")


class ReadingFile(_Closed):
    """What one reader saw; turns that are not named show no move."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    id: str
    reader: Literal["first", "second", "third"]
    moves: tuple[Seen, ...] = ()
    """Empty where this reader gave marks only."""
    marks: dict[str, dict[str, Given | None]] = {}
    """By rubric and criterion; ``null`` where the criterion does not apply to the call."""
    quotes: dict[str, dict[str, Quoted]] = {}
    """What a mark rests on, by rubric and criterion, where the reader noted it; verbatim in its turn."""

    def levels(self) -> dict[str, dict[str, int | None]]:
        """Return the marks as numbers: fail is 0, pass is 1."""
        return {rubric: {name: _level(given) for name, given in marks.items()} for rubric, marks in self.marks.items()}


def _level(given: Given | None) -> int | None:
    return _VERDICTS[given] if isinstance(given, str) else given


def check(reading: ReadingFile, call: Call, path: Path) -> None:
    """Raise :class:`BadFile`, with the line, where a reading does not fit the call it was made of.

    Args:
        reading: What stands in ``path``.
        call: The call that was read.
        path: The reading's file; its name says whose it is.
    """
    owner, reader = path.name.split(".")[:2]
    if (reading.id, reading.reader) != (owner, reader):
        raise BadFile(f"this is the {reading.reader} reading of {reading.id}", fix="rename the file, or correct id and reader",
                      where=path.name)  # fmt: skip
    fault = next(chain(_faults(reading, call), _misquoted(reading, call)), None)
    if fault is not None:
        place, what, fix = fault
        _, lines = yamlfile.read(path.read_text(encoding="utf-8"), name=path.name)
        raise BadFile(what, fix=fix, where=f"{path.name}:{lines.get(place, 1)}")


_Place = tuple[str | int, ...]
"""Where something stands in a file: its keys and its numbers in lists."""


def _misquoted(reading: ReadingFile, call: Call) -> Iterator[tuple[_Place, str, str]]:
    """Give (place in the file, what is wrong, how to put it right) of quotes nobody said, or of marks nobody gave."""
    for rubric, quotes in reading.quotes.items():
        for name, quote in quotes.items():
            place = ("quotes", rubric, name)
            if name not in reading.marks.get(rubric, {}):
                yield place, f"{name!r} has a quote and no mark", "give the mark, or take the quote out"
            if quote.turn >= len(call.turns):
                yield place, f"there is no turn {quote.turn}", f"the call has the turns 0 to {len(call.turns) - 1}"
            elif quote.words not in call.turns[quote.turn].text:
                yield place, f"turn {quote.turn} does not say “{quote.words}”", "quote it letter by letter"


def _faults(reading: ReadingFile, call: Call) -> Iterator[tuple[_Place, str, str]]:
    """Give (place in the file, what is wrong, how to put it right) of the moves."""
    taken: set[int] = set()
    for number, seen in enumerate(reading.moves):
        place = ("moves", number)
        if seen.turn >= len(call.turns):
            yield place, f"there is no turn {seen.turn}", f"the call has the turns 0 to {len(call.turns) - 1}"
            continue
        if seen.turn in taken:
            yield place, f"turn {seen.turn} stands here twice", "put all moves of a turn in one line"
        taken.add(seen.turn)
        role = call.turns[seen.turn].role
        known = CUSTOMER_MOVES if role == "customer" else AGENT_MOVES
        for name in seen.moves:
            if name not in known:
                yield (
                    place,
                    f"turn {seen.turn} is the {role}'s, who has no move {name!r}",
                    f"use one of: {', '.join(known)}",
                )
