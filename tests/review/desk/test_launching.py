"""The commands: the desk by JupyterLab, and results by import."""

import ast
import json

import nbformat
import pytest
from typer.testing import CliRunner

import parafraza
from review.desk import launching
from review.desk.launching import arguments, notebook, root
from review.store import NewCall, Store


def run(*words):
    return CliRunner().invoke(parafraza.app, [str(word) for word in words])


@pytest.fixture
def launched(monkeypatch):
    """What JupyterLab would have been called with."""
    calls = []
    monkeypatch.setattr(launching, "launch", calls.append)
    return calls


def test_the_notebook_holds_the_desk_and_the_choices_as_python(tmp_path):
    path = notebook(tmp_path, reviewer="Ewa'\"", lang="pl", blind=None)
    kept = nbformat.read(path, 4)
    nbformat.validate(kept)
    (code,) = [cell.source for cell in kept.cells if cell.cell_type == "code"]
    call = ast.parse(code).body[-1].value
    assert [ast.literal_eval(each) for each in call.args] == ["."]
    assert {each.arg: ast.literal_eval(each.value) for each in call.keywords} == {"reviewer": "Ewa'\"", "lang": "pl"}


def test_jupyterlab_starts_in_the_workspace_where_all_recordings_are_in_it(folder):
    with Store.open(folder) as store:
        assert root(store) == folder


def test_jupyterlab_starts_above_where_recordings_lie_beside_the_workspace(folder):
    with Store.open(folder) as store:
        store.add_calls([NewCall(name="x", audio="../calls/x.wav")], by="Ewa")
        assert root(store) == folder.parent
        page = folder / "desk.ipynb"
        options = arguments(page, root(store), browser=False)
    assert options[:2] == [f"--ServerApp.root_dir={folder.parent}", "--LabApp.default_url=/doc/tree/ours/desk.ipynb"]
    assert options[-1] == "--no-browser"


def test_jupyterlab_never_starts_over_the_whole_disk(folder):
    with Store.open(folder) as store:
        far = "../" * len(folder.parts) + "elsewhere/x.wav"
        store.add_calls([NewCall(name="x", audio=far)], by="Ewa")
        assert root(store) == folder


def test_desk_opens_jupyterlab_and_brings_results_in_first(folder, launched):
    (folder / "parafraza.db").unlink()
    ran = run("desk", folder, "--by", "Ewa", "--lang", "ru", "--no-browser")
    assert ran.exit_code == 0
    assert [options[-1] for options in launched] == ["--no-browser"]
    with Store.open(folder) as store:
        assert [call.name for call in store.calls()] == ["extra", "0001"]


def test_a_databases_password_is_not_in_the_notebook(folder, launched, monkeypatch):
    from review.desk import opening

    monkeypatch.setattr(opening.Store, "open", lambda *_: Store(*opening_of(folder)))
    monkeypatch.setenv("PARAFRAZA_DB", "")
    run("desk", folder, "--db", "postgresql+psycopg://team:secret@server/calls")
    assert len(launched) == 1
    assert "secret" not in (folder / "desk.ipynb").read_text()


def opening_of(folder):
    from review.store.opening import open_engine

    return open_engine(folder)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["desk", "{folder}/nowhere"], "there is no folder"),
        (["desk", "{folder}", "--lang", "xx"], "no desk in the language"),
        (["desk", "{folder}", "--sample", "{folder}/none.csv"], "none.csv"),
        (["desk", "{folder}", "--rubric", "{folder}/none.yaml"], "none.yaml"),
        (["import", "-w", "{folder}"], "say what to import"),
        (["import", "--results", "{folder}/none", "-w", "{folder}"], "there is no folder"),
    ],
)
def test_a_slip_is_told_before_anything_opens(folder, launched, words, told):
    ran = run(*(word.format(folder=folder) for word in words))
    assert ran.exit_code == 2
    assert told in ran.output
    assert launched == []


def test_import_tells_how_many_results_came(folder, tmp_path):
    (tmp_path / "new").mkdir()
    ran = run("import", "--results", folder / "results", "-w", tmp_path / "new", "--by", "Ewa", "--json")
    assert json.loads(ran.stdout) == {"results": 2, "new": 2, "known": 0, "faults": []}
    assert run("import", "--results", folder / "results", "-w", tmp_path / "new").stdout.startswith(
        "0 new results, 2 already"
    )
