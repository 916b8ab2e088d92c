"""Detectors of moves, one module a family.

A detector is a small class with ``moves``, ``role``, ``needs`` and ``find``, registered under a versioned name; see
``base.py`` for what it is given. Importing this package registers ours.
"""

from __future__ import annotations

from rubrics.moves import close, customer, empathy, harm, listening, negotiation, paraphrase, questions, times
from rubrics.moves.base import CallDetector, Detector, Find, Said, Scene, call_detectors, detectors
from rubrics.moves.finding import find_moves, find_moves_in_lines

FAMILIES = (listening, questions, paraphrase, empathy, negotiation, close, harm, customer, times)
"""The modules whose detectors are registered."""

__all__ = [
    "FAMILIES",
    "CallDetector",
    "Detector",
    "Find",
    "Said",
    "Scene",
    "call_detectors",
    "detectors",
    "find_moves",
    "find_moves_in_lines",
]
