"""Opening a database: the settings of SQLite, and the steps that bring an older one up to this version."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from review.workspace import Workspace
from transcribe.errors import BadFile, FixableError, MissingPart

STEPS = Path(__file__).with_name("steps")
WAIT_S = 60
"""How long a writer waits for the others; a write takes milliseconds."""

_PRAGMAS = (
    "journal_mode=WAL",  # readers and a writer at once
    "synchronous=FULL",  # what was acknowledged survives a power cut, not only a killed program
    "foreign_keys=ON",
    "secure_delete=ON",  # what is erased is overwritten, not only forgotten
    "cache_size=-65536",  # kibibytes; the pages a dashboard reads stay, by default 2 MB of them do
)


def open_engine(place: str | Path, folder: Path | None = None) -> tuple[Engine, Workspace]:
    """Open the database of a workspace, made or brought up to this version where needed.

    Args:
        place: A folder (its SQLite file), or the URL of a server: ``postgresql+psycopg://team@server/calls``.
        folder: The workspace's folder where ``place`` is a URL; by default the current one.

    Raises:
        FixableError: not a database, one of a newer version, or one that cannot be reached.
    """
    remote = "://" in str(place)
    if folder is not None and not remote:
        raise _no_address()  # taken for a folder, it would become a second workspace
    workspace = Workspace(Path(folder or ".") if remote else Path(place))
    url = _url(str(place)) if remote else URL.create("sqlite", database=str(workspace.database))
    engine = _engine(url)
    workspace.folder.mkdir(parents=True, exist_ok=True)
    where = url.render_as_string(hide_password=True) if remote else str(workspace.database)
    try:
        # One at a time: two programs that open a new workspace at once would both make its tables.
        with FileLock(workspace.folder / ".store.lock", timeout=WAIT_S):
            _up_to_date(engine, workspace, where)
    except DatabaseError as error:
        engine.dispose()
        raise _explained(error, where) from None
    except BaseException:
        engine.dispose()
        raise
    return engine, workspace


@cache
def known_steps() -> tuple[str, ...]:
    """Return the numbers of the steps this version knows, newest first."""
    return tuple(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def _url(text: str) -> URL:
    try:
        url = sa.make_url(text)
    except ArgumentError:
        raise _no_address() from None
    if url.get_backend_name() == "sqlite":
        raise _no_address()  # what is copied, searched and erased is the file in the workspace
    if url.get_backend_name() != "postgresql":
        raise FixableError(f"{url.drivername} is not supported", fix="use SQLite or PostgreSQL")
    return url


def _no_address() -> FixableError:
    fix = "write it as postgresql+psycopg://user:password@server/database; SQLite needs none"
    return FixableError("this is no address of a database", fix=fix)


def _engine(url: URL) -> Engine:
    try:
        engine = sa.create_engine(url)
    except NoSuchModuleError:
        raise FixableError(f"{url.drivername} is not supported", fix="use SQLite or PostgreSQL") from None
    except ArgumentError:
        raise _no_address() from None
    except ModuleNotFoundError as error:
        raise MissingPart(f"{error.name} is not installed", fix="pip install 'parafraza[postgres]'") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: Any) -> None:
    """Prepare one connection: the program begins transactions itself, and waits for others."""
    connection.isolation_level = None
    connection.execute(f"pragma busy_timeout={WAIT_S * 1000}")
    for pragma in _PRAGMAS:
        connection.execute(f"pragma {pragma}")


def _begin(connection: Connection) -> None:
    # A reader that turns writer half-way would be refused without waiting: who will write says so at once.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _up_to_date(engine: Engine, workspace: Workspace, where: str) -> None:
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    known = known_steps()
    if at is not None and at not in known:
        what = f"the workspace was made by a newer version of the toolkit (its tables are at step {at}, we know {known[0]})"
        raise FixableError(what, fix="update the toolkit: pip install --upgrade parafraza", where=where)
    if at == known[0]:
        return
    if at is not None and engine.dialect.name == "sqlite":
        _copy(workspace.database, workspace.folder / f"parafraza.before-{known[0]}.db")
    config = _config()
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _copy(database: Path, copy: Path) -> None:
    source, target = sqlite3.connect(database), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _explained(error: DatabaseError, where: str) -> FixableError:
    told = str(error.orig).strip().splitlines()[0]
    if "not a database" in told or "malformed" in told:
        fix = "put a copy of the workspace's database in its place, or move the file away to begin anew"
        return BadFile(f"this is not a database of ours: {told}", fix=fix, where=where)
    fix = "check that the database runs, that its address is right, and that you may write there"
    return FixableError(f"the database cannot be opened: {told}", fix=fix, where=where)
