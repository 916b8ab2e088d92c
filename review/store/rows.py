"""Between rows and values: the queries that many share, and one function for each kind of value."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import RowMapping

from review.store.tables import audit, calls, rubrics, tags
from review.store.values import (
    Change,
    DisputeStep,
    Filter,
    MachineResult,
    Note,
    Order,
    PersonMark,
    Promise,
    StoredCall,
)
from rubrics.schema import Rubric
from rubrics.values import RubricRef
from rubrics.wire import scorecard_from_json

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CALL = sa.select(*(calls.c[field.name] for field in fields(StoredCall)))
"""Calls, as :func:`call` wants them."""

CHANGE = sa.select(audit, calls.c.name.label("call")).outerjoin(calls, calls.c.id == audit.c.call_id)
"""Lines of the log, as :func:`change` wants them."""

_EQUAL = ("agent", "customer", "queue", "language", "channel", "case_id", "compliance")


def fitting(query: sa.Select[Any], which: Filter) -> sa.Select[Any]:
    """Return a query over calls narrowed to those that fit."""
    asked = [calls.c[name] == getattr(which, name) for name in _EQUAL if getattr(which, name) is not None]
    if which.since is not None:
        asked.append(calls.c.at >= which.since)
    if which.until is not None:
        asked.append(calls.c.at < which.until)
    if which.reviewed is not None:
        asked.append(calls.c.reviewed_at.is_not(None) if which.reviewed else calls.c.reviewed_at.is_(None))
    if which.skill_below is not None:
        asked.append(calls.c.skill_total < which.skill_below)
    if which.tag is not None:
        asked.append(calls.c.id.in_(sa.select(tags.c.call_id).where(tags.c.tag == which.tag)))
    return query.select_from(calls).where(*asked)


def ordered(query: sa.Select[Any], order: Order) -> sa.Select[Any]:
    """Return a query over calls in an order that is the same each time, what is not known last, in both databases."""
    column = calls.c.skill_total if order == "weakest" else calls.c.at
    falling = order == "newest"
    by = column.desc().nulls_last() if falling else column.asc().nulls_last()
    return query.order_by(by, calls.c.id.desc() if falling else calls.c.id)


def columns_of(table: sa.Table) -> sa.Select[Any]:
    """Return the columns of a table that hangs on calls, each row with its call's name and case."""
    return sa.select(table, calls.c.name.label("call"), calls.c.case_id)


def standing(table: sa.Table) -> sa.Select[Any]:
    """Return a query for the rows of a table that were not taken back, each with its call's name and case."""
    query = columns_of(table).join(calls, calls.c.id == table.c.call_id)
    return query.where(~table.c.undone) if "undone" in table.c else query


def of_call(table: sa.Table, name: str) -> sa.Select[Any]:
    """Return a query for the rows of one call that stand, oldest first."""
    return standing(table).where(calls.c.name == name).order_by(table.c.id)


def rubric_kept(ref: RubricRef) -> sa.Select[Any]:
    """Return a query for the content of a kept rubric, as it was last; people change theirs without a new version."""
    own = (rubrics.c.rubric_id == ref.id) & (rubrics.c.rubric_version == ref.version)
    return sa.select(rubrics.c.content).where(own).order_by(rubrics.c.id.desc()).limit(1)


def rubric(content: object) -> Rubric | None:
    """Return the rubric of a kept content; ``None`` where it asks for a judge, or a form, that is not here any more."""
    try:
        return Rubric.model_validate(content)
    except ValidationError:
        return None


def call(row: RowMapping) -> StoredCall:
    """Return the call of a row of :data:`CALL`."""
    return StoredCall(**row)


def result(row: RowMapping) -> MachineResult:
    """Return the machine's result of a row."""
    return MachineResult(id=row["id"], at=row["at"], card=scorecard_from_json(row["card"]))


def mark(row: RowMapping) -> PersonMark:
    """Return the person's mark of a row."""
    ref = RubricRef(row["rubric_id"], row["rubric_version"])
    return PersonMark(rubric=ref, **_only(row, PersonMark, "rubric"))


def note(row: RowMapping) -> Note:
    """Return the note of a row."""
    return Note(**_only(row, Note))


def dispute(row: RowMapping) -> DisputeStep:
    """Return the step of a dispute of a row."""
    return DisputeStep(**_only(row, DisputeStep))


def promise(row: RowMapping) -> Promise:
    """Return the promise of a row."""
    return Promise(**_only(row, Promise))


def change(row: RowMapping) -> Change:
    """Return the line of the audit log of a row of :data:`CHANGE`."""
    return Change(detail=row["detail"] or {}, **_only(row, Change, "detail"))


def _only(row: RowMapping, kind: type[DataclassInstance], *but: str) -> dict[str, Any]:
    """Return the columns of a row that a value has as fields."""
    return {field.name: row[field.name] for field in fields(kind) if field.name not in but}
