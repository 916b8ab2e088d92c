"""The rubric's own words for criteria and sections, with an honest fallback where the rubric cannot be found.

A scorecard names its rubric by id and version only; a report of an old scorecard, or of one made elsewhere, must open
without that rubric. Then a criterion is called by its move, or by its id made readable.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from review.reports.names import MOVES
from review.reports.texts import Texts, readable


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """What the rubric says about one criterion, in one language."""

    title: str
    levels: tuple[str, ...] = ()
    """What each level looks like, from 0 up; empty where the rubric is not at hand."""
    weight: float = 1.0
    critical: bool = False
    moves: tuple[str, ...] = ()
    """Names of the moves it asks for."""

    def level(self, value: int) -> str | None:
        """Return what level ``value`` looks like, where the rubric says."""
        return self.levels[value] if 0 <= value < len(self.levels) else None


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of one rubric in one language."""

    texts: Texts
    title: str
    criteria: dict[str, CriterionWords] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)

    def criterion(self, name: str) -> CriterionWords:
        """Return the words of a criterion; made from its id where the rubric has none."""
        return self.criteria.get(name) or CriterionWords(self.texts.move(name), moves=moves_in(name))

    def section(self, name: str) -> str:
        """Return the title of a section."""
        return self.sections.get(name) or readable(name)


def moves_in(name: str) -> tuple[str, ...]:
    """Return the moves of the vocabulary a name speaks of: ``open_questions.v1`` speaks of ``open_question``."""
    return tuple(sorted((move for move in MOVES if move in name), key=len, reverse=True))[:1]


def wording_of(rubric: str, texts: Texts) -> Wording:
    """Return the words of the rubric ``rubric`` in the language of ``texts``; fallbacks where it is not known here."""
    return Wording(texts, readable(rubric))
