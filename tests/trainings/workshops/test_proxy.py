"""A workshop behind a proxy's path, as under JupyterHub: joining, answering, the wall, and who waits for wrong codes."""

import asyncio
import json
import urllib.request

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.trainings.workshops.proxy import proxy
from tests.trainings.workshops.test_server import CODE, KEY, SECONDS, Browser
from trainings.workshops.guard import FREE, Guard
from trainings.workshops.inviting import outside, passed_on_from
from trainings.workshops.room import Room
from trainings.workshops.server import Server
from transcribe.errors import FixableError

WAYS = [("/user/ewa/proxy/8470", True), ("/services/workshop", False)]
"""By ``jupyter-server-proxy``, which takes the path off, and as a service of the hub, which does not."""


@pytest.fixture(params=WAYS, ids=["stripped", "whole"])
def behind(request, plan):
    """A workshop and the proxy before it."""
    path, strips = request.param
    with proxy(path, strips=strips) as before:
        room = Room(plan, work=lambda job: None)
        made = Server(room, Guard(CODE), key=KEY, host="127.0.0.1", port=None, address=before.address.rstrip("/"))
        before.target = made.port
        yield made, before
        made.close()


async def joined(before, code=CODE, **hello):
    """Open a line as a page under the proxy's address does, and say hello."""
    url = f"{before.address.replace('http', 'ws', 1)}ws"
    origin = f"http://127.0.0.1:{before.port}"
    made = Browser(await websocket_connect(HTTPRequest(url, headers={"Origin": origin})))
    await made.say(do="hello", code=code, **hello)
    return made


def test_people_join_and_answer_through_a_proxy_and_the_wall_shows_it(behind):
    server, before = behind

    async def story():
        wall, person = await joined(before, wall=True, key=KEY), await joined(before, name="Ada")
        await person.hear("welcome")
        await wall.say(do="next")
        while (await wall.hear("face"))["face"]["id"] != "mood":
            pass
        await person.say(do="answer", slot="mood", value=[2], rev=1)
        while (face := (await wall.hear("face"))["face"])["answered"] != 1:
            pass
        assert [bar["count"] for bar in face["bars"]] == [0, 1]
        for each in (wall, person):
            await each.leave()

    asyncio.run(story())
    assert list(server.room.people.values()) == ["Ada"]


@pytest.mark.parametrize("name", ["", "wall", "page.css", "wall.js", "words.json"])
def test_every_file_of_the_pages_is_found_under_the_path(behind, name):
    _, before = behind
    with urllib.request.urlopen(f"{before.address}{name}", timeout=SECONDS) as answer:  # noqa: S310 -- our own proxy
        assert answer.status == 200


def test_the_path_without_its_slash_leads_to_the_page_where_it_comes_whole(plan):
    with proxy("/services/workshop", strips=False) as before:
        server = Server(Room(plan), Guard(CODE), key=KEY, host="127.0.0.1", port=None, address=before.address)
        before.target = server.port
        with urllib.request.urlopen(before.address.rstrip("/"), timeout=SECONDS) as answer:  # noqa: S310
            assert (answer.url, answer.status) == (before.address, 200)
        server.close()


def test_wrong_codes_of_one_make_nobody_else_behind_the_proxy_wait(behind):
    _, before = behind

    async def story():
        for _ in range(FREE + 1):
            wrong = await joined(before, code="WRONG2")
            said = await wrong.hear("refused")
            await wrong.leave()
        assert said["wait"] == pytest.approx(1.0, abs=0.2)
        before.client = "203.0.113.8"
        friend = await joined(before)
        assert (await friend.hear("welcome"))["id"]
        await friend.leave()

    asyncio.run(story())


def test_what_a_browser_says_of_where_it_is_counts_only_behind_a_proxy(plan):
    server = Server(Room(plan), Guard(CODE), key=KEY, host="127.0.0.1", port=None, address=None)

    async def story():
        waits = []
        for number in range(FREE + 1):
            place = {"X-Forwarded-For": f"203.0.113.{number}"}
            line = Browser(await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{server.port}/ws", headers=place)))
            await line.socket.write_message(json.dumps({"do": "hello", "code": "WRONG2"}))
            waits.append((await line.hear("refused"))["wait"])
            await line.leave()
        assert waits[-1] > 0

    asyncio.run(story())
    server.close()


@pytest.mark.parametrize(
    ("places", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7", "203.0.113.7"),  # the first is only what the browser says
        ("203.0.113.7, 127.0.0.1", "203.0.113.7"),
        ("::1,", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_place_of_a_browser_is_the_last_a_proxy_saw(places, place):
    assert passed_on_from(places, "127.0.0.1") == place


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://hub.example.org/user/ewa/proxy/{port}", "https://hub.example.org/user/ewa/proxy/8471/"),
        (" https://hub.example.org/services/workshop/ ", "https://hub.example.org/services/workshop/"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000/"),
        (None, ""),
    ],
)
def test_the_address_participants_type_names_the_port_and_ends_with_a_slash(given, shown):
    assert outside(given, 8471) == shown


@pytest.mark.parametrize("given", ["hub.example.org/user/ewa/proxy/8470/", "8470", "", "ftp://hub.example.org/"])
def test_what_is_no_address_of_a_page_is_told_with_the_way_out(given):
    with pytest.raises(FixableError, match="beginning with https://"):
        outside(given, 8470)
