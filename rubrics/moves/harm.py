"""What does harm: blame, sending away, internal words, claims nobody checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rubrics.moves.base import CueDetector, Detector, Find, Need, Said, Scene, detectors
from rubrics.tokens import fold
from transcribe.call import Role

SHORT_FORM = 0.6
"""How likely an abbreviation nobody knows is jargon at least; a head has never met most of them. Of 279 in the corpus' train lines,
which the lists of known ones were made beside, 256 stand in lines labelled so."""
LETTERS = range(2, 7)
"""Of an abbreviation in capitals; longer ones are words somebody shouts."""
CONSONANTS = 3
"""Letters at least of one that was heard and not written, so without capitals: known by having no vowel."""
ENDING = 2
"""Small letters of a case that may follow capitals."""
VOWELS = frozenset("aeiouyаеиоуыэюя")
HUMMED = frozenset("hmfpsrхмфпсргш")
"""Letters that hums and hisses are made of, however long they are."""
ROMAN = frozenset("ivxlcdm")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "domnul", "doamna"})
"""Before a name, also where that is written in capitals."""
GENITIVE = re.compile("['’ʼ]s$")
"""English; other languages put endings behind capitals without a mark, or with a hyphen, which parts the word."""
EXPLAINS = frozenset({"means", "stands", "oznacza", "znaczy", "означает", "значит", "inseamna"})
"""Behind an abbreviation they tell what it is."""


@detectors.add("blame.v1")
def blame() -> Detector:
    """Puts the fault on the customer, or negates the person."""
    return CueDetector("blame")


@detectors.add("bounce.v1")
def bounce() -> Detector:
    """Sends the customer elsewhere without keeping the case."""
    return CueDetector("bounce")


@detectors.add("jargon.v1")
def jargon() -> Detector:
    """Uses words only the company knows."""
    return Jargon()


@dataclass(frozen=True)
class Jargon:
    """The lexicon's cues, and abbreviations that are neither everybody's nor a word of the customer's last turns."""

    moves: tuple[str, ...] = ("jargon",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give each find of the cues, and the first abbreviation where none of them is as sure."""
        known = list(CueDetector("jargon").find(scene))
        yield from known
        if all(find.confidence < SHORT_FORM for find in known):
            yield from list(_short_forms(scene))[:1]


def _short_forms(scene: Scene) -> Iterator[Find]:
    said, lexicon = scene.said, scene.said.lexicon
    if not lexicon.abbreviations:
        return  # a language whose known ones nobody has written down
    known = (lexicon.abbreviations, lexicon.light, lexicon.fillers, lexicon.negations, lexicon.numbers)
    theirs = {word for other in scene.heard for word in other.line.words}
    for place, word in enumerate(said.line.words):
        bare = fold(_without_ending(said.line.quote(place, place + 1)))
        plain = word in theirs or any(each in words for words in known for each in (word, bare))
        if not plain and _is_short_form(said, place) and not _belongs_elsewhere(said, place):
            why = said.why("agent.jargon", place, place + 1)
            yield Find("jargon", place, place + 1, SHORT_FORM, why, at_least=SHORT_FORM)


def _is_short_form(said: Said, place: int) -> bool:
    """Tell whether a word has the shape of an abbreviation."""
    word, written = said.line.words[place], _without_ending(said.line.quote(place, place + 1))
    if written.isupper():
        shouted, counted = said.line.text.isupper(), set(fold(written)) <= ROMAN
        return written.isalpha() and len(written) in LETTERS and not shouted and not counted
    consonants = written.islower() and written.isalpha() and not VOWELS & set(word)
    return consonants and len(written) >= CONSONANTS and not set(word) <= HUMMED


def _without_ending(written: str) -> str:
    """Return an abbreviation in capitals without the small letters that end it: ``ШРУСу``, ``QXR's``."""
    written = GENITIVE.sub("", written)
    capitals = written.rstrip("".join(filter(str.islower, written)))
    ended = len(capitals) >= CONSONANTS and capitals.isupper() and len(written) - len(capitals) <= ENDING
    return capitals if ended else written


def _belongs_elsewhere(said: Said, place: int) -> bool:
    """Tell whether a word is part of a code, a spelling, an address or a name, or is explained at once."""
    line = said.line
    before = [line.words[place - 1]] if place and line.breaks[place] < 2 else []
    after = [line.words[place + 1]] if place + 1 < len(line.words) and line.breaks[place + 1] < 2 else []
    if any(word[0].isdigit() or (len(word) == 1 and word not in said.lexicon.light) for word in before + after):
        return True
    if EXPLAINS.intersection(after) or TITLES.intersection(before):
        return True
    start, end = line.begins[place], line.ends[place]
    glued = line.text[max(start - 1, 0) : start] + line.text[end : end + 1]
    inside_address = line.text[end : end + 1] == "." and line.text[end + 1 : end + 2].isalnum()
    return inside_address or any(mark in glued for mark in "@/_:")


@detectors.add("unsupported_claim.v1")
def unsupported_claim() -> Detector:
    """Claims what nobody checked."""
    return CueDetector("unsupported_claim")
