"""The welcome page: three doors in four languages, opened in the language of whoever asks."""

import re
from functools import cache

import pytest

from trainings.loading import ROOM, folders, load
from trainings.schema import LANGUAGES
from trainings.welcome import LANGUAGES as WELCOMED
from trainings.welcome import PAGE, language, places
from transcribe.errors import UnknownName

nbformat = pytest.importorskip("nbformat", reason="the notebooks need jupyterlab")


@cache
def page(code):
    return nbformat.read(ROOM / code / PAGE, as_version=4)


def text_of(code):
    return "\n".join(cell.source for cell in page(code).cells if cell.cell_type == "markdown")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ro_RO"}, "ro"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_system_s_and_english_where_there_is_no_page(environment, code):
    assert language(environment) == code


def test_lab_opens_at_the_page_of_the_language_from_both_folders():
    inside = places(ROOM, environment={"LANG": "pl_PL.UTF-8"})
    around = places(ROOM.parent, "ru")
    assert inside == [f"--ServerApp.root_dir={ROOM}", "--LabApp.default_url=/lab/tree/pl/welcome.ipynb"]
    assert around[1] == "--LabApp.default_url=/lab/tree/trainings/ru/welcome.ipynb"


def test_lab_opens_any_other_folder_as_it_is(tmp_path):
    assert places(tmp_path, "pl") == [str(tmp_path)]


def test_a_language_without_a_page_is_told():
    with pytest.raises(UnknownName, match="use one of: en, pl, ru, ro"):
        places(ROOM, "de")


def test_every_language_of_the_lessons_has_a_welcome():
    assert WELCOMED == LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_has_three_doors_that_lead_somewhere(code):
    nbformat.validate(page(code))
    doors = re.findall(r"\]\(#([^)]+)\)", text_of(code))
    headings = [line[3:].replace(" ", "-") for line in text_of(code).splitlines() if line.startswith("## ")]
    assert len(doors) == 3
    assert doors == headings


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_of_the_page_is_there_and_every_lesson_is_linked_by_its_title(code):
    links = re.findall(r"\[([^]]+)\]\(([^)#]+)\)", text_of(code))
    assert [target for _, target in links if not (ROOM / code / target).exists()] == []
    titles = [f"{number} {load(number, code).title}" for number in folders() if number != "13"]
    assert [said for said, _ in links if re.match(r"\d\d ", said)] == titles


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_kept_without_outputs_and_its_code_is_short(code):
    cells = [cell for cell in page(code).cells if cell.cell_type == "code"]
    assert [cell.source for cell in cells if cell.outputs or len(cell.source.splitlines()) > 5] == []
    assert all(f'"{code}"' in cell.source for cell in cells)


def test_the_page_runs_from_top_to_bottom(tmp_path):
    from nbclient import NotebookClient

    copy = nbformat.from_dict(page("ro"))
    NotebookClient(copy, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    progress, today = [cell.outputs[0].data for cell in copy.cells if cell.cell_type == "code"]
    assert "<svg" in progress["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in today
    assert not (tmp_path / "results").exists()
