"""Answers that count as nothing, whatever they contain: copied, said again and again, heaped up from key words, in no order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from rubrics.phrases import Words, words_of
from rubrics.repeating import alike, copied, foreign
from trainings.order import load
from trainings.schema import LANGUAGES, OwnWords
from trainings.texts import texts
from trainings.values import Gamed

LONGEST = 4_000
"""Characters of an answer; more is no answer to any of our tasks."""
RUN, COPIED = 5, 0.8
"""Words in a row that are not one's own, and the share of an answer in such runs from which it is a copy."""
SHORTEST_SENTENCE = 3
"""Words; a whole sentence of the task given back is a copy however short, unless it is shorter."""
AGAIN = ((4, 0.4), (8, 0.5))
"""Words, and the share of different ones among them up to which the same is said over and over."""
BREATH, REPEATED = 8, 3
"""Words without a comma or point between them in which no three should come twice in a row."""
PIECES, PIECE, PIECE_SHARE = 4, 2.0, 0.3
"""Parts between commas and points, their mean length in words up to which they are a list, and the share of small words
from which they are not."""
ENDS = (".", "?", "!", "…")
BARE_PIECES, BARE_PIECE = 5, 1.3
"""Parts so many and so short are a list whatever they are made of."""
SENTENCE, CARELESS = 5, 4
"""Words from which the share of small words is looked at; in a line without the marks of a sentence, fewer will do."""
LEAST = ((4, -4.8), (7, -3.3), (10, -1.7), (13, -1.1), (17, -0.9), (25, -0.3))
"""For so many words, the score of their order below which a line is a heap or shuffled. The fewer the words, the less
their order can show; between two lengths it is in between. Chosen on the half of the measured answers that is there to tune on."""
STRICTER = {"en": 0.5, "pl": 0.6, "ru": 0.5, "ro": 0.5}
"""By how much more a longer line has to score in a language: as far as of its role-plays' good lines (about 250) hardly more than
two in a hundred are refused."""
FULL = 10
"""Words from which the whole of this is asked for; of the shortest lines nothing of it."""
SURE = 4.0
"""Score of a line's order from which few small words make no heap of it."""
LISTED, LIST_PIECE = 1.2, 2.75
"""The score that a single sentence of many short pieces needs, and their mean length in words up to which they are short."""
LITANY, LITANY_SHARE = 8, 0.4
"""Words from which a line may be a litany ("the day and the date and the sum"): its two commonest words are so much of it."""
WELL_FORMED = 4.0
"""By how much less the order of several sentences has to score that each begin with a capital: short questions on things
that nobody named in our lines score low, and whoever shuffles words seldom sets their capitals anew."""
NOTE = 4.0
"""A note leaves out what a sentence needs: by how much less its order has to score. Few small words are
held against it only where it has no comma and no point either."""


def gamed(exercise: OwnWords, text: str, words: Words) -> Gamed | None:
    """Return why an answer counts as nothing, or ``None`` where it is an honest try.

    Args:
        exercise: What was asked.
        text: The answer, with a word in it at least.
        words: The same, ready to be searched.
    """
    signs: tuple[tuple[Gamed, Callable[[], bool]], ...] = (
        ("too_long", lambda: len(text) > LONGEST),
        ("foreign", lambda: foreign(words, words.language, {each: common_words(each) for each in LANGUAGES})),
        ("again", lambda: _again(words)),
        ("copied", lambda: any(_taken_from(words, source) for source in _sources(exercise, words.language))),
        ("heap", lambda: _heaped(words, note=exercise.kind == "note")),
    )
    return next((why for why, seen in signs if seen()), None)


@cache
def common_words(language: str) -> frozenset[str]:
    """Return the small words of a language, folded, of which sentences are made."""
    from rubrics.lexicon import load

    return frozenset(load(language).common) | texts(language).small


def _sources(exercise: OwnWords, language: str) -> Iterator[Words]:
    """What the learner was shown: each text, and what may be known as a whole."""
    shown = [exercise.customer, exercise.line, exercise.task, *exercise.given, " ".join(exercise.given)]
    yield from (words_of(text, language) for text in shown if text)


def _taken_from(words: Words, source: Words) -> bool:
    if copied(words, source) or _share_in_runs(words, source) >= COPIED:
        return True
    sentences = {source.line.words[start:end] for start, end in source.line.sentences()}
    return len(words) >= SHORTEST_SENTENCE and words.line.words in sentences


def _share_in_runs(words: Words, source: Words) -> float:
    """Return the share of a line's words that stand in runs of another, as when a text is pasted in two parts."""
    given, own = source.line.words, words.line.words
    runs = {given[start : start + RUN] for start in range(len(given) - RUN + 1)}
    taken = {
        place
        for start in range(len(own) - RUN + 1)
        if own[start : start + RUN] in runs
        for place in range(start, start + RUN)
    }
    return len(taken) / len(own)


def _again(words: Words) -> bool:
    """Tell whether the same is said over and over: few different words, or sentences that are all alike."""
    own = words.line.words
    different = len(set(own)) / len(own)
    if any(len(own) >= length and different <= share for length, share in AGAIN):
        return True
    parts = [own[start : start + REPEATED] for start in range(len(own) - REPEATED + 1)]
    if len(own) >= BREATH and _pieces(words) <= 1 and len(set(parts)) < len(parts):
        return True
    first, *others = (words_of(words.line.quote(*place), words.language) for place in words.line.sentences())
    return bool(others) and all(alike(each, first) for each in others)


def _heaped(words: Words, *, note: bool) -> bool:
    """Tell whether key words were strung together, or the words of a sentence stand in no order."""
    length, keys_only = len(words), _few_small_words(words)
    if length < LEAST[0][0]:
        return keys_only
    if _pieces(words) >= BARE_PIECES and length / _pieces(words) <= BARE_PIECE:
        return True
    score, least = (
        load(words.language).score(words.line),
        _least(length, words.language) - WELL_FORMED * _well_formed(words),
    )
    if note:
        return score < least - NOTE or (keys_only and _careless(words))
    return score < least or (keys_only and score < SURE) or _litany(words) or (_listed(words) and score < LISTED)


def _well_formed(words: Words) -> bool:
    """Tell whether there are several sentences and each begins with a capital or a figure."""
    line = words.line
    firsts = [line.text[line.begins[start]] for start, _ in line.sentences()]
    return len(firsts) > 1 and not any(letter.islower() for letter in firsts)


def _least(length: int, language: str) -> float:
    """Return the score a line of so many words needs."""
    lengths, scores = [words for words, _ in LEAST], [score for _, score in LEAST]
    share = min(1.0, (length - lengths[0]) / (FULL - lengths[0]))
    return float(np.interp(length, lengths, scores)) + STRICTER[language] * share


def _litany(words: Words) -> bool:
    """Tell whether the same one or two words stand before every key word."""
    length = len(words)
    often = sum(count for _, count in Counter(words.line.words).most_common(2))
    return length >= LITANY and len(words.line.sentences()) == 1 and often >= LITANY_SHARE * length


def _listed(words: Words) -> bool:
    """Tell whether a line is one sentence of many short pieces."""
    pieces = _pieces(words)
    return len(words.line.sentences()) == 1 and pieces >= PIECES and len(words) / pieces <= LIST_PIECE


def _few_small_words(words: Words) -> bool:
    """Tell whether a line lacks the small words and the clauses of a sentence."""
    length, pieces, small = len(words), _pieces(words), _small_share(words)
    if pieces >= PIECES and length / pieces <= PIECE and small < PIECE_SHARE:
        return True
    if not small and length >= SHORTEST_SENTENCE:
        return _careless(words) or pieces >= SHORTEST_SENTENCE or (pieces == 1 and length >= CARELESS)
    usual = texts(words.language).small_share
    careless = length >= CARELESS and _careless(words) and small < usual.careless
    return careless or (length >= SENTENCE and small < usual.written)


def _pieces(words: Words) -> int:
    return sum(mark > 0 for mark in words.line.breaks[1:])


def _small_share(words: Words) -> float:
    """Return the share of small words; words of asking are none, since a heap of them asks nothing."""
    known = common_words(words.language) - texts(words.language).asking_words
    return sum(word in known for word in words.line.words) / len(words)


def _careless(words: Words) -> bool:
    """Tell whether a line lacks the marks of a sentence: its capital or its end, and any comma in it."""
    written = words.line.text.strip()
    marked = written[:1].isupper() and written.endswith(ENDS)
    return not marked and _pieces(words) <= 1
