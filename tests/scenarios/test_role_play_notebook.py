"""The notebook with the role-play runs from top to bottom in a kernel of its own, and shows two customers."""

import os
import re
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient", reason="the notebooks need jupyterlab")
nbformat = pytest.importorskip("nbformat", reason="the notebooks need jupyterlab")
pytest.importorskip("anywidget", reason="the view needs anywidget")

REPOSITORY = Path(__file__).parents[2]
NOTEBOOK = REPOSITORY / "trainings" / "role_play.ipynb"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The notebook after a run in an empty folder, as a trainee would run it in their own."""
    folder = tmp_path_factory.mktemp("trainee")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(REPOSITORY)
    try:
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
    return notebook


def outputs(notebook, cell):
    return next(each for each in notebook.cells if each.id == cell).outputs


@pytest.mark.parametrize("cell", ["first", "second"])
def test_each_talk_is_shown_as_a_view_to_play_in(run, cell):
    (shown,) = outputs(run, cell)
    assert VIEW in shown.data


def test_every_case_is_listed_with_its_title(run):
    lines = "".join(each.text for each in outputs(run, "others")).splitlines()
    assert len(lines) == 16
    assert "late_bed: The bed that has not come" in lines
    assert all(re.fullmatch(r"[a-z_]+: \S.*", line) for line in lines)


def test_no_cell_fails_and_the_notebook_is_kept_without_its_outputs(run):
    wrong = [output for cell in run.cells for output in cell.get("outputs", ()) if output.output_type == "error"]
    assert wrong == []
    kept = nbformat.read(NOTEBOOK, as_version=4)
    assert [cell.outputs for cell in kept.cells if cell.cell_type == "code"] == [[], [], [], []]
