"""An exercise of a lesson that is answered by voice: the microphone is Chromium's, which plays a line; Whisper writes it down."""

import pytest

from tests.browser.lab import REPOSITORY, microphone, running_chromium
from trainings.attempts import Attempts
from trainings.loading import load
from trainings.texts import texts

pytestmark = [pytest.mark.browser, pytest.mark.engine]

SLOW_MS = 120_000
"""Whisper's weights are loaded for the first words."""
GREETING = 4.6
"""Seconds of the agent's first turn in the moment of lesson 02: the greeting that exercise 03-12 asks for."""
PLACE = 11
"""Of exercise 03-12 in lesson 03, from 0."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A Chromium whose microphone hears a greeting."""
    sound = tmp_path_factory.mktemp("sound") / "greeting.wav"
    with running_chromium(*microphone(sound, REPOSITORY / "trainings" / "sounds" / "02.en.opus", GREETING)) as running:
        yield running


def test_a_greeting_is_spoken_read_over_checked_and_kept(lesson, lessons_folder):
    exercise, words = load("03", "en").exercises[PLACE], texts("en").words
    assert (exercise.id, exercise.kind) == ("03-12", "voice")
    view = lesson("en", "03").locator(".pz-exercises").nth(1)
    for _ in range(PLACE - 8):
        view.get_by_role("button", name=words["next"], exact=True).click()
    view.locator(".pz-input").press("Alt+m")
    stop = view.get_by_role("button", name=words["stop"], exact=True)
    stop.wait_for(timeout=SLOW_MS)
    view.page.wait_for_timeout(6000)  # as long as somebody speaks
    stop.click()
    view.get_by_text(words["heard"]).wait_for(timeout=SLOW_MS)
    heard = view.locator(".pz-input").input_value()
    assert "how can i help" in heard.lower()
    assert Attempts(lessons_folder / "en" / "results" / "attempts.jsonl").all() == ()  # nothing is sent unread
    view.locator(".pz-input").press("Enter")
    view.locator(".pz-verdict.pz-nearly").wait_for(timeout=SLOW_MS)
    assert "the company" in view.locator(".pz-feedback .pz-chance").inner_text()  # it greets for another one
    view.locator(".pz-input").fill(exercise.answers.good[0])
    view.locator(".pz-input").press("Enter")
    view.locator(".pz-verdict.pz-good").wait_for(timeout=SLOW_MS)
    kept = Attempts(lessons_folder / "en" / "results" / "attempts.jsonl").all()
    assert [(each.exercise, each.verdict) for each in kept] == [("03-12", "nearly"), ("03-12", "good")]
    assert kept[0].answer == heard
