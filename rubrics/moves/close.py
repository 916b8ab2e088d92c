"""The close: what happens next, by when, whether the solution is right, what else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics.moves.base import CueDetector, Detector, Find, Need, Said, Scene, by_sentence, detectors
from rubrics.moves.combined import PairDetector
from rubrics.moves.questions import Question, questions_in
from transcribe.call import Role

CLOSING = 0.85
"""Place in the call from which a question mostly closes it."""
LAST_QUESTION = 0.6
STRONG, NOTHING_ELSE = 0.85, 0.6
"""A cue at least so strong that is a whole sentence ("Will that be all?") makes further help at least so likely."""


@detectors.add("promise_deadline.v1")
def promise_deadline() -> Detector:
    """Who does what, or what will have happened, by when."""
    return PairDetector("promise_deadline", ("features.own_doing", "features.dated_result"), ("features.when_said",))


@detectors.add("next_step.v1")
def next_step() -> Detector:
    """A named action that happens now or next."""
    return CueDetector("next_step")


@dataclass(frozen=True)
class SatisfactionCheck:
    """Asks whether the solution satisfies: by its cues, or as the question about it that closes a call.

    People ask this in endless ways ("does that let you sleep tonight?"). Near the end of a call a yes-or-no question
    that collects no data and offers nothing further is mostly this one.
    """

    moves: tuple[str, ...] = ("satisfaction_check",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the check once, on its strongest evidence."""
        said, label = scene.said, "agent.satisfaction_check"
        place = 1.0 if scene.late else 0.6
        found = [(start, end, sure * place) for start, end, sure in by_sentence(said, said.of(label))]
        if not found and scene.position is not None and scene.position >= CLOSING:
            found = [
                (each.start, each.end, LAST_QUESTION) for each in questions_in(said) if _asks_yes_or_no(said, each)
            ]
        if found:
            start, end, sure = max(found, key=lambda each: each[2])
            yield Find("satisfaction_check", start, end, sure, said.why(label, start, end))


def _asks_yes_or_no(said: Said, question: Question) -> bool:
    """Tell a question that could be about the solution from one after data, a story or a further wish."""
    others = ("features.identity_data", "agent.open_question", "agent.clarifying_question", "agent.review_invitation")
    inside = range(question.start, question.end)
    return not any(hit.start in inside for label in others for hit in said.of(label) if hit.weight >= 0.5)


@detectors.add("satisfaction_check.v1")
def satisfaction_check() -> Detector:
    """Asks, near the end, whether the solution satisfies."""
    return SatisfactionCheck()


@dataclass(frozen=True)
class FurtherHelp:
    """Asks whether there is anything else; a sentence that does nothing but ask that leaves a head nothing to doubt."""

    moves: tuple[str, ...] = ("further_help",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words",)

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give each find of the cues."""
        sentences = set(scene.said.line.sentences())
        for find in CueDetector("further_help").find(scene):
            whole = (find.start, find.end) in sentences and find.confidence >= STRONG
            yield find._replace(at_least=NOTHING_ELSE) if whole else find


@detectors.add("further_help.v1")
def further_help() -> Detector:
    """Asks whether there is anything else."""
    return FurtherHelp()


@detectors.add("review_invitation.v1")
def review_invitation() -> Detector:
    """Invites a review or a rating."""
    return CueDetector("review_invitation")
