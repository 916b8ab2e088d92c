"""A store for each test, and small values to put into it."""

import shutil
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

import pytest

from review.store import NewCall, Store
from review.store.tables import metadata
from rubrics.values import Mark, RubricRef, Scorecard
from tests.review.store.postgres import server

BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
RUBRIC = RubricRef("service_call", "1")


def new(name, **known):
    """A call of Jan's on a Monday in November."""
    return NewCall(**{"name": name, "agent": "Jan", "at": datetime(2026, 11, 16, 9, 0, tzinfo=UTC), **known})


def card(total=50.0, compliance="pass", version="1"):
    """A scorecard with one mark."""
    mark = Mark("paraphrase", "listening", 1.0, 1.0, 2.0, 3, "seen once")
    return Scorecard(RubricRef("service_call", version), (mark,), total, compliance)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ours"


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The file of an empty database, made once: its steps take longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    Store.open(folder).close()
    return folder / "parafraza.db"


@pytest.fixture(scope="session")
def postgres():
    """The address of a database on a server of our own; it has an empty store's tables."""
    # A socket's path may have a hundred letters at most, and pytest's own folders are closed to others.
    with TemporaryDirectory(dir="/tmp", prefix="pg") as folder, server(folder) as address:
        yield _with_tables(address, folder)


def _with_tables(address, folder):
    _administer(address, "CREATE DATABASE ours")
    Store.open(address.format("ours"), folder).close()
    return address


def _administer(address, sentence):
    import sqlalchemy as sa

    engine = sa.create_engine(address.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(sentence)
    engine.dispose()


@pytest.fixture
def database(request):
    """SQLite, where a test does not ask for more by ``BOTH``."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def opening_again(request, folder, empty, database):
    """How to open one and the same store, empty at first, as often as one likes."""
    folder.mkdir()
    if database == "sqlite":
        shutil.copy(empty, folder)
        return lambda: Store.open(folder)
    address = request.getfixturevalue("postgres").format("ours")
    with Store.open(address, folder) as store, store.engine.begin() as connection:
        tables = ", ".join(table.name for table in metadata.sorted_tables)
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    return lambda: Store.open(address, folder)


@pytest.fixture
def store(opening_again):
    with opening_again() as opened:
        yield opened


@pytest.fixture
def one(store):
    """A store with one call, 0001."""
    store.add_calls([new("0001")], by="Ewa")
    return store
