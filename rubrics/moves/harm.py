"""What does harm: blame, sending away, internal words, claims nobody checked."""

from __future__ import annotations

from rubrics.moves.base import CueDetector, Detector, detectors


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
    return CueDetector("jargon")


@detectors.add("unsupported_claim.v1")
def unsupported_claim() -> Detector:
    """Claims what nobody checked."""
    return CueDetector("unsupported_claim")
