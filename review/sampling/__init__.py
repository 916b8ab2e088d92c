"""Which calls to review, and how sure they will make anyone: why it is done so stands in ``docs/design/0012``.

``sample(read_manifest(path), Plan(20))`` draws; ``estimate(passed, chances)`` goes back from what was heard to all calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.sampling.design import Sample, sample
    from review.sampling.estimates import Estimate, estimate
    from review.sampling.manifest import Manifest, read_exclusions, read_manifest
    from review.sampling.plan import Plan, Question

__all__ = [
    "Estimate",
    "Manifest",
    "Plan",
    "Question",
    "Sample",
    "estimate",
    "read_exclusions",
    "read_manifest",
    "sample",
]

_HOMES = {
    "Estimate": "review.sampling.estimates",
    "Manifest": "review.sampling.manifest",
    "Plan": "review.sampling.plan",
    "Question": "review.sampling.plan",
    "Sample": "review.sampling.design",
    "estimate": "review.sampling.estimates",
    "read_exclusions": "review.sampling.manifest",
    "read_manifest": "review.sampling.manifest",
    "sample": "review.sampling.design",
}


def __getattr__(name: str) -> Any:
    """Load a name's home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'review.sampling' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
