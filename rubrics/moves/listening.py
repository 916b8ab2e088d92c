"""Signs of listening: the greeting, the name, thanks, short tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics.moves.base import CueDetector, Detector, Find, Need, Said, Scene, by_sentence, detectors
from transcribe.call import Role

LONG_TURN = 12
"""Words; in a longer turn a token of listening must stand at the front to be one."""


OPENING = 0.03
"""Place in the call up to which a turn opens it."""
HELLO = 3
"""Words of a customer who only picks up."""
FIRST_WORDS, FIRST_ANSWER, FIRST_DOINGS = 0.75, 0.45, 0.1
"""How likely the agent's first words are a greeting that has none of its cues: where nobody spoke before, where the customer
did, and where they do something else. Of 297 train lines of the last kind 21 are one."""
FIRST_FEW = 8
"""Words up to which first words are short: a name, a company."""
GREETS_TOO = frozenset(
    {"agent.greeting", "agent.thanks", "agent.name_use", "agent.open_question", "agent.further_help"}
)
"""What a greeting is often said with."""
CALLED = 0.8
"""Weight of a word that stands where a name stands in address."""
SURE = 0.75
"""What a name that the customer gave keeps where it is set off as in address, whatever a head says that has never met it."""


@dataclass(frozen=True)
class Greeting:
    """Opens the contact: by its cues, or because it is the first thing the agent says.

    "Ridge Dental, Kay" has no cue in any lexicon, yet the first words of an answered call are its greeting.
    """

    moves: tuple[str, ...] = ("greeting",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the greeting; the same words late in a call are a farewell."""
        said, label = scene.said, "agent.greeting"
        found = by_sentence(said, said.of(label))
        opens = scene.position is not None and scene.position <= OPENING and not scene.own
        if opens and said.line.words:
            start, end, confidence = found[0] if found else (0, min(len(said.line.words), 8), 0.0)
            first = _first_words(scene, cued=bool(found))
            yield Find("greeting", start, end, 1 - (1 - confidence) * (1 - first), said.why(label, start, end))
            return
        for start, end, confidence in found:
            factor = 1.0 if scene.early else 0.5
            yield Find("greeting", start, end, confidence * factor, said.why(label, start, end))


def _first_words(scene: Scene, *, cued: bool) -> float:
    """Return how likely first words are a greeting by their place alone."""
    said = scene.said
    short = len(said.line.words) <= FIRST_FEW
    does = any(label.startswith("agent.") and label not in GREETS_TOO for label in said.hits)
    does = does or bool(said.of("features.own_doing") or said.of("features.when_said") or said.of("features.reason"))
    if scene.heard:
        return FIRST_ANSWER if cued or (short and not does) else FIRST_DOINGS
    if cued or short or not does:
        return FIRST_WORDS
    return FIRST_ANSWER if said.of("features.question") else FIRST_DOINGS


@detectors.add("greeting.v1")
def greeting() -> Detector:
    """Opens the contact."""
    return Greeting()


@detectors.add("thanks.v1")
def thanks() -> Detector:
    """Thanks the customer for something."""
    return CueDetector("thanks")


@dataclass(frozen=True)
class Acknowledgement:
    """An explicit token of listening: short turns, or the front of a longer one."""

    moves: tuple[str, ...] = ("acknowledgement",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words",)

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the first token that stands where a listener puts it."""
        said = scene.said
        for hit in said.of("agent.acknowledgement"):
            if hit.start <= 2 or len(said.line.words) <= LONG_TURN:
                why = said.why("agent.acknowledgement", hit.start, hit.end)
                yield Find("acknowledgement", hit.start, hit.end, hit.weight, why)
                return


@detectors.add("acknowledgement.v1")
def acknowledgement() -> Detector:
    """Shows that the customer is being listened to."""
    return Acknowledgement()


@dataclass(frozen=True)
class NameUse:
    """Addresses the customer by a name: by a form of address, or by the name the customer gave."""

    moves: tuple[str, ...] = ("name_use",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the name by its form of address, or a name the customer has given."""
        said, label = scene.said, "agent.name_use"
        for start, end, confidence in by_sentence(said, said.of(label)):
            yield Find("name_use", start, end, confidence, said.why(label, start, end))
        heard = sum(len(each.line.words) for each in scene.heard)
        answering = scene.position is not None and scene.position <= OPENING and heard <= HELLO
        if not said.of(label) and not answering:  # the names in a call's first words are the agent's own
            yield from self._vocatives(said, given_names(scene.heard))

    def _vocatives(self, said: Said, given: frozenset[str]) -> Iterable[Find]:
        own = {hit.end for hit in said.of("features.self_named")}
        for place, word in enumerate(said.line.words):
            known, called = word in given, _called(said, place) and _capital(said, place)
            if place not in own and (known or called):
                why = said.why("agent.name_use", place, place + 1)
                yield Find("name_use", place, place + 1, CALLED, why, at_least=SURE if known and called else 0.0)
                return


def given_names(heard: Iterable[Said]) -> frozenset[str]:
    """Return the names a customer has given ("my name is Anna Kowalska"), folded."""
    names: set[str] = set()
    for said in heard:
        for hit in said.of("features.self_named"):
            following = range(hit.end, min(hit.end + 2, len(said.line.words)))
            names |= {said.line.words[place] for place in following if _capital(said, place)}
    return frozenset(names - set().union(*(said.lexicon.light for said in heard))) if names else frozenset()


def _capital(said: Said, place: int) -> bool:
    return said.line.text[said.line.begins[place]].isupper() and said.line.words[place] not in said.lexicon.light


def _called(said: Said, place: int) -> bool:
    """Tell a word set off by marks on both sides after the turn's first word, as a name in address is."""
    line = said.line
    alone = place > 0 and line.breaks[place] == 1 and line.breaks[place + 1] > 0 and line.words[place] != "i"
    listed = alone and any(_capital(said, near) for near in (place - 1, place + 1) if near < len(line.words))
    return alone and not listed and not any(hit.start <= place < hit.end for hit in said.of("features.when_said"))


@detectors.add("name_use.v1")
def name_use() -> Detector:
    """Addresses the customer by name."""
    return NameUse()
