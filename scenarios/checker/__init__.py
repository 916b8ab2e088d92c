"""Looks through a scenario before anybody plays it: what cannot be reached, what should not win, what is missing.

The search leads imagined talks over kinds of lines, not over wordings, so it needs no detectors; the scripts and the
examples are then played with their real words.
"""

from scenarios.checker.findings import Finding, check, check_all
from scenarios.checker.search import Survey, survey

__all__ = ["Finding", "Survey", "check", "check_all", "survey"]
