"""A review in a real JupyterLab, from the queue to the next call, by keyboard alone; and what a reader of screens would meet."""

import json
import shutil

import pytest

from review.desk.arriving import bring
from review.desk.words import words
from review.store import NewCall, Store
from tests.axe import violations
from tests.browser.lab import OPEN_MS, idle, notebook, running_lab, watched
from tests.review.desk.conftest import results, talk
from tests.sounds import tone, wav

pytestmark = pytest.mark.browser
pytest.importorskip("anywidget", reason="the desk needs anywidget")

ANSWER_MS = 40_000
"""An answer of the kernel; the first correction waits for the detectors."""
ITEMS = 22
"""Of the rubric service_call."""
AUDIO = "document.querySelector('.pz-desk:not([data-old]) audio')"
SCRIPT = '<img src=x onerror="window.hacked = 1">'


@pytest.fixture(scope="module")
def lab_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A workspace of two reviewed calls, and one that nobody has reviewed yet."""
    folder = tmp_path_factory.mktemp("template") / "ours"
    for name, pitch in (("0001", 220), ("0002", 330)):
        source = folder / "recordings" / f"{name}.wav"
        source.parent.mkdir(parents=True, exist_ok=True)
        wav(source, tone(50.0, pitch), tone(50.0, pitch + 70), rate=8000)
        results(folder / "results" / name, talk(), source)
    with Store.open(folder) as store:
        store.add_calls([NewCall(name="0001", agent=SCRIPT, audio="recordings/0001.wav")], by="Ewa")
        bring(store, folder / "results", by="Ewa")
        store.add_calls([NewCall(name="0003", audio="recordings/0001.wav")], by="Ewa")
    return folder


@pytest.fixture(scope="module")
def address(lab_folder):
    with running_lab(lab_folder) as at:
        yield at


@pytest.fixture
def desk(browser, address, lab_folder, template):
    """Open the desk over a copy of the workspace."""
    with watched(browser) as pages:

        def open_(name, lang="en", blind=False, **options):
            shutil.copytree(template, lab_folder / name)
            choices = f'"{name}", reviewer="Ewa", lang="{lang}", blind={blind}'
            notebook(lab_folder / f"{name}.ipynb", f"import review\nreview.desk({choices})")
            page = pages(f"{address}/doc/tree/{name}.ipynb", ".jp-Notebook .jp-CodeCell", height=900, **options)
            idle(page)
            run(page)
            return page, page.locator(".pz-desk:not([data-old])")

        yield open_


def run(page):
    """Run the first cell, by keyboard as well, and wait for the queue; a desk of an earlier run does not count."""
    page.evaluate("document.querySelector('.pz-desk')?.setAttribute('data-old', '')")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    page.locator(".pz-desk:not([data-old]) .call").first.wait_for(timeout=OPEN_MS)


def store_of(lab_folder, name):
    return Store.open(lab_folder / name)


def status(view, text):
    view.locator(".status", has_text=text).wait_for(timeout=ANSWER_MS)


def focus(page):
    """What has the focus, as the desk names its places."""
    return page.evaluate(
        "document.activeElement.closest('[data-key]')?.dataset.key ?? document.activeElement.className"
    )


def opened(page, view, name):
    """Go to the queue by its key, to a call by Tab, and open it by Enter."""
    view.locator(f'[data-key="call:{name}"]').wait_for()
    page.keyboard.press("q")
    for _ in range(10):
        if focus(page) == f"call:{name}":
            break
        page.keyboard.press("Tab")
    assert focus(page) == f"call:{name}"
    page.keyboard.press("Enter")
    view.locator(".call-name", has_text=name).wait_for(timeout=ANSWER_MS)
    view.locator(".item, .judging .note").first.wait_for(timeout=ANSWER_MS)


def test_a_whole_review_goes_by_keyboard_alone(desk, lab_folder):
    page, view = desk("whole")
    view.evaluate("element => { element.tabIndex = -1; element.focus(); }")  # where Tab from the cell would lead
    opened(page, view, "0001")
    assert SCRIPT in view.locator(".call-open > .quiet").inner_text()
    listen(page, view)
    put_right(page, view)
    mark_all(page, view)
    write_notes(page, view)
    page.keyboard.press("n")
    view.locator(".call-name", has_text="0002").wait_for(timeout=ANSWER_MS)
    with store_of(lab_folder, "whole") as store:
        given, kinds = store.marks("0001"), {note.kind: note.text for note in store.notes("0001")}
    assert len({mark.item for mark in given}) == ITEMS
    assert "because <b>so</b>" in [mark.why for mark in given]
    assert json.loads(kinds.pop("correction"))["text"] == "Four four seven two."
    assert kinds == {
        "root_cause": "the parcel was late",
        "coaching": "say it back",
        "moment": "listen here",
        "flag": words("en")["flagged"],
    }
    assert page.evaluate("window.hacked") is None


def listen(page, view):
    """Play, stop, go on by five seconds, faster; the recording comes from the server by its address."""
    page.keyboard.press("p")
    page.wait_for_function(f"{AUDIO}.currentTime > 0.2", timeout=ANSWER_MS)
    assert "/files/whole/recordings/0001.wav" in page.evaluate(f"{AUDIO}.src")
    page.keyboard.press("p")
    page.wait_for_function(f"{AUDIO}.paused")
    before = page.evaluate(f"{AUDIO}.currentTime")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    assert page.evaluate(f"{AUDIO}.currentTime") - before == pytest.approx(5.0, abs=0.01)
    assert page.evaluate(f"{AUDIO}.playbackRate") == 1.25
    view.locator(".strip").nth(1).wait_for(timeout=ANSWER_MS)  # the waveforms of both sides


def put_right(page, view):
    """One word of the fourth turn, and the border after it there and back."""
    page.keyboard.press("c")
    for _ in range(5):
        if focus(page) == "turn:3":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Four four seven two.")
    page.keyboard.press("Enter")
    status(view, "worked out again")
    assert focus(page) == "turn:3"
    page.keyboard.press("Shift+ArrowDown")
    view.locator('[data-turn="3"] .text', has_text="seven two. Is").wait_for(timeout=ANSWER_MS)
    status(view, "worked out again")
    page.keyboard.press("u")
    view.locator('[data-turn="4"] .text', has_text="Is there anything").wait_for(timeout=ANSWER_MS)


def mark_all(page, view):
    """Every item from the first one on; the last with a reason, and then the machine's mark accepted."""
    page.keyboard.press("g")
    for number in range(ITEMS):
        page.keyboard.press("1")
        view.locator(".judging > div > .quiet", has_text=f"{number + 1} of {ITEMS}").wait_for(timeout=ANSWER_MS)
        page.keyboard.press("ArrowDown")
    page.keyboard.press("w")
    page.keyboard.type("because <b>so</b>")
    page.keyboard.press("Escape")
    status(view, "Saved")
    page.keyboard.press("a")
    status(view, "Saved")


def write_notes(page, view):
    """A moment, a root cause, a note for coaching, a flag; Escape leads out of each field."""
    page.keyboard.press("c")
    page.keyboard.press("m")
    page.keyboard.type("listen here")
    page.keyboard.press("Enter")
    view.locator(".notes .chip", has_text="listen here").wait_for(timeout=ANSWER_MS)
    for key, text in (("r", "the parcel was late"), ("k", "say it back")):
        page.keyboard.press(key)
        page.keyboard.type(text)
        page.keyboard.press("Escape")
    page.keyboard.press("f")
    view.locator(".notes .note", has_text="Flagged").wait_for(timeout=ANSWER_MS)


def test_nothing_is_lost_when_the_kernel_is_restarted_in_the_middle(desk, lab_folder):
    page, view = desk("restart")
    view.locator('[data-key="call:0001"]').click()
    view.locator(".item").first.wait_for(timeout=ANSWER_MS)
    view.locator(".item").first.focus()
    page.keyboard.press("2")
    status(view, "Saved")
    view.locator(".item").nth(1).press("w")
    page.keyboard.type("half a thought")  # the item has no mark yet, so its reason is not in the store
    page.locator('.jp-Toolbar [data-jp-item-name="restart"]').click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.locator(".jp-Dialog").wait_for(state="detached", timeout=OPEN_MS)
    idle(page)
    run(page)
    view.locator("select").first.select_option("all")
    view.locator('[data-key="call:0001"]').click()
    items = view.locator(".item")
    items.first.locator('.level[aria-pressed="true"]', has_text="2").wait_for(timeout=ANSWER_MS)
    assert items.nth(1).locator("textarea").input_value() == "half a thought"
    with store_of(lab_folder, "restart") as store:
        assert [mark.value for mark in store.marks("0001")] == [2.0]


def test_a_border_is_dragged_onto_a_word(desk, lab_folder):
    page, view = desk("drag")
    view.locator('[data-key="call:0001"]').click()
    view.locator(".turn").first.wait_for(timeout=ANSWER_MS)
    view.locator(".strip").nth(1).wait_for(timeout=ANSWER_MS)  # nothing moves down any more
    grip, word = view.locator(".grip").first, view.locator('[data-turn="1"] [data-at="0"]')
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), word.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 4)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 8, steps=5)
    page.mouse.up()
    view.locator('[data-turn="0"] .text', has_text="Hello,").wait_for(timeout=ANSWER_MS)
    status(view, "worked out again")
    with store_of(lab_folder, "drag") as store:
        (note,) = store.notes("0001", "correction")
    assert json.loads(note.text) == {"do": "border", "words": 1}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(desk, scheme):
    page, view = desk(f"axe_{scheme}", color_scheme=scheme)
    page.evaluate(f"document.body.dataset.jpThemeLight = '{'true' if scheme == 'light' else 'false'}'")
    found = problems(page)
    view.locator(".call").first.click()
    view.locator(".item").first.wait_for(timeout=ANSWER_MS)
    view.locator(".strip").first.wait_for(timeout=ANSWER_MS)
    view.locator(".turn").first.focus()
    found += problems(page)
    view.locator("summary").first.click()
    found += problems(page)
    assert found == []


def problems(page):
    """What axe-core finds in the desk that is serious or worse, each with where."""
    bad = [each for each in violations(page, "'.pz-desk'") if each["impact"] in ("serious", "critical")]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in bad]


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("pl", 1280, "light"), ("ro", 360, "dark"), ("ru", 360, "light")]
)
def test_the_desk_fits_its_window_in_longer_words(desk, lang, width, scheme):
    page, view = desk(f"fit_{lang}", lang=lang, width=width, color_scheme=scheme)
    page.evaluate("document.querySelector('.jp-InputArea').remove()")
    view.locator(".call").first.click()
    view.locator(".item").first.wait_for(timeout=ANSWER_MS)
    view.locator(".turn").first.focus()
    outside = view.evaluate(
        """(desk) => [...desk.querySelectorAll('button, p, h2, h3, h5, select, textarea, summary')]
             .filter((one) => one.getClientRects().length && !one.closest('.unseen, .tip'))
             .filter((one) => one.getBoundingClientRect().right > desk.getBoundingClientRect().right + 1
                           || one.scrollWidth > one.clientWidth + 2 && one.tagName === 'BUTTON')
             .map((one) => one.tagName + ' ' + one.textContent.trim())"""
    )
    assert outside == []
    assert words(lang)["accept"] in view.inner_text()


def test_a_call_nobody_has_reviewed_says_what_to_do_and_still_plays(desk):
    page, view = desk("bare")
    view.locator('[data-key="call:0003"]').click()
    view.locator(".said .note", has_text="parafraza review").wait_for(timeout=ANSWER_MS)
    view.locator(".judging", has_text="by what you hear yourself").wait_for()
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('.pz-desk audio').currentTime > 0.1", timeout=ANSWER_MS)


def test_a_blind_review_uncovers_itself_with_the_last_mark(desk):
    page, view = desk("blind", blind=True)
    assert SCRIPT not in view.inner_text()
    view.locator('[data-key="call:0001"]').click()
    view.locator(".item").first.wait_for(timeout=ANSWER_MS)
    assert view.locator(".machine, .mark-shape, .moved").count() == 0
    page.keyboard.press("g")
    for number in range(ITEMS):
        page.keyboard.press("0")
        view.locator(".judging > div > .quiet", has_text=f"{number + 1} of {ITEMS}").wait_for(timeout=ANSWER_MS)
        page.keyboard.press("ArrowDown")
    view.locator(".machine").first.wait_for(timeout=ANSWER_MS)
    assert view.locator(".mark-shape").count() > 0
    assert SCRIPT in view.inner_text()
