"""Judges that give a second opinion on a call's marks; off unless somebody asks for one.

``judges.make("model", url=..., model=...)`` is a language model behind a URL of the user's; other people's packages add
theirs through the entry-point group ``parafraza.judge``. Design note 0015 tells how an opinion and a mark go together.
"""

from __future__ import annotations

from typing import Protocol

from rubrics.judges.joining import joined, judge_json
from rubrics.judges.model import ModelJudge
from rubrics.judges.values import Opinion, Spent, Vote
from rubrics.schema import Rubric
from rubrics.values import Scorecard
from transcribe.call import Call
from transcribe.registry import Registry

__all__ = ["Judge", "ModelJudge", "Opinion", "Spent", "Vote", "joined", "judge_json", "judges"]


class Judge(Protocol):
    """Anything that gives opinions on a call that has its marks."""

    name: str
    """Versioned, as a rubric's ``judge`` has it."""

    def opinions(self, call: Call, rubric: Rubric, card: Scorecard) -> tuple[Opinion, ...]:
        """Return one opinion a criterion that was asked; a fault is an opinion without value, never an error."""
        ...


judges: Registry[Judge] = Registry("judge")
"""Judges by versioned name."""
judges.add(ModelJudge.name)(ModelJudge)
