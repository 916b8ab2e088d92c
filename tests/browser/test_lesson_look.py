"""The view of a lesson for everybody: axe finds nothing serious in light and dark, and at 200 % nothing is cut off."""

import pytest

from tests.axe import violations
from tests.browser.lab import AT_200_PERCENT, CUT_OFF, in_the_dark
from trainings.loading import load
from trainings.schema import OwnWords
from trainings.texts import texts

pytestmark = pytest.mark.browser

SLOW_MS = 30_000
"""An answer of a kernel on a busy machine."""
GRAVE = ("serious", "critical")
VIEWS = ".pz-moment, .pz-exercises"


def grave(page):
    """What axe finds serious or critical inside the lesson's views, with the places."""
    found = violations(page, "{ include: [['.pz-moment'], ['.pz-exercises']] }")
    return {each["id"]: [node["html"] for node in each["nodes"]] for each in found if each["impact"] in GRAVE}


def forward(view):
    """Go to the next exercise of a view; tell whether there was one."""
    following = view.get_by_role("button", name=texts(view.get_attribute("lang")).words["next"], exact=True)
    if not following.count() or not following.is_enabled():
        return False
    following.click()
    return True


def answered(view, exercise):
    """Answer the open exercise in a way that is not yet good, so that all that helps is shown, and read a hint."""
    said = texts(view.get_attribute("lang")).words
    if isinstance(exercise, OwnWords):
        view.locator(".pz-input").fill(exercise.answers.weak[0])
    else:
        view.locator(".pz-choice input").first.check()
    view.get_by_role("button", name=said["hint"], exact=True).click()
    view.locator(".pz-hints").wait_for(timeout=SLOW_MS)
    view.page.wait_for_function("!document.querySelector('.pz-lesson[aria-busy]')")
    view.get_by_role("button", name=said["check"], exact=True).click()
    view.locator(".pz-verdict").wait_for(timeout=SLOW_MS)


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("pl", True)])
def test_axe_finds_nothing_serious_in_the_moment_and_in_any_exercise(lesson, language, dark):
    page = lesson(language, color_scheme="dark" if dark else "light")
    if dark:
        in_the_dark(page)
    page.locator(".pz-moment .pz-said").nth(2).click()
    page.wait_for_function("document.querySelector('.pz-moment [aria-current] .pz-heard')", timeout=SLOW_MS)
    assert grave(page) == {}
    for view, first in zip(page.locator(".pz-exercises").all(), (0, 8), strict=True):
        answered(view, load("02", language).exercises[first])
        assert grave(page) == {}
        while forward(view):
            assert grave(page) == {}


@pytest.mark.parametrize(("language", "dark"), [("ru", False), ("ro", True)])
def test_nothing_is_cut_off_at_200_percent(lesson, language, dark):
    page = lesson(language, color_scheme="dark" if dark else "light", **AT_200_PERCENT)
    if dark:
        in_the_dark(page)
    panel = page.locator(".jp-WindowedPanel-outer").first
    assert panel.evaluate("each => each.scrollWidth - each.clientWidth") <= 1
    moment, choosing, writing = page.locator(VIEWS).all()
    page.locator(".pz-moment .pz-from").nth(1).click()
    moment.locator("[aria-current]").wait_for(timeout=SLOW_MS)
    assert moment.evaluate(CUT_OFF) == []
    for view, first in ((choosing, 0), (writing, 8)):
        answered(view, load("02", language).exercises[first])
        assert view.evaluate(CUT_OFF) == []
        while forward(view):
            assert view.evaluate(CUT_OFF) == []
