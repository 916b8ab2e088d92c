"""`import` and `erase` as they are typed."""

import json

import pytest
import typer
from typer.testing import CliRunner

from review import commands_store
from review.store import Store


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command over a workspace of its own."""
    monkeypatch.delenv("PARAFRAZA_DB", raising=False)
    app = typer.Typer()
    commands_store.add_to(app)
    return lambda *words: CliRunner().invoke(app, [*words, "-w", str(tmp_path / "ours")])


@pytest.fixture
def listed(tmp_path):
    """A list with two right rows and a wrong one."""
    path = tmp_path / "calls.csv"
    path.write_text("call,agent,shoes\n1001,Jan,44\n1002,Ewa,38\n,Ion,40\n")
    return str(path)


def test_import_tells_the_wrong_row_and_ends_with_1(run, listed):
    told = run("import", listed)
    assert told.exit_code == 1
    assert "2 new calls, 0 already there, 1 rows left out" in told.stdout
    assert "calls.csv:4, column call: the call has no name" in told.stderr
    assert "shoes" in told.stderr


def test_import_speaks_json(run, listed):
    told = json.loads(run("import", listed, "--json").stdout)
    assert (told["rows"], told["new"], told["faults"][0]["line"], told["ignored"]) == (3, 2, 4, ["shoes"])


def test_erase_tells_what_it_erased_and_searched(run, listed, tmp_path):
    run("import", listed)
    told = run("erase", "--agent", "Jan", "--json")
    assert told.exit_code == 0
    found = json.loads(told.stdout)
    assert (found["calls"], found["left"]) == (1, [])
    with Store.open(tmp_path / "ours") as store:
        assert [call.name for call in store.calls()] == ["1002"]


def test_erase_ends_with_1_while_a_trace_is_left(run, listed, tmp_path):
    run("import", listed)
    (tmp_path / "ours" / "notes.txt").write_text("Jan called back")
    told = run("erase", "--agent", "Jan")
    assert told.exit_code == 1
    assert "notes.txt: look into it" in told.stderr


def test_erase_of_a_call_nobody_knows_is_wrong_use(run, listed):
    run("import", listed)
    told = run("erase", "1009")
    assert told.exit_code == 2
    assert "did you mean 100" in told.stderr


def test_erase_in_a_folder_without_a_workspace_is_wrong_use_and_makes_none(run, tmp_path):
    told = run("erase", "--agent", "Jan")
    assert (told.exit_code, (tmp_path / "ours").exists()) == (2, False)
    assert "there is no workspace in" in told.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.csv"], "there is no such file"),
        (["LISTED", "--zone", "Mars"], "there is no time zone Mars"),
        (["LISTED", "--db", "server/calls"], "no address of a database"),
        (["LISTED", "--db", "sqlite:///calls.db"], "SQLite needs none"),
    ],
)
def test_import_refuses_a_slip_before_a_workspace_is_made(run, listed, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    told = run("import", *(listed if word == "LISTED" else word for word in words))
    assert told.exit_code == 2
    assert said in told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["calls.csv"]


def test_who_has_no_name_on_this_machine_is_asked_for_one(run, listed, monkeypatch):
    def nameless():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nameless)
    told = run("import", listed)
    assert told.exit_code == 2
    assert "say who you are with --by" in told.stderr
    assert run("import", listed, "--by", "Ewa").exit_code == 1  # one row is wrong, the others are in
