"""The lessons' notebooks: without outputs, short of code, the same in four languages, and they run."""

import os
import re
from functools import cache

import pytest

from trainings.curriculum import LESSONS
from trainings.loading import ROOM, folders, load
from trainings.schema import LANGUAGES

nbformat = pytest.importorskip("nbformat", reason="the notebooks need jupyterlab")

LONGEST_CELL = 5
"""Lines of code."""
WRITTEN = sorted(path for language in LANGUAGES for path in (ROOM / language).glob("[0-9][0-9]_*.ipynb"))
PATIENCE_S = 300
"""For a cell, on a machine that has other work."""
HERE_ONLY = """import socket

connect = socket.socket.connect


def here_only(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"a lesson asked for {address}")
    return connect(self, address)


socket.socket.connect = here_only
"""
"""Run in a kernel before anything else: whoever asks for another machine fails."""
SHOWN = {"application/vnd.jupyter.widget-view+json", "text/html"}


@cache
def notebook(path):
    return nbformat.read(path, as_version=4)


def name_of(path):
    return f"{path.parent.name}-{path.stem[:2]}"


def cells_of(path):
    """What has to be the same in every language: the kinds of cells, and the code but for the language's name."""
    language = path.parent.name
    return [
        (cell.cell_type, cell.source.replace(f'"{language}"', '"xx"').split() if cell.cell_type == "code" else [])
        for cell in notebook(path).cells
    ]


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_notebook_is_valid_and_holds_no_output(path):
    nbformat.validate(notebook(path))
    code = [cell for cell in notebook(path).cells if cell.cell_type == "code"]
    assert [cell.source for cell in code if cell.outputs or cell.execution_count] == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_notebook_s_code_is_short_and_folded_away(path):
    code = [cell for cell in notebook(path).cells if cell.cell_type == "code"]
    assert [cell.source for cell in code if len(cell.source.splitlines()) > LONGEST_CELL] == []
    assert [cell.source for cell in code if not cell.metadata.get("jupyter", {}).get("source_hidden")] == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_notebook_shows_its_own_lesson_in_its_own_language(path):
    code = "\n".join(cell.source for cell in notebook(path).cells if cell.cell_type == "code")
    assert re.findall(r'lesson\("(\d\d)", "(\w\w)"\)', code) == [(path.stem[:2], path.parent.name)]
    for part in ("moment", "exercises", "role_play", "progress"):
        assert f"lesson.{part}(" in code


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_has_the_same_cells_in_every_language(number):
    paths = {path.parent.name: path for path in WRITTEN if path.stem[:2] == number}
    assert sorted(paths) == sorted(LANGUAGES)
    assert {path.stem for path in paths.values()} == {folders()[number].name}
    english = cells_of(paths["en"])
    assert [language for language, path in paths.items() if cells_of(path) != english] == []


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The environment of a kernel that finds no weights and reaches nothing but this machine."""
    folder = tmp_path_factory.mktemp("alone")
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-here-only.py").write_text(HERE_ONLY)
    return {**os.environ, "IPYTHONDIR": str(folder / "ipython"), "PARAFRAZA_HOME": str(folder / "home")}


def run(path, folder, environment):
    """Run a notebook in a folder of its own and give what each cell of code showed; a cell that fails is an error."""
    from nbclient import NotebookClient

    copy = nbformat.from_dict(notebook(path))
    place = {"metadata": {"path": str(folder)}}
    NotebookClient(copy, timeout=PATIENCE_S, startup_timeout=PATIENCE_S, resources=place).execute(env=environment)
    return [cell.outputs for cell in copy.cells if cell.cell_type == "code"]


def assert_runs(path, folder, environment):
    opening, *shown = run(path, folder, environment)
    assert opening == []
    assert [len(outputs) for outputs in shown] == [1] * len(shown)
    assert all(SHOWN & set(outputs[0].data) for outputs in shown)
    assert load(path.stem[:2], path.parent.name).moment.turns[-1].text in shown[0][0].data["text/plain"]
    assert list(folder.rglob("attempts.jsonl")) == []


@pytest.mark.parametrize("path", [path for path in WRITTEN if path.stem.startswith("02")], ids=name_of)
def test_lesson_02_runs_from_top_to_bottom(path, tmp_path, alone):
    pytest.importorskip("nbclient", reason="running notebooks needs jupyterlab")
    assert_runs(path, tmp_path, alone)


@pytest.mark.slow  # two seconds each where nothing else runs: `make notebooks`
@pytest.mark.parametrize("path", [path for path in WRITTEN if not path.stem.startswith("02")], ids=name_of)
def test_a_lesson_runs_from_top_to_bottom(path, tmp_path, alone):
    assert_runs(path, tmp_path, alone)
