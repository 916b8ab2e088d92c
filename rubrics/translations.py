"""A rubric's words in one more language, in a file of their own beside the rubric.

``desk.yaml`` holds the rubric; ``desk.pl.yaml`` beside it may hold its Polish, so that who translates needs to see one
language only, and a rubric in four stays readable. Words may as well stand in the rubric itself: where both give a text,
the rubric's own counts. ``python -m rubrics.translations`` writes ``translation.schema.json``, for editors.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field

from rubrics import yamlfile
from rubrics.forms import Closed
from rubrics.schema import Dialogue, Rubric
from transcribe.errors import BadFile

JSON_SCHEMA = Path(str(files("rubrics"))) / "translation.schema.json"
_BESIDE = re.compile(r"\.([a-z]{2})\.ya?ml$")
_ONE = ("anchor", "why", "example", "counter_example", "title", "question", "description", "not_applicable")


class LevelWords(Closed):
    """One level's words."""

    level: int
    anchor: str
    why: str
    example: Dialogue | None = None
    counter_example: Dialogue | None = None


class CriterionWords(Closed):
    """One criterion's words; ``id`` is the rubric's."""

    id: str
    title: str
    question: str
    description: str | None = None
    not_applicable: str | None = None
    levels: tuple[LevelWords, ...]


class SectionWords(Closed):
    """One section's words; ``id`` is the rubric's."""

    id: str
    title: str
    criteria: tuple[CriterionWords, ...]


class Translation(Closed):
    """A rubric's words in one language."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    rubric: str
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str
    description: str
    sections: tuple[SectionWords, ...]


def read(path: Path) -> Rubric:
    """Return the rubric in ``path`` with the words that lie beside it.

    Raises:
        BadFile: A file does not say what it should; file, line and key are named.
    """
    content, lines = yamlfile.read(yamlfile.text_of(path), name=path.name)
    yamlfile.check_start(content, lines, Rubric, name=path.name)
    for beside in translations(path):
        content = with_words(content, yamlfile.load(beside, Translation), beside)
    return yamlfile.fitted(content, lines, Rubric, name=path.name)


def translations(path: Path) -> list[Path]:
    """Return the files beside a rubric that hold its words in other languages, by language."""
    return sorted(other for other in path.parent.glob(f"{path.stem}.*{path.suffix}") if _BESIDE.search(other.name))


def is_translation(path: Path) -> bool:
    """Tell a file of words from a rubric, by its name."""
    return bool(_BESIDE.search(path.name))


def with_words(content: dict[str, Any], words: Translation, path: Path) -> dict[str, Any]:
    """Return a rubric's content with one more language.

    Args:
        content: The rubric as YAML says it; what does not fit its form is left for the form to refuse.
        words: The language.
        path: The language's file, for errors.

    Raises:
        BadFile: It is another rubric's, or it names a section, a criterion or a level that the rubric does not have.
    """
    if words.rubric != content.get("id") or f".{words.language}." not in path.name:
        fix = "correct 'rubric' and 'language', or rename the file to <rubric>.<language>.yaml"
        raise BadFile(f"these are the {words.language} words of {words.rubric!r}", fix=fix, where=f"{path.name}:1")
    try:
        merged: dict[str, Any] = _merged(content, words.model_dump(exclude_none=True), words.language, ())
        return merged
    except _Stray as stray:
        _, lines = yamlfile.read(yamlfile.text_of(path), name=path.name)
        line = next((number for key, number in lines.items() if key == stray.path), 1)
        fix = "give it the name it has in the rubric, or take it out"
        raise BadFile(f"the rubric has no {stray.what}", fix=fix, where=f"{path.name}:{line}") from None


class _Stray(Exception):
    def __init__(self, what: str, path: tuple[str | int, ...]) -> None:
        self.what, self.path = what, path
        super().__init__(what)


def _merged(content: Any, words: Mapping[str, Any], language: str, path: tuple[str | int, ...]) -> Any:
    """Return a part of the rubric with the words for it; parts of lists are found by their ``id`` or ``level``."""
    if not isinstance(content, Mapping):
        return content
    merged = dict(content)
    for name in words.keys() & set(_ONE):
        texts = content.get(name) or {}
        merged[name] = {**texts, language: texts.get(language, words[name])} if isinstance(texts, Mapping) else texts
    for name, key in (("sections", "id"), ("criteria", "id"), ("levels", "level")):
        if name in words and isinstance(content.get(name), list):
            merged[name] = _each(content[name], words[name], key, lambda part, its, at: _merged(part, its, language, at),
                                 (*path, name))  # fmt: skip
    return merged


def _each(
    parts: list[Any], words: tuple[Any, ...], key: str, merge: Callable[..., Any], path: tuple[str | int, ...]
) -> list[Any]:
    known = {str(part.get(key)): place for place, part in enumerate(parts) if isinstance(part, Mapping)}
    merged = list(parts)
    for place, its in enumerate(words):
        if str(its[key]) not in known:
            raise _Stray(f"{path[-1]} called {its[key]!r}", (*path, place))
        at = known[str(its[key])]
        merged[at] = merge(parts[at], its, (*path, place))
    return merged


def json_schema() -> str:
    """Return the JSON Schema of a file of words, as text."""
    return json.dumps(Translation.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    JSON_SCHEMA.write_text(json_schema(), encoding="utf-8")
    sys.stderr.write(f"{JSON_SCHEMA.name} written\n")
