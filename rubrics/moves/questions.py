"""Questions: is this one, and does it invite a story, narrow something vague, or ask for a yes, a no or one datum.

Speech engines often print no question mark, so the form decides (a question word or an inverted verb where a clause
begins) and the mark only supports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rubrics.moves.base import Detector, Find, Need, Said, Scene, detectors
from transcribe.call import Role

TOLD = 5
"""Content words; a customer who said fewer has left little to narrow down."""
LONG_STORY = 9
"""Content words a customer may tell before a detail asked about it is taken as narrowing."""


class Question(NamedTuple):
    """One question of a turn: its words and how sure its form is."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Questions:
    """Finds the questions of a turn and tells their kinds apart."""

    moves: tuple[str, ...] = ("open_question", "clarifying_question", "closed_question")
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give each kind of question the turn holds, once."""
        best: dict[str, Find] = {}
        for question in questions_in(scene.said):
            kind, sure = kind_of(question, scene)
            confidence = question.confidence * sure
            if confidence > (best[kind].confidence if kind in best else 0.0):
                why = scene.said.why(f"agent.{kind}", question.start, question.end)
                best[kind] = Find(kind, question.start, question.end, confidence, why)
        yield from best.values()


def questions_in(said: Said) -> Iterator[Question]:
    """Give the questions of a turn; courtesies, checks and offers that only look like one are left out."""
    for start, end in said.line.sentences():
        hits = [hit for hit in said.of("features.question") if start <= hit.start < end]
        marked = end in said.line.asked
        if not hits and not marked:
            continue
        first = hits[0].start if hits else max(start, end - 12)
        strength = max((hit.weight for hit in hits), default=0.0)
        confidence = 1 - (1 - strength) * (0.25 if marked else 1.0)
        if not _only_looks(said, start, end):
            yield Question(first, end, confidence)


def _only_looks(said: Said, start: int, end: int) -> bool:
    """Tell a courtesy, a paraphrase's check or a closing offer from a question that asks something."""
    others = ("features.courtesy", "features.question_tag", "agent.further_help", "agent.satisfaction_check")
    return any(start <= hit.start < end for label in others for hit in said.of(label))


def kind_of(question: Question, scene: Scene) -> tuple[str, float]:
    """Return the kind of a question and how sure that is."""
    said, within = scene.said, range(question.start, question.end)

    def weight(label: str) -> float:
        return max((hit.weight for hit in said.of(label) if hit.start in within), default=0.0)

    opens, narrows, datum = (
        weight("agent.open_question"),
        weight("agent.clarifying_question"),
        weight("features.identity_data"),
    )
    if datum and datum >= max(narrows, opens):
        return "closed_question", 0.9
    if opens >= max(0.5, narrows):
        return "open_question", opens
    return _narrow_or_closed(narrows, scene)


def _narrow_or_closed(narrows: float, scene: Scene) -> tuple[str, float]:
    told = len(scene.heard[0].stems) if scene.heard else 0
    if told >= TOLD and narrows >= 0.5:
        return "clarifying_question", narrows
    if told >= LONG_STORY:
        return "clarifying_question", 0.55
    return "closed_question", 0.8 if narrows < 0.5 else 0.6


@detectors.add("questions.v1")
def questions() -> Detector:
    """Open, clarifying and closed questions, told apart together."""
    return Questions()
