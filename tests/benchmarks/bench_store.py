"""How fast the store is with 100,000 calls: import, queue, filters, dashboards, a mark; in both databases. Nothing is downloaded.

    python -m tests.benchmarks.bench_store [--calls 100000] [--url postgresql+psycopg://...]

Prints a table for SQLite and one for PostgreSQL, which it starts as the tests do; where that is not installed it says so. The
targets are those of the issue: 60 s for the import, 300 ms for each question. A time is the worst of five; beside it stand the best,
and the processor time of our own program, since others may use the machine as well. SQLite works inside it, PostgreSQL does not.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from review.coaching import disputes, ledger, trends
from review.coaching.causes import causes
from review.coaching.counting import counted
from review.desk.queue import Queue, Wanted
from review.manifest import import_manifest
from review.store import Filter, Store, queries
from review.store.tables import calls, marks, notes, results, tags
from rubrics.values import RubricRef
from tests.review.store.postgres import server

TIMES = 5
ITEMS = [f"item_{number}" for number in range(20)]
COUNTED = ("reviewed_at", "skill_total", "compliance")
START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill a store in each database and print how long each question takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--url", help="a PostgreSQL database that is empty; without it one is started")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder) / "calls.csv"
        manifest.write_text(made(asked.calls), encoding="utf-8")
        with Store.open(Path(folder) / "ours") as store:
            measure(store, manifest, asked.calls)
        with postgresql(asked.url) as url:
            if url is None:
                print("PostgreSQL: not measured, it is not on this machine")
                return
            with Store.open(url, Path(folder) / "team") as store:
                measure(store, manifest, asked.calls)


@contextmanager
def postgresql(url: str | None) -> Iterator[str | None]:
    """Give the address of an empty database: the one named, or one on a server of our own; ``None`` where there can be none."""
    if url or not shutil.which("initdb"):
        yield url
        return
    # A socket's path may have a hundred letters at most.
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="pg") as folder, server(folder) as address:
        yield address.format("postgres")


def measure(store: Store, manifest: Path, number: int) -> None:
    """Fill a store and print its table."""
    print(
        f"{number} calls, {store.engine.dialect.name}: the worst of {TIMES}, the best, processor time of our own, target"
    )
    start, busy = time.perf_counter(), time.process_time()
    imported = import_manifest(store, manifest, by="bench")
    took, worked = time.perf_counter() - start, time.process_time() - busy
    print(f"| import of {imported.new} rows | {took:.1f} s | | {worked:.1f} s | 60 s |")
    reviewed(store)
    for name, question in questions(store).items():
        print(f"| {name} | {timed(question)} | 300 ms |", flush=True)


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
        connection.execute(sa.insert(notes), [caused(chance, call) for call in ids[::20]])
        same = {
            name: sa.select(calls.c[name]).where(calls.c.id == tags.c.call_id).scalar_subquery() for name in COUNTED
        }
        connection.execute(sa.update(tags).values(**same))
        # As PostgreSQL does by itself, within a minute; nobody marks 5,000 calls in one.
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE"))


def caused(chance: random.Random, call: int) -> dict[str, object]:
    """Return a root cause of a call: one of three hundred."""
    return {"call_id": call, "kind": "root_cause", "text": f"cause {chance.randrange(300)}", "by": "Ewa", "at": START}


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """Return what the desk asks, by name."""
    summer = Filter(since=START + timedelta(days=150), until=START + timedelta(days=240))
    busy = Filter(queue="queue 3", language="pl", reviewed=False)
    desk = Queue(store, "Ewa")
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
        "the same, each call looked up": lambda: looked_up(store),
        "weeks of one agent": lambda: queries.grouped(store, "week", Filter(agent="agent 7")),
        "items, 200,000 marks": lambda: queries.items(store),
        "items of one queue": lambda: queries.items(store, Filter(queue="queue 3")),
        "what a filter can be set to": lambda: queries.values_of(store, "agent"),
        "ledger of a case": lambda: store.promises(case_id="case 77"),
        "promises of one agent": lambda: ledger.fared(store, Filter(agent="agent 7")),
        "disputes that wait": lambda: disputes.waiting(store),
        "overturn rates": lambda: disputes.rates(store),
        "root causes": lambda: causes(store),
        "root causes of one agent": lambda: causes(store, Filter(agent="agent 7")),
        "the desk's queue, with its filters": lambda: (desk.page(Wanted()), desk.count(Wanted()), desk.choices()),
        "skills of one agent": lambda: trends.skills(counted(store, Filter(agent="agent 7"))),
        "audit log, newest lines": store.history,
        "one mark, written": lambda: store.mark("call-5", "item_1", 2, by="Ewa", rubric=RubricRef("r", "1")),
        "undo": lambda: store.undo(by="Ewa"),
    }


def looked_up(store: Store) -> object:
    """Count by tag with each call looked up, as it was done before tags knew what is counted."""
    counts = (sa.func.count(), sa.func.count(calls.c.reviewed_at), sa.func.count(calls.c.skill_total))
    parts = [sa.func.count(sa.case((calls.c.compliance == each, 1))) for each in ("pass", "fail")]
    query = sa.select(tags.c.tag, *counts, sa.func.sum(calls.c.skill_total), *parts).join(calls).group_by(tags.c.tag)
    with store.engine.connect() as connection:
        return connection.execute(query).all()


def timed(question: Callable[[], object]) -> str:
    """Return the longest and the shortest of some runs, and the least processor time of our own, in milliseconds."""
    waited, worked = [], []
    for _ in range(TIMES):
        start, busy = time.perf_counter(), time.process_time()
        question()
        waited.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    return f"{1000 * max(waited):.0f} ms | {1000 * min(waited):.0f} | {1000 * min(worked):.0f}"


if __name__ == "__main__":
    main()
