"""The view of a role-play for everybody: axe finds nothing serious, it holds when narrow or large, and it speaks aloud."""

import pytest

from tests.axe import violations
from tests.browser.lab import AT_200_PERCENT, CUT_OFF, in_the_dark
from tests.browser.test_play import (  # noqa: F401 - fixtures
    SCRIPTS,
    SLOW_MS,
    address,
    browser,
    folder,
    opened,
    run,
    say,
)

pytestmark = pytest.mark.browser

POLISH = 'import scenarios\nscenarios.play("late_bed", lang="pl", seed={})'
GRAVE = ("serious", "critical")
VOICES = """() => {
    window.said = [];
    const voices = [{ lang: "en-US", name: "English" }, { lang: "pl-PL", name: "Polish" }];
    const synthesis = {
        getVoices: () => voices,
        speak: (words) => window.said.push([words.text, words.lang]),
        cancel: () => window.said.push("hush"),
    };
    Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
"""A browser with two voices that only remembers what they were to say; Debian's Chromium has none."""


def grave(page):
    """What axe finds serious or critical inside the view, with the places."""
    found = violations(page, "'.pz-play'")
    return {each["id"]: [node["html"] for node in each["nodes"]] for each in found if each["impact"] in GRAVE}


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious_from_the_first_word_to_the_debrief(opened, dark):  # noqa: F811
    page = opened(f"axe{dark}", POLISH.format(11 + dark))
    if dark:
        in_the_dark(page)
    view = run(page)
    assert grave(page) == {}
    say(view, SCRIPTS.good[0])
    say(view, SCRIPTS.harmful[0])
    view.locator(".pz-input").press("Alt+b")
    view.locator(".pz-other").wait_for()
    say(view, SCRIPTS.good[1])
    view.locator(".pz-other summary").click()
    view.locator(".pz-input").press("Alt+h")
    view.locator(".pz-hint").wait_for()
    assert grave(page) == {}
    view.locator(".pz-input").press("Alt+g")
    view.frame_locator(".pz-debrief").locator("#moments").wait_for(timeout=SLOW_MS)
    page.wait_for_timeout(300)  # the frame takes the notebook's colours once it is loaded
    assert grave(page) == {}


@pytest.mark.parametrize(("seed", "window"), [(380, {"width": 360}), (660, AT_200_PERCENT)])
def test_nothing_is_cut_off_at_360_pixels_or_at_200_percent(opened, seed, window):  # noqa: F811
    page = opened(f"fits{seed}", POLISH.format(seed), **window)
    view = run(page)
    say(view, SCRIPTS.good[0])
    view.locator(".pz-input").press("Alt+g")
    view.frame_locator(".pz-debrief").locator("#moments").wait_for(timeout=SLOW_MS)
    assert view.evaluate(CUT_OFF) == []
    frame = view.frame_locator(".pz-debrief").locator("html")
    assert frame.evaluate("element => element.scrollWidth - element.clientWidth") <= 1


def test_the_customer_speaks_aloud_in_the_language_of_the_talk_once_asked(opened):  # noqa: F811
    page = opened("aloud", POLISH.format(31))
    page.evaluate(VOICES)
    view = run(page)
    opening = view.locator(".pz-customer .pz-said").first.inner_text()
    say(view, SCRIPTS.good[0])
    assert page.evaluate("window.said") == []
    view.locator(".pz-input").press("Alt+v")
    answer = view.locator(".pz-customer .pz-said").nth(1).inner_text()
    assert page.evaluate("window.said") == ["hush", [answer, "pl-PL"]]
    assert opening != answer
    say(view, SCRIPTS.good[1])
    last = view.locator(".pz-customer .pz-said").nth(2).inner_text()
    page.wait_for_function("window.said.length === 4")
    assert page.evaluate("window.said[3]") == [last, "pl-PL"]
    view.locator(".pz-input").press("Alt+v")
    assert page.evaluate("window.said.at(-1)") == "hush"
    assert view.get_by_role("button", name="Głos klienta").get_attribute("aria-pressed") == "false"


def test_a_browser_without_a_voice_of_the_language_says_so(opened):  # noqa: F811
    page = opened("mute", 'import scenarios\nscenarios.play("late_bed", lang="ru", seed=32)')
    page.evaluate(VOICES)
    view = run(page)
    view.locator(".pz-input").press("Alt+v")
    view.locator(".pz-help").wait_for()
    page.wait_for_timeout(2_000)  # in which the kernel tells that it has got ready
    assert view.locator(".pz-help").is_visible()
    assert page.evaluate("window.said.filter((each) => each !== 'hush')") == []
