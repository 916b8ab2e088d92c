"""A workshop in real browsers: a phone and a wall, by keyboard, through reloads and lost lines; and the console in JupyterLab."""

import pytest

from tests.axe import violations
from tests.browser.lab import AT_200_PERCENT, OPEN_MS, idle, notebook, running_lab, watched
from trainings.workshops.loading import load
from trainings.workshops.running import Workshop
from trainings.workshops.words import words

pytestmark = pytest.mark.browser

ANSWER_MS = 30_000
GRAVE = ("serious", "critical")
SCRIPT = '<img src=x onerror="window.hacked = 1">'
CUT_OFF = """() => [document.documentElement.scrollWidth - innerWidth, [...document.querySelectorAll("body *")]
    .filter((each) => !each.matches(".sr") && each.clientWidth && each.scrollWidth > each.clientWidth + 1)
    .map((each) => `${each.tagName}.${each.className}`)]"""
STEPS = {name: place for place, name in enumerate(step.id for step in load("ninety_minutes").steps)}


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """Open a workshop on this computer alone; the detectors are not needed for what is looked at here."""
    monkeypatch.setattr(Workshop, "_get_ready", lambda self: None)
    opened = []

    def open_(language="en"):
        opened.append(Workshop(load("ninety_minutes", language), folder=tmp_path, host="127.0.0.1"))
        opened[-1].room.work = lambda job: None
        return opened[-1]

    yield open_
    for each in opened:
        if each.file.lock.is_locked:
            each.close()


@pytest.fixture
def page(browser):
    """Open pages of browsers of their own."""
    with watched(browser) as pages:

        def open_(address, height=800, first="h1", **options):
            made = pages(address, first, height=height, **options)
            made.set_default_timeout(ANSWER_MS)
            return made

        yield open_


def joined(page, workshop, name="", **options):
    """Join as a person does, by keyboard."""
    phone = page(workshop.address, width=360, height=740, **options)
    phone.locator("#code").focus()
    phone.keyboard.type(workshop.code.lower())
    phone.keyboard.press("Tab")
    phone.keyboard.type(name)
    phone.keyboard.press("Enter")
    phone.locator("#head:not([hidden])").wait_for()
    return phone


def step(phone, workshop, name):
    """Let the trainer go to a step, and wait until the phone shows it."""
    workshop.room.go(STEPS[name])
    phone.locator("h1", has_text=workshop.room.step.title).wait_for()


def chosen(phone, number):
    phone.locator(".asked input").nth(number).check()
    phone.locator(".asked button").click()


def told(phone, text):
    phone.locator("#status", has_text=text).wait_for()


def written(workshop, slot):
    return [answer.value for answer in workshop.room.given(slot)]


def test_a_poll_is_answered_by_keyboard_and_counted_on_the_wall(page, workshop):
    own = workshop()
    wall, phone = page(own.wall), joined(page, own, SCRIPT)
    wall.keyboard.press("ArrowRight")
    phone.locator("legend").wait_for()
    phone.locator(".asked input").first.focus()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    told(phone, words("en")["sent"])
    wall.locator(".bars li", has_text="They say back").locator(".count", has_text="1").wait_for()
    assert written(own, "how_heard") == [[2]]
    chosen(phone, 0)
    wall.locator(".bars li", has_text="They let me finish").locator(".count", has_text="1").wait_for()
    assert written(own, "how_heard") == [[1]]
    step(phone, own, "pairs_callback")
    wall.locator(".groups li", has_text=SCRIPT).filter(has_text=words("en")["group"].format(number=1)).wait_for()
    assert wall.evaluate("window.hacked") is None


def test_a_reload_loses_neither_the_answer_nor_the_words_not_yet_sent(page, workshop):
    own = workshop()
    phone = joined(page, own, "Ada")
    step(phone, own, "remembered")
    phone.locator("textarea").fill("Leave it")
    phone.reload()
    phone.locator("textarea").wait_for()
    assert phone.locator("textarea").input_value() == "Leave it"
    phone.locator("textarea").fill("Leave it with me.")
    phone.locator(".asked button").click()
    told(phone, words("en")["sent"])
    phone.reload()
    phone.locator("textarea").wait_for()
    assert list(own.room.people.values()) == ["Ada"]
    assert written(own, "remembered") == ["Leave it with me."]


def test_what_is_written_without_a_network_arrives_when_it_is_back(page, workshop):
    own = workshop()
    phone = joined(page, own)
    step(phone, own, "remembered")
    phone.evaluate("""() => { window.Kept = WebSocket; window.WebSocket = class extends EventTarget {
        constructor() { super(); setTimeout(() => this.onclose?.(), 50); } close() {} static OPEN = 1; }; }""")
    for line in tuple(own._server.lines):
        own._server._loop.call_soon_threadsafe(line.close)
    told(phone, words("en")["lost"])
    phone.locator("textarea").fill("Written in the lift.")
    phone.locator(".asked button").click()
    assert written(own, "remembered") == []
    phone.evaluate("() => { window.WebSocket = window.Kept; }")
    told(phone, words("en")["sent"])
    assert written(own, "remembered") == ["Written in the lift."]


def test_after_a_restart_the_browsers_bring_back_what_was_not_stored(page, workshop):
    own = workshop()
    phone = joined(page, own)
    step(phone, own, "remembered")
    phone.locator("textarea").fill("Leave it with me.")
    phone.locator(".asked button").click()
    told(phone, words("en")["sent"])
    own.close()
    again = workshop()
    assert again.resumed
    told(phone, words("en")["sent"])
    phone.wait_for_function("document.querySelector('textarea') !== null")
    for _ in range(100):
        if written(again, "remembered"):
            break
        phone.wait_for_timeout(100)
    assert written(again, "remembered") == ["Leave it with me."]


def test_a_long_answer_is_cut_with_a_word_and_a_wrong_code_is_told(page, workshop):
    own = workshop()
    phone = joined(page, own)
    step(phone, own, "remembered")
    phone.locator("textarea").fill("listen " * 1500)
    phone.locator(".asked button").click()
    told(phone, words("en")["cut"].format(longest=600))
    stranger = page(own.address)
    stranger.locator("#code").fill("WRONG2")
    stranger.keyboard.press("Enter")
    told(stranger, words("en")["wrong_code"])


def grave(page, within="document"):
    """What axe finds serious or critical, with the places."""
    found = [each for each in violations(page, within) if each["impact"] in GRAVE]
    return {each["id"]: [node["html"] for node in each["nodes"]] for each in found}


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("pl", "dark"), ("ru", "light"), ("ro", "dark")])
def test_no_page_has_a_serious_fault_or_cuts_anything_off(page, workshop, language, scheme):
    own = workshop(language)
    wall = page(own.wall, color_scheme=scheme)
    phone = joined(page, own, "Ada", color_scheme=scheme)
    large = page(own.wall, height=400, color_scheme=scheme, **AT_200_PERCENT)
    door = page(own.address, width=360, color_scheme=scheme)
    assert (grave(door), door.evaluate(CUT_OFF)) == ({}, [0, []])
    for name in ("how_heard", "choose_paraphrase", "bed_together", "pairs_callback"):
        step(phone, own, name)
        wall.locator("h1", has_text=own.room.step.title).wait_for()
        if name == "choose_paraphrase":
            chosen(phone, 0)
            own.room.act()
            wall.locator(".solved").wait_for()
        assert (name, grave(wall), grave(phone)) == (name, {}, {})
        assert [each.evaluate(CUT_OFF) for each in (wall, phone, large)] == [[0, []]] * 3


def test_the_end_is_told_and_the_pages_rest(page, workshop):
    own = workshop("pl")
    wall, phone = page(own.wall), joined(page, own)
    own.end()
    for each in (wall, phone):
        each.locator("h1", has_text=words("pl")["ended"]).wait_for()
        assert each.locator("#status").inner_text() == ""
        assert not each.locator("#head").is_visible()


def test_the_wall_s_key_says_what_it_does_and_the_talk_stays_beside_the_lines(page, workshop):
    own = workshop()
    wall, phone = page(own.wall), joined(page, own)
    does = wall.locator("[data-does=act]")
    assert not does.is_visible()
    step(phone, own, "bed_together")
    phone.locator("textarea").fill("What happened?")
    phone.locator(".asked button").click()
    wall.locator(".line", has_text="What happened?").wait_for()
    assert does.inner_text().startswith(words("en")["act_vote"])
    talk, line = (wall.locator(each).first.bounding_box() for each in (".talk", ".line"))
    assert talk["x"] + talk["width"] <= line["x"]


def test_the_console_runs_a_workshop_in_jupyterlab_and_saves_nobody_s_words(page, tmp_path):
    code = 'import trainings\nworkshop = trainings.workshop("ninety_minutes", lang="pl", host="127.0.0.1")\nworkshop'
    notebook(tmp_path / "ours.ipynb", code)
    said = words("pl")
    with running_lab(tmp_path) as address:
        made = page(f"{address}/doc/tree/ours.ipynb", first=".jp-Notebook .jp-CodeCell")
        idle(made)
        made.locator(".jp-CodeCell .cm-content").first.click()
        made.keyboard.press("Shift+Enter")
        console = made.locator(".pz-console")
        console.locator(".code").wait_for(timeout=OPEN_MS)
        link = console.locator(".join a").get_attribute("href")
        assert "/wall#" in link
        phone = page(f"http://{console.locator('.address').inner_text()}", width=360)
        phone.locator("#code").fill(console.locator(".code").inner_text())
        phone.keyboard.press("Enter")
        console.locator(".about", has_text=said["people"].format(count=1)).wait_for()
        console.get_by_role("button", name=said["next"]).click()
        console.locator(".title", has_text="Kiedy wiesz").wait_for()
        console.locator(".title").focus()
        made.keyboard.press("n")
        console.locator(".title", has_text="Zdanie").wait_for()
        made.keyboard.press("b")
        console.locator(".title", has_text="Kiedy wiesz").wait_for()
        assert grave(made, "'.pz-console'") == {}
        console.get_by_role("button", name=said["end"]).click()
        console.locator(".status", has_text=said["ended"]).wait_for()
