"""The form of a line: nothing in it, another language, said before, copied, pasted together, too long to listen to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rubrics import repeating
from rubrics.lexicon import load
from rubrics.phrases import Words, words_of
from rubrics.repeating import alike, copied
from scenarios.loading import Case, shared_texts
from scenarios.schema import LANGUAGES

LONGEST_READ = 4_000
"""Characters of a line that are read; the rest changes nothing but the time it takes."""
REMEMBERED = 9
"""Lines given to the detectors, the new one included."""
VOID = frozenset({"empty", "foreign", "same_again", "copied", "pasted"})
"""Forms in which what is said does not count."""
PASTED_HITS, PASTED_SHARE, PASTED_LENGTH = 3, 0.1, 6
"""Things of the case, share of the commonest words, words: below that share people do not talk."""
USUAL_SHARE = 0.3
"""Share of a language's hundred usual words from which people do talk, though hardly one of the commonest is among them."""
HEAPED_HITS, HEAPED_SHARE = 5, 0.3
"""The same for a heap of them with no comma and no full stop, where set phrases bring small words along."""
PASTED_MOVES = 4
"""Weighty moves in one line with nothing about the case."""
SMALL_TALK = frozenset({"greeting", "name_use", "thanks", "acknowledgement", "apology", "empathy", "open_question"})
ECHO, SHORTEST_ECHO = 2, 4
"""Words of the story that have to come back, and their shortest stem."""


class Before(NamedTuple):
    """What was said before a line."""

    own: Sequence[str]
    heard: Sequence[str]


def shape(
    case: Case, words: Words, before: Before, content: int, moves: Sequence[str], *, echo: bool
) -> frozenset[str]:
    """Return what is the matter with the form of a line, if anything.

    Args:
        case: The scenario in the language of the talk.
        words: The line.
        before: The trainee's earlier lines, and the customer's.
        content: How many facts and offers of the case are in the line.
        moves: The moves in it.
        echo: Whether words of the story came back.
    """
    return frozenset(_shapes(case, words, before, content, moves, echo))


def _shapes(case: Case, words: Words, before: Before, content: int, moves: Sequence[str], echo: bool) -> Iterator[str]:
    language = case.language
    if not len(words):
        yield "empty"
        return
    if foreign(words, language):
        yield "foreign"
    if any(alike(words, words_of(line, language)) for line in before.own):
        yield "same_again"
    if any(copied(words, words_of(line, language)) for line in before.heard):
        yield "copied"
    if _strung(words, content, case) or _recited(moves, content, echo):
        yield "pasted"
    if len(words) > case.shared.longest_line:
        yield "monologue"


def foreign(words: Words, language: str) -> bool:
    """Tell whether a line is in another language than the talk, as far as a few words can show."""
    return repeating.foreign(words, language, {each: _common(each) for each in LANGUAGES})


@lru_cache
def _common(language: str) -> frozenset[str]:
    return frozenset(word for each in shared_texts(language).common for word in words_of(each, language).line.words)


def echoes(words: Words, heard: Sequence[str], case: Case) -> bool:
    """Tell whether words of the customer's story come back, two at least, the commonest not counted."""
    common = _common(case.language)
    told = {root for line in heard for root in words_of(line, case.language).stems}
    back = {
        root
        for word, root in zip(words.line.words, words.stems, strict=True)
        if root in told and len(root) >= SHORTEST_ECHO and word not in common
    }
    return len(back) >= ECHO


def _strung(words: Words, content: int, case: Case) -> bool:
    """Key words of the case without the small words that make sentences of them."""
    if content < PASTED_HITS or len(words) < PASTED_LENGTH:
        return False
    small = sum(word in _common(case.language) for word in words.line.words) / len(words)
    usual = sum(word in load(case.language).common for word in words.line.words) / len(words)
    unbroken = content >= HEAPED_HITS and not any(words.line.breaks[1:-1])
    return (small < PASTED_SHARE and usual < USUAL_SHARE) or (unbroken and small < HEAPED_SHARE)


def _recited(moves: Sequence[str], content: int, echo: bool) -> bool:
    """Set phrases one after the other, and nothing about this customer."""
    return not content and not echo and len(set(moves) - SMALL_TALK) >= PASTED_MOVES
