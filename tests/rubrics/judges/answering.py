"""A real server in the test's own process that answers as a script says, and remembers what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Answering:
    """Where the server is, and every question it got."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sent(self) -> str:
        """All that was sent, as text."""
        return json.dumps(self.asked, ensure_ascii=False)


@contextmanager
def answering(script: Script) -> Iterator[Answering]:
    """Run a server that hands each request to ``script``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
            try:
                script(self, body)
            except OSError:
                # the other side hung up, which several tests are about
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Answering(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Send one answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def chat(content: str, tokens: int | None = 100) -> bytes:
    """Return the body of an answer in the form of the protocol."""
    usage = {} if tokens is None else {"usage": {"total_tokens": tokens}}
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}], **usage}).encode()


def saying(content: str | Callable[[dict[str, Any]], str], tokens: int | None = 100) -> Script:
    """Return a script that says this, or what a function makes of the request."""
    return lambda handler, body: reply(handler, chat(content if isinstance(content, str) else content(body), tokens))


def letter_of(body: dict[str, Any], anchor: str) -> str:
    """Return the letter under which an option was offered in a request."""
    lines = body["messages"][-1]["content"].splitlines()
    return next(line[0] for line in lines if line[1:] == f". {anchor}")


def choosing(anchor: str, turn: int, quote: str) -> Script:
    """Return a script that chooses the option with this anchor wherever it stands, and quotes."""
    return saying(lambda body: json.dumps({"choice": letter_of(body, anchor), "turn": turn, "quote": quote}))
