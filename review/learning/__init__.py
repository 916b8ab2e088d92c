"""Learning from a team's reviewers: how sure a detector may be, as far as their marks tell. ``docs/design/0019`` says why so.

``learn(store, by="Ewa")`` measures, and adopts what agrees better with marks it has not seen; ``learned(folder)`` is what
holds in a workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.learning.applying import Learned, learned
    from review.learning.learning import learn

__all__ = ["Learned", "learn", "learned"]

_HOMES = {
    "Learned": "review.learning.applying",
    "learn": "review.learning.learning",
    "learned": "review.learning.applying",
}


def __getattr__(name: str) -> Any:
    """Load a name's home when it is first asked for: ``review`` without anything learned needs no numpy for it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'review.learning' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
