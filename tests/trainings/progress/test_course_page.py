"""A lesson of the cmi5 package in Chromium, launched by a learning system: answered, finished, told."""

import io
import json
import zipfile

import pytest

from tests.axe import violations
from tests.browser.lab import CHROMIUM
from tests.trainings.progress.learning_system import ACTOR, REGISTRATION, learning_system
from tests.trainings.progress.test_xapi import FORM
from trainings.loading import load
from trainings.schema import Choose, FindTurn, LabelTurn, Order, OwnWords
from trainings.statements.cmi5 import package
from trainings.statements.lesson_page import page_texts
from trainings.texts import texts

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
EXTENSIONS = "https://w3id.org/xapi/cmi5/context/extensions"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("course")
    zipfile.ZipFile(io.BytesIO(package("pl", ["02"]))).extractall(made)
    return made


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser):
    wrong = []
    opened = browser.new_page(viewport={"width": 360, "height": 800})
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    opened.close()
    assert wrong == []


def answer(page, exercise):
    """Give the right answer to an exercise, and check it."""
    form = page.locator(f'form[data-exercise="{exercise.id}"]')
    if isinstance(exercise, LabelTurn):
        for move in exercise.answer:
            form.locator(f'input[value="{move}"]').check()
    elif isinstance(exercise, Choose):
        good = [next(n for n, each in enumerate(some, 1) if each.good) for some in (exercise.options, exercise.reasons)]
        for key, number in zip(("options", "reasons"), good, strict=True):
            form.locator(f'input[name="{exercise.id}-{key}"][value="{number}"]').check()
    elif isinstance(exercise, FindTurn):
        form.locator(f'input[value="{exercise.answer[0]}"]').check()
    elif isinstance(exercise, Order):
        for number in range(1, len(exercise.steps) + 1):
            form.locator(f'select[data-step="{number}"]').select_option(str(number))
    else:
        form.locator("textarea").fill(exercise.answers.good[0])
    form.get_by_role("button", name=texts("pl").words["check"]).click()
    return form.locator(".told").inner_text()


def finish(page):
    button = page.get_by_role("button", name=page_texts("pl").finish)
    button.click()
    if button.get_attribute("data-asked"):
        button.click()
    page.get_by_text(page_texts("pl").sent).wait_for()


def test_a_lesson_answered_right_is_completed_passed_and_terminated(page, folder):
    exercises = load("02", "pl").exercises
    with learning_system(folder) as system:
        page.goto(system.launch_url("02/index.html"))
        for each in exercises:
            said = page_texts("pl").compare if isinstance(each, OwnWords) else page_texts("pl").right
            assert said in answer(page, each)
        finish(page)
        assert system.verbs() == ["initialized", "completed", "passed", "terminated"]
        assert system.fetched == 1
        assert system.asked[:2] == ["activities/state", "agents/profile"]
        assert system.states["parafraza"] == {"completed": True, "passed": True}
    closed = sum(not isinstance(each, OwnWords) for each in exercises)
    passed = system.statements[2]
    assert passed["result"]["score"] == {"scaled": 1, "raw": closed, "min": 0, "max": closed}
    assert passed["context"]["extensions"][f"{EXTENSIONS}/masteryscore"] == 0.7


def test_every_statement_keeps_to_the_specification(page, folder):
    with learning_system(folder) as system:
        page.goto(system.launch_url("02/index.html"))
        answer(page, load("02", "pl").exercises[0])
        finish(page)
    assert system.verbs() == ["initialized", "completed", "failed", "terminated"]
    assert [error.message for each in system.statements for error in FORM.iter_errors(each)] == []
    for each in system.statements:
        judged = each["verb"]["id"].endswith(("completed", "passed", "failed"))
        categories = {one["id"] for one in each["context"]["contextActivities"]["category"]}
        assert (each["actor"], each["context"]["registration"]) == (ACTOR, REGISTRATION)
        assert categories == {f"{CATEGORIES}/cmi5"} | ({f"{CATEGORIES}/moveon"} if judged else set())
        assert each["context"]["extensions"][f"{EXTENSIONS}/sessionid"] == "s1"
        assert ("duration" in each.get("result", {})) is not each["verb"]["id"].endswith("initialized")
        assert each["timestamp"].endswith("Z")


def test_a_review_of_the_lesson_judges_nobody(page, folder):
    with learning_system(folder, launchMode="Review") as system:
        page.goto(system.launch_url("02/index.html"))
        finish(page)
    assert system.verbs() == ["initialized", "terminated"]


def test_a_second_visit_neither_completes_nor_passes_again(page, folder):
    with learning_system(folder) as system:
        system.states["parafraza"] = {"completed": True, "passed": True}
        page.goto(system.launch_url("02/index.html"))
        finish(page)
    assert system.verbs() == ["initialized", "terminated"]


def test_a_page_that_is_left_halfway_ends_its_session(page, folder):
    with learning_system(folder) as system:
        with page.expect_response(lambda answer: "/statements" in answer.url):
            page.goto(system.launch_url("02/index.html"))
        page.goto("about:blank")
        page.wait_for_timeout(500)
        assert system.verbs() == ["initialized", "terminated"]


def test_without_a_learning_system_the_page_works_and_says_that_nothing_is_sent(page, folder):
    with learning_system(folder) as system:
        page.goto(f"{system.address}/02/index.html")
        page.get_by_text(page_texts("pl").alone).wait_for()
        assert page_texts("pl").right in answer(page, load("02", "pl").exercises[0])
        assert (system.statements, system.asked) == ([], [])


def test_the_page_has_no_serious_fault_for_those_who_cannot_see_it_and_fits_a_telephone(page, folder):
    with learning_system(folder) as system:
        page.goto(system.launch_url("02/index.html"))
        page.locator("form").last.wait_for()
        found = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
    serious = [
        (each["id"], json.dumps(each["nodes"][0]["target"]))
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert wide <= 360
