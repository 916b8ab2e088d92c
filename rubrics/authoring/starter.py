"""A first rubric to change: three criteria of the service call, with comments that say what each part is for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from rubrics import library
from rubrics.schema import Criterion, Level, Rubric
from transcribe.errors import UnknownName

SOURCE = "service_call"
SKILLS = (("listening", "open_questions", 50), ("close", "satisfaction", 50))
"""Section, its one criterion, its weight: one form each that most rubrics need."""
CRITICAL = ("compliance", "no_blame")
WIDEST = 118
"""Characters of a line."""


def starter(name: str, languages: Sequence[str]) -> str:
    """Return the text of a new rubric; it passes its own check as it is.

    Args:
        name: The rubric's id, small letters, digits and underscores.
        languages: ISO 639-1 codes, in the order the texts stand; the comments are in the first.

    Raises:
        UnknownName: The shipped rubric that the texts come from does not speak one of the languages.
    """
    source = library.load(SOURCE)
    strange = [code for code in languages if code not in source.languages]
    if strange or not languages:
        known = ", ".join(source.languages)
        raise UnknownName(
            f"there are no texts in {', '.join(strange) or 'no language'!r} to start from", fix=f"use {known}"
        )
    once = tuple(dict.fromkeys(languages))
    return "\n".join(_Writer(source, once, _comments(once[0])).rubric(name)) + "\n"


def _comments(language: str) -> dict[str, str]:
    import yaml

    text = files("rubrics.authoring").joinpath("comments.yaml").read_text(encoding="utf-8")
    comments: dict[str, dict[str, str]] = yaml.safe_load(text)
    return comments[language]


class _Writer:
    """Writes YAML with comments, which no dumper does."""

    def __init__(self, source: Rubric, languages: tuple[str, ...], comments: Mapping[str, str]) -> None:
        self.languages, self.comments = languages, comments
        self.sections = {section.id: section for section in source.sections}
        self.criteria = {criterion.id: criterion for _, criterion in source.criteria()}

    def rubric(self, name: str) -> Iterator[str]:
        yield f"# {name}"
        yield from (f"# {line}" for line in self.comments["top"].replace("{file}", f"{name}.yaml").splitlines())
        yield from ("schema: 1", f"id: {name}", f"# {self.comments['version']}", 'version: "1.0.0"')
        yield from (f"# {self.comments['languages']}", f"languages: [{', '.join(self.languages)}]")
        title = dict.fromkeys(self.languages, name.replace("_", " ").capitalize())
        yield from [*self._texts("title", title, 0), *self._texts("description", title, 0)]
        yield from ("", f"# {self.comments['sections']}", "sections:")
        for section, criterion, weight in SKILLS:
            yield from self._section(section, criterion, f"weight: {weight}")
        yield from self._section(*CRITICAL, "critical: true")

    def _section(self, section: str, criterion: str, how: str) -> Iterator[str]:
        yield f"  - id: {section}"
        yield from self._texts("title", self.sections[section].title, 4)
        yield from (f"    {how}", "    criteria:")
        yield from self._criterion(self.criteria[criterion])
        yield ""

    def _criterion(self, criterion: Criterion) -> Iterator[str]:
        yield f"      - id: {criterion.id}"
        yield from self._texts("title", criterion.title, 8)
        yield from self._texts("question", criterion.question, 8)
        yield f"        evidence: {_flow(criterion.evidence)}"
        yield "        levels:"
        for level in criterion.levels:
            yield from self._level(level, first=criterion.id == SKILLS[0][1] and level.level == 1)

    def _level(self, level: Level, first: bool) -> Iterator[str]:
        yield f"          - level: {level.level}"
        if level.when is not None:
            form = level.when.model_dump(exclude_unset=True)
            note = "presence" if first else next((word for word in ("chain", "absence") if word in form), "")
            yield from self._note(note)
            yield f"            when: {_flow(form)}"
        yield from self._texts("anchor", level.anchor, 12)
        yield from self._note("why" if first else "")
        yield from self._texts("why", level.why, 12)
        yield from self._note("example" if first else "")
        yield from self._dialogues("example", level.example)
        yield from self._note("counter" if first else "")
        yield from self._dialogues("counter_example", level.counter_example)

    def _note(self, name: str) -> Iterator[str]:
        if name:
            yield f"            # {self.comments[name]}"

    def _texts(self, key: str, texts: Mapping[str, str], indent: int) -> Iterator[str]:
        yield f"{' ' * indent}{key}:"
        for code in self.languages:
            yield f"{' ' * indent}  {code}: {_quoted(texts[code])}"

    def _dialogues(self, key: str, dialogues: Mapping[str, Sequence[str]]) -> Iterator[str]:
        yield f"            {key}:"
        for code in self.languages:
            yield from _list(f"              {code}:", dialogues[code])


def _list(start: str, lines: Iterable[str]) -> list[str]:
    quoted = [_quoted(line) for line in lines]
    one = f"{start} [{', '.join(quoted)}]"
    indent = " " * (len(start) - len(start.lstrip()) + 2)
    return [one] if len(one) <= WIDEST else [start, *(f"{indent}- {line}" for line in quoted)]


def _flow(value: Any) -> str:
    """Return a condition as one line of YAML; what it holds are names and numbers, which need no quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return str(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
