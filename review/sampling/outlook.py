"""What a sample will tell, said before it is heard: the interval the team and each agent will get, and what more would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from review.sampling.design import Drawn, Sample
from review.sampling.manifest import Manifest
from review.sampling.plan import Question
from review.sampling.precision import Interval, calls_of, calls_to_reach, calls_to_tell_apart, expected

AGENT = "agent"
"""The column whose values are agents."""


class Known(NamedTuple):
    """What will be known of one agent, or of the team."""

    name: str
    population: int
    drawn: int
    interval: Interval
    """The 95 % interval of the pass rate, if the expected rate is seen."""

    more_to_reach: int
    """How many more calls make the interval as narrow as asked for."""

    more_to_tell_apart: int
    """How many more calls, of this agent and of another, tell the two apart if they differ as asked for."""


@dataclass(frozen=True)
class Outlook:
    """What a sample will tell."""

    question: Question
    team: Known
    agents: tuple[Known, ...]
    """In alphabetical order; empty where the manifest names no agents."""


def outlook(sample: Sample, manifest: Manifest, question: Question) -> Outlook:
    """Return what a sample will tell of the team and of each agent."""
    team = _known("all calls", sample.population, sample.calls, question)
    return Outlook(question, team, _agents(sample, manifest, question))


def unevenness(weights: Sequence[float]) -> float:
    """Return how many times more calls unequal weights cost: ``n sum w^2 / (sum w)^2`` (L. Kish, *Survey Sampling*, 1965)."""
    total = sum(weights)
    return len(weights) * sum(weight**2 for weight in weights) / total**2 if total else 1.0


def _agents(sample: Sample, manifest: Manifest, question: Question) -> tuple[Known, ...]:
    if AGENT not in manifest.sheet.columns:
        return ()
    agents = manifest.column(AGENT)
    population: dict[str, int] = {}
    for agent in agents:
        population[agent] = population.get(agent, 0) + 1
    drawn: Mapping[str, list[Drawn]] = {agent: [] for agent in population}
    for call in sample.calls:
        drawn[agents[call.row]].append(call)
    return tuple(_known(agent, population[agent], drawn[agent], question) for agent in sorted(population))


def _known(name: str, population: int, calls: Sequence[Drawn], question: Question) -> Known:
    drawn, uneven = len(calls), unevenness([call.weight for call in calls])
    interval = expected(question.rate, drawn, population, uneven)
    reached = calls_to_reach(question.reach, question.rate, population, uneven)
    endless = calls_to_tell_apart(question.rate, question.rate - question.apart) * uneven
    told = calls_of(population, endless)
    return Known(name, population, drawn, interval, max(reached - drawn, 0), max(told - drawn, 0))
