"""The weights of one language, and what they say of a line."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubrics.tokens import Line
from trainings.order.features import Known, row, signed

COMMONEST = 150
"""Of the frequent words, how many are looked at whole in triples too."""


@dataclass(frozen=True, eq=False)
class Order:
    """What was learned of one language."""

    frequent: tuple[str, ...]
    """Folded, the commonest first."""
    weights: NDArray[np.int8]
    """One a slot."""
    scale: float
    """What one step of a weight is worth."""
    bias: float

    @cached_property
    def known(self) -> Known:
        """The words that are looked at whole."""
        return Known(frozenset(self.frequent), frozenset(self.frequent[:COMMONEST]))

    def score(self, line: Line) -> float:
        """Return how far a line's order speaks for a sentence: log-odds against words shuffled or heaped up.

        Zero would be even odds, were half of all answers games; where a line is refused is for the caller to say.
        """
        slots = row(signed(line), self.known)
        return self.bias + self.scale * sum(float(self.weights[slot]) * share for slot, share in slots.items())

    def packed(self) -> bytes:
        """Return the file's bytes."""
        kept = io.BytesIO()
        words = np.frombuffer("\n".join(self.frequent).encode(), np.uint8)
        np.savez_compressed(kept, words=words, weights=self.weights, line=np.array([self.scale, self.bias]))
        return kept.getvalue()


def unpacked(raw: bytes) -> Order:
    """Return what :meth:`Order.packed` wrote."""
    held: Any = np.load(io.BytesIO(raw), allow_pickle=False)
    scale, bias = held["line"].tolist()
    return Order(tuple(held["words"].tobytes().decode().split("\n")), held["weights"], scale, bias)


@cache
def load(language: str) -> Order:
    """Return what was learned of a language: ``en``, ``pl``, ``ru`` or ``ro``."""
    return unpacked((files("trainings") / "order" / f"{language}.npz").read_bytes())
