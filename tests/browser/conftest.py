"""What several browser tests stand on: a Chromium, and a trainee's lessons in a real JupyterLab."""

from shutil import copytree

import pytest

from tests.browser.lab import OPEN_MS, REPOSITORY, idle, running_chromium, running_lab, watched
from trainings.loading import folders
from trainings.schema import LANGUAGES

TALL = 9000
"""Pixels: JupyterLab draws only the cells that are in the window."""


@pytest.fixture(scope="module")
def browser():
    with running_chromium() as running:
        yield running


@pytest.fixture(scope="module")
def lessons_folder(tmp_path_factory):
    """A trainee's copy of the lessons."""
    made = tmp_path_factory.mktemp("trainee")
    for language in LANGUAGES:
        copytree(REPOSITORY / "trainings" / language, made / language, ignore=lambda *_: ["results"])
    return made


@pytest.fixture(scope="module")
def lessons_address(lessons_folder):
    pytest.importorskip("anywidget", reason="the view needs anywidget")
    with running_lab(lessons_folder) as at:
        yield at


@pytest.fixture
def lesson(browser, lessons_address):
    """Open a lesson and run all of it."""
    with watched(browser) as pages:

        def open_(language, number="02", height=TALL, **options):
            address = f"{lessons_address}/doc/tree/{language}/{folders()[number].name}.ipynb"
            page = pages(address, ".jp-Notebook .jp-Cell", height=height, **options)
            idle(page)
            run_all(page)
            return page

        yield open_


@pytest.fixture
def run_again():
    """Run all of an open lesson once more."""
    return run_all


def run_all(page):
    """Run the whole notebook by Lab's menu and wait until its last cell is done."""
    page.locator(".lm-MenuBar-item", has_text="Run").click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
    page.locator(".pz-exercises").nth(1).wait_for(timeout=OPEN_MS)
    page.locator(".jp-Cell").last.locator(".jp-OutputArea-output").wait_for(timeout=OPEN_MS)
    idle(page)
