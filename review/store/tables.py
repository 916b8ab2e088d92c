"""The tables as the newest step leaves them, and the two column types of ours. The steps stand in ``steps``.

Nothing is written over: a person's mark, a note, a step of a dispute is a new row, and taking it back sets ``undone``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData()


class Utc(sa.types.TypeDecorator[datetime]):
    """A time with its zone in Python, UTC without one in the database, so that both databases sort it alike."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the time in UTC, its zone taken off."""
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the time with UTC put back on."""
        return value.replace(tzinfo=UTC) if value is not None else None


def _of_call() -> sa.Column[int]:
    return sa.Column("call_id", sa.Integer, sa.ForeignKey("calls.id", ondelete="CASCADE"), nullable=False)


def _who_when() -> tuple[sa.Column[Any], ...]:
    return sa.Column("by", sa.Text, nullable=False), sa.Column("at", Utc, nullable=False)


def _of_people(name: str, *own: sa.schema.SchemaItem, found_by: tuple[str, ...] = ("call_id",)) -> sa.Table:
    """Return a table of what people add to calls: whose and when, and whether it was taken back."""
    return sa.Table(
        name,
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        _of_call(),
        *_who_when(),
        sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
        *own,
        sa.Index(f"ix_{name}_call_id", *found_by),
    )


calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    *(sa.Column(name, sa.Text) for name in ("agent", "customer", "queue")),
    sa.Column("at", Utc),
    sa.Column("week", sa.Text),  # ISO week where the call took place; neither database works it out like the other
    *(
        sa.Column(name, sa.Text)
        for name in ("zone", "language", "channel", "case_id", "audio", "audio_hash", "results")
    ),
    sa.Column("skill_total", sa.Float),
    sa.Column("compliance", sa.Text),
    sa.Column("reviewed_at", Utc),
    # A dashboard reads these indexes alone: going from an index to 100,000 rows takes five times as long.
    *(
        sa.Index(f"ix_calls_{name}", name, "at", "reviewed_at", "skill_total", "compliance")
        for name in ("agent", "queue", "week")
    ),
    *(sa.Index(f"ix_calls_{name}", name, "at") for name in ("customer", "case_id", "reviewed_at", "skill_total")),
    sa.Index("ix_calls_weakest", "reviewed_at", "skill_total"),
    sa.Index("ix_calls_at", "at"),
    sa.Index("ix_calls_audio_hash", "audio_hash"),
)

tags = sa.Table(
    "tags",
    metadata,
    _of_call(),
    sa.Column("tag", sa.Text, nullable=False),
    # As in calls, and set together with them (changes.count): looking each call up doubles a dashboard's time.
    sa.Column("reviewed_at", Utc),
    sa.Column("skill_total", sa.Float),
    sa.Column("compliance", sa.Text),
    sa.PrimaryKeyConstraint("call_id", "tag", name="pk_tags"),
    sa.Index("ix_tags_tag", "tag", "call_id", "reviewed_at", "skill_total", "compliance"),
)

results = sa.Table(
    "results",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _of_call(),
    sa.Column("at", Utc, nullable=False),
    sa.Column("rubric_id", sa.Text, nullable=False),
    sa.Column("rubric_version", sa.Text, nullable=False),
    sa.Column("card", sa.JSON, nullable=False),
    sa.Index("ix_results_call_id", "call_id"),
)

marks = _of_people(
    "marks",
    sa.Column("rubric_id", sa.Text, nullable=False),
    sa.Column("rubric_version", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("value", sa.Float),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("blind", sa.Boolean, nullable=False),
    sa.Index("ix_marks_item", "rubric_id", "rubric_version", "item", "undone", "value"),
    found_by=("call_id", "item"),
)

notes = _of_people(
    "notes",
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("start", sa.Float),
    sa.Column("end", sa.Float),
)

disputes = _of_people(
    "disputes",
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("value", sa.Float),
    sa.Column("words", sa.Text, nullable=False),
    found_by=("call_id", "item"),
)

promises = _of_people(
    "promises",
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("kept", sa.Boolean),
)

seen = sa.Table(
    "seen",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _of_call(),
    *_who_when(),
    sa.Index("ix_seen_call_id", "call_id", "by"),
)
"""Who has seen what the machine found in a call; their later marks on it are not blind any more."""

rubrics = sa.Table(
    "rubrics",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("rubric_id", sa.Text, nullable=False),
    sa.Column("rubric_version", sa.Text, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_rubrics_rubric", "rubric_id", "rubric_version"),
)
"""Rubrics that do not ship with the toolkit, whole: marks given by one are read when its file is long gone."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("raters", sa.JSON, nullable=False),
    *_who_when(),
    sa.Column("revealed_at", Utc),
)

session_calls = sa.Table(
    "session_calls",
    metadata,
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    _of_call(),
    sa.Column("place", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("session_id", "call_id", name="pk_session_calls"),
    sa.Index("ix_session_calls_call_id", "call_id"),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    *_who_when(),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("row", sa.Integer),
    sa.Column("call_id", sa.Integer),  # no foreign key: the log outlives the call
    sa.Column("detail", sa.JSON(none_as_null=True)),
    sa.Column("undoes", sa.Integer, unique=True),  # nothing is taken back twice, not even by two people at once
    sa.Index("ix_audit_call_id", "call_id"),
    sa.Index("ix_audit_by", "by"),
)
