"""Where the public, human-labelled data lies; absent data is "not measured", never passed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def folder(name: str) -> Path | None:
    """Return a data set's folder under ``$PARAFRAZA_DATA`` or ``../shared/data``, or ``None`` where it is not there."""
    home = Path(os.environ.get("PARAFRAZA_DATA") or ROOT.parent / "shared" / "data")
    path = home / name
    return path if path.is_dir() else None


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
