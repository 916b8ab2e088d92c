"""Learning from reviewers: each detector's confidence is set anew where marks that were left out then agree better.

Every curve is judged on calls it has not seen: calls are dealt to five folds, a curve is chosen and fitted on four of them, and the
levels of the fifth are read with it. What is then adopted is fitted on all calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from review.agreement.alpha import alpha
from review.coaching.counting import counted
from review.learning.applying import Learned, keep
from review.learning.curves import AS_IT_IS, FOLDS, Curve, Find, Kind, fitted, folds, log_loss
from review.learning.samples import Lesson, Pair, finds, lesson, pairs
from review.store import Filter, Store
from review.store.changes import log
from rubrics import library
from transcribe.errors import FixableError

FEWEST_CALLS = 30
"""Reviewed calls below which nothing is learned."""
FEWEST_FINDS = 15
"""Finds a detector needs that a mark speaks for or against."""
FEWEST_OF_A_KIND = 3
"""Of these, both agreed with and not."""
RISE = 1e-9
"""Rounding is no rise."""


@dataclass(frozen=True, slots=True)
class OfDetector:
    """What was measured of one detector, on calls its curve had not seen."""

    detector: str
    finds: int
    agreed: int
    kind: Kind
    loss_before: float | None
    """Surprise at what reviewers say, in nats; less is better."""
    loss_after: float | None
    alpha_before: float | None
    """Agreement of the items it touches with reviewers; ``None`` where all marks are alike."""
    alpha_after: float | None
    adopted: bool
    why: str

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of learning."""

    calls: int
    """Reviewed calls that taught."""
    marks: int
    """Marks of people on them."""
    detectors: tuple[OfDetector, ...]
    alpha_before: float | None
    """Agreement of all items with reviewers, on calls left out in turn."""
    alpha_after: float | None
    nearer: int
    """Marks of left-out calls that come nearer to the reviewer's."""
    farther: int
    learned: Learned | None
    """What is in force now; ``None`` where nothing was adopted."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values for other programs; the curves are in the workspace's file."""
        plain = {
            name: getattr(self, name) for name in ("calls", "marks", "alpha_before", "alpha_after", "nearer", "farther")
        }
        version = self.learned.number if self.learned else None
        return {"version": version, **plain, "detectors": [each.as_json() for each in self.detectors]}


def learn(store: Store, *, by: str, rubric: str | Path = "service_call", which: Filter | None = None) -> Outcome:
    """Learn from the reviewed calls of a workspace; what agrees better is put into force, and logged.

    Args:
        store: The workspace.
        by: Who has it learn, for the log.
        rubric: The rubric the calls were marked by.
        which: Of which calls; all by default.

    Raises:
        FixableError: fewer than thirty reviewed calls with a transcript, marked by the rubric as it is today.
    """
    chosen = library.load(rubric)
    taught = [one for each in counted(store, which or Filter(reviewed=True)) if (one := lesson(store, each, chosen))]
    if len(taught) < FEWEST_CALLS:
        what = f"{len(taught)} calls teach so far: reviewed, with a transcript, by {chosen.id} {chosen.version}"
        raise FixableError(what, fix=f"review {FEWEST_CALLS - len(taught)} more, then learn again")
    outcome, curves = studied(taught)
    if not curves:
        return outcome
    kept = keep(store.workspace.folder, curves, {**outcome.as_json(), "rubric": f"{chosen.id} {chosen.version}"})
    with store.writing() as connection:
        log(
            connection,
            by,
            "learn",
            "detectors",
            row=kept.number,
            detail={"calls": len(taught), "adopted": sorted(curves)},
        )
    return replace(outcome, learned=kept)


def studied(taught: Sequence[Lesson]) -> tuple[Outcome, dict[str, Curve]]:
    """Return what some lessons teach, and the curves to adopt; nothing is written."""
    by_detector: dict[str, list[Find]] = {}
    for each in taught:
        for detector, find in finds(each):
            by_detector.setdefault(detector, []).append(find)
    place = folds([each.name for each in taught])
    held = {name: _held_out(found, place) for name, found in by_detector.items() if not _too_few(found)}
    told = tuple(_told(name, found, held.get(name), taught, place) for name, found in sorted(by_detector.items()))
    adopted = [each.detector for each in told if each.adopted]
    chosen = {name: held[name] for name in adopted}
    before, after = _read(taught, {}, place), _read(taught, chosen, place)
    rises = _rises(_alpha(before), _alpha(after))
    outcome = _outcome(taught, told, before, after)
    return outcome, {name: fitted(by_detector[name]) for name in adopted} if rises else {}


_Held = Mapping[int, Curve]
"""For each fold the curve fitted on the others."""


def _held_out(found: Sequence[Find], place: Mapping[str, int]) -> _Held:
    return {
        fold: fitted(rest) if (rest := [find for find in found if place[find.call] != fold]) else AS_IT_IS
        for fold in range(FOLDS)
    }


def _too_few(found: Sequence[Find]) -> str:
    agreed = sum(find.agreed for find in found)
    if len(found) < FEWEST_FINDS:
        return f"{len(found)} finds that a mark speaks for or against; {FEWEST_FINDS} are needed"
    if min(agreed, len(found) - agreed) < FEWEST_OF_A_KIND:
        return "reviewers nearly always say the same of its finds"
    return ""


def _told(
    name: str, found: Sequence[Find], held: _Held | None, taught: Sequence[Lesson], place: Mapping[str, int]
) -> OfDetector:
    agreed = sum(find.agreed for find in found)
    if held is None:
        return OfDetector(
            name, len(found), agreed, "as_it_is", None, None, None, None, adopted=False, why=_too_few(found)
        )
    kind = fitted(found).kind
    loss = log_loss(AS_IT_IS, found), _held_loss(found, held, place)
    before, after = (_alpha(_read(taught, curves, place, name)) for curves in ({}, {name: held}))
    why = _why_not(kind, loss, before, after)
    return OfDetector(name, len(found), agreed, kind, loss[0], loss[1], before, after, adopted=not why, why=why)


def _why_not(kind: Kind, loss: tuple[float, float], before: float | None, after: float | None) -> str:
    if kind == "as_it_is":
        return "its confidence tells best as it is"
    if loss[1] >= loss[0]:
        return "on calls left out, the new confidence tells no better"
    if not _rises(before, after):
        return "on calls left out, the marks agree no better"
    return ""


def _rises(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None and after > before + RISE


def _held_loss(found: Sequence[Find], held: _Held, place: Mapping[str, int]) -> float:
    total = 0.0
    for fold, curve in held.items():
        own = [find for find in found if place[find.call] == fold]
        total += len(own) * log_loss(curve, own) if own else 0.0
    return total / len(found)


def _read(
    taught: Iterable[Lesson], held: Mapping[str, _Held], place: Mapping[str, int], detector: str | None = None
) -> list[Pair]:
    """Return the marks of all calls, each read with the curves that were fitted without it."""
    return [
        pair
        for each in taught
        for pair in pairs(each, {name: curves[place[each.name]] for name, curves in held.items()}, detector)
    ]


def _alpha(found: Sequence[Pair]) -> float | None:
    if not found:
        return None
    value = alpha(np.array([[pair.machine, pair.person] for pair in found]), "interval")
    return None if np.isnan(value) else value


def _outcome(
    taught: Sequence[Lesson], told: tuple[OfDetector, ...], before: Sequence[Pair], after: Sequence[Pair]
) -> Outcome:
    moved = [
        abs(one.machine - one.person) - abs(other.machine - other.person)
        for one, other in zip(before, after, strict=True)
    ]
    return Outcome(
        calls=len(taught),
        marks=len(before),
        detectors=told,
        alpha_before=_alpha(before),
        alpha_after=_alpha(after),
        nearer=sum(by > 0 for by in moved),
        farther=sum(by < 0 for by in moved),
        learned=None,
    )
