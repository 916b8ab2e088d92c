"""Lesson 02 served by Voilà: a page without code, whose recordings play and whose files of answers stay where they are."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from shutil import copy, copytree

import pytest

from tests.browser.lab import REPOSITORY, _free_port, running_chromium
from trainings.loading import load
from trainings.texts import texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]
START_S = 120
NOTEBOOK = "pl/02_questions_and_paraphrase.ipynb"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A trainee's copy of the Polish lessons, with a recording and answers beside them."""
    made = tmp_path_factory.mktemp("voila")
    copytree(REPOSITORY / "trainings" / "pl", made / "pl", ignore=lambda *_: ["results"])
    (made / "pl" / "results").mkdir()
    copy(REPOSITORY / "review" / "demo" / "polish.opus", made / "pl" / "results")
    (made / "pl" / "results" / "attempts.jsonl").write_text("")
    return made


@contextmanager
def voila(folder, *, settings):
    """Run Voilà over the folder, with our settings or without, and give its address."""
    port = _free_port()
    own = folder / f".voila{port}"
    own.mkdir()
    places = {f"JUPYTER_{name.upper()}_DIR": str(own / name) for name in ("config", "data", "runtime")}
    env = {**os.environ, **places, "IPYTHONDIR": str(own / "ipython"), "PYTHONPATH": str(REPOSITORY)}
    (folder / "voila.json").unlink(missing_ok=True)
    if settings:
        copy(REPOSITORY / "trainings" / "voila.json", folder)
    command = [sys.executable, "-m", "voila", ".", "--no-browser", f"--port={port}"]
    with (own / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"http://127.0.0.1:{port}/", running)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(30)


def _wait_for(address, running):
    until = time.monotonic() + START_S
    while time.monotonic() < until and running.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own address
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError("Voilà did not start")


def status(address, path):
    """Give the answer to a request for the first bytes of a file."""
    asked = urllib.request.Request(f"{address}/voila/files/{path}", headers={"Range": "bytes=0-99"})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 -- our own address
            return answer.status, len(answer.read())
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, 0


def test_a_recording_is_played_in_pieces_and_answers_are_not_given_away(folder):
    with voila(folder, settings=True) as address:
        assert status(address, "pl/results/polish.opus") == (206, 100)
        assert status(address, "pl/results/attempts.jsonl")[0] == 403
        assert status(address, NOTEBOOK)[0] == 403


def test_without_our_settings_a_recording_is_refused(folder):
    with voila(folder, settings=False) as address:
        assert status(address, "pl/results/polish.opus")[0] == 403


def test_lesson_02_is_shown_whole_and_without_code(folder):
    said = texts("pl").words
    with voila(folder, settings=True) as address, running_chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/voila/render/{NOTEBOOK}", timeout=START_S * 1000)
        page.locator(".pz-exercises").nth(1).wait_for(timeout=START_S * 1000)
        assert page.locator(".pz-moment .pz-turn").count() == len(load("02", "pl").moment.turns)
        assert page.get_by_role("button", name=said["check"], exact=True).count() >= 1
        assert "lesson.moment()" not in page.content()
        assert "import trainings" not in page.content()
