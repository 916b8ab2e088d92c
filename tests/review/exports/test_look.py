"""The page of an agent in Chromium: axe-core finds nothing, and nothing is wider than a narrow screen."""

import shutil

import pytest

from review.coaching import portrait
from review.exports.pages import portrait_page
from review.store import Filter
from tests.axe import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not on this machine")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(store, tmp_path):
    """The file of Jan's page, in Polish: a third longer than English."""
    file = tmp_path / "jan.html"
    file.write_text(portrait_page(portrait(store, Filter(agent="Jan"), lang="pl"), lambda *_: None), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, page, scheme):
    # The page lets no script run; the tool's own gets past that, as a reader's program would.
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        tab = context.new_page()
        tab.goto(page)
        assert violations(tab) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(browser, page, width):
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(page)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
