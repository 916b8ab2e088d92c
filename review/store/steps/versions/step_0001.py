"""Calls, tags, results, marks, notes, and the audit log that only grows. Never edited: a change is a new step."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE = (
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    # Erasing a person may blank what a line tells of them; that the line was there, when and what was done stays.
    "CREATE TRIGGER audit_as_it_was BEFORE UPDATE ON audit WHEN NEW.id <> OLD.id OR NEW.at <> OLD.at"
    " OR NEW.action <> OLD.action OR NEW.kind <> OLD.kind OR NEW.call_id IS NOT NULL OR NEW.detail IS NOT NULL"
    " OR NEW.\"row\" IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_only_grows() RETURNS trigger AS $$ BEGIN"
    " IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.action <> OLD.action OR NEW.kind <> OLD.kind"
    ' OR NEW.call_id IS NOT NULL OR NEW.detail IS NOT NULL OR NEW."row" IS NOT NULL'
    " THEN RAISE EXCEPTION 'the audit log only grows'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()",
)


def upgrade() -> None:
    """Make the first tables."""
    _calls()
    _given()
    _audit()
    for sentence in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(sentence)


def _text(*names: str, nullable: bool = True) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _of_call() -> sa.Column[int]:
    return sa.Column("call_id", sa.Integer, sa.ForeignKey("calls.id", ondelete="CASCADE"), nullable=False)


def _common() -> list[sa.Column[Any]]:
    undone = sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false())
    return [*_text("by", nullable=False), sa.Column("at", sa.DateTime, nullable=False), undone]


def _calls() -> None:
    op.create_table(
        "calls",
        _id(),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        *_text("agent", "customer", "queue", "week", "zone", "language", "channel", "case_id"),
        *_text("audio", "audio_hash", "results", "compliance"),
        sa.Column("skill_total", sa.Float),
        sa.Column("at", sa.DateTime),
        sa.Column("reviewed_at", sa.DateTime),
    )
    for name in ("agent", "queue", "week"):
        op.create_index(f"ix_calls_{name}", "calls", [name, "at", "reviewed_at", "skill_total", "compliance"])
    for name in ("customer", "case_id", "reviewed_at", "skill_total"):
        op.create_index(f"ix_calls_{name}", "calls", [name, "at"])
    op.create_index("ix_calls_weakest", "calls", ["reviewed_at", "skill_total"])
    op.create_index("ix_calls_at", "calls", ["at"])
    op.create_index("ix_calls_audio_hash", "calls", ["audio_hash"])
    op.create_table("tags", _of_call(), *_text("tag", nullable=False), sa.PrimaryKeyConstraint("call_id", "tag"))
    op.create_index("ix_tags_tag", "tags", ["tag", "call_id"])


def _given() -> None:
    """Make the tables of what the machine and people gave."""
    rubric = ("rubric_id", "rubric_version")
    when = sa.Column("at", sa.DateTime, nullable=False)
    card = sa.Column("card", sa.JSON, nullable=False)
    op.create_table("results", _id(), _of_call(), when, *_text(*rubric, nullable=False), card)
    op.create_table(
        "marks",
        _id(),
        _of_call(),
        *_text(*rubric, "item", "why", nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("blind", sa.Boolean, nullable=False),
        *_common(),
    )
    seconds = [sa.Column(name, sa.Float) for name in ("start", "end")]
    op.create_table("notes", _id(), _of_call(), *_text("kind", "text", nullable=False), *seconds, *_common())
    op.create_index("ix_results_call_id", "results", ["call_id"])
    op.create_index("ix_marks_call_id", "marks", ["call_id", "item"])
    op.create_index("ix_marks_item", "marks", ["rubric_id", "rubric_version", "item", "undone", "value"])
    op.create_index("ix_notes_call_id", "notes", ["call_id"])


def _audit() -> None:
    op.create_table(
        "audit",
        _id(),
        *_text("by", "action", "kind", nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("row", sa.Integer),
        sa.Column("call_id", sa.Integer),
        sa.Column("detail", sa.JSON),
        sa.Column("undoes", sa.Integer, unique=True),
    )
    op.create_index("ix_audit_call_id", "audit", ["call_id"])
    op.create_index("ix_audit_by", "audit", ["by"])
