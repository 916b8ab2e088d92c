"""Lesson 02 in a real JupyterLab, in each language: heard, read, answered by keyboard and mouse, progress seen."""

import os
from pathlib import Path

import pytest

from tests.browser.lab import in_the_dark
from trainings.attempts import Attempts
from trainings.feedback import feedback
from trainings.judging import judge
from trainings.loading import load
from trainings.schema import LANGUAGES, LabelTurn, Order, OwnWords
from trainings.texts import texts

pytestmark = pytest.mark.browser

SLOW_MS = 30_000
"""An answer of a kernel on a busy machine."""
PICTURES = os.environ.get("PARAFRAZA_PICTURES")
"""A folder in which to keep pictures of what the tests saw."""


def go_to(view, place):
    """Go to the exercise at a place, from 0, by its button."""
    words = texts(view.get_attribute("lang")).words
    for _ in range(place):
        view.get_by_role("button", name=words["next"], exact=True).click()


def told(exercise, answer, language):
    """Give the sentence with which an answer is met."""
    return feedback(exercise, judge(exercise, answer, language), answer, language).headline


def picture(view, name):
    if PICTURES:
        view.scroll_into_view_if_needed()
        view.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def places(language, kind):
    """Give the exercises of a kind with their places in the lesson's two views: 1 to 8, 9 to 15."""
    return [(number, each) for number, each in enumerate(load("02", language).exercises) if isinstance(each, kind)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lesson_02_is_heard_answered_and_counted(lesson, lessons_folder, run_again, language):
    page = lesson(language)
    said = texts(language)
    moment, views = page.locator(".pz-moment"), page.locator(".pz-exercises")
    assert moment.locator(".pz-turn").count() == len(load("02", language).moment.turns)
    picture(moment, f"{language}-moment")

    place, label = places(language, LabelTurn)[0]
    choosing = views.nth(0)
    go_to(choosing, place)
    for move in label.answer:
        choosing.get_by_label(said.name_of(move), exact=True).check()
    choosing.get_by_role("button", name=said.words["check"], exact=True).click()
    choosing.locator(".pz-verdict.pz-good").wait_for(timeout=SLOW_MS)
    assert label.why in choosing.locator(".pz-solution").inner_text()
    picture(choosing, f"{language}-label")

    place, own = next((number, each) for number, each in places(language, OwnWords) if number >= 8)
    writing = views.nth(1)
    go_to(writing, place - 8)
    box = writing.locator(".pz-input")
    box.fill(own.answers.weak[0])
    box.press("Enter")
    writing.locator(".pz-verdict").wait_for(timeout=SLOW_MS)
    assert writing.locator(".pz-feedback .pz-chance").count() > 0
    picture(writing, f"{language}-weak")
    box.press("Alt+h")
    writing.locator(".pz-hints li").wait_for(timeout=SLOW_MS)
    assert own.hints[0] in writing.locator(".pz-hints").inner_text()
    box.fill(own.answers.gamed[0])
    box.press("Enter")
    writing.get_by_text(told(own, own.answers.gamed[0], language)).wait_for(timeout=SLOW_MS)
    box.fill(own.answers.good[0])
    box.press("Enter")
    writing.locator(".pz-verdict.pz-good").wait_for(timeout=SLOW_MS)
    picture(writing, f"{language}-good")

    run_again(page)
    table = page.locator(".jp-RenderedHTMLCommon table").last
    table.get_by_text(said.name_of(own.skill)).first.wait_for(timeout=SLOW_MS)
    picture(table, f"{language}-progress")
    assert said.words["done"].format(done=1, of=7) in page.locator(".pz-exercises").nth(1).inner_text()
    kept = Attempts(lessons_folder / language / "results" / "attempts.jsonl").all()
    assert [(each.exercise, each.verdict) for each in kept][:1] == [(label.id, "good")]
    assert kept[-1].answer == own.answers.good[0]
    assert (kept[-1].verdict, kept[-1].hints) == ("good", 1)


def test_steps_are_put_in_order_by_the_keyboard_alone(lesson):
    view = lesson("en").locator(".pz-exercises").nth(0)
    place, order = places("en", Order)[0]
    go_to(view, place)
    for number, step in enumerate(order.steps):
        row = view.locator(".pz-step", has_text=step)
        before = view.locator(".pz-step").all_inner_texts()
        for _ in range(next(at for at, text in enumerate(before) if step in text) - number):
            row.locator("button:enabled").first.focus()
            row.locator("button:enabled").first.press("Alt+ArrowUp")
            assert f"is now number {view.locator('.pz-step').all_inner_texts().index(row.inner_text()) + 1}" in (
                view.locator(".pz-status").inner_text()
            )
    view.get_by_role("button", name="Check", exact=True).press("Enter")
    view.locator(".pz-verdict.pz-good").wait_for(timeout=SLOW_MS)
    picture(view, "en-order")


def test_what_a_learner_types_is_text(lesson):
    page = lesson("en")
    view = page.locator(".pz-exercises").nth(1)
    view.locator(".pz-input").fill('<img src=x onerror="document.title=1"> So it is <b>late</b>, is that right?')
    view.locator(".pz-input").press("Enter")
    view.locator(".pz-verdict").wait_for(timeout=SLOW_MS)
    assert view.locator("img, b").count() == 0


@pytest.mark.parametrize("language", ["ru", "ro"])
def test_every_exercise_fits_a_telephone_in_the_dark(lesson, language):
    page = lesson(language, width=360, color_scheme="dark")
    in_the_dark(page)
    for number, view in enumerate(page.locator(".pz-exercises, .pz-moment").all()):
        assert view.evaluate("each => each.scrollWidth - each.clientWidth") <= 1
        assert view.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(21, 24, 27)"  # --paper, dark
        following = view.get_by_role("button", name=texts(language).words["next"], exact=True)
        while following.count() and following.is_enabled():
            following.click()
            assert view.evaluate("each => each.scrollWidth - each.clientWidth") <= 1
        picture(view, f"{language}-phone-{number}")
