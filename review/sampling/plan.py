"""What is asked of a sample: how to draw it, and how sure it should make one. Light, for the command line reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transcribe.errors import FixableError

Method = Literal["simple", "stratified", "risk"]
"""At random; from every group; or likelier where there is risk."""

Allocation = Literal["proportional", "equal"]
"""How the calls are dealt to groups: by their size, one at least to each; or the same number to each."""


@dataclass(frozen=True)
class Plan:
    """How to draw."""

    number: int
    """Calls to draw."""

    method: Method = "simple"
    by: tuple[str, ...] = ()
    """Columns whose combinations are the strata."""

    risk: tuple[str, ...] = ()
    """Columns that say how much a call needs a look: numbers, 0 or more."""

    allocation: Allocation = "proportional"
    double: float = 0.0
    """Share of the drawn calls for two reviewers, 0 to 1."""

    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if self.number < 1:
            raise FixableError("no call is asked for", fix="ask for one at least with --n")
        if not 0 <= self.double <= 1:
            raise FixableError(f"--double {self.double} is not a share", fix="give a number from 0 to 1, such as 0.1")
        if self.method == "stratified" and not self.by:
            raise FixableError(
                "a stratified sample needs columns to sort by", fix="name them, such as --by agent,queue"
            )
        if self.method == "risk" and not self.risk:
            raise FixableError("a sample by risk needs a column of risk", fix="name it, such as --risk silence")
        if self.method == "simple" and self.by:
            raise FixableError("a simple sample has no strata", fix="leave out --by, or add --method stratified")
        if self.method != "risk" and self.risk:
            raise FixableError(f"a {self.method} sample looks at no risk", fix="leave out --risk, or add --method risk")


@dataclass(frozen=True)
class Question:
    """What a pass rate is expected to be, and how well one wants to know it."""

    rate: float = 0.8
    """The pass rate expected, between 0 and 1."""

    reach: float = 0.05
    """The half width wanted of an interval."""

    apart: float = 0.2
    """The difference between two agents one wants to be told of."""

    def __post_init__(self) -> None:
        """Refuse what is no rate."""
        if not 0 < self.rate < 1:
            raise FixableError(
                f"--expected {self.rate} is no pass rate", fix="give a share between 0 and 1, such as 0.8"
            )
        if not 0 < self.reach < 0.5:
            raise FixableError(f"--reach {self.reach} is no half width", fix="give a share below 0.5, such as 0.05")
        if not 0 < self.apart < self.rate:
            what = f"--apart {self.apart} leaves no rate below {self.rate}"
            raise FixableError(what, fix="give a difference smaller than the expected rate, such as 0.2")
