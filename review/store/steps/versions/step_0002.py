"""Disputes, a row a step, and the ledger of promises. Never edited: a change is a new step."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of disputes and promises."""
    _of_a_call(
        "disputes",
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("words", sa.Text, nullable=False),
    )
    _of_a_call(
        "promises",
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("kept", sa.Boolean),
    )
    op.create_index("ix_disputes_call_id", "disputes", ["call_id", "item"])
    op.create_index("ix_promises_call_id", "promises", ["call_id"])


def _of_a_call(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
        *columns,
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    )
