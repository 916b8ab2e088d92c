"""Where participants go: the address on the trainer's network, and the same as a QR picture."""

from __future__ import annotations

import socket
from typing import Any

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
