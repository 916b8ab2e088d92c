"""What a customer said, cut into pieces short enough to be said back: sentences, and clauses where a sentence runs on.

Speech engines often write a phone call without commas; then a clause ends before a word that joins two thoughts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from review.reports.quotes import shortened
from rubrics.moves.finding import lexicon_of
from rubrics.tokens import read_line

LONGEST, SHORTEST = 14, 4
"""Words: a sentence longer than the one is cut, and no clause is shorter than the other."""
JOINS: dict[str, frozenset[str]] = {
    "en": frozenset(["and", "but", "so", "because"]),
    "pl": frozenset(["a", "ale", "bo", "i", "więc"]),
    "ru": frozenset(["а", "но", "и", "потому", "поэтому"]),
    "ro": frozenset(["și", "dar", "iar", "deci"]),
}
"""Words that join two thoughts; a clause ends before them."""


def clauses(text: str, language: str | None) -> Iterator[str]:
    """Give the sentences of ``text``, without the fillers they begin with; a long one in clauses, each verbatim."""
    for sentence in re.findall(r"[^.!?…]+", text):
        words = sentence.split()
        if len(words) <= LONGEST:
            pieces = [words]
        else:
            borders = [0, *_borders(words, language), len(words)]
            pieces = [words[start:end] for start, end in pairwise(borders)]
        for piece in pieces:
            if said := _ended(shortened(" ".join(_begun(piece, language))), language):
                yield said


def _borders(words: list[str], language: str | None) -> Iterator[int]:
    joins = JOINS.get((language or "")[:2], frozenset())
    last = 0
    for place, word in enumerate(words):
        joined = word.lower() in joins or (place > 0 and words[place - 1].endswith(","))
        if joined and place - last >= SHORTEST and len(words) - place >= SHORTEST:
            last = place
            yield place


def _begun(words: list[str], language: str | None) -> list[str]:
    """Leave out the fillers a clause begins with, as long as a thought is left."""
    lexicon = lexicon_of(language)
    if lexicon is None:
        return words
    idle = (lexicon.fillers | JOINS.get(lexicon.language, frozenset())) - lexicon.negations
    kept = words
    while len(kept) > SHORTEST and (kept[0].lower() in idle or set(read_line(kept[0], lexicon.language).words) <= idle):
        kept = kept[1:]
    return kept


def _ended(said: str, language: str | None) -> str:
    """Leave out a word that joins to a thought which was cut off."""
    words = said.split()
    while words and words[-1].lower() in JOINS.get((language or "")[:2], frozenset()):
        words.pop()
    return " ".join(words).rstrip(",")
