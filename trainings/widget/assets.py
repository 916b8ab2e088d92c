"""The view's script and style: the parts it shares with role-play, then its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scenarios.widget import words as play

HERE = Path(__file__).parent
ROOT = ".pz-lesson"
"""Class of the view; colours are set on it and reach no other part of the notebook."""
SHARED = ("drawing.js", "sound.js")
OWN = ("kinds.js", "transcript.js", "moment.js", "lesson.js")


@cache
def script() -> str:
    """Return the view's ES module; a widget has one, and ours is written in several files."""
    paths = [*(play.HERE / name for name in SHARED), *(HERE / name for name in OWN)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def style() -> str:
    """Return the view's CSS: the colours of all pages for light and dark, then its own rules."""
    return "\n".join((play.colours(ROOT), (HERE / "lesson.css").read_text(encoding="utf-8")))
