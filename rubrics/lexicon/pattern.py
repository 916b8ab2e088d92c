"""The small language cues are written in, and its reading into a tree of steps.

| written         | means                                                                      |
|-----------------|----------------------------------------------------------------------------|
| ``sorry``       | this word, with or without its diacritics                                  |
| ``frustrat*``   | any word that begins so (three letters at least)                           |
| ``*ing``        | any word that ends so (three letters at least)                             |
| ``~understand`` | any form of this lemma                                                     |
| ``(a|b c)``     | one of these                                                               |
| ``[really|so]`` | the same, or nothing                                                       |
| ``$feeling``    | one of the entries of this group of the file                               |
| ``..`` ``..5``  | up to three (five) words of any kind, within the sentence                  |
| ``_``           | exactly one word of any kind                                               |
| ``#``           | a number in figures                                                        |
| ``^`` at first  | only where a clause may begin                                              |
| ``^^`` at first | only where a sentence begins                                             |
| ``$`` at last   | only where a clause may end                                                |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rubrics.tokens import comparable, fold

PIECE = re.compile(r"\s*(\.\.\d*|\(|\)|\[|\]|\||\$[a-z_]+|\^|\$|~[\w'’]+|[\w'’]+\*|\*\w+|#|_(?!\w)|[\w'’]+|\S)")
CLOSED_BY = {"(": ")", "[": "]"}
END = ""
"""Stands behind a pattern's last piece."""
ENDS = frozenset({"|", *CLOSED_BY.values(), END})
"""Pieces before which a row of words ends."""
DEFAULT_GAP = 3
ENOUGH = 2
"""What the least demanding reading of a cue must demand: two common words, or one that is not."""


class PatternError(ValueError):
    """A pattern that cannot be read; the message is for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of talk: one of ``forms``, or one that begins or ends as ``prefixes`` and ``suffixes`` say."""

    forms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    kind: str = "listed"
    """``listed``, ``any`` or ``number``."""

    def fits(self, word: str) -> bool:
        """Tell whether a folded word of talk is one of these."""
        if self.kind == "listed":
            return word in self.forms or word.startswith(self.prefixes) or word.endswith(self.suffixes)
        return self.kind == "any" or word[0].isdigit()


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` words of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after the other; an empty row is nothing at all."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of several parts."""

    parts: tuple[Part, ...]


Part = Word | Gap | Row | Either


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as read."""

    part: Part
    at_start: int = 0
    """How strong a break must stand before it: 0 none, 1 that of a clause, 2 that of a sentence."""
    at_end: bool = False


class PatternReader:
    """Reads the patterns of one language, with its lemmas' forms and its groups."""

    def __init__(
        self, language: str, forms_of: Callable[[str], frozenset[str]], groups: Mapping[str, Iterable[str]]
    ) -> None:
        """Take the lemma table and the named ``groups`` of patterns; groups are read when first used."""
        self.language, self._forms_of, self._groups = language, forms_of, groups
        self._read_groups: dict[str, Part] = {}
        self._read_steps: dict[str, Part] = {}
        self._open_groups: list[str] = []

    def read(self, text: str) -> Pattern:
        """Return ``text`` as a tree of steps; raise :class:`PatternError` where it cannot be read."""
        pieces = PIECE.findall(text)
        at_start = 2 if pieces[:2] == ["^", "^"] else int(pieces[:1] == ["^"])
        at_end = pieces[-1:] == ["$"]
        left = [END, *reversed(pieces[at_start : len(pieces) - at_end])]
        part = self._either(left)
        if left[-1] != END:
            raise PatternError(f"{left[-1]!r} has no beginning")
        return Pattern(part, at_start, at_end)

    def _either(self, left: list[str]) -> Part:
        """Take alternatives off the pieces that are left, the next of which is the last."""
        found = [self._row(left)]
        while left[-1] == "|":
            left.pop()
            found.append(self._row(left))
        return found[0] if len(found) == 1 else _joined(found)

    def _row(self, left: list[str]) -> Part:
        parts: list[Part] = []
        while left[-1] not in ENDS:
            piece = left.pop()
            known = self._read_steps.get(piece)  # a lexicon says "you" a hundred times
            parts.append(self._element(piece, left) if known is None else known)
        if not parts:
            raise PatternError("an alternative is empty; write [word] for a word that may be missing")
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _element(self, piece: str, left: list[str]) -> Part:
        if piece in CLOSED_BY:
            part = self._either(left)
            if left.pop() != CLOSED_BY[piece]:
                raise PatternError(f"a {piece!r} is not closed")
            return Either((part, Row())) if piece == "[" else part
        if piece[0] == "$" and len(piece) > 1:
            return self._group(piece[1:])
        step = self._read_steps[piece] = self._step(piece)
        return step

    def _step(self, piece: str) -> Part:
        if piece.startswith(".."):
            return Gap(int(piece[2:] or DEFAULT_GAP))
        if piece in ("_", "#"):
            return Word(kind="any" if piece == "_" else "number")
        if piece[0] == "~":
            return Word(self._forms_of(piece[1:]))
        if piece[-1] == "*":
            return Word(prefixes=(_long_enough(piece[:-1], piece),))
        if piece[0] == "*":
            return Word(suffixes=(_long_enough(piece[1:], piece),))
        if not piece[0].isalnum():
            raise PatternError(f"{piece!r} means nothing here")
        words = tuple(Word(frozenset({part})) for part in comparable(piece, self.language))
        return words[0] if len(words) == 1 else Row(words)

    def _group(self, name: str) -> Part:
        if name not in self._groups:
            known = ", ".join(sorted(self._groups)) or "none"
            raise PatternError(f"there is no group ${name}; known: {known}")
        if name in self._open_groups:
            raise PatternError(f"the group ${name} contains itself")
        if name not in self._read_groups:
            self._open_groups.append(name)
            self._read_groups[name] = _joined([self.read(entry).part for entry in self._groups[name]])
            self._open_groups.pop()
        return self._read_groups[name]


def refuse_everything(pattern: Pattern, common: frozenset[str], enough: int = ENOUGH) -> None:
    """Raise :class:`PatternError` where some reading of the pattern would match nearly any line.

    ``enough`` is what the least demanding reading must demand; see :func:`demands`.
    """
    placed = pattern.at_start or pattern.at_end  # "so" says little, "so" at the front of a clause does
    if demands(pattern.part, common) < (1 if placed else enough):
        raise PatternError("this would match nearly everything; add a word that carries the meaning")


def demands(part: Part, common: frozenset[str]) -> int:
    """Return how much the least demanding reading of a part asks of a line: 1 a common word, 2 another one."""
    if isinstance(part, Word):
        if part.kind == "any":
            return 0
        return 1 if part.kind == "number" or not part.forms.isdisjoint(common) else 2
    if isinstance(part, Row):
        return sum([demands(each, common) for each in part.parts])
    if isinstance(part, Either):
        return min([demands(each, common) for each in part.parts])
    return 0


def _long_enough(letters: str, piece: str) -> str:
    if len(letters) < 3:
        raise PatternError(f"{piece} is part of too many words; give three letters at least")
    return fold(letters)


def _joined(parts: list[Part]) -> Part:
    """Return alternatives as one part; all single words become one step, so a group of forty costs one look."""
    single: list[Word] = []
    others: list[Part] = []
    for part in parts:
        for each in part.parts if isinstance(part, Either) else (part,):
            if isinstance(each, Word) and each.kind == "listed":
                single.append(each)
            else:
                others.append(each)
    if single:
        forms = frozenset().union(*(word.forms for word in single))
        prefixes = tuple(dict.fromkeys(prefix for word in single for prefix in word.prefixes))
        suffixes = tuple(dict.fromkeys(suffix for word in single for suffix in word.suffixes))
        others.insert(0, Word(forms, prefixes, suffixes))
    return others[0] if len(others) == 1 else Either(tuple(others))
