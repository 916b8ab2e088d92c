"""Role-play with a customer who reacts to the moves you make.

``scenarios.play("late_bed", lang="pl")`` begins a talk, which a notebook shows as a chat (``PlayView``). In a program
``session.reply(text)`` gives the next one and ``debrief(session)`` says what happened. Nothing heavy is loaded until the
first line is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.debriefing import debrief
    from scenarios.loading import load, names
    from scenarios.session import Session, dumped, loaded, play
    from scenarios.widget.view import PlayView

__all__ = ["PlayView", "Session", "debrief", "dumped", "load", "loaded", "names", "play"]

_HOMES = {
    "PlayView": "widget.view",
    "Session": "session",
    "debrief": "debriefing",
    "dumped": "session",
    "load": "loading",
    "loaded": "session",
    "names": "loading",
    "play": "session",
}


def __getattr__(name: str) -> Any:
    """Load a door's room when somebody walks in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'scenarios' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"scenarios.{_HOMES[name]}"), name)
