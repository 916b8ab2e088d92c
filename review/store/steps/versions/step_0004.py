"""What reviewers saw, people's own rubrics, and tags that know what dashboards count. Never edited: a change is a new step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COUNTED = ("reviewed_at", "skill_total", "compliance")


def upgrade() -> None:
    """Make the tables, and give each tag what is counted of its call."""
    _seen()
    _rubrics()
    _tags()


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_seen_call_id", "seen", ["call_id", "by"])


def _rubrics() -> None:
    op.create_table(
        "rubrics",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("rubric_id", sa.Text, nullable=False),
        sa.Column("rubric_version", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_rubrics_rubric", "rubrics", ["rubric_id", "rubric_version"])


def _tags() -> None:
    for column in (
        sa.Column("reviewed_at", sa.DateTime),
        sa.Column("skill_total", sa.Float),
        sa.Column("compliance", sa.Text),
    ):
        op.add_column("tags", column)
    tags = sa.table("tags", sa.column("call_id"), *map(sa.column, COUNTED))
    calls = sa.table("calls", sa.column("id"), *map(sa.column, COUNTED))
    of_call = {name: sa.select(calls.c[name]).where(calls.c.id == tags.c.call_id).scalar_subquery() for name in COUNTED}
    op.execute(sa.update(tags).values(**of_call))
    op.drop_index("ix_tags_tag", "tags")
    op.create_index("ix_tags_tag", "tags", ["tag", "call_id", *COUNTED])
