"""YAML files people write, read so that every error names the file, the line and the key.

Safe loading only (no tags that build objects), aliases refused where they would make a file grow without end, and the
pydantic model behind each kind of file is closed to unknown keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from transcribe.errors import BadFile

if TYPE_CHECKING:
    import yaml
    from pydantic import BaseModel, ValidationError

    Model = TypeVar("Model", bound=BaseModel)

LARGEST_FILE = 4_000_000
"""Bytes; the files we ship are a hundredth of it, so a larger one is a mistake or an attack."""

Lines = Mapping[tuple[str | int, ...], int]
"""Line number, from 1, of each key path in a file."""


def load(path: Path, model: type[Model]) -> Model:
    """Read one YAML file into ``model``; raise :class:`BadFile` naming file, line and key where it does not fit."""
    return parse(_text_of(path), model, name=path.name)


def parse(text: str, model: type[Model], *, name: str) -> Model:
    """Read YAML ``text`` into ``model``; ``name`` stands in errors in place of a path."""
    from pydantic import ValidationError

    content, lines = read(text, name=name)
    if not isinstance(content, dict):
        raise BadFile("the file holds no keys at all", fix="start from one of the shipped files", where=f"{name}:1")
    _check_schema(content, model, f"{name}:{lines.get(('schema',), 1)}")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _bad_key(error, lines, name) from None


def read(text: str, *, name: str) -> tuple[Any, Lines]:
    """Return what a YAML text says and the line of every key path in it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_aliases(text, name, loader)
        root = yaml.compose(text, Loader=loader)
        content = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader, C or pure Python
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "the text is not YAML"
        raise BadFile(f"YAML cannot be read here: {problem}", fix=_INDENT, where=f"{name}:{line}") from None
    lines: dict[tuple[str | int, ...], int] = {}
    if root is not None:
        _walk(root, (), lines)
    return content, lines


_INDENT = "look at the indentation and the quotes on this line and the one above"


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile("the file is far too large", fix=f"keep it under {LARGEST_FILE} bytes", where=path.name)
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile("there is no such file", fix="check the name and the folder", where=str(path)) from None
    except UnicodeDecodeError:
        raise BadFile("the file is not UTF-8 text", fix="save it as UTF-8", where=path.name) from None


def _refuse_aliases(text: str, name: str, loader: Any) -> None:
    import yaml

    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent):
            where = f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}"
            raise BadFile("an alias (*name) is used", fix="write the value out where it is needed", where=where)


def _walk(node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> None:
    import yaml

    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, key.value)
            lines[here] = key.start_mark.line + 1
            _walk(value, here, lines)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            _walk(value, (*path, place), lines)


def _check_schema(content: dict[Any, Any], model: type[BaseModel], where: str) -> None:
    known = getattr(model, "SCHEMA", 1)
    given = content.get("schema")
    if isinstance(given, int) and given > known:
        fix = "update the toolkit, or ask its author for the older form"
        raise BadFile(f"the file has schema {given}, this toolkit reads up to {known}", fix=fix, where=where)


def _bad_key(error: ValidationError, lines: Lines, name: str) -> BadFile:
    first = error.errors()[0]
    path = tuple(part for part in first["loc"] if part != "[key]")
    line = _line_of(path, lines)
    key = ".".join(str(part) for part in path if _known(path, part, lines)) or "the file"
    message = first["msg"].removeprefix("Value error, ")
    others = len(error.errors()) - 1
    more = f" ({others} more after this one)" if others else ""
    return BadFile(f"{key}: {message}{more}", fix=_fix(first["type"], first["input"]), where=f"{name}:{line}")


def _fix(kind: str, given: object) -> str:
    if kind == "extra_forbidden":
        return "remove this key or check its spelling"
    if isinstance(given, bool):
        return "put the word in quotes: bare yes, no, on and off mean true and false in YAML"
    return "correct this key"


def _known(path: tuple[str | int, ...], part: str | int, lines: Lines) -> bool:
    """Tell a key of the file from the name of a union's branch, which pydantic puts in the same path."""
    return isinstance(part, int) or any(part in where for where in lines) or part == path[-1]


def _line_of(path: tuple[str | int, ...], lines: Lines) -> int:
    kept: tuple[str | int, ...] = ()
    for part in path:
        if (*kept, part) in lines:
            kept = (*kept, part)
    return lines.get(kept, 1)
