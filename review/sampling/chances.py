"""Which calls are drawn, and with what chance: the two must fit exactly, or a team's rate comes out wrong.

Calls are drawn systematically from a random order: their chances are laid end to end, and every whole step from one
random start picks the call it falls into (W. Madow, *On the theory of systematic sampling II*, 1949; in random order: R.
Goodman and L. Kish, *Controlled selection*, 1950). Chosen because the chance of each call is met exactly whatever the
chances are, the number of calls is exactly what was asked for, no call can come twice, and one pass does it: Sampford's
method draws again and again until no call comes twice, which takes for ever where chances are high, and conditional Poisson
sampling meets chances only as well as its own equations were solved. The price, chances of *pairs* unknown,
is paid by the variance formula (:mod:`review.sampling.estimates`). With equal chances it is simple random sampling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EVEN = 0.2
"""Share of each risk that is the same for all: a call without any sign of risk keeps a chance, or no rate would hold for it."""

ROUNDING = 1e-12
"""A chance this close to 1 is 1."""


def chances(sizes: Array, number: int) -> Array:
    """Return the chance of each call of being among ``number`` drawn: in proportion to its size (above 0), and at most 1.

    What a call of chance 1 leaves over goes to the others (Y. Tillé, *Sampling Algorithms*, 2006, 2.10).
    """
    sure = np.zeros(len(sizes), bool)
    while True:
        left = float(sizes[~sure].sum())
        share = (number - int(sure.sum())) / left if left else 0.0
        found = np.where(sure, 1.0, sizes * share)
        over = (found >= 1 - ROUNDING) & ~sure
        if not over.any():
            return np.asarray(found)
        sure |= over


def draw(chance: Array, random: np.random.Generator) -> NDArray[np.intp]:
    """Return which calls are drawn, in rising order; as many as the chances add up to, which is a whole number."""
    sure = np.nonzero(chance >= 1)[0]
    order = random.permutation(np.nonzero(chance < 1)[0])
    ends = np.cumsum(chance[order])
    number = round(float(ends[-1])) if len(ends) else 0
    if not number:
        return sure
    ends *= number / ends[-1]  # the sum of a hundred thousand chances is off by a rounding
    ends[-1] = number
    picks = np.searchsorted(ends, random.random() + np.arange(number), side="right")
    return np.sort(np.concatenate([sure, order[picks]]))


def risk(columns: Array) -> Array:
    """Return one size for each call from columns of risk (calls x columns, NaN is unknown): their mean, each in units of its own.

    Each column is measured in its mean over the calls, so that seconds of silence do not drown a count of complaints. What is
    unknown counts as average. A fifth is the same for all calls (:data:`EVEN`).
    """
    known = ~np.isnan(columns)
    mean = np.where(known, columns, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    scaled = np.divide(columns, mean, out=np.ones_like(columns), where=known & (mean > 0))
    return np.asarray(EVEN + (1 - EVEN) * scaled.mean(axis=1))
