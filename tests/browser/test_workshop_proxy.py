"""A workshop behind a proxy's path in real browsers, as participants under JupyterHub meet it."""

import pytest

from tests.browser.lab import watched
from tests.trainings.workshops.proxy import proxy
from tests.trainings.workshops.test_proxy import WAYS
from trainings.workshops.loading import load
from trainings.workshops.running import Workshop
from trainings.workshops.words import words

pytestmark = pytest.mark.browser

SAID = words("pl")


@pytest.mark.parametrize(("path", "strips"), WAYS, ids=["stripped", "whole"])
def test_a_phone_joins_answers_and_comes_back_under_a_path_and_the_wall_shows_it(
    browser, tmp_path, monkeypatch, path, strips
):
    monkeypatch.setattr(Workshop, "_get_ready", lambda self: None)
    with proxy(path, strips=strips) as before, watched(browser) as page:
        own = Workshop(load("ninety_minutes", "pl"), folder=tmp_path, host="127.0.0.1", address=before.address)
        before.target = own.port
        wall = page(own.wall, "h1")
        phone = page(f"{own.address}#{own.code}", "#name", width=360, height=740)
        phone.keyboard.type("Żaneta")
        phone.keyboard.press("Enter")
        phone.locator("h1", has_text=own.plan.steps[0].title).wait_for()
        wall.keyboard.press("ArrowRight")
        phone.locator(".asked input").first.check()
        phone.locator(".asked button").click()
        phone.locator("#status", has_text=SAID["sent"]).wait_for()
        wall.locator(".bars li").first.locator(".count", has_text="1").wait_for()
        phone.reload()
        phone.locator(".asked input:checked").first.wait_for()
        own.end()
        phone.locator("h1", has_text=SAID["ended"]).wait_for()
        assert list(own.room.people.values()) == ["Żaneta"]
        assert [url for url in before.asked if not url.startswith(f"{path}/")] == []
