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

LONGEST, SHORTEST = 12, 4
"""Words: a sentence longer than the one is cut, and no clause is shorter than the other."""
JOINS: dict[str, frozenset[str]] = {
    "en": frozenset(["and", "but", "so", "because"]),
    "pl": frozenset(["a", "ale", "bo", "i", "więc"]),
    "ru": frozenset(["а", "но", "и", "потому", "поэтому"]),
    "ro": frozenset(["și", "dar", "iar", "deci"]),
}
"""Words that join two thoughts; a clause ends before them."""


HANGING: dict[str, frozenset[str]] = {
    "en": frozenset(["that", "which", "if", "when", "since", "until", "or"]),
    "pl": frozenset(["że", "żeby", "jak", "kiedy", "który", "która", "które", "albo"]),
    "ru": frozenset(["что", "чтобы", "если", "когда", "который", "которая", "или"]),
    "ro": frozenset(["că", "să", "când", "dacă", "care", "sau"]),
}
"""Words by which a clause hangs on another one."""
OPENINGS: dict[str, tuple[str, ...]] = {
    "en": ("what i mean is", "i mean", "you know", "listen", "look"),
    "pl": ("to znaczy", "proszę pani", "proszę pana", "szczerze mówiąc"),
    "ru": ("то есть", "послушайте", "слушайте", "понимаете"),
    "ro": ("uitați", "vedeți", "adică", "doamnă", "domnule"),
}
"""Words by which a speaker only takes the floor; said back without them."""


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
    """Leave out the fillers and openings a clause begins with, as long as a thought is left."""
    lexicon = lexicon_of(language)
    if lexicon is None:
        return words
    idle = (lexicon.fillers | JOINS.get(lexicon.language, frozenset())) - lexicon.negations
    kept = words
    while len(kept) > SHORTEST and (
        more := _opening(kept, lexicon.language)
        or int(kept[0].lower() in idle or set(read_line(kept[0], lexicon.language).words) <= idle)
    ):
        kept = kept[more:]
    return kept


def _opening(words: list[str], language: str) -> int:
    """Return how many words the opening has that a clause begins with, 0 where it has none."""
    begun = [word.lower().rstrip(",") for word in words]
    openings = (opening.split() for opening in OPENINGS.get(language, ()))
    return next((len(opening) for opening in openings if begun[: len(opening)] == opening), 0)


def _ended(said: str, language: str | None) -> str:
    """Leave out a word that joins to a thought which was cut off, or hangs one on."""
    words, code = said.split(), (language or "")[:2]
    joins = JOINS.get(code, frozenset()) | HANGING.get(code, frozenset())
    while words and words[-1].lower().rstrip(",") in joins:
        words.pop()
    return " ".join(words).rstrip(",")
