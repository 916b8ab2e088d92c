"""What the customer does that the agent's marks depend on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics.lexicon.compiled import Hit
from rubrics.moves.base import CueDetector, Detector, Find, Need, Said, Scene, detectors
from transcribe.call import Role

GAVE_BACK = (
    "features.check_back",
    "features.said_back",
    "features.question_tag",
    "agent.paraphrase",
    "agent.data_confirmation",
)
PROPOSED = (
    "agent.option_offer",
    "agent.win_win",
    "agent.satisfaction_check",
    "agent.further_help",
    "agent.review_invitation",
    "agent.next_step",
    "features.possible",
    "features.own_doing",
)
ANSWER_WORDS = 6
"""An answer stands in the first words of a turn."""
AT_EVEN_ODDS = 0.5
CLOSING = 0.8
"""Place in the call from which a yes is to the solution as a whole."""


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
    """A yes or a no means what the agent's turn before it asked for, and late in a call mostly the solution."""

    moves: tuple[str, ...] = ("confirms", "corrects", "agrees")
    role: Role = "customer"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give each answer, surer where the agent's turn called for it."""
        before = scene.heard[0] if scene.heard else None
        gave_back = before is not None and has_any(before, GAVE_BACK)
        proposed = before is not None and has_any(before, PROPOSED)
        closing = scene.position is not None and scene.position >= CLOSING
        yields = _best(scene.said, "confirms", "agrees")
        for_solution = closing or (proposed and not gave_back)
        if yields is not None:
            yield from self._yes(scene.said, yields, for_solution, gave_back and not closing)
        corrects = _best(scene.said, "corrects")
        if corrects is not None:
            sure = _raised(corrects.weight, 0.45) if gave_back else corrects.weight * (0.6 if closing else 0.9)
            yield _find(scene.said, "corrects", corrects, sure)

    def _yes(self, said: Said, yields: Hit, for_solution: bool, gave_back: bool) -> Iterable[Find]:
        for move, called_for, not_called_for in (
            ("confirms", gave_back, for_solution),
            ("agrees", for_solution, gave_back),
        ):
            own = _best(said, move)
            weight = own.weight if own else yields.weight * 0.5
            sure = _raised(weight, 0.45) if called_for else weight * (0.55 if not_called_for else 0.85)
            yield _find(said, move, own or yields, sure)


def _best(said: Said, *moves: str) -> Hit | None:
    """Return the strongest answer in a turn's first words."""
    hits = [hit for move in moves for hit in said.of(f"customer.{move}") if hit.start <= ANSWER_WORDS]
    return max(hits, key=lambda hit: hit.weight, default=None)


def _raised(weight: float, doubt_left: float) -> float:
    return 1 - (1 - weight) * doubt_left


def _find(said: Said, move: str, hit: Hit, sure: float) -> Find:
    return Find(move, hit.start, hit.end, sure, said.why(f"customer.{move}", hit.start, hit.end))


def has_any(said: Said, labels: Iterable[str]) -> bool:
    """Tell whether a turn has a cue of any of these labels that says something by itself."""
    return any(hit.weight >= AT_EVEN_ODDS for label in labels for hit in said.of(label))


@detectors.add("answers.v1")
def answers() -> Detector:
    """Confirms, corrects or agrees."""
    return Answers()
