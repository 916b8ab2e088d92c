"""A line of talk as words that can be compared, each still pointing at its place in the text.

Words are folded (lower case, no diacritics) because speech engines drop both, and English contractions are opened
("don't" is "do not") so that a cue is written once. A quote is always cut from the untouched text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?![^\W\d_])|[^\W_]+(?:['’ʼ][^\W\d_]+)*|[.!?…]+|--|[,;:—–]")
SENTENCE_MARKS = frozenset(".!?…")
UNFOLDABLE = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ё": "е", "’": "'", "ʼ": "'"})
"""Letters whose mark is not a combining one, so that Unicode decomposition leaves them alone."""

CONTRACTED_ENDS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_HOSTS = "it that what there here he she who how where when why this everything one"
HOSTS_OF_IS = frozenset(_HOSTS.split())
"""After these, 's is "is"; after any other word it is mostly a genitive and is cut off."""
WHOLE_CONTRACTIONS = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "wont": "will not",
    "isnt": "is not", "wasnt": "was not", "havent": "have not", "hasnt": "has not", "wouldnt": "would not",
    "couldnt": "could not", "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have",
    "thats": "that is", "whats": "what is", "theres": "there is", "gonna": "going to", "wanna": "want to",
    "gotta": "got to", "lemme": "let me", "gimme": "give me", "dunno": "do not know", "y'all": "you all",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One turn's text as comparable words."""

    text: str
    words: tuple[str, ...]
    """Folded; one contraction may give two words over the same letters."""
    begins: tuple[int, ...]
    """For each word, the index of its first letter in ``text``."""
    ends: tuple[int, ...]
    """For each word, the index behind its last letter."""
    breaks: tuple[int, ...]
    """What stands before each word, and at the end: 0 nothing, 1 a comma or dash, 2 the end of a sentence."""
    asked: frozenset[int]
    """Positions (as in ``breaks``) where the sentence before closed with a question mark."""

    def quote(self, start: int, end: int) -> str:
        """Return the text of words ``start`` up to, not including, ``end``, exactly as it stands."""
        return self.text[self.begins[start] : self.ends[end - 1]]

    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Return the sentences as (first word, behind the last word)."""
        cuts = [place for place, mark in enumerate(self.breaks) if mark == 2]
        return tuple((start, end) for start, end in itertools.pairwise(cuts) if end > start)

    def sentence_of(self, word: int) -> tuple[int, int]:
        """Return the sentence that holds a word, as (first word, behind the last word)."""
        start = word
        while start > 0 and self.breaks[start] < 2:
            start -= 1
        end = word + 1
        while end < len(self.words) and self.breaks[end] < 2:
            end += 1
        return start, end


def fold(word: str) -> str:
    """Return a word in lower case without diacritics, as a speech engine or a hurried writer might have put it."""
    lowered = word.lower().translate(UNFOLDABLE)
    if lowered.isascii() or any("а" <= letter <= "я" for letter in lowered):
        return lowered  # Cyrillic й is its own letter, not и with a mark
    return "".join(mark for mark in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(mark))


@lru_cache(maxsize=50_000)
def comparable(word: str, language: str) -> tuple[str, ...]:
    """Return the folded words one written word stands for: two or three for an English contraction."""
    folded = fold(word)
    if language != "en":
        return (folded,)
    if folded in WHOLE_CONTRACTIONS:
        return tuple(WHOLE_CONTRACTIONS[folded].split())
    for end, full in CONTRACTED_ENDS.items():
        if folded.endswith(end):
            return (*comparable(folded.removesuffix(end), "en"), full)
    host = folded.removesuffix("'s")
    return (host, "is") if host != folded and host in HOSTS_OF_IS else (host,)


ABBREVIATED = {
    "en": frozenset({"mr", "mrs", "ms", "dr", "st"}),
    "pl": frozenset({"dr", "mgr", "inz", "ul", "nr", "tel", "godz", "np", "tzn", "tj"}),
    "ru": frozenset({"г", "ул", "д", "кв", "тел", "им"}),
    "ro": frozenset({"dl", "dna", "dr", "nr", "str", "bd", "ap", "et", "tel"}),
}
"""Words whose point ends no sentence while more words follow: "Thanks, Mr. Doyle." is one sentence."""


def read_line(text: str, language: str) -> Line:
    """Cut a turn's text into comparable words; any text is fine, none included."""
    words: list[str] = []
    abbreviated = ABBREVIATED.get(language, frozenset())
    places: list[tuple[int, int]] = []
    breaks, asked = [2], set()
    for token in TOKEN.finditer(text):
        mark = token[0]
        if mark[0].isalnum():
            parts = comparable(mark, language)
            words += parts
            places += [token.span()] * len(parts)
            breaks += [0] * len(parts)
        elif words and not (mark == "." and words[-1] in abbreviated):
            breaks[-1] = max(breaks[-1], 2 if mark[0] in SENTENCE_MARKS else 1)
            asked |= {len(words)} if "?" in mark else set()
    breaks[-1] = 2
    begins, ends = tuple(begin for begin, _ in places), tuple(end for _, end in places)
    return Line(text, tuple(words), begins, ends, tuple(breaks), frozenset(asked))


def fold_all(words: Iterable[str]) -> frozenset[str]:
    """Return the folded forms of ``words`` as a set."""
    return frozenset(fold(word) for word in words)
