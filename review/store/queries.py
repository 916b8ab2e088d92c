"""The desk's questions about many calls, as plain functions; each answers within 300 ms over 100,000 calls (``bench_store``).

Counts come back as they were counted, and rates are divided last (:class:`~review.store.values.Totals`), so that the totals of
two groups can be added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from review.store import rows
from review.store.store import Store
from review.store.tables import calls, disputes, marks, tags
from review.store.values import Filter, ItemTotals, Order, StoredCall, Totals
from rubrics.values import RubricRef

Group = Literal["agent", "customer", "queue", "language", "channel", "week", "tag"]
_ANY = Filter()


def waiting(store: Store, which: Filter = _ANY, *, order: Order = "oldest", limit: int = 50) -> list[StoredCall]:
    """Return the reviewer's queue: calls that nobody has marked yet, the oldest or the weakest first."""
    return store.calls(replace(which, reviewed=False), order=order, limit=limit)


def totals(store: Store, which: Filter = _ANY) -> Totals:
    """Return the counts of all calls that fit, as one group without a name."""
    counted = store.rows(rows.fitting(_counts(sa.null(), calls), which))
    return _totals(counted[0])


def grouped(store: Store, group: Group, which: Filter = _ANY) -> list[Totals]:
    """Return the counts of the calls that fit, by agent, queue, ISO week ...; by name, never by rank.

    A call without one (no agent named) is in the group ``None``, which comes last. By tag, a call counts under each of its
    tags, and a call without tags under none.
    """
    if group == "tag":
        return _by_tag(store, which)
    column = calls.c[group]
    query = rows.fitting(_counts(column, calls), which).group_by(column).order_by(column.is_(None), column)
    return [_totals(row) for row in store.rows(query)]


def _by_tag(store: Store, which: Filter) -> list[Totals]:
    query = _counts(tags.c.tag, tags)  # over all calls, the index of tags answers alone
    if which != _ANY:
        query = rows.fitting(query, which).join(tags, tags.c.call_id == calls.c.id)
    return [_totals(row) for row in store.rows(query.group_by(tags.c.tag).order_by(tags.c.tag))]


def values_of(store: Store, group: Group) -> list[str]:
    """Return what a filter can be set to: the agents there are, the queues, the tags."""
    column = tags.c.tag if group == "tag" else calls.c[group]
    query = sa.select(column.label("value")).where(column.is_not(None)).distinct().order_by(column)
    return [row["value"] for row in store.rows(query)]


def items(store: Store, which: Filter = _ANY) -> list[ItemTotals]:
    """Return the counts of people's marks that stand on the calls that fit, by item and version of its rubric."""
    key = (marks.c.rubric_id, marks.c.rubric_version, marks.c.item)
    counts = (
        sa.func.count().label("marks"),
        sa.func.count(marks.c.value).label("judged"),
        sa.func.coalesce(sa.func.sum(marks.c.value), 0.0).label("value_sum"),
    )
    query = sa.select(*key, *counts).where(marks.c.undone == sa.false()).group_by(*key).order_by(*key)
    if which != _ANY:  # over all marks, their own index answers alone
        query = rows.fitting(query, which).join(marks, marks.c.call_id == calls.c.id)
    return [_item(row) for row in store.rows(query)]


def overturned(store: Store, which: Filter = _ANY) -> dict[str, tuple[int, int]]:
    """Return, per item, how many disputes were settled with another value than was shared, and how many were settled.

    An item that is often overturned is badly written. What was settled without being disputed does not count.
    """
    step = rows.fitting(sa.select(disputes.c.call_id, disputes.c.item, disputes.c.state, disputes.c.value), which)
    step = step.join(disputes, disputes.c.call_id == calls.c.id).where(~disputes.c.undone).order_by(disputes.c.id)
    talks: dict[tuple[int, str], dict[str, float | None]] = {}
    for row in store.rows(step):
        talks.setdefault((row["call_id"], row["item"]), {})[row["state"]] = row["value"]
    return _overturns(talks)


def _overturns(talks: dict[tuple[int, str], dict[str, float | None]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for (_, item), values in sorted(talks.items()):
        if "disputed" in values and "settled" in values:
            changed, settled = found.get(item, (0, 0))
            found[item] = (changed + (values["settled"] != values.get("shared")), settled + 1)
    return found


def _counts(group: sa.ColumnElement[Any], of: sa.Table) -> sa.Select[Any]:
    """Return the counts of a group out of ``calls``, or out of ``tags``, which hold the same columns."""

    def number(compliance: str) -> sa.ColumnElement[int]:
        return sa.func.count(sa.case((of.c.compliance == compliance, 1)))

    counted: Sequence[sa.ColumnElement[Any]] = (
        group.label("group"),
        sa.func.count().label("calls"),
        sa.func.count(of.c.reviewed_at).label("reviewed"),
        sa.func.count(of.c.skill_total).label("judged"),
        sa.func.coalesce(sa.func.sum(of.c.skill_total), 0.0).label("skill_sum"),
        number("pass").label("passed"),
        number("fail").label("failed"),
    )
    return sa.select(*counted)


def _totals(row: RowMapping) -> Totals:
    return Totals(**row)


def _item(row: RowMapping) -> ItemTotals:
    ref = RubricRef(row["rubric_id"], row["rubric_version"])
    return ItemTotals(
        rubric=ref, item=row["item"], marks=row["marks"], judged=row["judged"], value_sum=row["value_sum"]
    )
