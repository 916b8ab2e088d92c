"""What a workspace has learned: versions in a file of its own, one of them in force, and the moves of a call as it sees them.

The file holds curves and counts, and nothing that anybody said. A version is never changed; going back to an earlier one, or to none,
is a change of which is in force.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import rubrics
from review.learning.curves import AS_IT_IS, Curve
from rubrics.moves.finding import AT_LEAST, claimed
from rubrics.scorecard import FAINT
from rubrics.values import Move, Scorecard
from transcribe.call import Call
from transcribe.errors import BadFile, UnknownName
from transcribe.formats import write_whole

FILE = "learned.json"
SCHEMA = 1
TEAM = "+team."
"""Stands in the name of a detector whose confidence the team's reviewers have set: ``paraphrase.v1+team.2``."""


@dataclass(frozen=True, slots=True)
class Learned:
    """One version of what was learned; number 0 is nothing."""

    number: int = 0
    curves: Mapping[str, Curve] = field(default_factory=dict)
    """By detector and its version; a detector without one stays as it is."""
    report: Mapping[str, Any] = field(default_factory=dict)
    """What was measured when it was learned, as JSON values."""

    @property
    def key(self) -> str:
        """A word that tells this version from others, for results that are done again when it changes; empty for none."""
        return f" learned {self.number}" if self.curves else ""

    def applied(self, moves: Iterable[Move]) -> tuple[Move, ...]:
        """Return moves with the confidence this team's reviewers would have in them."""
        return tuple(self._one(move) for move in moves)

    def find_moves(self, call: Call, *, at_least: float = AT_LEAST) -> tuple[Move, ...]:
        """Return the moves of a call from a confidence of ``at_least`` on, as :func:`rubrics.find_moves` does."""
        if not self.curves:
            return rubrics.find_moves(call, at_least=at_least)
        found = self.applied(rubrics.find_moves(call, at_least=FAINT))
        return claimed(found, at_least)

    def score(self, call: Call, rubric: str | Path) -> Scorecard:
        """Return the scorecard of a call, as :func:`rubrics.score` does."""
        if not self.curves:
            return rubrics.score(call, rubric)
        return rubrics.score(call, rubric, moves=self.find_moves(call, at_least=FAINT))

    def _one(self, move: Move) -> Move:
        curve = self.curves.get(move.by, AS_IT_IS)
        if curve.kind == "as_it_is":
            return move
        return replace(move, confidence=curve(move.confidence), by=f"{move.by}{TEAM}{self.number}")


NOTHING = Learned()


def learned(folder: Path) -> Learned:
    """Return what is in force in a workspace's folder; raise :class:`BadFile` where its file cannot be read."""
    kept = _read(folder / FILE)
    return next((one for one in _versions(kept) if one.number == kept["in_force"]), NOTHING)


def learned_near(results: Path) -> Learned:
    """Return what is in force where a folder of results lies: in its workspace, or nothing where it lies in none."""
    for folder in (results, *results.resolve().parents[:2]):
        if (folder / FILE).is_file():
            return learned(folder)
    return NOTHING


def versions(folder: Path) -> tuple[Learned, ...]:
    """Return all that a workspace ever learned, oldest first."""
    return _versions(_read(folder / FILE))


def keep(folder: Path, curves: Mapping[str, Curve], report: Mapping[str, Any]) -> Learned:
    """Put one more version into force, beside the earlier ones; return it."""
    kept = _read(folder / FILE)
    number = 1 + max((one["number"] for one in kept["versions"]), default=0)
    new = {
        "number": number,
        "curves": {name: curve.as_json() for name, curve in curves.items()},
        "report": dict(report),
    }
    _write(folder, {**kept, "in_force": number, "versions": [*kept["versions"], new]})
    return Learned(number, dict(curves), dict(report))


def go_back(folder: Path, number: int) -> Learned:
    """Put an earlier version into force, or none with 0; raise :class:`UnknownName` where there is none of that number."""
    kept = _read(folder / FILE)
    known = [0, *(one["number"] for one in kept["versions"])]
    if number not in known:
        numbers = ", ".join(map(str, known))
        raise UnknownName(f"there is no version {number} of what was learned", fix=f"choose one of: {numbers}")
    _write(folder, {**kept, "in_force": number})
    return learned(folder)


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {"schema": SCHEMA, "in_force": 0, "versions": []}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        whole = content["schema"] == SCHEMA and isinstance(content["versions"], list) and "in_force" in content
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        fix = "put a copy of the file back, or delete it to begin anew; marks are then as the toolkit ships them"
        raise BadFile("what was learned cannot be read", fix=fix, where=str(path))
    return dict(content)


def _versions(kept: Mapping[str, Any]) -> tuple[Learned, ...]:
    return tuple(
        Learned(one["number"], {name: Curve.from_json(curve) for name, curve in one["curves"].items()}, one["report"])
        for one in kept["versions"]
    )


def _write(folder: Path, content: Mapping[str, Any]) -> None:
    write_whole(folder / FILE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
