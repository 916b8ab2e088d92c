"""Where the recording lies, as the page says it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def media_url(audio: Path, page: Path) -> str:
    """Return the URL of ``audio`` relative to the folder of ``page``.

    Every character a URL reads as its own (``#``, ``%``, ``?``, ``:``, quotes) is escaped, by bytes, so that a name in
    any script or encoding plays.
    """
    beside = Path(os.path.relpath(audio.resolve(), page.resolve().parent))
    return "/".join(quote(os.fsencode(part), safe="") for part in beside.parts)
