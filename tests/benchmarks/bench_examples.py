"""``python -m tests.benchmarks.bench_examples``: moves and marks on the example calls, against their readers.

Moves are compared turn by turn with each reading; a mark is right where it lies between the lowest and the highest
level the readers gave: the readers' range. Each rubric has a line of its own, for it has readers of its own; a second line
says how far these agree: how often both gave the same mark, and, on the levels of a scale, quadratic kappa and
ordinal alpha. A language without a lexicon is not judged. The calls are our own and detectors may have been worked on
beside them: these figures are no held-back test.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from review.agreement.alpha import alpha
from review.agreement.kappa import kappa
from rubrics import find_moves, library, score
from rubrics.examples import Example, load, names
from rubrics.lexicon import known_languages
from rubrics.values import Move
from tests.benchmarks.bench_moves import Counts

LANGUAGES = ("en", "pl", "ru", "ro")


@dataclass(frozen=True)
class Share:
    """So many of so many; shares add up, and are divided last."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{self.part / self.whole:.0%} of {self.whole}" if self.whole else "none"


@dataclass(frozen=True)
class Marked:
    """How the marks of some calls stand to the readers'."""

    within: Share = Share()
    """Marks between the readers' lowest and highest, of those both sides gave."""
    abstained: Share = Share()
    """Criteria without a mark, of those the readers marked."""
    covered: Share = Share()
    """Readers' marks inside the range [low, high], of those on a criterion that was marked."""
    extra: int = 0
    """Marks where every reader said that the criterion does not apply."""
    alike: Share = Share()
    """Criteria to which two readers gave the same level, or both none, of those two read."""
    pairs: tuple[tuple[int, int], ...] = ()
    """The levels of two readers, of criteria with a scale to which both gave one."""

    def __add__(self, other: Marked) -> Marked:
        return Marked(
            self.within + other.within,
            self.abstained + other.abstained,
            self.covered + other.covered,
            self.extra + other.extra,
            self.alike + other.alike,
            self.pairs + other.pairs,
        )


@dataclass
class Measured:
    """What was measured on some calls."""

    moves: Counts = field(default_factory=Counts)
    readers: Counts = field(default_factory=Counts)
    """The second reading against the first: how far the readers agree."""
    rubrics: Mapping[str, Marked] = field(default_factory=dict)
    """The marks, by rubric."""

    def __add__(self, other: Measured) -> Measured:
        named = sorted({*self.rubrics, *other.rubrics})
        marks = {name: self.rubrics.get(name, Marked()) + other.rubrics.get(name, Marked()) for name in named}
        return Measured(_joined(self.moves, other.moves), _joined(self.readers, other.readers), marks)

    @property
    def marks(self) -> Marked:
        """The marks of all rubrics together."""
        return sum(self.rubrics.values(), Marked())

    def f1(self) -> float:
        """Return the micro-F1 of the moves."""
        return self.moves.row(self.moves.moves())[3]


def _joined(one: Counts, other: Counts) -> Counts:
    return Counts(one.right + other.right, one.wrong + other.wrong, one.missing + other.missing)


def by_turn(moves: Iterable[Move], turns: int) -> list[set[str]]:
    """Return the names of the moves in each turn; a customer's is named ``customer.…``."""
    seen: list[set[str]] = [set() for _ in range(turns)]
    for move in moves:
        seen[move.turn].add(("customer." if move.role == "customer" else "") + move.name)
    return seen


def marked(example: Example, rubric: str) -> Marked:
    """Return how a rubric's marks of one call stand to its readers'."""
    total = Marked(alike=alike(example, rubric), pairs=pairs(example, rubric))
    for mark in score(example.call, rubric).marks:
        between = example.between(rubric, mark.criterion)
        if between is None:
            total += Marked(extra=int(mark.value is not None))
        elif mark.value is None or mark.low is None or mark.high is None:
            total += Marked(abstained=Share(1, 1))
        else:
            given = [level for each in example.readings if (level := each.mark(rubric, mark.criterion)) is not None]
            inside = sum(mark.low <= level <= mark.high for level in given)
            within = Share(int(between[0] <= mark.value <= between[1]), 1)
            total += Marked(within, Share(0, 1), Share(inside, len(given)))
    return total


def alike(example: Example, rubric: str) -> Share:
    """Return on how many of a rubric's criteria two readers of a call agree; none of none where one has read it."""
    read = [reading.marks[rubric] for reading in example.readings if rubric in reading.marks]
    return sum(
        (Share(int(one[name] == other[name]), 1) for one, other in combinations(read, 2) for name in one), Share()
    )


def pairs(example: Example, rubric: str) -> tuple[tuple[int, int], ...]:
    """Return the levels two readers gave, reader by reader in order, on a rubric's criteria with a scale."""
    scaled = [criterion.id for _, criterion in library.load(rubric).criteria() if criterion.top > 1]
    read = [reading.marks[rubric] for reading in example.readings if rubric in reading.marks]
    given = [(one.get(name), other.get(name)) for one, other in combinations(read, 2) for name in scaled]
    return tuple((one, other) for one, other in given if one is not None and other is not None)


def measure(example: Example) -> Measured:
    """Measure one call, by every shipped rubric that somebody read it with."""
    done, turns = Measured(), len(example.call.turns)
    found = by_turn(find_moves(example.call), turns)
    read = [by_turn(reading.moves, turns) for reading in example.readings if reading.moves]
    for truth in read:
        _count(done.moves, truth, found)
    for one, other in combinations(read, 2):
        _count(done.readers, one, other)
    return replace(done, rubrics=marks_of(example))


def marks_of(example: Example) -> dict[str, Marked]:
    """Return how the marks of one call stand to its readers', by every shipped rubric that somebody read it with."""
    read = [name for name in library.names() if any(name in reading.marks for reading in example.readings)]
    return {rubric: marked(example, rubric) for rubric in read}


def _count(counts: Counts, truth: Sequence[set[str]], found: Sequence[set[str]]) -> None:
    for true, seen in zip(truth, found, strict=True):
        counts.add(true, seen)


def show(lang: str, measured: Mapping[str, Measured], total: Measured) -> None:
    """Print one language."""
    print(f"\n{lang:30}{'moves F1':>10}  {'marks within':14}{'abstained':13}{'range holds':14}extra")
    for name, each in [*measured.items(), ("all", total)]:
        print(f"{name:30}{each.f1():>10.2f}  {row(each.marks)}")
    show_rubrics(total)
    if total.readers.moves():
        print(f"readers between themselves, moves F1: {total.readers.row(total.readers.moves())[3]:.2f}")
    else:
        print("one reading only: the readers' range is a point, and nothing says how far readers agree")


def show_rubrics(total: Measured) -> None:
    """Print the marks by rubric, and how far the readers' own agree."""
    for rubric, marks in total.rubrics.items():
        print(f"  {rubric:38}  {row(marks)}")
        print(f"    {_agreed(marks)}")


def _agreed(marks: Marked) -> str:
    if not marks.alike.whole:
        return "one reading: the readers' range is a point"
    levels = np.array(marks.pairs, dtype=float).reshape(-1, 2)
    weighted, ordinal = kappa(levels[:, 0], levels[:, 1], "quadratic"), alpha(levels, "ordinal")
    return f"readers alike: {marks.alike}; on {len(levels)} levels kappa {weighted:.2f}, alpha {ordinal:.2f}"


def row(marks: Marked) -> str:
    """Return the figures of some marks, in the columns of the heading."""
    return f"{marks.within!s:14}{marks.abstained!s:13}{marks.covered!s:14}{marks.extra:>5}"


def main(arguments: Sequence[str]) -> None:
    """Measure what there is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--moves", action="store_true", help="list precision and recall of each move")
    listed = parser.parse_args(arguments).moves
    whole = Measured()
    for lang in LANGUAGES:
        if lang not in known_languages():
            print(f"\n{lang}: not judged, there is no lexicon yet ({len(names(lang))} calls)")
            continue
        measured = {name: measure(load(name)) for name in names(lang)}
        total = sum(measured.values(), Measured())
        show(lang, measured, total)
        whole += total
        for move in total.moves.moves() if listed else ():
            positives, precision, recall, f1 = total.moves.row([move])
            print(f"  {move:28}{positives:>5}{precision:>8.2f}{recall:>8.2f}{f1:>8.2f}")
    print(f"\n{'all languages':40}  {'marks within':14}{'abstained':13}{'range holds':14}extra")
    show_rubrics(whole)


if __name__ == "__main__":
    main(sys.argv[1:])
