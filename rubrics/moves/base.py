"""What a detector is given and what it gives back.

A detector of words sees one turn at a time in its :class:`Scene` (what was said before, the place in the call) and
gives :class:`Find` values; a detector of times sees the whole call and gives moves. Each has a versioned name and says
what it needs, so that a judge can tell "not there" from "could not be seen".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod
from typing import Literal, NamedTuple, Protocol

from rubrics.lexicon.compiled import Hit, Hits, Lexicon
from rubrics.stems import stem
from rubrics.tokens import Line, read_line
from rubrics.values import Move
from transcribe.call import Call, Role
from transcribe.registry import Registry

Need = Literal["words", "lemmas", "neighbours", "times"]

LATE = 0.5
"""From here on a call can be closing; closings of short calls start about half way."""
EARLY = 0.25
READ_LAST = 512
"""Turns remembered as read: a call is heard again with some of them changed, and a talk after each line."""
LONGEST_SENTENCE = 40
"""Words; without punctuation a whole turn is one sentence, so what must stand near stands within this."""


class Find(NamedTuple):
    """A move seen in a turn: words ``start`` up to, not including, ``end`` are the quote."""

    name: str
    start: int
    end: int
    confidence: float
    why: str = ""
    at_least: float = 0.0
    """The confidence no head may take from it: its own words say what it is."""


@dataclass(frozen=True)
class Said:
    """One side's turn, read with its language's lexicon."""

    role: Role
    line: Line
    lexicon: Lexicon

    @cached_property
    def hits(self) -> Hits:
        """Every cue in the turn, by label."""
        return self.lexicon.hits(self.line)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The forms of the turn's content words, in order."""
        return self.stems_of(0, len(self.line.words))

    def of(self, label: str) -> tuple[Hit, ...]:
        """Return the cues of one label, such as ``agent.apology`` or ``features.question``."""
        return self.hits.get(label, ())

    def stems_of(self, start: int, end: int) -> tuple[str, ...]:
        """Return the forms of the content words of a stretch."""
        language = self.lexicon.language
        return tuple(stem(word, language) for word in self.lexicon.content(self.line, start, end))

    def why(self, label: str, start: int, end: int) -> str:
        """Return the lexicon's line for a label with these words as the quote."""
        return self.lexicon.why(label, self.line.quote(start, end))


@dataclass(frozen=True)
class Scene:
    """One turn and what a listener knows when it is said."""

    said: Said
    heard: Sequence[Said] = ()
    """The other side's turns before it, the nearest first."""
    own: Sequence[Said] = ()
    """The same side's turns before it, the nearest first."""
    position: float | None = None
    """Place in the call, 0 first to 1 last; ``None`` where nobody knows."""

    @property
    def late(self) -> bool:
        """Whether the call may be closing; an unknown place may be."""
        return self.position is None or self.position >= LATE

    @property
    def early(self) -> bool:
        """Whether the call may be opening; an unknown place may be."""
        return self.position is None or self.position <= EARLY


class AnyDetector(Protocol):
    """What every detector says of itself."""

    @property
    def moves(self) -> tuple[str, ...]:
        """Names of the moves it finds."""
        ...

    @property
    def role(self) -> Role:
        """Whose moves they are."""
        ...

    @property
    def needs(self) -> tuple[Need, ...]:
        """What of a call it looks at."""
        ...


class Detector(AnyDetector, Protocol):
    """Finds one move, or a few that are told apart together."""

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the moves of one turn; asked only for turns of the detector's ``role``."""
        ...


class CallDetector(AnyDetector, Protocol):
    """Finds moves that only a whole call shows."""

    def across(self, call: Call) -> Iterable[Move]:
        """Give the moves of a call."""
        ...


detectors: Registry[Detector] = Registry("move_detector")
call_detectors: Registry[CallDetector] = Registry("call_detector")


def together(weights: Iterable[float]) -> float:
    """Return how likely it is that at least one of independent signs is right (noisy or)."""
    return 1 - prod(1 - weight for weight in weights)


def by_sentence(said: Said, hits: Iterable[Hit]) -> list[tuple[int, int, float]]:
    """Join the hits of each sentence into one (start, end, confidence); overlapping cues count once, the best."""
    sentences: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        sentences.setdefault(said.line.sentence_of(hit.start), []).append(hit)
    found = []
    for group in sentences.values():
        apart = _apart(group)
        best = max(apart, key=lambda hit: hit.weight)
        found.append((best.start, best.end, together(hit.weight for hit in apart)))
    return found


def _apart(hits: list[Hit]) -> list[Hit]:
    """Keep the best of hits that overlap: three patterns over the same words are one sign, not three."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.start - hit.end)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return kept


def near(line: Line, one: Hit, other: Hit, reach: int = LONGEST_SENTENCE) -> bool:
    """Tell whether two cues stand in one sentence, or in sentences side by side, at most ``reach`` words apart."""
    gap = max(one.start, other.start) - min(one.end, other.end)
    first, last = sorted((one, other), key=lambda hit: hit.start)
    crossed = sum(1 for place in range(first.start + 1, last.start + 1) if line.breaks[place] == 2)
    return gap <= reach and crossed <= 1


@dataclass(frozen=True)
class CueDetector:
    """The plain case: the lexicon's cues decide, and the place in the call lowers or keeps their weight."""

    move: str
    role: Role = "agent"
    place: Literal["any", "early", "late"] = "any"
    elsewhere: float = 0.4
    """What remains of the confidence in the wrong part of the call."""
    needs: tuple[Need, ...] = ("words",)

    @property
    def moves(self) -> tuple[str, ...]:
        """The one move it finds."""
        return (self.move,)

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the move once for each sentence that has its cues."""
        label = f"{self.role}.{self.move}"
        said, factor = scene.said, self._factor(scene)
        for start, end, confidence in by_sentence(said, said.of(label)):
            yield Find(self.move, start, end, confidence * factor, said.why(label, start, end))

    def _factor(self, scene: Scene) -> float:
        fits = {"any": True, "early": scene.early, "late": scene.late}[self.place]
        return 1.0 if fits else self.elsewhere


@lru_cache(maxsize=READ_LAST)
def read(text: str, role: Role, lexicon: Lexicon) -> Said:
    """Return one side's text read with a lexicon; the last ones are remembered with the cues found in them."""
    return Said(role, read_line(text, lexicon.language), lexicon)
