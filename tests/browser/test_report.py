"""The report in a real browser: at a telephone's width and a desk's, in light and dark, by mouse and by keyboard."""

import math
import re
import struct
import wave
from pathlib import Path

import pytest

from review.reports import write_report
from rubrics.values import Move, RubricRef, Scorecard
from tests.review.sample_calls import ENGLISH, ENGLISH_CARD, ENGLISH_MOVES, POLISH, POLISH_CARD, POLISH_MOVES, turn
from transcribe.call import Call

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 5000
NAME = 'a call #1 50% "late" żółć 🙂.wav'


def tone(path, seconds):
    """A quiet hum, so that there is something to seek in."""
    rate = 8000
    samples = (int(900 * math.sin(at / rate * 2 * math.pi * 220)) for at in range(int(rate * seconds)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("reports")
    tone(made / NAME, ENGLISH.duration)
    for name, call, moves, card in (
        ("english", ENGLISH, ENGLISH_MOVES, ENGLISH_CARD),
        ("polish", POLISH, POLISH_MOVES, POLISH_CARD),
    ):
        write_report(call, moves, card, made / f"{name}.html", audio=made / NAME)
    write_report(ENGLISH, ENGLISH_MOVES, ENGLISH_CARD, made / "silent.html", audio=None)
    write_report(ENGLISH, ENGLISH_MOVES, ENGLISH_CARD, made / "moved.html", audio=made / "not there.wav")
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
def shown(browser, folder):
    """Open a report; whatever the page complains about or asks for is collected, and nothing may leave the folder."""
    heard, asked, contexts = [], [], []

    def show(name="english", width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((folder / f"{name}.html").as_uri())
        return page

    show.heard, show.asked = heard, asked
    yield show
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((folder.as_uri(), "data:"))] == []


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def now(page):
    return page.evaluate("document.getElementById('sound').currentTime")


def paused(page):
    return page.evaluate("document.getElementById('sound').paused")


def until(page, truth):
    """Wait for something to be true; the page's own policy forbids the eval behind playwright's waiting."""
    for _ in range(PATIENCE_MS // 50):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {truth}")


def ready(page):
    until(page, "document.getElementById('sound').readyState > 0")


def playing(page):
    until(page, "!document.getElementById('sound').paused")


@pytest.mark.parametrize("name", ["english", "polish", "silent"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_the_page_fits_its_window_and_has_no_complaint(shown, name, scheme, width):
    # 640 px is a desk of 1280 px at 200 % zoom; 320 px is where the standard for reflow looks
    page = shown(name, width, color_scheme=scheme)
    until(page, "document.readyState === 'complete'")
    assert overflow(page) == 0
    assert shown.heard == []


def test_no_text_is_cut_off_at_twice_the_size_of_letters(shown):
    page = shown("polish", 640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == 0
    outside = page.evaluate(
        """[...document.querySelectorAll('.page *')]
             .filter((one) => !one.closest('.unseen, .tip') && one.getClientRects().length)
             .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
             .map((one) => one.tagName + ' ' + one.textContent.trim())"""
    )
    assert outside == []


def test_the_dark_page_is_dark_and_paper_is_always_light(shown):
    ground = "getComputedStyle(document.body).backgroundColor"
    page = shown(color_scheme="dark")
    assert sum(map(int, re.findall(r"\d+", page.evaluate(ground)))) < 3 * 60
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_quote_plays_its_own_seconds_and_stops_after_them(shown):
    page = shown()
    ready(page)
    chip = page.locator(".chip", has_text="I am sorry about that").first
    start, end = (float(chip.get_attribute(f"data-{edge}")) for edge in ("start", "end"))
    chip.click()
    playing(page)
    assert start <= now(page) < end
    assert chip.get_attribute("aria-pressed") == "true"
    page.evaluate(f"document.getElementById('sound').currentTime = {end - 0.2}")
    until(page, "document.getElementById('sound').paused")
    assert end <= now(page) < end + 1
    assert chip.get_attribute("aria-pressed") == "false"


def test_a_second_press_of_a_quote_stops_it(shown):
    page = shown()
    ready(page)
    chip = page.locator(".chip", has_text="I am sorry about that").first
    chip.click()
    playing(page)
    chip.click()
    assert paused(page)


def test_nothing_plays_before_somebody_asks(shown):
    page = shown()
    ready(page)
    assert paused(page)
    assert now(page) == 0


def test_a_click_on_the_axis_plays_from_there_and_moves_the_cursor(shown):
    page = shown()
    ready(page)
    box = page.locator("#axis").bounding_box()
    page.locator("#axis").click(position={"x": box["width"] / 2, "y": 60})
    playing(page)
    assert now(page) == pytest.approx(ENGLISH.duration / 2, abs=1.5)
    share = float(page.locator("#cursor").get_attribute("x1").rstrip("%"))
    assert share == pytest.approx(50, abs=1.5)


def test_the_turn_that_is_heard_is_marked_in_the_transcript(shown):
    page = shown()
    ready(page)
    page.locator("#t9 .play").click()
    playing(page)
    assert page.locator(".turn[aria-current]").get_attribute("id") == "t9"


def test_a_word_tells_its_time_and_plays_from_it(shown):
    page = shown()
    ready(page)
    word = page.locator("#t3 [data-t]", has_text="birthday")
    word.hover()
    assert word.get_attribute("title") == "00:27"  # 19.4 s and 22 words of 0.36 s before it
    word.click()
    playing(page)
    assert now(page) == pytest.approx(float(word.get_attribute("data-t")), abs=0.8)


def test_the_first_tab_skips_to_the_substance_and_every_stop_can_be_seen(shown):
    page = shown()
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to what went well"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "well"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "chip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_quote_is_played_from_the_keyboard(shown):
    page = shown()
    ready(page)
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    playing(page)
    page.keyboard.press("Space")
    assert paused(page)


def test_the_axis_is_walked_with_the_arrows(shown):
    page = shown()
    ready(page)
    page.locator("#axis").focus()
    for key in ("ArrowRight", "ArrowRight", "PageUp", "ArrowLeft"):  # 5 + 5 + 30 - 5
        page.keyboard.press(key)
    assert now(page) == 35
    assert page.locator("#axis").get_attribute("aria-valuetext") == "00:35"
    page.keyboard.press("End")
    assert page.locator("#axis").get_attribute("aria-valuenow") == "154"
    page.keyboard.press("Home")
    assert now(page) == 0


def test_a_move_is_named_on_focus_and_inside_the_window(shown):
    page = shown("english", 360)
    badge = page.locator("#t7 .badge[aria-label=Paraphrase]")
    tip = badge.locator("+ .tip")
    assert not tip.is_visible()
    badge.focus()
    assert tip.is_visible()
    assert "94% sure" in tip.inner_text()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_focused_quote_is_not_under_the_player(shown):
    page = shown("english", 360, 640)
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.player') !== null"):
            break
        focus, player = page.locator(":focus").bounding_box(), page.locator(".player").bounding_box()
        assert focus["y"] < player["y"]


def test_the_player_goes_at_another_speed(shown):
    page = shown()
    ready(page)
    page.locator("#speed").select_option("1.5")
    assert page.evaluate("document.getElementById('sound').playbackRate") == 1.5


def test_a_recording_that_was_moved_is_told_in_words(shown):
    page = shown("moved")
    page.locator("#trouble").wait_for(state="visible", timeout=PATIENCE_MS)
    assert "the times stay right" in page.locator("#trouble").inner_text()
    shown.heard.clear()  # the browser itself notes the missing file


def test_without_a_recording_a_quote_leads_to_its_turn(shown):
    page = shown("silent")
    assert page.locator(".player").count() == 0
    page.locator(".chip", has_text="So you ordered the lamp").first.click()
    assert page.url.endswith("#t7")
    assert page.locator("#t7").is_visible()


def test_the_page_asks_for_itself_and_its_recording_only(shown, folder):
    page = shown()
    ready(page)
    assert {url.rpartition("/")[2] for url in shown.asked} == {
        "english.html",
        (folder / NAME).as_uri().rpartition("/")[2],
    }


def test_the_page_could_not_reach_the_network_if_it_tried(shown):
    page = shown()
    answer = page.evaluate("fetch('https://example.org/').then(() => 'went out', () => 'stayed in')")
    assert answer == "stayed in"
    assert any("Content Security Policy" in message for message in shown.heard)
    assert [url for url in shown.asked if "example.org" in url] == []


def test_the_page_prints_with_every_turn_and_no_player(shown, tmp_path):
    page = shown()
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "report.pdf").read_bytes()))
    assert 3 <= pages <= 9
    page.emulate_media(media="print")
    assert not page.locator(".player").is_visible()
    assert page.locator(f"#t{len(ENGLISH.turns) - 1}").is_visible()


def test_a_call_of_two_hours_opens_fast(shown, folder):
    turns = tuple(
        turn(("agent", "customer")[at % 2], at * 3.6, "one two three four five six seven eight") for at in range(2000)
    )
    moves = tuple(Move("empathy", at, turns[at].span, "three four", 0.9, "empathy.v1") for at in range(0, 2000, 4))
    card = Scorecard(RubricRef("service_call", "1"), (), None, "not_judged")
    write_report(Call(turns, 7200.0, "en"), moves, card, folder / "long.html", audio=None)
    page = shown("long")
    painted = page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
    assert painted < 4000  # about 0.6 s where it was measured; the rest is room for a busy machine
    assert overflow(page) == 0
    page.goto(page.url + "#t1999")
    assert page.locator("#t1999").is_visible()
