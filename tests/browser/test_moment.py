"""The moment of a lesson in a real JupyterLab: its transcript follows the sound, by mouse and by keyboard, with and without sound."""

import pytest

from tests.browser.lab import idle, notebook, watched
from trainings.loading import load
from trainings.sounds.spoken import heard
from trainings.texts import texts

pytestmark = pytest.mark.browser

SLOW_MS = 30_000
"""An answer of a kernel on a busy machine."""
AUDIO = "document.querySelector('.pz-moment audio')"
HEARD = heard(load("02", "en"))
SECONDS = """() => {
    window.seen = [];
    const look = () => {
        const now = document.querySelector(".pz-moment [aria-current]");
        const word = document.querySelector(".pz-moment .pz-heard")?.textContent;
        const place = now ? [...now.parentElement.children].indexOf(now) : -1;
        const last = window.seen.at(-1);
        if (!last || last[0] !== place || last[1] !== word) window.seen.push([place, word ?? null]);
        requestAnimationFrame(look);
    };
    look();
}"""
"""Remembers, picture by picture, which turn is marked and which word."""


@pytest.fixture
def moment(lesson):
    """Open lesson 02 and give its page and its moment, once the recording has arrived."""

    def open_(language="en", **options):
        page = lesson(language, **options)
        page.wait_for_function(f"{AUDIO}.readyState >= 1", timeout=SLOW_MS)
        return page, page.locator(".pz-moment")

    return open_


def marked(view):
    """Give the places of the turns that are marked as heard now."""
    rows = view.locator(".pz-turn").all()
    return [place for place, row in enumerate(rows) if row.get_attribute("aria-current")]


def play_from(page, seconds):
    page.evaluate(f"{AUDIO}.currentTime = {seconds}; {AUDIO}.play(); undefined")


def test_the_marked_turn_and_word_move_with_the_sound(moment):
    page, view = moment()
    assert marked(view) == []
    page.evaluate(SECONDS)
    first, second = HEARD[:2]
    play_from(page, first.span.end - 1)  # the last second of the first turn, and on into the second
    page.wait_for_function(f"{AUDIO}.currentTime > {second.words[3].span.start + 0.2}", timeout=SLOW_MS)
    page.evaluate(f"{AUDIO}.pause()")
    seen = page.evaluate("window.seen")
    assert [place for place in dict.fromkeys(place for place, _ in seen) if place >= 0] == [0, 1]
    following, marked_words = iter(word.text for word in second.words), [word for place, word in seen if place == 1]
    # A browser that is short of time leaves pictures out, and with them words; it never goes back.
    assert all(word in following for word in marked_words)
    assert len(marked_words) >= 2
    assert marked(view) == [1]


def test_a_click_on_a_turn_plays_it_from_its_beginning(moment):
    page, view = moment()
    view.locator(".pz-turn").nth(3).locator(".pz-said").click()
    page.wait_for_function(f"!{AUDIO}.paused && {AUDIO}.currentTime > {HEARD[3].span.start}", timeout=SLOW_MS)
    assert marked(view) == [3]
    assert page.evaluate(f"{AUDIO}.currentTime") < HEARD[4].span.start
    turn = view.locator(".pz-turn").nth(3)
    # The player has stopped a moment before it tells the page so.
    turn.get_by_role("button", name=texts("en").words["hush"], exact=True).click(timeout=SLOW_MS)
    turn.get_by_role("button", name="Listen from here: Customer 0:12", exact=True).wait_for(timeout=SLOW_MS)  # 12.147 s
    assert page.evaluate(f"{AUDIO}.paused")


def test_arrows_lead_from_turn_to_turn_and_enter_plays_and_stops(moment):
    page, view = moment("pl")
    buttons = view.locator(".pz-from")
    assert [each.get_attribute("tabindex") for each in buttons.all()] == ["0"] + ["-1"] * (buttons.count() - 1)
    buttons.first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert buttons.nth(2).evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_function(f"!{AUDIO}.paused", timeout=SLOW_MS)
    page.wait_for_function("document.querySelector('.pz-moment [aria-current]')")
    assert marked(view) == [2]
    page.keyboard.press("Enter")
    page.wait_for_function(f"{AUDIO}.paused")
    assert marked(view) == [2]  # where it stopped can still be seen
    page.keyboard.press("End")
    assert buttons.last.evaluate("each => each === document.activeElement")


def test_nothing_is_marked_once_the_moment_is_over(moment):
    page, view = moment("ro")
    page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.4; {AUDIO}.play(); undefined")
    page.wait_for_function(f"{AUDIO}.ended", timeout=SLOW_MS)
    page.wait_for_function("!document.querySelector('.pz-moment [aria-current], .pz-moment .pz-heard')")
    assert view.locator(".pz-from").first.inner_text() == "▶ 0:00"


VOICES = """() => {
    window.reading = [];
    const voices = [{ lang: "en-US", name: "English" }];
    const synthesis = { getVoices: () => voices, speak: (words) => window.reading.push(words), cancel: () => {} };
    Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
    window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
}"""
"""A browser with a voice that says a line when the test tells it to have ended; Debian's Chromium has none."""
WITHOUT_SOUND = """import trainings
from trainings.widget.showing import moment_shown
from trainings.widget.view import MomentView
MomentView("en", moment_shown(trainings.lesson("02", "en").file, None, sound=False), None)"""


@pytest.fixture
def silent(browser, lessons_folder, lessons_address):
    """Open a moment that has no recording."""
    notebook(lessons_folder / "silent.ipynb", WITHOUT_SOUND)
    with watched(browser) as pages:
        page = pages(f"{lessons_address}/doc/tree/silent.ipynb", ".jp-Notebook .jp-CodeCell")
        idle(page)
        page.evaluate(VOICES)
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Shift+Enter")
        page.locator(".pz-moment").wait_for(timeout=SLOW_MS)
        yield page


def test_without_a_recording_the_browser_reads_and_the_mark_goes_along(silent):
    page, view = silent, silent.locator(".pz-moment")
    view.get_by_role("button", name="Listen", exact=True).click()
    assert marked(view) == [0]
    page.evaluate("window.reading[0].dispatchEvent(new Event('end'))")
    assert marked(view) == [1]
    view.locator(".pz-said").nth(4).click()
    page.evaluate("window.reading[1].dispatchEvent(new Event('end'))")  # it was hushed: its end moves nothing
    assert marked(view) == [4]
    assert page.evaluate("window.reading.map((each) => each.text)") == [HEARD[place].text for place in (0, 1, 4)]
    view.get_by_role("button", name="Stop", exact=True).first.click()
    assert marked(view) == []
