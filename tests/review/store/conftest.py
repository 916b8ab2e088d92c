"""A store for each test, and small values to put into it."""

import shutil
from datetime import UTC, datetime

import pytest

from review.store import NewCall, Store
from rubrics.values import Mark, RubricRef, Scorecard

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


@pytest.fixture
def store(folder, empty):
    folder.mkdir()
    shutil.copy(empty, folder)
    with Store.open(folder) as opened:
        yield opened


@pytest.fixture
def one(store):
    """A store with one call, 0001."""
    store.add_calls([new("0001")], by="Ewa")
    return store
