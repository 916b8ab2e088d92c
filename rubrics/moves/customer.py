"""What the customer does that the agent's marks depend on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics.moves.base import CueDetector, Detector, Find, Need, Said, Scene, detectors
from transcribe.call import Role

GAVE_BACK = (
    "features.check_back",
    "features.said_back",
    "agent.paraphrase",
    "agent.data_confirmation",
    "features.question_tag",
)
PROPOSED = (
    "agent.option_offer",
    "agent.win_win",
    "agent.satisfaction_check",
    "agent.next_step",
    "features.possible",
    "features.own_doing",
)
ANSWER_WORDS = 6
"""An answer stands in the first words of a turn."""


@detectors.add("complaint.v1")
def complaint() -> Detector:
    """Says what is wrong."""
    return CueDetector("complaint", role="customer")


@detectors.add("repeat_complaint.v1")
def repeat_complaint() -> Detector:
    """Says it again, or says they have said it before."""
    return CueDetector("repeat_complaint", role="customer")


@detectors.add("escalates.v1")
def escalates() -> Detector:
    """Asks for a manager, names a lawyer, leaving or a public review."""
    return CueDetector("escalates", role="customer")


@detectors.add("customer_thanks.v1")
def customer_thanks() -> Detector:
    """Thanks the agent."""
    return CueDetector("thanks", role="customer")


@dataclass(frozen=True)
class Answers:
    """A yes or a no means what the agent's turn before it asked for."""

    moves: tuple[str, ...] = ("confirms", "corrects", "agrees")
    role: Role = "customer"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give each answer, surer where the agent's turn called for it."""
        for move, called_for in (("confirms", GAVE_BACK), ("corrects", GAVE_BACK), ("agrees", PROPOSED)):
            yield from self._answer(move, scene, called_for)

    def _answer(self, move: str, scene: Scene, called_for: tuple[str, ...]) -> Iterable[Find]:
        said, label = scene.said, f"customer.{move}"
        asked = bool(scene.heard) and has_any(scene.heard[0], called_for)
        hits = [hit for hit in said.of(label) if hit.start <= ANSWER_WORDS]
        if hits:
            best = max(hits, key=lambda hit: hit.weight)
            confidence = 1 - (1 - best.weight) * (0.45 if asked else 1.0)
            yield Find(move, best.start, best.end, confidence, said.why(label, best.start, best.end))


def has_any(said: Said, labels: Iterable[str]) -> bool:
    """Tell whether a turn has a cue of any of these labels."""
    return any(said.of(label) for label in labels)


@detectors.add("answers.v1")
def answers() -> Detector:
    """Confirms, corrects or agrees."""
    return Answers()
