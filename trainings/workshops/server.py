"""The small web page of a workshop, served by the trainer's own process: pages, and one socket for each browser.

Addresses in the pages are relative, so that they work under a path too, such as JupyterHub gives: its proxies take the
path off before they pass a request on, and its services get it whole. Both are answered.
"""

from __future__ import annotations

import asyncio
import errno
import json
import re
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar
from urllib.parse import urlsplit

from tornado import httpserver, iostream, web, websocket

from scenarios.page import LOOK
from trainings.workshops import showing
from trainings.workshops.guard import Guard
from trainings.workshops.inviting import is_own, outside, passed_on_from
from trainings.workshops.room import Room
from trainings.workshops.words import words
from transcribe.errors import FixableError

PAGES = Path(__file__).parent / "page"
FIRST_PORT, PORTS = 8470, 40
LARGEST_MESSAGE = 64 * 1024
MOST_SOCKETS = 700
"""Everybody twice, and some more."""
LONGEST_QUEUE = 256
"""Browsers that may knock at the same moment: a whole class reads the code at once."""
TAKEN = (errno.EADDRINUSE, errno.EACCES)
"""Why another port may do: somebody has this one, or may not have it."""
BREATH_S = 0.15
"""Changes are gathered for so long before the pages are told: sixty answers at once are a few pictures and not sixty."""
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""No script but ours runs in the pages, whatever people write."""


@cache
def page_of(name: str, language: str) -> bytes:
    """Return one of the pages' files, its language set.

    Args:
        name: The file's name.
        language: Of the workshop.
    """
    if name == "look.css":
        return LOOK.read_bytes()
    if name == "words.json":
        return json.dumps(words(language), ensure_ascii=False).encode()
    text = (PAGES / name).read_text(encoding="utf-8")
    return text.replace("{lang}", language).encode() if name.endswith(".html") else text.encode()


FILES = {
    "": "join.html", "wall": "wall.html", "look.css": "look.css", "page.css": "page.css", "words.json": "words.json",
    "draw.js": "draw.js", "line.js": "line.js", "join.js": "join.js", "wall.js": "wall.js",
}  # fmt: skip


class Page(web.RequestHandler):
    """One of the few files there are; nothing is read by a name that came over the network."""

    def initialize(self, language: str) -> None:
        """Take the workshop's language."""
        self.language = language

    def set_default_headers(self) -> None:
        """Say in every answer what a browser may do with it."""
        for name, value in SAFE.items():
            self.set_header(name, value)

    def get(self, asked: str) -> None:
        """Give the file."""
        if asked not in FILES:
            raise web.HTTPError(404)
        name = FILES[asked]
        self.set_header("Content-Type", f"{KINDS[Path(name).suffix]}; charset=utf-8")
        self.write(page_of(name, self.language))


class Line(websocket.WebSocketHandler):
    """The socket of one browser: it says hello with the code, sends answers, and is sent what to draw."""

    DEEDS: ClassVar[Mapping[str, str]] = {"next": "next", "back": "back", "act": "act", "pause": "pause"}
    """What the wall may do when the trainer opened it."""

    def initialize(self, server: Server) -> None:
        """Take the server it belongs to."""
        self.server, self.room = server, server.room
        self.person, self.wall, self.trainer, self.seen = "", False, False, -1

    def check_origin(self, origin: str) -> bool:
        """Let only our own pages speak, at our address or the one the trainer has said."""
        return super().check_origin(origin) or urlsplit(origin).netloc == urlsplit(self.server.address).netloc

    def open(self, *_: str, **__: str) -> None:
        """Refuse one browser too many."""
        self.set_nodelay(True)
        if len(self.server.lines) >= MOST_SOCKETS:
            self.close()

    def on_message(self, message: str | bytes) -> None:
        """Do what a browser asks; what makes no sense is not answered."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            return
        if not isinstance(said, dict):
            return
        if self not in self.server.lines:
            if said.get("do") == "hello":
                self._hello(said)
        elif said.get("do") == "answer" and self.person:
            self._answer(said)
        elif said.get("do") == "name" and self.person:
            self.room.join(self.person, str(said.get("name", "")))
        elif self.trainer:
            self._deed(said)

    def _hello(self, said: dict[str, Any]) -> None:
        place = self._place()
        person = str(said.get("id", ""))
        # Whoever is in already is known by an id nobody can guess, and does not wait for a neighbour's wrong codes.
        known = person in self.room.people and said.get("code") == self.server.guard.code
        if not known and not self.server.guard.opens(said.get("code"), place):
            self.tell({"say": "refused", "wait": round(self.server.guard.wait(place), 1)})
            return
        self.wall = bool(said.get("wall"))
        self.trainer = self.wall and said.get("key") == self.server.key
        self.person = "" if self.wall else self.room.join(person, str(said.get("name", ""))) or ""
        if not self.wall and not self.person:
            self.tell({"say": "full"})
            return
        self.server.lines.add(self)
        have = self.room.have(self.person) if self.person else {}
        self.tell({"say": "welcome", "id": self.person, "have": have, "trainer": self.trainer})
        self.draw()

    def _place(self) -> str:
        """Return where the browser is; a proxy's own address would make a whole class wait for one wrong code."""
        place = self.request.remote_ip or ""
        return passed_on_from(self.request.headers.get("X-Forwarded-For", ""), place) if self.server.proxied else place

    def _answer(self, said: dict[str, Any]) -> None:
        slot, rev = said.get("slot"), said.get("rev")
        if isinstance(slot, str) and isinstance(rev, int):
            got = self.room.answer(self.person, slot[:200], said.get("value"), rev)
            self.tell({"say": "got", "slot": slot, "rev": rev, "kept": got.kept, "cut": got.cut})

    def _deed(self, said: dict[str, Any]) -> None:
        do = str(said.get("do"))
        if do in self.DEEDS:
            getattr(self.room, self.DEEDS[do])()
        elif do == "star":
            self.room.star(str(said.get("key")))

    def draw(self) -> None:
        """Send what this browser is to draw, if it has not been sent."""
        if not self.wall and self.seen == self.room.stage:
            return
        self.seen = self.room.stage
        face = showing.wall_face(self.room) if self.wall else showing.person_face(self.room, self.person)
        if self.wall:
            face.update(self.server.invitation)
        self.tell({"say": "face", "face": face})

    def tell(self, content: dict[str, Any]) -> None:
        """Send a message; a browser that has just gone is let go."""
        with suppress(websocket.WebSocketClosedError, iostream.StreamClosedError):
            task = self.write_message(json.dumps(content, ensure_ascii=False))
            task.add_done_callback(lambda done: done.exception())

    def on_close(self) -> None:
        """Forget the browser; what its owner answered stays."""
        self.server.lines.discard(self)


class Server:
    """Serves one room from a thread of its own, until it is closed."""

    def __init__(self, room: Room, guard: Guard, *, key: str, host: str, port: int | None, address: str | None) -> None:
        """Begin to serve.

        Args:
            room: What is served.
            guard: Holds the code.
            key: With it a wall may go on to the next step; only the trainer's link has it.
            host: Address to listen on.
            port: The port; the first free one from 8470 where it is ``None`` or taken.
            address: What participants type, where it is not ours (behind a proxy); ``{port}`` stands for the port.

        Raises:
            FixableError: No port is free, ``host`` is not this computer's, or ``address`` is none.
        """
        outside(address, 0)  # told before a port is taken
        self.room, self.guard, self.key = room, guard, key
        self.lines: set[Line] = set()
        self.invitation: dict[str, Any] = {}
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.address = outside(address, self.port)
        self.proxied = bool(address) and is_own(host)
        """Whether all lines come by a proxy on this computer, whose word on where they come from can then be taken."""
        self.told: Callable[[], object] = lambda: None
        """Called with every new picture, from the server's thread."""
        self._loop = asyncio.new_event_loop()
        self._waiting = False
        ready = Event()
        self._thread = Thread(target=self._serve, args=(ready,), daemon=True, name=f"workshop-{self.port}")
        self._thread.start()
        ready.wait()
        room.heard = self.changed

    def _serve(self, ready: Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._begin())
        ready.set()
        self._loop.run_forever()
        self._loop.close()

    async def _begin(self) -> None:
        app = web.Application(
            self._routes(),
            websocket_ping_interval=20,
            websocket_max_message_size=LARGEST_MESSAGE,
            log_function=lambda _handler: None,
        )
        self._http = httpserver.HTTPServer(app, max_body_size=LARGEST_MESSAGE, max_header_size=16 * 1024)
        self._http.add_sockets([self._socket])

    def _routes(self) -> list[Any]:
        path = urlsplit(self.address).path.rstrip("/")
        before = f"(?:{re.escape(path)})?"
        page = {"language": self.room.plan.language}
        routes: list[Any] = [(rf"{before}/ws", Line, {"server": self}), (rf"{before}/(.*)", Page, page)]
        slash = (re.escape(path), web.RedirectHandler, {"url": f"{path}/", "permanent": False})
        return [slash, *routes] if path else routes

    def changed(self) -> None:
        """Tell all pages soon; may be called from any thread."""
        with suppress(RuntimeError):  # the workshop was closed meanwhile
            self._loop.call_soon_threadsafe(self._soon)

    def _soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._loop.call_later(BREATH_S, self._draw)

    def _draw(self) -> None:
        self._waiting = False
        for line in tuple(self.lines):
            line.draw()
        self.told()

    def close(self) -> None:
        """Stop serving; the browsers notice and say so."""
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._finish(), self._loop).result(5)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)

    async def _finish(self) -> None:
        self._http.stop()
        for line in tuple(self.lines):
            line.draw()
            line.close()
        await asyncio.sleep(0.05)  # the last words go out
        await self._http.close_all_connections()


def _listening(host: str, port: int | None) -> socket.socket:
    for number in (*((port,) if port else ()), *range(FIRST_PORT, FIRST_PORT + PORTS)):
        asked = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a restarted kernel has its port back at once
        asked.setblocking(False)
        try:
            asked.bind((host, number))
            asked.listen(LONGEST_QUEUE)
        except OSError as error:
            asked.close()
            if error.errno not in TAKEN:
                what = f"{host!r} is no address of this computer: {error.strerror}"
                fix = "leave 'host' out for everybody in the network, or give '127.0.0.1' for this computer alone"
                raise FixableError(what, fix=fix) from None
        else:
            return asked
    fix = "close a workshop that is over, or name a free port"
    raise FixableError(f"the ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are all taken", fix=fix)
