"""Where participants go: the address on the trainer's network, and the same as a QR picture."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from transcribe.errors import FixableError

ELSEWHERE = "192.0.2.1"
"""An address kept free for documents (RFC 5737). Asking the way there sends nothing; it tells our own side of the way."""


def own_address() -> str:
    """Return this computer's address on its network, or that of the computer itself where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect((ELSEWHERE, 9))
        except OSError:
            return "127.0.0.1"
        return str(asked.getsockname()[0])


def outside(address: str | None, port: int) -> str:
    """Return the address participants type, ending with a slash as the pages' relative addresses need it.

    Args:
        address: As the trainer gave it, ``{port}`` standing for the port; ``None`` where nothing stands before this computer.
        port: The port the page is served on.

    Raises:
        FixableError: It is not the address of a web page.
    """
    if address is None:
        return ""
    parts = urlsplit(address.replace("{port}", str(port)).strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        fix = "give it as people type it, beginning with https:// or http://"
        raise FixableError(f"{address!r} is not the address of a page", fix=fix)
    return parts._replace(path=f"{parts.path.rstrip('/')}/", query="", fragment="").geturl()


def passed_on_from(places: str, proxy: str) -> str:
    """Return where a browser is, by what proxies wrote down: the last address that is not this computer's own.

    Those before it are only what the browser says of itself.

    Args:
        places: The header ``X-Forwarded-For``.
        proxy: The address the line comes from, where nothing was written down.
    """
    known = [each.strip() for each in places.split(",") if each.strip()]
    return next((each for each in reversed(known) if not is_own(each)), proxy)


def is_own(place: str) -> bool:
    """Return whether only this computer itself can be at an address."""
    try:
        return ip_address(place).is_loopback
    except ValueError:
        return place == "localhost"


def picture(link: str) -> str:
    """Return a link as a QR picture: a ``data:`` address, dark on light with its border, so that any phone reads it."""
    import segno

    drawn: str = segno.make(link, micro=False, error="m").svg_data_uri(scale=8, border=4, dark="#000", light="#fff")
    return drawn


def invitation(address: str, code: str) -> dict[str, Any]:
    """Return what an invitation shows.

    Args:
        address: The page's address.
        code: The code; in the picture it stands behind ``#``, which browsers send to nobody.
    """
    shown = address.removeprefix("http://").removesuffix("/")
    return {"address": shown, "link": address, "code": code, "qr": picture(f"{address}#{code}")}
