"""For people who write rubrics: a starter, a check that names every fault, and a look at which marks a change moves.

The commands ``parafraza rubrics new|check|diff|list`` stand on it; ``docs/rubrics.md`` tells how to write a rubric.
"""

from rubrics.authoring.diff import Difference, MarkChange, compare
from rubrics.authoring.linter import Checked, check
from rubrics.authoring.starter import starter

__all__ = ["Checked", "Difference", "MarkChange", "check", "compare", "starter"]
