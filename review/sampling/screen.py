"""A sample as a QA lead reads it in a terminal: what was drawn, and how sure it will make anyone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from review.sampling.design import Sample
from review.sampling.manifest import Manifest
from review.sampling.outlook import Known, Outlook
from review.sampling.plan import Question

MOST_ROWS = 30
"""Strata and agents shown; the rest is in the JSON."""


def show(sample: Sample, manifest: Manifest, outlook: Outlook, console: Console) -> None:
    """Print what was drawn and what it will tell."""
    question, agents = outlook.question, outlook.agents
    console.print(Text(_headline(sample, manifest)))
    if sample.plan.by:
        console.print()
        console.print(_strata(sample))
    console.print()
    console.print(Text(f"If {100 * question.rate:g} % of the calls pass, you will know it within:"))
    console.print(_known((outlook.team, *agents), question))
    if len(agents) > 1:
        console.print(Text(_advice(agents, question)))


def _headline(sample: Sample, manifest: Manifest) -> str:
    double = sum(call.reviewers > 1 for call in sample.calls)
    how = {"simple": "at random", "stratified": "from every group", "risk": "by risk, each with a known chance"}
    said = f"{len(sample.calls)} of {sample.population} calls drawn {how[sample.plan.method]}, seed {sample.plan.seed}"
    more = [f"{double} of them for two reviewers"] if double else []
    more += [f"{manifest.excluded} left out before as asked"] if manifest.excluded else []
    return "; ".join([said, *more]) + "."


def _strata(sample: Sample) -> Table:
    table = _table(" / ".join(sample.plan.by), "calls", "drawn")
    for stratum in sample.strata[:MOST_ROWS]:
        table.add_row(Text(stratum.name), str(stratum.population), str(stratum.drawn))
    _rest(table, len(sample.strata))
    return table


def _known(all_known: Sequence[Known], question: Question) -> Table:
    table = _table("", "calls", "drawn", "95 %", f"more for ± {100 * question.reach:g} %")
    for known in all_known[: MOST_ROWS + 1]:
        low, high = known.interval
        span = f"{100 * low:.0f} to {100 * high:.0f} %"
        cells = (str(known.population), str(known.drawn), span, str(known.more_to_reach))
        table.add_row(Text(known.name), *cells)
    _rest(table, len(all_known) - 1)
    return table


def _advice(agents: Sequence[Known], question: Question) -> str:
    wanted = sorted(agent.drawn + agent.more_to_tell_apart for agent in agents)
    least, most = wanted[0], wanted[-1]
    number = f"{least}" if least == most else f"{least} to {most}"
    calls = "call" if most == 1 else "calls"
    points = f"{100 * question.rate:g} % from {100 * (question.rate - question.apart):g} %"
    said = f"To tell an agent at {points} four times of five takes {number} {calls} of each"
    enough = sum(agent.more_to_tell_apart == 0 for agent in agents)
    return f"{said}; {enough} of {len(agents)} agents have that many."


def _table(first: str, *heads: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _rest(table: Table, number: int) -> None:
    if number > MOST_ROWS:
        table.add_row(Text(f"and {number - MOST_ROWS} more; --json lists them"))
