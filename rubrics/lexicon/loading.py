"""From a lexicon file to a compiled lexicon, with the file, line and key in every error."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from rubrics import yamlfile
from rubrics.lexicon.compiled import Entry, Lexicon
from rubrics.lexicon.forms import forms_of
from rubrics.lexicon.index import PatternIndex
from rubrics.lexicon.kept import kept
from rubrics.lexicon.pattern import ENOUGH, Pattern, PatternError, PatternReader, refuse_everything
from rubrics.tokens import fold_all
from transcribe.errors import BadFile, UnknownName

if TYPE_CHECKING:
    from rubrics.lexicon.model import Cues, LexiconFile

FOLDER = Path(str(files("rubrics.lexicon")))
STRENGTHS = {"strong": 0.9, "likely": 0.7, "faint": 0.35}
"""What each heading of a lexicon claims, as a probability."""

KeyPath = tuple[str | int, ...]


@cache
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a lexicon, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("??.yaml")))


@cache
def load(language: str) -> Lexicon:
    """Return the compiled lexicon of a language; raise :class:`UnknownName` where there is none."""
    if language not in known_languages():
        known = ", ".join(known_languages())
        raise UnknownName(f"there is no lexicon for the language {language!r}", fix=f"use one of: {known}")
    path = FOLDER / f"{language}.yaml"
    return kept(path, partial(compile_text, name=path.name))


def compile_text(text: str, *, name: str) -> Lexicon:
    """Compile a lexicon's YAML; raise :class:`BadFile` naming file, line and key of what does not fit."""
    from rubrics.lexicon.model import LexiconFile  # not wanted where a kept lexicon is read

    content = yamlfile.parse(text, LexiconFile, name=name)
    return _Compiler(content, text, name).compiled()


class _Compiler:
    """Reads every pattern of one file into one index."""

    def __init__(self, content: LexiconFile, text: str, name: str) -> None:
        self.content, self.text, self.name = content, text, name
        self.common = fold_all(content.common)
        self.reader = PatternReader(content.language, lambda lemma: forms_of(lemma, content.language), content.groups)
        self.index, self.entries, self.whys = PatternIndex(), list[Entry](), dict[str, str]()

    def compiled(self) -> Lexicon:
        for part in ("agent", "customer", "features"):
            for move, cues in getattr(self.content, part).items():
                self._move((part, move), cues)
        content = self.content
        return Lexicon(
            language=content.language,
            common=self.common,
            light=self.common | fold_all(content.light),
            fillers=fold_all(content.fillers),
            abbreviations=fold_all(content.abbreviations),
            negations=fold_all(content.negations),
            numbers=fold_all(content.numbers),
            whys=self.whys,
            entries=tuple(self.entries),
            index=self.index,
        )

    def _move(self, path: tuple[str, str], cues: Cues) -> None:
        label = ".".join(path)
        self.whys[label] = cues.why
        for strength, weight in STRENGTHS.items():
            for place, cue in enumerate(getattr(cues, strength)):
                where = (*path, strength, place)
                entry = Entry(label, cue.say, weight, guarded=cue.negated == "refuse")
                number = self._add(cue.say, entry, where)
                for miss in cue.unless:
                    self._add(miss, Entry(label, miss, 0.0, only=number), where)
        for place, miss in enumerate(cues.unless):
            self._add(miss, Entry(label, miss, 0.0), (*path, "unless", place))

    def _add(self, text: str, entry: Entry, where: KeyPath) -> int:
        pattern = self._pattern(text, where)
        self.entries.append(entry)
        number = len(self.entries) - 1
        self.index.add(pattern, number)
        return number

    def _pattern(self, text: str, where: KeyPath) -> Pattern:
        try:
            pattern = self.reader.read(text)
            # a feature is only ever a part of something, so one common word may be enough for it
            refuse_everything(pattern, self.common, enough=1 if where[0] == "features" else ENOUGH)
        except PatternError as error:
            raise self._error(text, str(error), where) from None
        return pattern

    def _error(self, text: str, problem: str, where: KeyPath) -> BadFile:
        _, lines = yamlfile.read(self.text, name=self.name)
        line = max(lines.get(path, 1) for path in _prefixes(where))
        key = ".".join(str(part) for part in where)
        fix = "the signs a pattern may hold are listed at the top of rubrics/lexicon/pattern.py"
        return BadFile(f"{key}: {text!r}: {problem}", fix=fix, where=f"{self.name}:{line}")


def _prefixes(path: KeyPath) -> Iterator[KeyPath]:
    for length in range(len(path) + 1):
        yield path[:length]
