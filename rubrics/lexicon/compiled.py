"""A lexicon ready for use: one walk over a line gives everything in it that is a cue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rubrics.lexicon.index import PatternIndex
from rubrics.tokens import Line

NEGATION_REACH = 2
"""Words before a cue in which a negation turns it round ("I don't really understand")."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One compiled cue or near miss."""

    label: str
    """``agent.apology``, ``customer.complaint``, ``features.question``."""
    text: str
    """The pattern as written, for ``--explain``."""
    weight: float
    """Probability that a trained reader would agree, on this cue alone; 0 for a near miss."""
    guarded: bool = True
    """Whether a negation just before cancels it."""
    only: int | None = None
    """A near miss that belongs to one cue: that cue's number."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue seen in a line: words ``start`` up to, not including, ``end``."""

    start: int
    end: int
    weight: float
    cue: str
    number: int


Hits = Mapping[str, tuple[Hit, ...]]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One language's cues, compiled; each is equal to itself alone."""

    language: str
    common: frozenset[str]
    light: frozenset[str]
    """All words without content, the common ones included."""
    fillers: frozenset[str]
    abbreviations: frozenset[str]
    """Those anybody knows."""
    negations: frozenset[str]
    numbers: frozenset[str]
    whys: Mapping[str, str]
    entries: tuple[Entry, ...]
    index: PatternIndex = field(repr=False)

    def hits(self, line: Line) -> Hits:
        """Return the cues in a line by label, in order; near misses and negated cues are left out.

        A cue that a near miss takes away stands under its label after ``near.``: it looks like the move and is none.
        """
        found: dict[str, dict[tuple[int, int], Hit]] = defaultdict(dict)
        misses: dict[str, list[Hit]] = defaultdict(list)
        for (number, at_start, at_end), start, end in self.index.walk(line):
            if not self._begins(line, start, at_start) or (at_end and not self.clause_ends(line, end)):
                continue
            entry = self.entries[number]
            hit = Hit(start, end, entry.weight, entry.text, number if entry.only is None else entry.only)
            if entry.weight == 0:
                misses[entry.label].append(hit)
            elif not (entry.guarded and self._negated(line, start)):
                _keep_best(found[entry.label], hit)
        left: dict[str, tuple[Hit, ...]] = {}
        for label, hits in found.items():
            kept, gone = self._parted(hits.values(), misses.get(label, []))
            left |= {label: kept, f"near.{label}": gone}
        return {label: hits for label, hits in left.items() if hits}

    def _begins(self, line: Line, word: int, at_start: int) -> bool:
        """Tell whether a match may begin at ``word``, by the break it asks for."""
        return line.breaks[word] >= at_start if at_start != 1 else self.clause_begins(line, word)

    def clause_begins(self, line: Line, word: int) -> bool:
        """Tell whether a clause may begin at ``word``: after a mark, or after a filler where there are no marks."""
        return line.breaks[word] > 0 or line.words[word - 1] in self.fillers

    def clause_ends(self, line: Line, end: int) -> bool:
        """Tell whether a clause ends before word ``end``: a mark stands there, or nothing more comes."""
        return line.breaks[end] > 0

    def content(self, line: Line, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """Return the words of a stretch that carry content, in order."""
        return tuple(word for word in line.words[start:end] if word not in self.light and len(word) > 1)

    def why(self, label: str, quote: str) -> str:
        """Return the trainee's line for a label."""
        return self.whys.get(label, "").replace("{quote}", quote)

    def _negated(self, line: Line, start: int) -> bool:
        for place in range(start - 1, max(start - NEGATION_REACH, 0) - 1, -1):
            if line.breaks[place + 1] > 0:
                return False
            if line.words[place] in self.negations:
                return True
        return False

    def _parted(self, hits: Iterable[Hit], misses: list[Hit]) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """Return the cues that count, and those that a near miss takes away."""
        kept: list[Hit] = []
        gone: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
            (gone if any(self._cancels(miss, hit) for miss in misses) else kept).append(hit)
        return tuple(kept), tuple(gone)

    def _cancels(self, miss: Hit, hit: Hit) -> bool:
        whole_move = self.entries[miss.number].weight == 0
        return miss.start < hit.end and hit.start < miss.end and (whole_move or miss.number == hit.number)


def _keep_best(found: dict[tuple[int, int], Hit], hit: Hit) -> None:
    other = found.get((hit.start, hit.end))
    if other is None or hit.weight > other.weight:
        found[hit.start, hit.end] = hit
