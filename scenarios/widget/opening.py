"""How a session shows itself where it is displayed."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

from scenarios.session import Session


def displayed(session: Session) -> Any:
    """Return the MIME bundle of a session: in a notebook the view, elsewhere one line of text."""
    if not in_notebook():
        return {"text/plain": told(session)}
    if find_spec("anywidget") is None:
        return {
            "text/plain": f'{told(session)}\nTo play it here: pip install "parafraza[lab]", then restart the kernel.'
        }
    from scenarios.widget.view import PlayView

    return PlayView(session)._repr_mimebundle_()


def in_notebook() -> bool:
    """Return whether a notebook's kernel runs us, so that there is a browser to draw in."""
    return "ipykernel.kernelapp" in sys.modules


def told(session: Session) -> str:
    """Return a session in one line."""
    case = session.case
    return f"{case.texts.title} ({case.scenario.id}, {case.language}, {session.mode}; lines: {len(session.lines)})"
