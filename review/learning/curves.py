"""Curves from a detector's confidence to how often reviewers agree: as it is, Platt's, or isotonic.

Platt's curve has two numbers (J. Platt, *Probabilistic outputs for support vector machines*, 1999, with his smoothed targets); the
isotonic one only ever rises (B. Zadrozny and C. Elkan, *Transforming classifier scores into accurate multiclass probability
estimates*, 2002), its steps drawn towards the middle by one find of each kind, so that a step of three finds does not claim
certainty. Which of the three fits is told by finds that were left out when it was fitted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transcribe.errors import BadFile

Array = NDArray[np.float64]
Kind = Literal["as_it_is", "platt", "isotonic"]
KINDS: tuple[Kind, ...] = ("as_it_is", "platt", "isotonic")
FOLDS = 5
EDGE = 1e-3
"""Nearest to 0 and 1 a confidence comes; nobody's marks show more."""
NEWTON_STEPS = 50
RIDGE = 1e-3
"""Keeps Platt's two numbers finite where confidence tells agreement and disagreement apart without a mistake."""


class Find(NamedTuple):
    """One find of a detector, and whether reviewers agree with it."""

    call: str
    confidence: float
    agreed: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """From confidence to confidence; never falls."""

    kind: Kind
    xs: tuple[float, ...] = ()
    """Platt: nothing. Isotonic: confidences, rising."""
    ys: tuple[float, ...] = ()
    """Platt: slope and shift over log odds. Isotonic: what each confidence becomes; straight lines between them."""

    def __call__(self, confidence: float) -> float:
        """Return what a confidence of 0 to 1 becomes, 0 to 1."""
        if self.kind == "as_it_is":
            return confidence
        return float(self.all(np.array([confidence]))[0])

    def all(self, confidences: Array) -> Array:
        """Return what many confidences become."""
        if self.kind == "as_it_is":
            return confidences
        if self.kind == "platt":
            slope, shift = self.ys
            return np.asarray(np.clip(_logistic(slope * _odds(confidences) + shift), EDGE, 1 - EDGE))
        return np.asarray(np.interp(confidences, self.xs, self.ys))

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"kind": self.kind, "xs": list(self.xs), "ys": list(self.ys)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Curve:
        """Return the curve JSON values hold; raise :class:`BadFile` where they hold none."""
        try:
            curve = cls(content["kind"], tuple(map(float, content["xs"])), tuple(map(float, content["ys"])))
        except (KeyError, TypeError, ValueError) as error:
            raise BadFile(f"a curve cannot be read: {error}", fix="learn again") from None
        fits = {"as_it_is": True, "platt": len(curve.ys) == 2, "isotonic": 0 < len(curve.xs) == len(curve.ys)}
        if not fits.get(curve.kind):
            raise BadFile(f"{curve.kind} is no curve we know", fix="learn again, or update the toolkit")
        return curve


AS_IT_IS = Curve("as_it_is")


def fitted(finds: Sequence[Find]) -> Curve:
    """Return the curve that tells best how often reviewers agree, by finds left out in turn; fitted on all of them.

    Whole calls are left out, since finds of one call are alike. The curve as it is wins unless another is better.
    """
    losses = {kind: _left_out_loss(finds, kind) for kind in KINDS}
    best = min(KINDS, key=lambda kind: losses[kind])
    return _FITS[best](finds)


def folds(calls: Sequence[str], number: int = FOLDS) -> dict[str, int]:
    """Deal calls out to folds, evenly and the same way each time, whatever their order."""
    return {call: place % number for place, call in enumerate(sorted(set(calls)))}


def log_loss(curve: Curve, finds: Sequence[Find]) -> float:
    """Return the mean surprise at whether reviewers agreed, in nats; 0.69 is a coin's."""
    sure = np.clip(curve.all(_confidences(finds)), EDGE, 1 - EDGE)
    return float(-np.where(_agreed(finds) > 0, np.log(sure), np.log(1 - sure)).mean())


def platt(finds: Sequence[Find]) -> Curve:
    """Return Platt's curve, by Newton's method; a falling one is flattened, since more confidence never means less."""
    odds, agreed = _odds(_confidences(finds)), _agreed(finds)
    number = agreed.sum()
    target = np.where(agreed > 0, (number + 1) / (number + 2), 1 / (len(agreed) - number + 2))
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    found = np.array([1.0, 0.0])
    start = found.copy()
    for _ in range(NEWTON_STEPS):
        sure = _logistic(design @ found)
        slope = design.T @ (sure - target) + RIDGE * (found - start)
        bend = (design.T * (sure * (1 - sure))) @ design + RIDGE * np.eye(2)
        step = np.linalg.solve(bend, slope)
        found = found - np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-9:
            break
    if found[0] <= 0:
        found = np.array([0.0, _odds(np.array([target.mean()]))[0]])
    return Curve("platt", (), (float(found[0]), float(found[1])))


def isotonic(finds: Sequence[Find]) -> Curve:
    """Return the rising curve nearest to what reviewers said, by pooling neighbours that fall (Ayer and others, 1955)."""
    order = sorted(finds, key=lambda find: find.confidence)
    pools: list[_Pool] = []
    for find in order:
        pools.append(_Pool(find.confidence, find.confidence, float(find.agreed), 1))
        while len(pools) > 1 and pools[-2].rate >= pools[-1].rate:
            last, before = pools.pop(), pools.pop()
            pools.append(_Pool(before.low, last.high, before.agreed + last.agreed, before.number + last.number))
    xs: list[float] = []
    ys: list[float] = []
    for pool in pools:
        drawn = (pool.agreed + 1) / (pool.number + 2)
        rising = max(drawn, ys[-1]) if ys else drawn
        ends = [pool.low] if pool.low == pool.high else [pool.low, pool.high]
        xs += ends
        ys += [rising] * len(ends)
    return Curve("isotonic", tuple(xs), tuple(ys))


class _Pool(NamedTuple):
    low: float
    high: float
    agreed: float
    number: int

    @property
    def rate(self) -> float:
        return self.agreed / self.number


_FITS: dict[Kind, Callable[[Sequence[Find]], Curve]] = {
    "as_it_is": lambda _: AS_IT_IS,
    "platt": platt,
    "isotonic": isotonic,
}


def _left_out_loss(finds: Sequence[Find], kind: Kind) -> float:
    place = folds([find.call for find in finds])
    total = 0.0
    for fold in range(FOLDS):
        held = [find for find in finds if place[find.call] == fold]
        rest = [find for find in finds if place[find.call] != fold]
        if held:
            total += len(held) * log_loss(_FITS[kind](rest) if rest else AS_IT_IS, held)
    return total / len(finds) if finds else math.inf


def _confidences(finds: Sequence[Find]) -> Array:
    return np.array([find.confidence for find in finds], np.float64)


def _agreed(finds: Sequence[Find]) -> Array:
    return np.array([find.agreed for find in finds], np.float64)


def _odds(shares: Array) -> Array:
    inside = np.clip(shares, EDGE, 1 - EDGE)
    return np.asarray(np.log(inside / (1 - inside)))


def _logistic(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-odds)))
