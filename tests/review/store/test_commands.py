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
