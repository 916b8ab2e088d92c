"""The page over a real socket on this computer: the code, answers, reloads, and what must not get in or out."""

import asyncio
import json
import urllib.error
import urllib.request

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from trainings.workshops.guard import Guard
from trainings.workshops.room import Room
from trainings.workshops.server import Server
from transcribe.errors import FixableError

CODE, KEY = "ABC234", "only-the-trainer-has-it"
SECONDS = 20


@pytest.fixture
def server(plan):
    made = Server(Room(plan, work=lambda job: None), Guard(CODE), key=KEY, host="127.0.0.1", port=None, address=None)
    yield made
    made.close()


class Browser:
    """One socket, as a page would use it."""

    def __init__(self, socket):
        self.socket, self.gone = socket, False

    async def say(self, **message):
        await self.socket.write_message(json.dumps(message))

    async def leave(self):
        """Close the line, and see it closed; once."""
        if self.gone:
            return
        self.gone = True
        self.socket.close()
        while await asyncio.wait_for(self.socket.read_message(), SECONDS) is not None:
            pass

    async def hear(self, what):
        """Wait for the next message of a kind; others are passed over."""
        while True:
            text = await asyncio.wait_for(self.socket.read_message(), SECONDS)
            assert text is not None, "the line was closed"
            message = json.loads(text)
            if message["say"] == what:
                return message


def talk(server, story, **headers):
    """Run a story with a way to open browsers."""

    async def told():
        opened = []

        async def browser(hello=None):
            asked = HTTPRequest(f"ws://127.0.0.1:{server.port}/ws", headers=headers)
            opened.append(Browser(await websocket_connect(asked)))
            if hello is not None:
                await opened[-1].say(do="hello", code=CODE, **hello)
            return opened[-1]

        try:
            await story(browser)
        finally:
            for each in opened:
                await each.leave()

    asyncio.run(told())


def got(server, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/{path}", timeout=SECONDS) as answer:
        return answer.read().decode(), answer.headers


@pytest.mark.parametrize("path", ["", "wall"])
def test_a_page_is_in_the_workshop_s_language_and_lets_no_other_script_in(server, path):
    text, headers = got(server, path)
    assert '<html lang="en">' in text
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "http://" not in text
    assert 'src="/' not in text  # relative, so that a proxy's path may stand before it


@pytest.mark.parametrize("path", ["server.py", "../room.py", "%2e%2e/room.py", "page/join.html", "console.js", "ws/x"])
def test_nothing_else_is_served(server, path):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        got(server, path)


def test_without_the_code_nobody_hears_anything(server):
    async def story(browser):
        stranger = await browser()
        await stranger.say(do="answer", slot="mood", value=[1], rev=1)
        await stranger.say(do="hello", code="WRONG2")
        assert await stranger.hear("refused") == {"say": "refused", "wait": 0.0}
        await stranger.say(do="hello", code="WRONG2", id="x", wall=True, key=KEY)
        await stranger.hear("refused")
        assert server.room.people == {}

    talk(server, story)


def test_wrong_codes_are_slowed_and_those_inside_are_not(server):
    async def story(browser):
        friend = await browser({})
        known = (await friend.hear("welcome"))["id"]
        stranger = await browser()
        waits = []
        for _ in range(5):
            await stranger.say(do="hello", code="WRONG2")
            waits.append((await stranger.hear("refused"))["wait"])
        assert waits[:3] == [0.0, 0.0, 0.0]
        assert waits[3] == pytest.approx(1.0, abs=0.2)
        again = await browser({"id": known})
        assert (await again.hear("welcome"))["id"] == known
        new = await browser({})
        assert (await new.hear("refused"))["wait"] > 0

    talk(server, story)


def test_who_reloads_is_told_what_has_arrived_and_sends_the_rest(server):
    async def story(browser):
        first = await browser({"name": "Ada"})
        person = (await first.hear("welcome"))["id"]
        await first.say(do="answer", slot="mood", value=[1], rev=1)
        assert await first.hear("got") == {"say": "got", "slot": "mood", "rev": 1, "kept": True, "cut": False}
        await first.leave()
        second = await browser({"id": person})
        assert (await second.hear("welcome"))["have"] == {"mood": 1}
        await second.say(do="answer", slot="words", value="Leave it with me.", rev=2)
        await second.hear("got")
        assert server.room.have(person) == {"mood": 1, "words": 2}
        assert list(server.room.people.values()) == ["Ada"]

    talk(server, story)


def test_the_wall_shows_a_new_answer_by_itself(server):
    async def story(browser):
        wall, person = await browser({"wall": True}), await browser({})
        server.room.next()
        while (face := (await wall.hear("face"))["face"])["number"] != 2:
            pass
        await person.say(do="answer", slot="mood", value=[2], rev=1)
        while (face := (await wall.hear("face"))["face"])["answered"] != 1:
            pass
        assert [bar["count"] for bar in face["bars"]] == [0, 1]

    talk(server, story)


def test_only_the_trainer_s_link_goes_on(server):
    async def story(browser):
        plain, trainer = await browser({"wall": True, "key": "guess"}), await browser({"wall": True, "key": KEY})
        assert (await plain.hear("welcome"))["trainer"] is False
        assert (await trainer.hear("welcome"))["trainer"] is True
        participant = await browser({"key": KEY})
        await participant.hear("welcome")
        for each in (plain, participant):
            await each.say(do="next")
        await trainer.say(do="next")
        while (await trainer.hear("face"))["face"]["number"] == 1:
            pass
        assert server.room.place == 1

    talk(server, story)


@pytest.mark.parametrize("text", ["", "[]", "null", '{"do": []}', '{"do": "hello", "code": {}}', "[" * 5000, "\x00"])
def test_nonsense_is_passed_over(server, text):
    async def story(browser):
        one = await browser()
        await one.socket.write_message(text)
        await one.say(do="hello", code=CODE)
        await one.hear("welcome")

    talk(server, story)


def test_another_site_s_page_may_not_speak_for_a_participant(server):
    async def story(browser):
        with pytest.raises(HTTPClientError, match="403"):
            await browser()

    talk(server, story, Origin="http://elsewhere.example")


def test_a_room_that_ends_tells_everybody_before_it_closes(server):
    async def story(browser):
        one = await browser({})
        await one.hear("face")
        server.room.end()
        await asyncio.get_running_loop().run_in_executor(None, server.close)
        assert (await one.hear("face"))["face"]["ended"] is True

    talk(server, story)


@pytest.mark.parametrize("host", ["203.0.113.9", "my laptop"])
def test_an_address_that_is_not_this_computer_s_is_told_as_such(plan, host):
    with pytest.raises(FixableError, match="is no address of this computer"):
        Server(Room(plan), Guard(CODE), key=KEY, host=host, port=None, address=None)
