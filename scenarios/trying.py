"""Playing the examples of a scenario: a reply, and what it must cause."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.loading import Case
from scenarios.schema import Example
from scenarios.session import Exchange, Session, said_all
from scenarios.vocabulary import GAUGES


def wrong_in(case: Case, example: Example) -> Iterator[str]:
    """Give what an example says and the talk does not do, one sentence each."""
    before = said_all(Session(case), example.after)
    if before.ended:
        yield "the talk is over before the reply"
        return
    after = before.reply(example.reply)
    exchange = after.exchanges[-1]
    yield from _exact(example, exchange)
    missing = [sign for sign in example.signs if sign not in exchange.signs]
    if missing:
        yield f"{', '.join(missing)} was not noticed; noticed: {', '.join(exchange.signs) or 'nothing'}"
    said = {piece.line for piece in exchange.pieces}
    for line in example.lines:
        if line not in said:
            yield f"the customer does not say {line!r}, but {', '.join(sorted(said)) or 'nothing'}"
    for name in GAUGES:
        moved = after.state[name] - before.state[name]
        if (name in example.up and moved <= 0) or (name in example.down and moved >= 0):
            yield f"{name} moves by {moved:+d}"
    if example.ends and after.ending != example.ends:
        yield f"it ends in {after.ending!r}, not in {example.ends!r}"


def _exact(example: Example, exchange: Exchange) -> Iterator[str]:
    sets = {
        "returns": (example.returns, exchange.returned),
        "reveals": (example.reveals, exchange.revealed),
        "offers": (example.offers, exchange.offered),
    }
    for name, (wanted, got) in sets.items():
        if wanted is not None and set(wanted) != set(got):
            yield f"{name} {', '.join(got) or 'nothing'}, not {', '.join(wanted) or 'nothing'}"
