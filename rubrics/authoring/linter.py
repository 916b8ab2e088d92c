"""Every fault of a rubric's files, with file, line and key, and its examples run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from rubrics import translations, yamlfile
from rubrics.authoring.examples import Example, examples_of, find_moves_of, is_right, outcome, strange_lines
from rubrics.authoring.trying import SIDES, moves_in
from rubrics.schema import KeyPath, Rubric
from rubrics.translations import Translation
from rubrics.vocabulary import TIMED_MOVES
from transcribe.errors import BadFile

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

BLANKS = frozenset({"quote", "count", "time"})
"""What a sentence of reason may have filled in."""


@dataclass(frozen=True)
class Checked:
    """What the check of one rubric found."""

    path: Path
    faults: tuple[BadFile, ...]
    """Each with its file and line; none where the rubric is sound."""
    notes: tuple[str, ...] = ()
    """What is allowed and worth knowing, such as a level without an example."""
    examples: int = 0
    """Dialogues that were run."""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Files:
    """A rubric's file and those of its words, with the lines of their keys."""

    name: str
    lines: yamlfile.Lines
    words: dict[str, tuple[str, yamlfile.Lines, Any]]
    """By language: the file's name, its lines, its content."""

    def where(self, path: KeyPath, ids: KeyPath, language: str) -> str:
        """Return file and line of a text: in the rubric itself, else in the words of its language.

        Args:
            path: Keys that lead to it in the rubric, by number.
            ids: The same by ids and levels.
            language: Of the text.
        """
        if (*path, language) in self.lines or language not in self.words:
            return f"{self.name}:{yamlfile.line_of((*path, language), self.lines)}"
        name, lines, content = self.words[language]
        return f"{name}:{yamlfile.line_of(_by_id(content, ids), lines)}"


def check(path: Path) -> Checked:
    """Check a rubric's file, the words beside it, and every example in them.

    Args:
        path: The rubric, or one of its files of words.
    """
    if translations.is_translation(path):
        path = path.with_name(f"{path.name.split('.')[0]}{path.suffix}")
    try:
        content, files = _read(path)
        rubric = _fitted(content, files.lines, Rubric, path.name)
    except BadFile as fault:
        return Checked(path, (fault,))
    except _Many as many:
        return Checked(path, many.faults)
    faults = [*_wrong_words(rubric, files), *_wrong_examples(rubric, files)]
    ran = sum(example.runs for example in examples_of(rubric))
    return Checked(path, tuple(faults), tuple(_notes(rubric)), ran, rubric.languages)


class _Many(Exception):
    def __init__(self, faults: list[BadFile]) -> None:
        self.faults = tuple(faults)
        super().__init__()


def _read(path: Path) -> tuple[Any, _Files]:
    content, lines = yamlfile.read(yamlfile.text_of(path), name=path.name)
    yamlfile.check_start(content, lines, Rubric, name=path.name)
    words = {}
    for beside in translations.translations(path):
        its, its_lines = yamlfile.read(yamlfile.text_of(beside), name=beside.name)
        translation = _fitted(its, its_lines, Translation, beside.name)
        content = translations.with_words(content, translation, beside)
        words[translation.language] = (beside.name, its_lines, its)
    return content, _Files(path.name, lines, words)


def _fitted(content: Any, lines: yamlfile.Lines, model: type[Model], name: str) -> Model:
    yamlfile.check_start(content, lines, model, name=name)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _Many(yamlfile.faults(error, lines, name=name, content=content)) from None


def _wrong_words(rubric: Rubric, files: _Files) -> Iterator[BadFile]:
    """Give the sentences of reason that ask for something nobody fills in."""
    for path, ids, level in _levels(rubric):
        for language, text in level.why.items():
            unknown = sorted(set(re.findall(r"\{(.*?)\}", text)) - BLANKS)
            if unknown:
                known = ", ".join(f"{{{name}}}" for name in sorted(BLANKS))
                what = f"{'.'.join(map(str, ids))}.why: nothing is known to fill in for {{{unknown[0]}}}"
                yield BadFile(what, fix=f"use {known}", where=files.where((*path, "why"), (*ids, "why"), language))


def _wrong_examples(rubric: Rubric, files: _Files) -> Iterator[BadFile]:
    places = {tuple(ids): path for path, ids, _ in _levels(rubric)}
    find_moves_of(examples_of(rubric))
    for example in examples_of(rubric):
        ids = (example.section, example.criterion.id, example.level)
        where = files.where((*places[ids], example.kind), (*ids, example.kind), example.language)
        key = f"{example.criterion.id}.{example.level}.{example.kind}.{example.language}"
        strange = strange_lines(example.lines)
        if strange:
            yield BadFile(f"{key}: {strange[0]!r} does not say who speaks", where=where,
                          fix=f"begin the line with one of: {', '.join(f'{side}:' for side in SIDES)}")  # fmt: skip
        elif example.runs and not is_right(example):
            yield BadFile(f"{key}: {_score(example)}", fix=_seen(example), where=where)


def _score(example: Example) -> str:
    level = outcome(example)
    said = "the criterion does not apply to this dialogue" if level is None else f"this dialogue scores {level}"
    return f"{said}, and should score {'' if example.kind == 'example' else 'anything but '}{example.level}"


def _seen(example: Example) -> str:
    """Return what was found in a dialogue, so that its writer sees what to say more plainly."""
    found = ", ".join(f"{move.name} in “{move.quote}”" for move in moves_in(example.lines, example.language))
    return f"say it more plainly, or change 'when'; found here: {found or 'nothing'}"


def _notes(rubric: Rubric) -> Iterator[str]:
    for _, criterion in rubric.criteria():
        if criterion.names() & TIMED_MOVES:
            continue
        bare = [
            f"{level.level} ({', '.join(gone)})"
            for level in criterion.levels
            if (gone := [code for code in rubric.languages if code not in level.example])
        ]
        if bare:
            yield f"{criterion.id}: no example for level {', '.join(bare)}"


def _levels(rubric: Rubric) -> Iterator[tuple[KeyPath, KeyPath, Any]]:
    """Give every level with its path in the file by number, and by ids."""
    for place, section in enumerate(rubric.sections):
        for number, criterion in enumerate(section.criteria):
            for at, level in enumerate(criterion.levels):
                path = ("sections", place, "criteria", number, "levels", at)
                yield path, (section.id, criterion.id, level.level), level


def _by_id(content: Any, ids: KeyPath) -> KeyPath:
    """Return the path by number of a place that is named by ids, as far as it is there."""
    path: list[str | int] = []
    for list_name, key, name in zip(("sections", "criteria", "levels"), ("id", "id", "level"), ids, strict=False):
        parts = content.get(list_name, [])
        at = next((number for number, part in enumerate(parts) if part.get(key) == name), None)
        if at is None:
            return tuple(path)
        path += [list_name, at]
        content = parts[at]
    return (*path, ids[-1])
