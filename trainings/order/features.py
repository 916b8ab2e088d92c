"""What is looked at in a line to tell order from disorder: which words, endings and signs stand beside each other.

A frequent word is itself; of a rare one only the ending is kept, which in Polish, Russian and Romanian says most of what
grammar asks of its neighbours. Each pair and triple falls into one of :data:`PLACES` slots by a checksum, so nothing
but the frequent words has to be kept beside the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from rubrics.tokens import Line

PLACES = 1 << 18
"""Slots for weights. With 2^15 a third of the pairs shared theirs: at the same share of honest Polish lines refused (2 %),
51 of 100 shuffled ones were caught, with 2^17 it was 66."""
SIGNS = frozenset({",", ".", "?", "^", "$"})
"""Comma or dash, end of a sentence, end of a question, begin and end of the line."""
LONG_ENDING, SHORT_ENDING = 3, 2
"""Letters that are kept of a rare word, where its neighbour is looked at closely and where it is not."""
LONGEST, THICKEST = 12, 6
"""Words from which a line counts as long; signs in six words from which it counts as full of them."""


class Known(NamedTuple):
    """Words that are looked at whole."""

    frequent: Collection[str]
    """In pairs."""
    commonest: Collection[str]
    """In triples too."""


def signed(line: Line) -> list[str]:
    """Return a line's folded words with the signs between them."""
    found: list[str] = []
    for place, word in enumerate(line.words):
        if place and line.breaks[place]:
            found.append("," if line.breaks[place] == 1 else "?" if place in line.asked else ".")
        found.append(word)
    return found


def row(tokens: Sequence[str], known: Known) -> Mapping[int, float]:
    """Return the slots of a line and how much stands in each.

    Args:
        tokens: Words and signs, as :func:`signed` gives them.
        known: Words that are looked at whole.
    """
    whole = ["^", *tokens, "$"]
    slots = Counter(_slot(name) for name in _neighbours(whole, known))
    scale = 1 / sqrt(len(whole) - 1)  # a long line is no surer for its length alone
    found = {slot: count * scale for slot, count in slots.items()}
    for name in _outline(tokens):
        found[_slot(name)] = found.get(_slot(name), 0.0) + 1.0
    return found


def _neighbours(whole: Sequence[str], known: Known) -> Iterator[str]:
    close = [_seen(token, known.frequent, LONG_ENDING) for token in whole]
    wide = [_seen(token, known.commonest, SHORT_ENDING) for token in whole]
    for at in range(len(whole) - 1):
        yield f"a{close[at]} {close[at + 1]}"
        yield f"b{wide[at]} {wide[at + 1]}"
        yield f"c{close[at]} {wide[at + 1]}"
        yield f"d{wide[at]} {close[at + 1]}"
    for at in range(len(whole) - 2):
        yield f"e{wide[at]} {wide[at + 1]} {wide[at + 2]}"
        yield f"f{wide[at]} {wide[at + 2]}"


def _outline(tokens: Sequence[str]) -> Iterator[str]:
    """Give how long a line is and how thick its signs stand."""
    words = sum(token not in SIGNS for token in tokens)
    signs = len(tokens) - words
    yield f"g{min(words, LONGEST)}"
    yield f"h{min(THICKEST, round(THICKEST * signs / max(1, words)))}"


def _seen(token: str, kept: Collection[str], letters: int) -> str:
    if token in SIGNS or token in kept:
        return token
    return "#" if token[0].isdigit() else f"-{token[-letters:]}"


def _slot(name: str) -> int:
    return crc32(name.encode()) % PLACES
