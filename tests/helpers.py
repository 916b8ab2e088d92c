"""What tests of several rooms share."""

import os
from pathlib import Path

from hypothesis import settings

GOLDEN = Path(__file__).parent / "golden"

quick = settings(derandomize=True, max_examples=80, deadline=None, database=None)
"""Decorator for property tests: the same examples each time, few enough for every run."""


def same_as_golden(name: str, now: str) -> None:
    """Fail where ``now`` differs from the kept file ``name``; GOLDEN=write keeps the new text for a person to read."""
    kept = GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(now.encode("utf-8"))
    assert now == kept.read_bytes().decode("utf-8"), f"{name} changed; run GOLDEN=write pytest, then read the diff"
