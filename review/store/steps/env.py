"""How Alembic runs the steps: over the connection the store opened, all in one transaction."""

from __future__ import annotations

from alembic import context

# SQLite rolls back a change of tables like any other, which Alembic does not take for granted.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
