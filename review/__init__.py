"""The review room: reports of calls, sampling, agreement, the store, and the desk: ``review.desk("our-calls")``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review import desk

__all__ = ["desk"]


def __getattr__(name: str) -> Any:
    """Open the desk's room when somebody walks in."""
    if name != "desk":
        raise AttributeError(f"module 'review' has no attribute {name!r}")
    from importlib import import_module

    return import_module("review.desk")
