"""Moves made of two parts that stand together: a promise has who and when, a limit its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rubrics.lexicon.compiled import Hit
from rubrics.moves.base import Find, Need, Said, Scene, by_sentence, near, together
from transcribe.call import Role


@dataclass(frozen=True)
class PairDetector:
    """A move said whole by a cue of its own, or made of one part from each of two lists of features."""

    move: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    sure: float = 0.75
    """Confidence of a pair; a pair and a cue together give more."""
    reach: int = 16
    """Words that may stand between the two parts."""
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words",)

    @property
    def moves(self) -> tuple[str, ...]:
        """The one move it finds."""
        return (self.move,)

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the move once, on the strongest evidence in the turn."""
        said, label = scene.said, f"{self.role}.{self.move}"
        found = by_sentence(said, said.of(label)) + list(self._pairs(said))
        if found:
            start, end, _ = max(found, key=lambda each: each[2])
            confidence = together(each[2] for each in found[:3])
            yield Find(self.move, start, end, confidence, said.why(label, start, end))

    def _pairs(self, said: Said) -> Iterator[tuple[int, int, float]]:
        for one in _all(said, self.one):
            for other in _all(said, self.other):
                apart = one.end <= other.start or other.end <= one.start
                if apart and near(said.line, one, other, self.reach):
                    weight = self.sure * min(1.0, one.weight + 0.1) * min(1.0, other.weight + 0.1)
                    yield min(one.start, other.start), max(one.end, other.end), weight
                    return


def _all(said: Said, labels: Iterable[str]) -> list[Hit]:
    return [hit for label in labels for hit in said.of(label)]
