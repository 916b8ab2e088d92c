"""axe-core over a page that a browser shows: the script lies in ``tests/browser/vendor``, nothing is fetched."""

from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "browser" / "vendor" / "axe-core" / "axe.min.js"


def violations(page: Any, within: str = "document") -> list[dict[str, Any]]:
    """What axe finds wrong in a page, or in the part of it that ``within`` names as JavaScript."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({within})")["violations"]
    return found
