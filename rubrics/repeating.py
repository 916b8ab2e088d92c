"""Lines that say nothing of their own: said before, copied from what was heard, in another language.

Role-play and exercises ask the same of a line before they look at what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rubrics.phrases import Words

COPIED_RUN, COPIED_PART, COPIED_SHARE, SHORTEST_COPY = 7, 0.5, 0.7, 5
"""Words in a row that make a copy where they are this part of the line; the part that does alone; words a line needs.

A run alone is no copy: a long line that gives a date and a sum back in the customer's words says more than they do.
"""
ALIKE, SHORTEST_AGAIN = 0.85, 4
"""Share of words in common from which a line was said before; shorter ones may come again ("I see")."""
CYRILLIC, LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-zăâîșțąćęłńóśźż]", re.IGNORECASE)


def alike(words: Words, earlier: Words) -> bool:
    """Tell whether a line was said before, in nearly the same words."""
    one, other = set(words.line.words), set(earlier.line.words)
    if min(len(words), len(earlier)) < SHORTEST_AGAIN:
        return False
    return len(one & other) / len(one | other) >= ALIKE


def copied(words: Words, heard: Words) -> bool:
    """Tell whether a line is mostly the words of another, one after the other."""
    if len(words) < SHORTEST_COPY:
        return False
    run = _longest_run(words.line.words, heard.line.words)
    return run / len(words) >= (COPIED_PART if run >= COPIED_RUN else COPIED_SHARE)


def foreign(words: Words, language: str, common: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a line is in another language than ``language``, as far as a few words can show.

    Args:
        words: The line.
        language: The language it should be in.
        common: The commonest words of each language, folded.
    """
    text = words.line.text
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if (cyrillic > latin) != (language == "ru"):
        return cyrillic + latin > SHORTEST_AGAIN
    counts = {each: sum(word in known for word in words.line.words) for each, known in common.items()}
    rival = max((each for each in common if each != language), key=lambda each: counts[each])
    return counts[rival] >= 2 and counts[language] * 3 <= counts[rival] and counts[rival] * 4 >= len(words)


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    best, above = 0, [0] * (len(other) + 1)
    for word in one:
        row = [0] * (len(other) + 1)
        for place, against in enumerate(other, start=1):
            if word == against:
                row[place] = above[place - 1] + 1
                best = max(best, row[place])
        above = row
    return best
