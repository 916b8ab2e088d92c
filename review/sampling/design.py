"""Drawing the calls to review: simple, stratified, or by risk, each with the chance every call had.

All three are one thing. Calls are sorted into strata (one, if nothing is asked for), each stratum gets its number of calls,
and within it calls are drawn with chances in proportion to their risk, or equal ones. A drawn call keeps its chance, and stands
for ``1 / chance`` calls when a team's rate is worked out (:mod:`review.sampling.estimates`).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.csvfile import Fault
from review.sampling.chances import Array, chances, draw, risk
from review.sampling.manifest import Manifest
from review.sampling.plan import Allocation, Plan
from transcribe.errors import FixableError

ALL = "all calls"
"""The stratum of calls that were not sorted."""


class Drawn(NamedTuple):
    """One call to review."""

    row: int
    """Its row in the manifest, from 0."""

    call: str
    stratum: str
    chance: float
    """The chance it had of being drawn, above 0 and up to 1."""

    reviewers: int
    """1, or 2 where agreement is to be measured."""

    @property
    def weight(self) -> float:
        """How many calls it stands for."""
        return 1 / self.chance


class Stratum(NamedTuple):
    """One group of calls: how many there are, how many were drawn."""

    name: str
    population: int
    drawn: int


@dataclass(frozen=True)
class Sample:
    """The calls to review, in the order they are to be heard, and how they came about."""

    plan: Plan
    calls: tuple[Drawn, ...]
    strata: tuple[Stratum, ...]
    population: int
    faults: tuple[Fault, ...] = ()
    """Rows of the manifest that could not be used as they are."""


def sample(manifest: Manifest, plan: Plan) -> Sample:
    """Draw from a manifest; the same manifest and plan give the same calls. Raise :class:`FixableError` where it cannot be."""
    total = len(manifest.ids)
    if plan.number > total:
        what = f"{plan.number} calls are asked for, and there are {total}"
        raise FixableError(what, fix=f"ask for --n {total} or fewer", where=manifest.sheet.name)
    sizes, faults = _sizes(manifest, plan)
    names, stratum = _strata(manifest, plan)
    counts = np.bincount(stratum, minlength=len(names))
    numbers = allocate(counts, plan.number, plan.allocation)
    random = np.random.default_rng(plan.seed)
    chance = np.zeros(total)
    rows: list[int] = []
    for which, members in enumerate(_members(stratum, counts)):
        chance[members] = chances(sizes[members], int(numbers[which]))
        rows += members[draw(chance[members], random)].tolist()
    order = random.permutation(len(rows))  # heard in any order, so that a review broken off is a sample as well
    twice = set(random.permutation(len(rows))[: math.ceil(round(plan.double * len(rows), 9))].tolist())
    calls = (
        Drawn(rows[at], manifest.ids[rows[at]], names[stratum[rows[at]]], float(chance[rows[at]]), 1 + (at in twice))
        for at in order.tolist()
    )
    groups = (Stratum(*parts) for parts in zip(names, counts.tolist(), numbers.tolist(), strict=True))
    faults = tuple(sorted((*manifest.faults, *faults), key=lambda fault: fault.line))
    return Sample(plan, tuple(calls), tuple(groups), total, faults)


def allocate(counts: NDArray[np.intp], number: int, allocation: Allocation = "proportional") -> NDArray[np.intp]:
    """Return how many calls each stratum gets: one at least to each, and no more than it has.

    Proportional as seats are dealt to parties by Webster and Sainte-Lague: the next call goes where ``size / (given + 1/2)`` is
    largest. The number is at most the sum of ``counts``. Raise :class:`FixableError` where there are more strata than calls.
    """
    if number < len(counts):
        what = f"{number} calls cannot cover {len(counts)} groups"
        raise FixableError(what, fix=f"ask for --n {len(counts)} at least, or sort by fewer columns")
    given = np.ones(len(counts), np.intp)
    waiting = [(-_claim(size, 1, allocation), place) for place, size in enumerate(counts.tolist()) if size > 1]
    heapq.heapify(waiting)
    for _ in range(number - len(counts)):
        _, place = heapq.heappop(waiting)
        given[place] += 1
        if given[place] < counts[place]:
            heapq.heappush(waiting, (-_claim(int(counts[place]), int(given[place]), allocation), place))
    return given


def _claim(size: int, given: int, allocation: Allocation) -> float:
    """Return how much a stratum should have the next call."""
    return size / (given + 0.5) if allocation == "proportional" else 1 / given


def _sizes(manifest: Manifest, plan: Plan) -> tuple[Array, tuple[Fault, ...]]:
    if not plan.risk:
        return np.ones(len(manifest.ids)), ()
    columns = [manifest.numbers(name) for name in plan.risk]
    faults = tuple(fault for column in columns for fault in column.faults)
    return risk(np.column_stack([column.values for column in columns])), faults


def _strata(manifest: Manifest, plan: Plan) -> tuple[list[str], NDArray[np.intp]]:
    """Return the names of the strata, in alphabetical order, and the number of each call's."""
    if not plan.by:
        return [ALL], np.zeros(len(manifest.ids), np.intp)
    columns = [manifest.column(name) for name in plan.by]
    named = [" / ".join(cells) for cells in zip(*columns, strict=True)]
    names = sorted(set(named))
    places = {name: place for place, name in enumerate(names)}
    return names, np.array([places[name] for name in named], np.intp)


def _members(stratum: NDArray[np.intp], counts: NDArray[np.intp]) -> Sequence[NDArray[np.intp]]:
    return np.split(np.argsort(stratum, kind="stable"), np.cumsum(counts)[:-1])
