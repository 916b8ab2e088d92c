"""How fast the store is with 100,000 calls: import, queue, filters, dashboards, a mark. Nothing is downloaded.

    python -m tests.benchmarks.bench_store [--calls 100000] [--url postgresql+psycopg://...]

Prints a table; the targets are those of the issue: 60 s for the import, 300 ms for each question. A time is the worst of five.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from review.coaching import disputes, ledger, trends
from review.coaching.counting import counted
from review.manifest import import_manifest
from review.store import Filter, Store, queries
from review.store.tables import calls, marks, results
from rubrics.values import RubricRef

TIMES = 5
ITEMS = [f"item_{number}" for number in range(20)]
START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill a store and print how long each question takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--url", help="a PostgreSQL database that is empty")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder) / "calls.csv"
        manifest.write_text(made(asked.calls), encoding="utf-8")
        with Store.open(asked.url or Path(folder) / "ours", Path(folder) / "ours" if asked.url else None) as store:
            print(f"{asked.calls} calls, {store.engine.dialect.name}; milliseconds, the worst of {TIMES}")
            start = time.perf_counter()
            imported = import_manifest(store, manifest, by="bench")
            print(f"| import of {imported.new} rows | {time.perf_counter() - start:.1f} s | 60 s |")
            reviewed(store)
            for name, question in questions(store).items():
                print(f"| {name} | {1000 * worst(question):.0f} ms | 300 ms |", flush=True)


def made(number: int) -> str:
    """Return a list of calls: 200 agents, 20 queues, four languages, a year."""
    chance = random.Random(7)  # noqa: S311
    lines = ["call,agent,customer,queue,time,language,channel,case,tags"]
    for row in range(number):
        at = START + timedelta(seconds=chance.randrange(365 * 86400))
        who = f"agent {chance.randrange(200)},customer {chance.randrange(number // 3 + 1)},queue {chance.randrange(20)}"
        rest = f"{chance.choice(['en', 'pl', 'ru', 'ro'])},phone,case {row // 2},{chance.choice(['', 'late', 'late;gift'])}"
        lines.append(f"call-{row},{who},{at.isoformat()},{rest}")
    return "\n".join(lines)


def reviewed(store: Store) -> None:
    """Give every call a result, and each twentieth twenty marks of two people."""
    chance = random.Random(8)  # noqa: S311
    ids = [row["id"] for row in store.rows(sa.select(calls.c.id))]
    card = {"schema": 1, "rubric": {"id": "r", "version": "1"}, "skill_total": 50, "compliance": "pass", "marks": []}
    ref = {"rubric_id": "r", "rubric_version": "1"}
    given = [{"call_id": call, "at": START, "card": card, **ref} for call in ids]
    mark = {"why": "because", "blind": True, "at": START, **ref}
    people = [
        {"call_id": call, "item": item, "value": chance.choice([0, 1, 2, 3, None]), "by": by, **mark}
        for call in ids[::20]
        for item in ITEMS
        for by in ("Ewa", "Ion")
    ]
    judged = {"total": sa.bindparam("total"), "passed": sa.bindparam("passed")}
    scored = sa.update(calls).where(calls.c.id == sa.bindparam("call"))
    scored = scored.values(skill_total=judged["total"], compliance=judged["passed"])
    with store.writing() as connection:
        connection.execute(sa.insert(results), given)
        connection.execute(sa.insert(marks), people)
        totals = [
            {"call": call, "total": chance.uniform(0, 100), "passed": chance.choice(["pass", "fail"])} for call in ids
        ]
        connection.execute(scored, totals)
        connection.execute(sa.update(calls).where(calls.c.id.in_(ids[::20])).values(reviewed_at=START))


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """Return what the desk asks, by name."""
    summer = Filter(since=START + timedelta(days=150), until=START + timedelta(days=240))
    busy = Filter(queue="queue 3", language="pl", reviewed=False)
    return {
        "queue, oldest first": lambda: queries.waiting(store),
        "queue, weakest first": lambda: queries.waiting(store, order="weakest"),
        "calls, newest first": store.calls,
        "calls, page 900": lambda: store.calls(limit=100, offset=90_000),
        "filter: agent": lambda: (store.calls(Filter(agent="agent 7")), store.count(Filter(agent="agent 7"))),
        "filter: queue, language, not reviewed": lambda: (store.calls(busy), store.count(busy)),
        "filter: tag": lambda: (store.calls(Filter(tag="gift")), store.count(Filter(tag="gift"))),
        "filter: a summer": lambda: (store.calls(summer), store.count(summer)),
        "filter: skill below 20, weakest first": lambda: store.calls(Filter(skill_below=20.0), order="weakest"),
        "totals": lambda: queries.totals(store),
        "dashboard by agent": lambda: queries.grouped(store, "agent"),
        "dashboard by queue": lambda: queries.grouped(store, "queue"),
        "dashboard by week": lambda: queries.grouped(store, "week"),
        "dashboard by tag": lambda: queries.grouped(store, "tag"),
        "weeks of one agent": lambda: queries.grouped(store, "week", Filter(agent="agent 7")),
        "items, 200,000 marks": lambda: queries.items(store),
        "items of one queue": lambda: queries.items(store, Filter(queue="queue 3")),
        "what a filter can be set to": lambda: queries.values_of(store, "agent"),
        "ledger of a case": lambda: store.promises(case_id="case 77"),
        "promises of one agent": lambda: ledger.fared(store, Filter(agent="agent 7")),
        "disputes that wait": lambda: disputes.waiting(store),
        "overturn rates": lambda: disputes.rates(store),
        "skills of one agent": lambda: trends.skills(counted(store, Filter(agent="agent 7"))),
        "audit log, newest lines": store.history,
        "one mark, written": lambda: store.mark("call-5", "item_1", 2, by="Ewa", rubric=RubricRef("r", "1")),
        "undo": lambda: store.undo(by="Ewa"),
    }


def worst(question: Callable[[], object]) -> float:
    """Return the longest of some runs, in seconds."""
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        question()
        found.append(time.perf_counter() - start)
    return max(found)


if __name__ == "__main__":
    main()
