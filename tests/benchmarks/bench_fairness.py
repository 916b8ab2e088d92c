"""``python -m tests.benchmarks.bench_fairness``: how often a mark changes with what must not matter, item by item.

The dialogues are those quoted under the levels of the shipped rubrics, the changes those of ``rubrics/fairness``: names,
gender, nationality, dialect words and politeness. A flip is another level than before, for better or worse.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rubrics import library
from rubrics.authoring.examples import examples_of, outcome
from rubrics.fairness import languages, variants


@dataclass
class Flips:
    """Tries and flips; they add up, and are divided last."""

    tries: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By item (a rubric's criterion) and kind of change."""
    flips: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)
    """The lines of each flip, for whoever mends it."""

    @property
    def rate(self) -> float | None:
        """Share of all tries in which the mark changed, 0 to 1."""
        return self.flips.total() / self.tries.total() if self.tries else None


def measure(language: str, *, every: int = 1) -> Flips:
    """Try one language.

    Args:
        language: Its code.
        every: Take only one in so many variants, for a quicker look.
    """
    counted = Flips()
    for item, kind, before, after, lines in _tries(language, every):
        counted.tries[item, kind] += 1
        if before != after:
            counted.flips[item, kind] += 1
            counted.shown.append(f"{item} {kind} {before} -> {after}: {' / '.join(lines)}")
    return counted


def _tries(language: str, every: int) -> Iterator[tuple[str, str, int | None, int | None, Sequence[str]]]:
    number = 0
    for rubric in map(library.load, library.names()):
        for example in examples_of(rubric):
            if example.language != language:
                continue
            for variant in variants(example.lines, language):
                number += 1
                if number % every == 0:
                    item = f"{rubric.id}.{example.criterion.id}"
                    after = outcome(replace(example, lines=variant.lines))
                    yield item, variant.kind, outcome(example), after, variant.lines


def main(arguments: Sequence[str]) -> None:
    """Measure every language and print each item that flips; ``--show`` prints the lines too."""
    for language in languages():
        counted = measure(language)
        print(f"\n{language}: {counted.flips.total()} of {counted.tries.total()} flip, {counted.rate or 0:.2%}")
        for kind in sorted({kind for _, kind in counted.tries}):
            flips, tries = (
                sum(n for (_, of), n in counts.items() if of == kind) for counts in (counted.flips, counted.tries)
            )
            print(f"  {kind:14}{flips:>5} of {tries:<6}{flips / tries:.2%}")
        for item in sorted({item for item, _ in counted.flips}):
            flips, tries = (
                sum(n for (of, _), n in counts.items() if of == item) for counts in (counted.flips, counted.tries)
            )
            print(f"    {item:44}{flips:>4} of {tries:<5}{flips / tries:.1%}")
        if "--show" in arguments:
            print(*counted.shown, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
