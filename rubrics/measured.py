"""How often a move goes unseen, as measured: by the detectors on labelled lines, and between two readers.

Two files hold what was measured: ``heads/manifest.json`` the detectors' F1 of each move, language by language, on lines
they had not learned from, and ``corpus/agreement.json`` two blind readings of the same lines. Where precision and recall
are alike, F1 is the share found, so ``1 - F1`` is taken for the share missed. They are read when first asked for;
a move or a language nobody measured gets :data:`UNMEASURED`, which is plainly an assumption.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rubrics.forms import CUSTOMER
from rubrics.vocabulary import AGENT_MOVES

UNMEASURED = 0.25
"""Share missed that is assumed where nobody measured it."""
_DETECTORS = ("network and cues", "vectors and cues", "words and cues")
"""What the toolkit listens with, the fuller one first."""


@cache
def missed(name: str, language: str) -> float:
    """Return the share of a move's occurrences, 0 to 1, that the toolkit does not see though a person would.

    Args:
        name: The move's full name as a rubric writes it: ``customer.thanks`` for the customer's.
        language: Code of the language that is spoken, such as ``pl``.
    """
    found = _found(name, language)
    seen_by_another = 1 - apart(name, language)
    return round(1 - found * seen_by_another, 4) if found is not None else UNMEASURED


def is_measured(name: str, language: str) -> bool:
    """Tell whether anybody measured how often detectors see a move, which may happen to be as often as is assumed elsewhere."""
    return _found(name, language) is not None


@cache
def apart(name: str, language: str) -> float:
    """Return the share of a move's occurrences, 0 to 1, that one of two readers sees and the other does not.

    Zero where nobody measured it: then only the detectors' own misses count.
    """
    side, plain = _side(name)
    reports = _read("corpus/agreement.json").get("reports", {})
    counts = reports.get(language, {}).get("moves", {}).get(side, {}).get(plain)
    if not counts:
        return 0.0
    differing = counts["first_only"] + counts["second_only"]
    marked = 2 * counts["both"] + differing
    return float(differing / marked) if marked else 0.0


def _found(name: str, language: str) -> float | None:
    side, plain = _side(name)
    heads = _read("heads/manifest.json").get("heads", {})
    measured = heads.get(language, {}).get("cross_validated", {}).get(side, {})
    scores: Mapping[str, float] = next((measured[each] for each in _DETECTORS if each in measured), {})
    return scores.get(plain)


def _side(name: str) -> tuple[str, str]:
    plain = name.removeprefix(CUSTOMER)
    return ("agent" if name in AGENT_MOVES else "customer"), plain


@cache
def _read(name: str) -> Mapping[str, Any]:
    """Return a file of measurements, or nothing where this installation has none."""
    path = files("rubrics").joinpath(name)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
