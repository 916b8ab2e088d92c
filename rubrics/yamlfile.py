"""YAML files people write, read so that every error names the file, the line and the key.

Safe loading only (no tags that build objects), aliases refused where they would make a file grow without end, and the
pydantic model behind each kind of file is closed to unknown keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from transcribe.errors import BadFile

if TYPE_CHECKING:
    import yaml
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    Model = TypeVar("Model", bound=BaseModel)

LARGEST_FILE = 4_000_000
"""Bytes; the files we ship are a hundredth of it, so a larger one is a mistake or an attack."""
MOST_VALUES, DEEPEST = 200_000, 40
"""Values in a file, and how far they may lie inside one another; what we ship has thousands, ten deep."""

Lines = Mapping[tuple[str | int, ...], int]
"""Line number, from 1, of each key path in a file."""


def load(path: Path, model: type[Model]) -> Model:
    """Read one YAML file into ``model``; raise :class:`BadFile` naming file, line and key where it does not fit."""
    return parse(text_of(path), model, name=path.name)


def parse(text: str, model: type[Model], *, name: str) -> Model:
    """Read YAML ``text`` into ``model``; ``name`` stands in errors in place of a path."""
    content, lines = read(text, name=name)
    return fitted(content, lines, model, name=name)


def fitted(content: Any, lines: Lines, model: type[Model], *, name: str) -> Model:
    """Return what was read as ``model``; raise :class:`BadFile` with the first fault where it does not fit.

    Args:
        content: What a file says, as :func:`read` gives it.
        lines: The line of each key in it.
        model: The form it should have.
        name: Stands in errors in place of a path.
    """
    from pydantic import ValidationError

    check_start(content, lines, model, name=name)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first, *others = faults(error, lines, name=name, content=content)
        if not others:
            raise first from None
        more = f"{first.what} ({len(others)} more after this one)"
        raise BadFile(more, fix=first.fix, where=first.where) from None


def check_start(content: Any, lines: Lines, model: type[BaseModel], *, name: str) -> None:
    """Refuse a file that holds no keys, or is of a later schema than ``model``."""
    if not isinstance(content, dict):
        raise BadFile("the file holds no keys at all", fix="start from one of the shipped files", where=f"{name}:1")
    _check_schema(content, model, f"{name}:{lines.get(('schema',), 1)}")


def faults(error: ValidationError, lines: Lines, *, name: str, content: Any = None) -> list[BadFile]:
    """Return every fault a model found in a file, each with its line and key, in the order of the lines.

    Args:
        error: What the model found.
        lines: The line of each key.
        name: Stands in errors in place of a path.
        content: What the file says; with it, parts of lists are called by their ids.
    """
    errors = error.errors()
    own = [each for each in errors if not _echo(each, errors)]
    found = [fault for each in own for fault in _bad_keys(each, lines, name, content)]
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def read(text: str, *, name: str) -> tuple[Any, Lines]:
    """Return what a YAML text says and the line of every key path in it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_what_grows(text, name, loader)
        content, lines = _composed(loader(text), name)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "the text is not YAML"
        fix = _TABS if "\t" in "".join(text.splitlines()[line - 1 : line]) else _INDENT
        raise BadFile(f"YAML cannot be read here: {problem}", fix=fix, where=f"{name}:{line}") from None
    except yaml.reader.ReaderError as error:
        where = f"{name}:{text.count(chr(10), 0, error.position) + 1}"
        raise BadFile(
            "there is a character here that no text holds", fix="save it as plain UTF-8", where=where
        ) from None
    except ValueError as error:  # a date such as 2026-13-01, which YAML takes for one
        raise BadFile(f"a value cannot be read: {error}", fix="put the date in quotes", where=f"{name}:1") from None
    return content, lines


def _composed(loader: Any, name: str) -> tuple[Any, Lines]:
    """Return what a text says and the lines of its keys, both from one reading."""
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        root = loader.get_single_node()
        if root is None:
            return None, lines
        _walk(root, (), lines, name)  # before the tree is changed: keys taken over with << are written into it
        return loader.construct_document(root), lines
    finally:
        loader.dispose()


_TABS = "use spaces in place of the tab on this line"
_INDENT = "look at the indentation and the quotes on this line and the one above"


def text_of(path: Path) -> str:
    """Return a file's text; raise :class:`BadFile` where it is not there, far too large or not UTF-8."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile("the file is far too large", fix=f"keep it under {LARGEST_FILE} bytes", where=path.name)
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile("there is no such file", fix="check the name and the folder", where=str(path)) from None
    except UnicodeDecodeError:
        raise BadFile("the file is not UTF-8 text", fix="save it as UTF-8", where=path.name) from None


def _refuse_what_grows(text: str, name: str, loader: Any) -> None:
    """Refuse aliases, which can make a small file endless, and a file that is larger or deeper than people write."""
    import yaml

    depth = values = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        values += isinstance(event, yaml.NodeEvent)
        fault = _growth(isinstance(event, yaml.AliasEvent), depth, values)
        if fault:
            where = f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}"
            raise BadFile(fault[0], fix=fault[1], where=where)


def _growth(alias: bool, depth: int, values: int) -> tuple[str, str] | None:
    if alias:
        return "an alias (*name) is used", "write the value out where it is needed"
    if depth > DEEPEST:
        return f"values lie more than {DEEPEST} deep inside one another", "close the brackets that were left open"
    if values > MOST_VALUES:
        return f"the file holds more than {MOST_VALUES} values", "split it, or look for what was pasted twice"
    return None


def _walk(node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], name: str) -> None:
    """Note the line of every key; refuse a key that stands twice, of which YAML would silently drop the first."""
    import yaml

    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        own: set[str] = set()
        for key, value in node.value:
            here, line = (*path, key.value), key.start_mark.line + 1
            if isinstance(key.value, str) and key.value in own:
                fix = f"keep one of them; the other is on line {lines[here]}"
                raise BadFile(f"the key {key.value!r} stands here twice", fix=fix, where=f"{name}:{line}")
            own.add(str(key.value))
            lines[here] = line
            _walk(value, here, lines, name)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            _walk(value, (*path, place), lines, name)


def _check_schema(content: dict[Any, Any], model: type[BaseModel], where: str) -> None:
    known = getattr(model, "SCHEMA", 1)
    given = content.get("schema")
    if isinstance(given, int) and given > known:
        fix = "update the toolkit, or ask its author for the older form"
        raise BadFile(f"the file has schema {given}, this toolkit reads up to {known}", fix=fix, where=where)


def _echo(one: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """Tell whether a list is called too short only because its parts did not fit; that stands in errors of their own."""
    return one["type"] == "too_short" and any(
        len(other["loc"]) > len(one["loc"]) and other["loc"][: len(one["loc"])] == one["loc"] for other in errors
    )


def _bad_keys(error: ErrorDetails, lines: Lines, name: str, content: Any) -> Iterator[tuple[int, BadFile]]:
    """Give the faults in one error, with their lines: a check of the whole may find several, each with its own path."""
    start = tuple(part for part in error["loc"] if part != "[key]")
    misfits = getattr(error.get("ctx", {}).get("error"), "faults", ())
    for path, what, fix in misfits:
        line = line_of((*start, *path), lines)
        yield line, BadFile(what, fix=fix, where=f"{name}:{line}")
    if not misfits:
        line, key = line_of(start, lines), _readable(start, lines, content)
        what = f"{key or 'the file'}: {_plain(error)}"
        yield line, BadFile(what, fix=_fix(error["type"], error["input"]), where=f"{name}:{line}")


_PLAIN = {
    "extra_forbidden": "this key is not known here",
    "missing": "this key is missing",
    "too_short": "this needs more entries: {min_length} or more",
    "too_long": "this has too many entries: {max_length} at most",
    "tuple_type": "this should be a list",
    "dict_type": "this should hold keys with their values",
    "model_type": "this should hold keys with their values",
    "invalid_key": "a key should be text; put it in quotes",
    "string_type": "this should be text",
    "int_type": "this should be a whole number",
    "int_parsing": "this should be a whole number",
    "float_type": "this should be a number",
    "float_parsing": "this should be a number",
    "bool_type": "this should be true or false",
    "bool_parsing": "this should be true or false",
    "union_tag_invalid": "the kind {tag} is not known here; it can be {expected_tags}",
    "literal_error": "this can be {expected}",
    "greater_than_equal": "this should be {ge} or more",
    "less_than_equal": "this should be {le} or less",
}
"""What a kind of fault is called, where the checker's own words are a programmer's."""


def _plain(error: ErrorDetails) -> str:
    said = _PLAIN.get(error["type"])
    return said.format_map(error.get("ctx", {})) if said else error["msg"].removeprefix("Value error, ")


def _readable(path: tuple[str | int, ...], lines: Lines, content: Any) -> str:
    """Return a key path for people: a part of a list is called by its id or level, where it has one."""
    names = []
    for part in path:
        if not _known(path, part, lines):
            continue
        inside = _inside(content, part)
        own = inside.get("id", inside.get("level")) if isinstance(inside, dict) and isinstance(part, int) else None
        names.append(str(part if own is None else own))
        content = inside
    return ".".join(names)


def _inside(content: Any, part: str | int) -> Any:
    if isinstance(content, dict):
        return content.get(part)
    return content[part] if isinstance(content, list) and isinstance(part, int) and part < len(content) else None


def _fix(kind: str, given: object) -> str:
    if kind == "extra_forbidden":
        return "remove this key or check its spelling"
    if kind == "missing":
        return "add it"
    if isinstance(given, bool):
        return "put the word in quotes: bare yes, no, on and off mean true and false in YAML"
    if kind == "string_type" and isinstance(given, int | float | date):
        return "put it in quotes: a bare number or date is no text in YAML"
    return "correct this key"


def _known(path: tuple[str | int, ...], part: str | int, lines: Lines) -> bool:
    """Tell a key of the file from the name of a union's branch, which pydantic puts in the same path."""
    return isinstance(part, int) or any(part in where for where in lines) or part == path[-1]


def line_of(path: tuple[str | int, ...], lines: Lines) -> int:
    """Return the line of a key path, or of the last part of it that is there."""
    kept: tuple[str | int, ...] = ()
    for part in path:
        if (*kept, part) in lines:
            kept = (*kept, part)
    return lines.get(kept, 1)
