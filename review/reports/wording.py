"""The rubric's own words for criteria and sections, with an honest fallback where the rubric cannot be found.

A scorecard names its rubric by id and version only; a report of an old scorecard, or of one made elsewhere, must open
without that rubric. Then a criterion is called by its move, or by its id made readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from review.reports.names import MOVES
from review.reports.texts import DEFAULT, Texts, readable
from rubrics import library
from rubrics.schema import Criterion, Level, Rubric
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES
from transcribe.errors import UnknownName

AGENT = "agent:"
"""Before the agent's lines in a rubric's example dialogues."""

CALMING = "empathy"
"""What an agent can do about a criterion that looks only at the customer, such as whether they end calmer."""


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """What the rubric says about one criterion, in one language."""

    title: str
    levels: tuple[str, ...] = ()
    """What each level looks like, from 0 up; empty where the rubric is not at hand."""
    examples: tuple[str, ...] = ()
    """What the agent says at each level, in the language of the call; empty strings where the rubric has none."""
    weight: float = 1.0
    """Its share of the total of 100, or 1 where the rubric is not at hand."""
    critical: bool = False
    moves: tuple[str, ...] = ()
    """Names of the agent's moves it asks for, the telling one first."""

    def level(self, value: int) -> str | None:
        """Return what level ``value`` looks like, where the rubric says."""
        return self.levels[value] if 0 <= value < len(self.levels) else None

    def example(self, value: int) -> str | None:
        """Return what an agent says at level ``value``, where the rubric shows it."""
        return (self.examples[value] or None) if 0 <= value < len(self.examples) else None


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What the rubric says about one section."""

    title: str
    weight: float | None = None
    """Its share of the total, 0 to 1; ``None`` where it has none or nobody knows."""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of one rubric in one language."""

    texts: Texts
    title: str
    criteria: Mapping[str, CriterionWords] = field(default_factory=dict)
    sections: Mapping[str, SectionWords] = field(default_factory=dict)

    def criterion(self, name: str) -> CriterionWords:
        """Return the words of a criterion; made from its id where the rubric has none."""
        return self.criteria.get(name) or CriterionWords(self.texts.move(name), moves=moves_in(name))

    def section(self, name: str) -> SectionWords:
        """Return the words of a section; made from its id where the rubric has none."""
        return self.sections.get(name) or SectionWords(readable(name))


def wording_of(rubric: str, texts: Texts, spoken: Texts, chosen: str | Path | None = None) -> Wording:
    """Return the words of a rubric.

    Args:
        rubric: Id of the rubric as the scorecard names it; where nobody here knows it, its ids are made readable.
        texts: Language of the words.
        spoken: Language of the examples: the call's.
        chosen: The rubric itself, by id or file, where the caller knows it.

    Raises:
        UnknownName: There is no rubric ``chosen``.
        BadFile: The file ``chosen`` does not say what a rubric should.
    """
    if chosen is not None:
        return worded(library.load(chosen), texts, spoken)
    try:
        return worded(library.load(rubric), texts, spoken)
    except UnknownName:
        return Wording(texts, readable(rubric))


def worded(rubric: Rubric, texts: Texts, spoken: Texts) -> Wording:
    """Put a rubric into the words of one language, its examples into those of the call."""
    return Wording(
        texts,
        _in(rubric.title, texts),
        {
            criterion.id: CriterionWords(
                title=_in(criterion.title, texts),
                levels=tuple(_in(level.anchor, texts) for level in criterion.levels),
                examples=tuple(_example(level, spoken) for level in criterion.levels),
                weight=rubric.weight(section, criterion),
                critical=section.critical,
                moves=tuple(_moves(criterion)),
            )
            for section, criterion in rubric.criteria()
        },
        {
            section.id: SectionWords(_in(section.title, texts), section.weight / 100 or None, section.critical)
            for section in rubric.sections
        },
    )


def moves_in(name: str) -> tuple[str, ...]:
    """Return the moves of the vocabulary a name speaks of: ``open_questions.v1`` speaks of ``open_question``."""
    return tuple(sorted((move for move in MOVES if move in name), key=len, reverse=True))[:1]


def _moves(criterion: Criterion) -> Iterator[str]:
    wanted = criterion.levels[-1].when
    named = (*moves_in(criterion.id), *criterion.evidence, *(wanted.names() if wanted else ()))
    own = [name for name in dict.fromkeys(named) if name in AGENT_MOVES]
    yield from own or [CALMING] * any(name in CUSTOMER_MOVES for name in named)


def _example(level: Level, spoken: Texts) -> str:
    lines = level.example.get(spoken.code, ())
    return " ".join(line.removeprefix(AGENT).strip() for line in lines if line.startswith(AGENT))


def _in(said: Mapping[str, str], texts: Texts) -> str:
    return said.get(texts.code) or said.get(DEFAULT) or next(iter(said.values()), "")
