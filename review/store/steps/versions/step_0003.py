"""Calibration sessions and their calls, and PostgreSQL's index for the newest calls. Never edited: a change is a new step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of sessions."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("raters", sa.JSON, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("revealed_at", sa.DateTime),
    )
    op.create_table(
        "session_calls",
        sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "call_id"),
    )
    op.create_index("ix_session_calls_call_id", "session_calls", ["call_id"])
    if op.get_bind().dialect.name == "postgresql":
        # There an index by time alone does not answer for calls without a time coming last; SQLite has no such index and no need.
        op.execute('CREATE INDEX ix_calls_newest ON calls ("at" DESC NULLS LAST, id DESC)')
