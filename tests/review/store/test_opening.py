"""Opening a workspace: new, older, newer, broken; and what is in it when it opens again."""

import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from review.store import Filter, Store, opening, queries
from review.store.tables import metadata
from tests.review.store.conftest import RUBRIC, new
from transcribe.errors import BadFile, FixableError


def older(folder):
    """A workspace as the first step made it, with one call in it."""
    engine, workspace = opening.open_engine(folder)
    engine.dispose()
    for file in workspace.folder.glob("parafraza.db*"):
        file.unlink()
    config = opening._config()
    engine = opening._engine(opening.URL.create("sqlite", database=str(workspace.database)))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO calls (name, agent) VALUES ('0001', 'Jan')")
    engine.dispose()


def test_what_was_written_is_there_when_it_opens_again(folder):
    with Store.open(folder) as store:
        store.add_calls([new("0001")], by="Ewa")
        store.mark("0001", "paraphrase", 2, by="Ewa", rubric=RUBRIC)
    with Store.open(folder) as store:
        assert [mark.value for mark in store.marks("0001")] == [2]


def test_the_steps_make_exactly_the_tables_of_the_code(store):
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_older_workspace_is_brought_up_and_a_copy_is_kept(folder):
    older(folder)
    with Store.open(folder) as store:
        store.promise("0001", "call back", by="Ewa")  # of the second step
        assert store.call("0001").agent == "Jan"
    copy = sqlite3.connect(folder / "parafraza.before-0004.db")
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert copy.execute("SELECT name FROM calls").fetchall() == [("0001",)]
    copy.close()


def test_tags_of_an_older_workspace_know_what_their_calls_came_to(folder):
    older(folder)
    with sqlite3.connect(folder / "parafraza.db") as connection:
        connection.execute("UPDATE calls SET skill_total = 40, compliance = 'pass'")
        connection.execute("INSERT INTO tags (call_id, tag) SELECT id, 'late' FROM calls")
    connection.close()
    with Store.open(folder) as store:
        (late,) = queries.grouped(store, "tag")
    assert (late.skill, late.passed, late.reviewed) == (40.0, 1, 0)


def test_a_workspace_of_a_newer_version_asks_for_an_update_and_is_left_alone(folder):
    Store.open(folder).close()
    with sqlite3.connect(folder / "parafraza.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(FixableError, match=r"newer version(.|\n)*update the toolkit"):
        Store.open(folder)
    assert not list(folder.glob("parafraza.before-*"))


def test_a_file_that_is_no_database_is_told_as_such(folder):
    folder.mkdir()
    (folder / "parafraza.db").write_text("no database, only words " * 100)
    with pytest.raises(BadFile, match="not a database of ours"):
        Store.open(folder)


@pytest.mark.parametrize(("url", "told"), [("mysql+none://a/b", "not supported"), ("://", "no address")])
def test_an_address_that_cannot_be_used_is_told_as_such(tmp_path, url, told):
    with pytest.raises(FixableError, match=told):
        Store.open(url, tmp_path)


def test_a_password_does_not_come_into_the_message(tmp_path):
    with pytest.raises(FixableError, match="no address") as told:
        Store.open("sqlite://someone:secret@server/none/where", tmp_path)
    assert "secret" not in str(told.value)


def test_sqlite_is_set_for_many_writers_and_for_forgetting(store):
    with store.engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        ]
    assert found == ["wal", 1, 1, 2]  # 2 is FULL


def test_a_time_comes_back_in_utc_with_the_zone_kept(store):
    from datetime import datetime
    from zoneinfo import ZoneInfo

    # Half past midnight on Monday in Warsaw is 23:30 on Sunday in UTC; its week is Warsaw's.
    at = datetime(2026, 11, 16, 0, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    store.add_calls([new("0001", at=at, zone="Europe/Warsaw")], by="Ewa")
    call = store.call("0001")
    assert call.at.isoformat() == "2026-11-15T23:30:00+00:00"
    assert call.zone == "Europe/Warsaw"
    assert store.calls(Filter(since=at))[0].name == "0001"
