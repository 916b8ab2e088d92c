"""A role-play in a real JupyterLab, from the first word to the debrief, by keyboard and by mouse."""

import json

import pytest

from scenarios.loading import load
from tests.browser.lab import (
    REPOSITORY,
    idle,
    in_the_dark,
    microphone,
    notebook,
    running_chromium,
    running_lab,
    watched,
)

pytestmark = pytest.mark.browser
pytest.importorskip("anywidget", reason="the view needs anywidget")

SLOW_MS = 30_000
"""A kernel that starts cold on a busy machine."""
ANSWER_MS = 15_000
"""The first line, which waits until the detectors are loaded."""
SCRIPTS = load("late_bed", "pl").texts.scripts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("trainee")


@pytest.fixture(scope="module")
def address(folder):
    with running_lab(folder) as at:
        yield at


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A Chromium whose microphone hears eight seconds of the demo call's synthetic speech."""
    sound = tmp_path_factory.mktemp("sound") / "line.wav"
    with running_chromium(*microphone(sound, REPOSITORY / "review" / "demo" / "english.opus", 8)) as running:
        yield running


@pytest.fixture
def opened(browser, address, folder):
    """Open a new notebook with these cells."""
    with watched(browser) as pages:

        def open_(name, *sources, **options):
            notebook(folder / f"{name}.ipynb", *sources)
            page = pages(f"{address}/doc/tree/{name}.ipynb", ".jp-Notebook .jp-CodeCell", **options)
            idle(page)
            return page

        yield open_


def run(page, cell=0):
    """Run a cell and give the view it shows."""
    page.locator(".jp-CodeCell .cm-content").nth(cell).click()
    page.keyboard.press("Shift+Enter")
    view = page.locator(".jp-CodeCell").nth(cell).locator(".pz-play")
    view.wait_for(timeout=SLOW_MS)
    return view


def say(view, text):
    """Type a line, send it by Enter, and wait for the answer."""
    turns = view.locator(".pz-customer:not(.pz-pending)")
    before = turns.count()
    view.locator(".pz-input").fill(text)
    view.locator(".pz-input").press("Enter")
    turns.nth(before).wait_for(timeout=ANSWER_MS)


def lines(view):
    return view.locator(".pz-agent .pz-said").all_inner_texts()


def test_a_talk_goes_from_the_first_word_to_the_debrief_with_a_what_if(opened, folder):
    page = opened("talk", 'import scenarios\nscenarios.play("late_bed", lang="pl", seed=1)')
    view = run(page)
    good, harmful = SCRIPTS.good, SCRIPTS.harmful
    say(view, good[0])
    assert view.locator(".pz-remarks .pz-good").count() > 0
    say(view, harmful[0])
    assert view.locator(".pz-remarks .pz-chance").count() > 0

    view.locator(".pz-input").press("Alt+h")
    view.locator(".pz-hint").wait_for()
    view.locator(".pz-input").press("Alt+b")
    view.locator(".pz-other").wait_for()
    say(view, good[1])
    assert lines(view) == list(good[:2])
    view.locator(".pz-other summary").click()
    assert harmful[0] in view.locator(".pz-tried").inner_text()

    for line in good[2:]:
        if view.locator(".pz-debrief").count():
            break
        say(view, line)
    if not view.locator(".pz-debrief").count():
        view.locator(".pz-input").press("Alt+g")
    debrief = view.frame_locator(".pz-debrief")
    debrief.locator("#moments").wait_for(timeout=SLOW_MS)
    assert debrief.locator(".moments li").count() == 3
    assert debrief.locator("svg polyline").count() == 6
    with page.expect_download() as taken:
        view.get_by_role("button", name="CSV").click()
    assert taken.value.suggested_filename == "late_bed-pl.csv"
    kept = json.loads((folder / "results" / "role_play.json").read_text(encoding="utf-8"))
    assert [play["ending"] for play in kept["plays"]] == ["relieved"]


def test_a_talk_goes_on_after_the_kernel_was_restarted(opened):
    page = opened("restart", 'import scenarios\nscenarios.play("late_bed", lang="pl", seed=2)')
    say(run(page), SCRIPTS.good[0])
    page.locator('.jp-NotebookPanel-toolbar [data-command="notebook:restart-kernel"]').first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.locator(".jp-Dialog").wait_for(state="detached")
    idle(page)
    view = run(page)
    view.locator(".pz-agent").wait_for(timeout=SLOW_MS)
    assert lines(view) == [SCRIPTS.good[0]]
    say(view, SCRIPTS.good[1])
    assert lines(view) == list(SCRIPTS.good[:2])


def test_what_a_trainee_types_is_text_and_two_plays_keep_apart(opened):
    source = 'import scenarios\nscenarios.play("late_bed", lang="en", seed={})'
    page = opened("two", source.format(3), source.format(4))
    one, other = run(page, 0), run(page, 1)
    say(one, '<img src=x onerror="document.title=1"><b>hello</b>')
    say(other, "Good morning.")
    assert lines(one) == ['<img src=x onerror="document.title=1"><b>hello</b>']
    assert lines(other) == ["Good morning."]
    assert page.locator(".pz-play img, .pz-play b").count() == 0


def test_an_exam_gives_neither_feedback_nor_hints_before_its_end(opened):
    page = opened("exam", 'import scenarios\nscenarios.play("late_bed", lang="pl", seed=5)')
    view = run(page)
    view.get_by_label("na końcu").check()
    say(view, SCRIPTS.good[0])
    assert view.locator(".pz-remarks, .pz-link").count() == 0
    assert not view.get_by_role("button", name="Podpowiedź").is_visible()
    view.locator(".pz-input").press("Alt+g")
    view.locator(".pz-remarks").first.wait_for(timeout=SLOW_MS)


def test_the_view_holds_at_a_telephones_width_and_in_the_dark(opened):
    page = opened(
        "phone", 'import scenarios\nscenarios.play("late_bed", lang="ru", seed=6)', width=390, color_scheme="dark"
    )
    view = run(page)
    assert view.evaluate("element => element.scrollWidth - element.clientWidth") <= 1
    in_the_dark(page)
    paper = view.evaluate("element => getComputedStyle(element).backgroundColor")
    assert paper == "rgb(21, 24, 27)"  # --paper of the dark look, #15181b


def test_pressing_speak_twice_before_the_microphone_is_open_opens_one_recording(opened):
    page = opened("twice", 'import scenarios\nscenarios.play("late_bed", lang="en", seed=8)')
    page.evaluate("""() => {
        window.asked = 0;
        window.tracks = [];
        const allowed = new Promise((done) => { window.allow = done; });
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wish) => {
            window.asked += 1;
            await allowed;  // as long as somebody takes to allow it
            const stream = await open(wish);
            window.tracks.push(...stream.getTracks());
            return stream;
        };
    }""")
    view = run(page)
    for _ in range(2):
        view.get_by_role("button", name="Speak", exact=True).click()
    page.evaluate("window.allow()")
    view.get_by_role("button", name="Stop", exact=True).wait_for()
    assert page.evaluate("[window.asked, window.tracks.length]") == [1, 1]
    view.locator(".pz-input").fill("Good morning.")
    view.locator(".pz-input").press("Enter")
    view.locator(".pz-customer:not(.pz-pending)").nth(1).wait_for(timeout=ANSWER_MS)
    view.locator(".pz-input").press("Alt+g")
    view.locator(".pz-debrief").wait_for(timeout=SLOW_MS)
    page.wait_for_function("window.tracks.every((track) => track.readyState === 'ended')")
    assert view.locator(".pz-pending").count() == 0


@pytest.mark.engine
def test_a_spoken_line_is_written_down_here_and_read_over_before_it_is_sent(opened):
    page = opened("spoken", 'import scenarios\nscenarios.play("late_bed", lang="en", seed=7)')
    view = run(page)
    view.locator(".pz-input").press("Alt+m")
    view.get_by_role("button", name="Stop", exact=True).wait_for()
    page.wait_for_timeout(7000)  # as long as somebody speaks
    view.get_by_role("button", name="Stop", exact=True).click()
    view.get_by_text("This was heard").wait_for(timeout=SLOW_MS)
    assert "how can i help you" in view.locator(".pz-input").input_value().lower()
    assert lines(view) == []
