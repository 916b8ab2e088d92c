"""A workshop as a room sees it: the notebook that ships in JupyterLab, a phone, a wall, a kernel that stops, a handout."""

from shutil import copy
from urllib.parse import urlsplit

import pytest

from tests.browser.lab import OPEN_MS, REPOSITORY, idle, running_lab, watched
from trainings.workshops.loading import load
from trainings.workshops.words import words

pytestmark = pytest.mark.browser

SAID = words("en")
LINE, LATER = "Leave it with me, Mrs Adams.", "You will hear from me by noon."
STEPS = {step.id: step for step in load("ninety_minutes").steps}


@pytest.fixture
def page(browser):
    with watched(browser) as pages:
        yield pages


def here(address):
    """The same page by this computer's own address: the notebook listens on all, and names the network's."""
    parts = urlsplit(address)
    return parts._replace(netloc=f"127.0.0.1:{parts.port}").geturl()


def run_all(lab, command="runmenu:run-all"):
    """Run the notebook by Lab's menu, and wait for the console."""
    lab.locator(".lm-MenuBar-item", has_text="Run").click()
    lab.locator(f'.lm-Menu-item[data-command="{command}"]').click()
    if "restart" in command:
        lab.locator(".jp-Dialog .jp-mod-accept").click()
        lab.locator(".pz-console").wait_for(state="detached", timeout=OPEN_MS)
    lab.locator(".pz-console .code").wait_for(timeout=OPEN_MS)
    return lab.locator(".pz-console")


def send(phone, text):
    phone.locator("textarea").fill(text)
    phone.locator(".asked button").click()
    phone.locator("#status", has_text=SAID["sent"]).wait_for()


def step_on(lab, console, name):
    """Go on with one key, and see the step come."""
    console.locator(".title").focus()
    lab.keyboard.press("n")
    console.locator(".title", has_text=STEPS[name].title).wait_for()


def test_the_notebook_that_ships_runs_a_workshop_through_a_restart_to_its_handout(page, tmp_path):
    copy(REPOSITORY / "trainings" / "en" / "workshop.ipynb", tmp_path)
    with running_lab(tmp_path) as address:
        lab = page(f"{address}/doc/tree/workshop.ipynb", ".jp-Notebook .jp-CodeCell", height=2400)
        idle(lab)
        console = run_all(lab)
        code, link = console.locator(".code").inner_text(), console.locator(".join a").get_attribute("href")
        wall = page(here(link), "h1")
        phone = page(f"{here(link).partition('wall')[0]}#{code}", "#name", width=360, height=740)
        phone.keyboard.type("Ada")
        phone.keyboard.press("Enter")
        phone.locator("h1", has_text=STEPS["welcome"].title).wait_for()

        step_on(lab, console, "how_heard")
        phone.locator(".asked input").first.check()
        phone.locator(".asked button").click()
        option = STEPS["how_heard"].options[0]
        wall.locator(".bars li", has_text=option).locator(".count", has_text="1").wait_for()
        step_on(lab, console, "remembered")
        phone.locator("h1", has_text=STEPS["remembered"].title).wait_for()
        send(phone, LINE)
        console.locator(".line", has_text=LINE).get_by_role("button", name=SAID["star"]).click()
        wall.locator(".line.starred", has_text=LINE).wait_for()
        lab.wait_for_timeout(1500)  # changes are gathered for a second before the file is written

        console = run_all(lab, "runmenu:restart-and-run-all")
        assert console.locator(".code").inner_text() == code
        console.locator(".title", has_text=STEPS["remembered"].title).wait_for()
        console.locator(".status", has_text=SAID["resumed"]).wait_for()
        # nothing was stored: the phone brings its line back, and the wall that stood open goes on steering
        wall.locator(".line.starred", has_text=LINE).wait_for(timeout=OPEN_MS)
        send(phone, LATER)
        wall.locator(".line", has_text=LATER).wait_for()
        wall.keyboard.press("ArrowRight")
        console.locator(".title", has_text=STEPS["moment_paraphrase"].title).wait_for()
        step_on(lab, console, "choose_paraphrase")
        console.get_by_role("button", name=SAID["act_show"]).locator("kbd", has_text="A").wait_for()

        console.get_by_role("button", name=SAID["handout"]).click()
        console.locator(".status", has_text="handout_").wait_for()
        (written,) = (tmp_path / "results").glob("handout_*.html")
        handout = written.read_text(encoding="utf-8")
        console.get_by_role("button", name=SAID["end"]).click()
        phone.locator("h1", has_text=SAID["ended"]).wait_for()
        # nothing that goes on is left, and the handout can still be saved
        console.get_by_role("button", name=SAID["next"]).wait_for(state="hidden")
        assert console.get_by_role("button", name=SAID["handout"]).is_visible()
    assert LATER in handout
    assert option in handout
    assert code not in handout
