"""The close: what happens next, by when, whether the solution is right, what else."""

from __future__ import annotations

from rubrics.moves.base import CueDetector, Detector, detectors
from rubrics.moves.combined import PairDetector


@detectors.add("promise_deadline.v1")
def promise_deadline() -> Detector:
    """Who does what, or what will have happened, by when."""
    return PairDetector("promise_deadline", ("features.own_doing", "features.dated_result"), ("features.when_said",))


@detectors.add("next_step.v1")
def next_step() -> Detector:
    """A named action that happens now or next."""
    return CueDetector("next_step")


@detectors.add("satisfaction_check.v1")
def satisfaction_check() -> Detector:
    """Asks, near the end, whether the solution satisfies."""
    return CueDetector("satisfaction_check", place="late", elsewhere=0.6)


@detectors.add("further_help.v1")
def further_help() -> Detector:
    """Asks whether there is anything else."""
    return CueDetector("further_help")


@detectors.add("review_invitation.v1")
def review_invitation() -> Detector:
    """Invites a review or a rating."""
    return CueDetector("review_invitation")
