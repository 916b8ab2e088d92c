"""How far people, and the machine, agree in their marks: why it is counted so stands in ``docs/design/0011``.

``agreement(read_marks(path).judgements)`` is all there is to it; numpy is loaded when one of them is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.agreement.marks import Judgement, Marks, read_marks
    from review.agreement.study import Agreement, agreement

__all__ = ["Agreement", "Judgement", "Marks", "agreement", "read_marks"]

_HOMES = {
    "Agreement": "review.agreement.study",
    "Judgement": "review.agreement.marks",
    "Marks": "review.agreement.marks",
    "agreement": "review.agreement.study",
    "read_marks": "review.agreement.marks",
}


def __getattr__(name: str) -> Any:
    """Load a name's home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'review.agreement' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
