"""One question to an OpenAI-compatible server (Ollama, llama.cpp, vLLM), and to nobody else.

The standard library's client is used because it does nothing unasked: it follows no redirect and knows no proxy from the
environment, so a word goes to the address that was given or nowhere.
"""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from rubrics.judges.values import Fault
from transcribe.errors import FixableError

LARGEST_ANSWER = 200_000
"""Bytes; a level and a quote take some hundred."""
MOST_TOKENS = 300
"""Room for a level and a quote."""
_UNKNOWN_FORMAT = (400, 404, 415, 422, 500, 501)
"""What servers answer to a form of answer they do not know; with the plain question a real fault shows again."""


class JudgeFault(Exception):
    """No usable answer."""

    def __init__(self, kind: Fault, detail: str = "") -> None:
        """Keep what went wrong, and a detail such as the status."""
        self.kind, self.detail = kind, detail
        super().__init__(f"{kind} {detail}".strip())


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's text, and the tokens it counted, if it did."""

    text: str
    tokens: int | None


class Server:
    """The server at one URL."""

    def __init__(self, url: str, model: str, *, key: str | None = None) -> None:
        """Take the address up to ``/v1`` (added where it is missing), the model's name there and perhaps a key.

        Raises:
            FixableError: the URL is none, the model has no name, or the key holds what no request can carry.
        """
        address = _address(url)
        if address is None:
            raise FixableError(f"{url!r} is no address of a server", fix="write it like http://localhost:11434/v1")
        if not model.strip():
            raise FixableError("the model has no name", fix="give the name it has on that server")
        if key is not None and not (key.isascii() and key.isprintable()):
            raise FixableError("the server's key holds a line end or a letter that no key has", fix="copy it once more")
        self._tls, self._host, self._port = address.scheme == "https", address.hostname or "", address.port
        path = address.path.rstrip("/")
        self._path = (path if path.endswith("/v1") else f"{path}/v1") + "/chat/completions"
        self.model = model
        self._key = key
        self._structured = True

    def ask(
        self, messages: Sequence[Mapping[str, str]], form: Mapping[str, Any], *, seed: int, seconds: float
    ) -> Reply:
        """Return the server's answer to ``messages``, which hold no earlier question.

        Args:
            messages: System and user message.
            form: JSON Schema of the answer; a server that knows no such thing is asked again without.
            seed: For the model's sampling.
            seconds: The whole answer must be there by then.

        Raises:
            JudgeFault: There is none to use.
        """
        end = time.monotonic() + seconds
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "seed": seed, "stream": False}
        body |= {"temperature": 0.3, "max_tokens": MOST_TOKENS}
        if self._structured:
            wanted = {"type": "json_schema", "json_schema": {"name": "mark", "strict": True, "schema": dict(form)}}
            try:
                return self._post(body | {"response_format": wanted}, end)
            except JudgeFault as fault:
                if fault.kind != "status" or int(fault.detail) not in _UNKNOWN_FORMAT:
                    raise
        reply = self._post(body, end)
        self._structured = False
        return reply

    def _post(self, body: Mapping[str, Any], end: float) -> Reply:
        connection = self._connection(_left(end))
        watch: Timer | None = None
        try:
            connection.connect()
            # a timeout of the socket begins anew with each byte; the watch hangs up on a drip of them
            watch = Timer(_left(end), _hang_up, (connection.sock,))
            watch.start()
            connection.request("POST", self._path, json.dumps(body).encode(), self._headers())
            return _read(connection.getresponse(), end)
        except (OSError, UnicodeError, http.client.HTTPException) as error:
            _left(end)
            raise JudgeFault(_kind_of(error), type(error).__name__) from None
        finally:
            if watch is not None:
                watch.cancel()
            connection.close()

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._tls else http.client.HTTPConnection
        return kind(self._host, self._port, timeout=seconds)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})


def _address(url: str) -> SplitResult | None:
    """Return the parts of an address that can be asked, or ``None``."""
    try:
        parts = urlsplit(url)
        sound = parts.port != 0
    except ValueError:
        return None
    sound = sound and parts.scheme in ("http", "https") and bool(parts.hostname)
    return parts if sound and not any(letter.isspace() or not letter.isprintable() for letter in url) else None


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise JudgeFault("slow")
    return left


def _hang_up(line: socket.socket) -> None:
    # it may be closed already, which is all that is wanted
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _kind_of(error: Exception) -> Fault:
    if isinstance(error, TimeoutError):
        return "slow"
    # an address that cannot be spelled out is one nobody answers at
    return "down" if isinstance(error, OSError | UnicodeError) else "nonsense"


def _read(answer: http.client.HTTPResponse, end: float) -> Reply:
    """Return the reply in an answer, which is read no further than any sensible one goes."""
    if 300 <= answer.status < 400:
        raise JudgeFault("redirect", str(answer.status))
    if answer.status != http.client.OK:
        raise JudgeFault("status", str(answer.status))
    body = answer.read(LARGEST_ANSWER + 1)
    _left(end)
    if len(body) > LARGEST_ANSWER:
        raise JudgeFault("huge")
    return _reply(body)


def _reply(body: bytes) -> Reply:
    try:
        content = json.loads(body)
        text = content["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise JudgeFault("nonsense") from None
    if not isinstance(text, str):
        raise JudgeFault("nonsense")
    usage = content.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    return Reply(text, tokens if isinstance(tokens, int) and tokens >= 0 else None)
