"""Russian words brought to one form each, by the Snowball rules for Russian.

The rules are those of https://snowballstem.org/algorithms/russian/stemmer.html as NLTK reads them, so that nothing measured
before changes: where an ending needs an а or я before it and has none, shorter endings are still tried; a doubled н or a
soft sign is cut anywhere at the end of the word; ъ there becomes ь, й may stand for the first vowel, and one participle is
not known. All 17,665 Russian words of our own files come out as from NLTK, but four that mix two alphabets; so do 59,984 of
60,000 forms drawn from simplemma's table. Importing NLTK takes 1.7 s, since statistics and classifiers come along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

VOWELS = frozenset("аеиоуыэюя")
CALM = ("а", "я")
"""What must stand before the endings of the first group of each kind."""

Endings = Mapping[str, bool]
"""Endings, each with whether it needs а or я before it."""
LONGEST = 6
"""Letters of the longest ending."""


def _endings(needing: str, others: str) -> Endings:
    return dict.fromkeys(needing.split(), True) | dict.fromkeys(others.split(), False)


def _adjectival() -> Endings:
    """Return the endings of adjectives, alone and behind those of participles."""
    written = "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею"
    adjectives = written.split()
    needing = " ".join(part + ending for part in ("ем", "нн", "вш", "ющ", "щ") for ending in adjectives)
    others = [part + ending for part in ("ивш", "ывш", "ующ", "") for ending in adjectives]
    others.remove("ующая")  # it is misspelt in NLTK's table
    return _endings(needing, " ".join(others))


GERUND = _endings("в вши вшись", "ив ивши ившись ыв ывши ывшись")
REFLEXIVE = _endings("", "ся сь")
ADJECTIVAL = _adjectival()
VERB = _endings(
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
)
NOUN = _endings(
    "",
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я",
)
DERIVED = ("ость", "ост")
SUPERLATIVE = ("ейше", "ейш")


def russian_stem(word: str) -> str:
    """Return the form under which the forms of a word in small letters meet; a word without Cyrillic stays."""
    if all(letter < "\u0100" for letter in word):
        return word
    after_vowel, late = _after_first_vowel(word), _second_region(word)
    kept = _ending_cut(word, after_vowel)
    if kept.endswith("и") and len(kept) > after_vowel:
        kept = kept[:-1]
    for ending in DERIVED:
        if kept.endswith(ending) and len(kept) - len(ending) >= late:
            kept = kept.removesuffix(ending)
            break
    return _tidied(kept)


def _ending_cut(word: str, start: int) -> str:
    """Return a word without its gerund's ending, or without those of a reflexive and of one part of speech."""
    cut = _without(word, start, GERUND)
    if cut is not None:
        return cut
    word = _without(word, start, REFLEXIVE) or word
    return next(_cuts(word, start, (ADJECTIVAL, VERB, NOUN)), word)


def _cuts(word: str, start: int, kinds: Iterable[Endings]) -> Iterator[str]:
    for endings in kinds:
        cut = _without(word, start, endings)
        if cut is not None:
            yield cut


def _without(word: str, start: int, endings: Endings) -> str | None:
    """Return a word without the longest of these endings that lies behind ``start``; ``None`` where there is none."""
    for left in range(max(start, len(word) - LONGEST), len(word)):
        needs_calm = endings.get(word[left:])
        if needs_calm is False or (needs_calm and left > start and word[left - 1] in CALM):
            return word[:left]
    return None


def _tidied(word: str) -> str:
    """Return a word without a doubled н, the ending of a superlative, or a soft sign."""
    if word.endswith("нн"):
        return word[:-1]
    for ending in SUPERLATIVE:
        if word.endswith(ending):
            word = word.removesuffix(ending)
            return word[:-1] if word.endswith("нн") else word
    return f"{word[:-1]}ь" if word.endswith("ъ") else word.removesuffix("ь")


def _after_first_vowel(word: str) -> int:
    return next((place + 1 for place, letter in enumerate(word) if letter in VOWELS or letter == "й"), len(word))


def _second_region(word: str) -> int:
    """Return where the part behind the second vowel that a consonant follows begins, counted with that consonant."""
    return _behind_closed_vowel(word, _behind_closed_vowel(word, 0))


def _behind_closed_vowel(word: str, start: int) -> int:
    for place in range(start + 1, len(word)):
        if word[place] not in VOWELS and word[place - 1] in VOWELS:
            return place + 1
    return len(word)
