"""The words by which a scenario or an exercise recognises what was said.

A phrase is plain words, compared without case and diacritics and, from four letters on, by their stem, so that most
endings need not be written out. Three signs are known: ``mother*`` is any word that begins so; ``=calls`` is this form
and no other; ``call + friday`` is both in the same line, in any order. A list of phrases is met when one of them is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from rubrics.stems import stem
from rubrics.tokens import Line, fold, read_line

SHORTEST_STEM = 4
"""Letters; shorter stems of different words fall together: Polish "mam" (I have) and "mama"."""
REFUSAL_REACH = 4
"""Words before an offer in which "not" turns it into a refusal."""
SUGGESTION_REACH = 3
"""Words at the start of a question within which "not" only makes it a suggestion: "couldn't you wait?"."""


class Place(NamedTuple):
    """Words ``start`` up to, not including, ``end`` of a line."""

    start: int
    end: int


@dataclass(frozen=True)
class Negations:
    """How a language says no to what follows."""

    words: frozenset[str]
    """ "Not" and its like."""
    lacking: frozenset[str] = frozenset()
    """ "Without": it takes away the next word and no more, as in "the days without internet come off your bill"."""
    concluding: frozenset[str] = frozenset()
    """ "So", "you": with one of these before it, "not" in a question sums up what was heard, and suggests nothing."""


class Wanted(NamedTuple):
    """One word of a phrase, ready to be compared."""

    word: str
    kind: Literal["begins", "is", "stem"]
    root: str = ""
    """Its stem where that may stand for it; else empty, which no word's stem is."""


@dataclass(frozen=True)
class Phrase:
    """One phrase: all its parts must be in the line, each part word after word."""

    parts: tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True)
class Words:
    """A line, ready to be searched."""

    line: Line
    language: str

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words' stems; worked out when first asked for, since a language's stemmer takes time to load."""
        return tuple(stem(word, self.language) for word in self.line.words)

    @cached_property
    def known(self) -> frozenset[str]:
        """The words and their stems, to see soon that a phrase is not here."""
        return frozenset({*self.line.words, *self.stems})

    @cached_property
    def spaced(self) -> str:
        """The words with a space before each, to see soon that none begins so."""
        return "".join(f" {word}" for word in self.line.words)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.line.words)

    def quote(self, place: Place) -> str:
        """Return the words of a place exactly as they stand."""
        return self.line.quote(place.start, place.end)


def words_of(text: str, language: str) -> Words:
    """Return a line's words, ready to be searched; any text is fine, none included."""
    return Words(read_line(text, language), language)


@lru_cache(maxsize=20_000)
def phrase(text: str, language: str) -> Phrase:
    """Return a written phrase ready to be looked for."""
    return Phrase(tuple(_part(part, language) for part in text.split("+") if part.strip()))


def found(phrases: Iterable[str], words: Words, language: str) -> Place | None:
    """Return where the first phrase that is in the line stands, or ``None``."""
    for text in phrases:
        place = _of_phrase(phrase(text, language), words)
        if place is not None:
            return place
    return None


def all_found(phrases: Iterable[str], words: Words, language: str) -> list[Place]:
    """Return where each phrase that is in the line stands."""
    places = (_of_phrase(phrase(text, language), words) for text in phrases)
    return [place for place in places if place is not None]


def refused(place: Place, words: Words, negations: Negations) -> bool:
    """Tell whether "not" stands shortly before, in the same clause: "we can't deliver on Friday" offers nothing.

    A negated question is none of it: "can't you take a day off?" suggests the day off.
    """
    line, clause = words.line, _clause(words, place.start)
    if place.start > clause.start and line.words[place.start - 1] in negations.lacking:
        return True
    reach = range(max(clause.start, place.start - REFUSAL_REACH), place.start)
    said_no = [number for number in reach if line.words[number] in negations.words]
    return bool(said_no) and not _suggests(words, clause, said_no[0], negations)


def turned(place: Place, words: Words, ours: frozenset[str]) -> bool:
    """Tell whether the word before takes a reproach on oneself: "nam trzeba było zadzwonić", we should have called."""
    return place.start > _clause(words, place.start).start and words.line.words[place.start - 1] in ours


def _clause(words: Words, place: int) -> Place:
    """Return the words around a place up to the next comma, dash or full stop on either side."""
    start, end = place, place + 1
    while start > 0 and not words.line.breaks[start]:
        start -= 1
    while end < len(words) and not words.line.breaks[end]:
        end += 1
    return Place(start, end)


def _suggests(words: Words, clause: Place, negation: int, negations: Negations) -> bool:
    """Tell whether a clause is a question that begins with "not", with nothing before it that sums up."""
    before = words.line.words[clause.start : negation]
    early = len(before) < SUGGESTION_REACH and not negations.concluding & set(before)
    return early and clause.end in words.line.asked


def _part(text: str, language: str) -> tuple[Wanted, ...]:
    return tuple(each for word in text.split() for each in _wanted(word, language))


def _wanted(word: str, language: str) -> tuple[Wanted, ...]:
    """Return a written word as it is looked for: ``mother*``, ``=calls``, or plain."""
    if word.endswith("*"):
        return (Wanted(fold(word)[:-1], "begins"),)
    if word.startswith("="):
        return tuple(Wanted(each, "is") for each in read_line(word[1:], language).words)
    roots = ((each, stem(each, language)) for each in read_line(word, language).words)
    return tuple(Wanted(each, "stem", root if len(root) >= SHORTEST_STEM else "") for each, root in roots)


def _of_phrase(wanted: Phrase, words: Words) -> Place | None:
    # Nearly every phrase is not in the line, and mostly its first word already tells.
    if not wanted.parts or not all(_may_stand(each, words) for part in wanted.parts for each in part):
        return None
    places = [_of_part(part, words) for part in wanted.parts]
    if None in places:
        return None
    return min((place for place in places if place is not None), key=lambda place: place.start)


def _may_stand(wanted: Wanted, words: Words) -> bool:
    """Tell whether a word could be somewhere in the line; what this refuses is surely not there."""
    if wanted.kind == "begins":
        return f" {wanted.word}" in words.spaced
    return wanted.word in words.known or wanted.root in words.known


def _of_part(part: Sequence[Wanted], words: Words) -> Place | None:
    size = len(part)
    for start in range(len(words) - size + 1):
        if all(_same(part[step], words, start + step) for step in range(size)):
            return Place(start, start + size)
    return None


def _same(wanted: Wanted, words: Words, place: int) -> bool:
    word = words.line.words[place]
    if wanted.kind == "begins":
        return word.startswith(wanted.word)
    return word == wanted.word or bool(wanted.root and words.stems[place] == wanted.root)
