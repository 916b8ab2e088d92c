"""JSON with its whereabouts: each value knows its key and its line, so that an error can name both."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

from transcribe.errors import BadFile
from transcribe.formats.encoding import clean

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()

Step = str | int


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a JSON file, with the way to it."""

    value: Any
    source: str
    """The whole file's text; only an error looks at it again."""
    where: str
    """The file's name."""
    path: tuple[Step, ...] = ()

    def __getitem__(self, key: str) -> Field:
        """Return the value under ``key``, which must be there."""
        if key not in self.object():
            raise self.broken(f"there is no {key!r} here", fix=f"add {key!r}, or take the file as its program wrote it")
        return Field(self.value[key], self.source, self.where, (*self.path, key))

    def get(self, key: str) -> Field | None:
        """Return the value under ``key``, or ``None`` where it is missing or null."""
        return None if self.object().get(key) is None else self[key]

    def __iter__(self) -> Iterator[Field]:
        """Go through a list."""
        if not isinstance(self.value, list):
            raise self.broken("a list should stand here", fix="put [ ] around the values")
        for index, value in enumerate(self.value):
            yield Field(value, self.source, self.where, (*self.path, index))

    def each(self, key: str) -> Iterator[Field]:
        """Go through the list under ``key``; nothing where it is missing or null."""
        found = self.get(key)
        return iter(found) if found else iter(())

    def object(self) -> dict[str, Any]:
        """Return the JSON object this is."""
        if not isinstance(self.value, dict):
            raise self.broken("an object should stand here", fix='write {"key": value}')
        return self.value

    def text(self) -> str:
        """Return the text this is, without control characters."""
        if not isinstance(self.value, str):
            raise self.broken("text should stand here", fix="put the text in double quotes")
        return clean(self.value)

    def number(self) -> float:
        """Return the number this is, or that its text spells, as some programs do."""
        try:
            number = None if isinstance(self.value, bool | None) else float(self.value)
        except (ValueError, TypeError, OverflowError):
            number = None
        if number is None or not isfinite(number):
            raise self.broken("a number should stand here", fix="write seconds as a number, such as 12.5")
        return number

    def broken(self, what: str, *, fix: str) -> BadFile:
        """Return the error that ``what`` is wrong with this value, naming file, line and key."""
        line = self.source.count("\n", 0, _position(self.source, self.path)) + 1
        key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")
        return BadFile(what, where=f"{self.where}, line {line}" + (f", key {key}" if key else ""), fix=fix)


def parsed(source: str, where: str) -> Field:
    """Return the object a JSON file holds.

    Raises:
        BadFile: it is no JSON, or no object.
    """
    source = source.removeprefix("\ufeff")
    fix = "the file may be cut short or edited by hand; take it as its program wrote it"
    try:
        root = Field(json.loads(source), source, where)
    except json.JSONDecodeError as error:
        raise BadFile(f"this is not JSON: {error.msg}", where=f"{where}, line {error.lineno}", fix=fix) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets thousands deep
        raise BadFile(f"this JSON cannot be read: {error}", where=where, fix=fix) from error
    root.object()
    return root


def _position(source: str, path: tuple[Step, ...]) -> int:
    """Return where in ``source``, known to be good JSON, the value at ``path`` begins."""
    position = _skip(source, 0)
    for step in path:
        position = _inside(source, position, step)
    return position


def _inside(source: str, position: int, step: Step) -> int:
    """Return where the member ``step`` of the object or list at ``position`` begins.

    A key may stand twice; the last one counts, as it does for the reader.
    """
    found, count, position = position, 0, _skip(source, position + 1)
    while source[position] not in "]}":
        name: Step = count
        if isinstance(step, str):
            name, position = _DECODER.raw_decode(source, position)
            position = _skip(source, _skip(source, position) + 1)
        if name == step:
            found = position
        position = _skip(source, _DECODER.raw_decode(source, position)[1])
        position = _skip(source, position + 1) if source[position] == "," else position
        count += 1
    return found


def _skip(source: str, position: int) -> int:
    space = _SPACE.match(source, position)
    return space.end() if space else position
