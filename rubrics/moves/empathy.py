"""Empathy, apology and taking the matter on."""

from __future__ import annotations

from rubrics.moves.base import CueDetector, Detector, detectors


@detectors.add("empathy.v1")
def empathy() -> Detector:
    """Names or validates the customer's feeling or situation."""
    return CueDetector("empathy")


@detectors.add("apology.v1")
def apology() -> Detector:
    """Regrets the company's failing."""
    return CueDetector("apology")


@detectors.add("ownership.v1")
def ownership() -> Detector:
    """Takes the matter on."""
    return CueDetector("ownership")
