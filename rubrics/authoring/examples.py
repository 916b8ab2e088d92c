"""The dialogues quoted in a rubric, as tests of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rubrics.authoring.trying import SIDES, find_all, moves_in
from rubrics.conditions import facts, holds
from rubrics.lexicon import known_languages
from rubrics.schema import Criterion, Dialogue, Level, Rubric
from rubrics.scorecard import level_of

Kind = Literal["example", "counter_example"]
KINDS: tuple[Kind, ...] = ("example", "counter_example")


@dataclass(frozen=True, slots=True)
class Example:
    """One dialogue quoted under a level."""

    section: str
    criterion: Criterion
    level: int
    kind: Kind
    """An example must score exactly its level, a counter-example any other or none."""
    language: str
    lines: Dialogue

    @property
    def runs(self) -> bool:
        """Whether it can be tried: there is a lexicon for its language."""
        return self.language.lower()[:2] in known_languages()


def examples_of(rubric: Rubric) -> Iterator[Example]:
    """Give every dialogue of a rubric, in the order of the file."""
    for section, criterion in rubric.criteria():
        for level in criterion.levels:
            for kind in KINDS:
                for language, lines in _dialogues(level, kind).items():
                    yield Example(section.id, criterion, level.level, kind, language, lines)


def _dialogues(level: Level, kind: Kind) -> dict[str, Dialogue]:
    return level.example if kind == "example" else level.counter_example


def outcome(example: Example) -> int | None:
    """Return the level an example's dialogue reaches; ``None`` where its criterion does not apply to it."""
    known = facts(moves_in(example.lines, example.language), len(example.lines))
    criterion = example.criterion
    if criterion.applies is not None and not holds(criterion.applies, known):
        return None
    return level_of(criterion, known)


def is_right(example: Example) -> bool:
    """Tell whether an example scores its level, or a counter-example does not."""
    return (outcome(example) == example.level) is (example.kind == "example")


def find_moves_of(examples: Iterable[Example]) -> None:
    """Find the moves of all examples that can be tried, together, which is far quicker than one by one."""
    find_all((example.lines, example.language) for example in examples if example.runs)


def strange_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines of a dialogue that do not say whose they are."""
    return [line for line in lines if line.partition(":")[0].strip() not in SIDES]
