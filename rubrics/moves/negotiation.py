"""Negotiation: options, win-win, honest limits, facts, values and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rubrics.moves.base import CueDetector, Detector, Find, Need, Scene, by_sentence, detectors
from rubrics.moves.combined import PairDetector
from transcribe.call import Role

ECHO = 0.15
"""What each content word of the customer's own adds to an argument by their values."""


@detectors.add("option_offer.v1")
def option_offer() -> Detector:
    """Two ways or more, the choice left to the customer."""
    return PairDetector("option_offer", ("features.possible",), ("features.choice",), sure=0.8)


@detectors.add("win_win.v1")
def win_win() -> Detector:
    """Serves both sides: if you, then I."""
    return PairDetector("win_win", ("features.condition",), ("features.possible",), sure=0.85)


@detectors.add("expectation_setting.v1")
def expectation_setting() -> Detector:
    """An honest limit or duration with its reason or consequence."""
    return PairDetector("expectation_setting", ("features.limit",), ("features.reason",), sure=0.85, reach=24)


@detectors.add("fact_argument.v1")
def fact_argument() -> Detector:
    """Supports a position by data, terms or history."""
    return CueDetector("fact_argument")


@dataclass(frozen=True)
class ValueArgument:
    """Ties a proposal to what this customer said; the customer's own words coming back make it surer."""

    moves: tuple[str, ...] = ("value_argument",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "lemmas", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the argument with more confidence the more of the customer's words it takes up."""
        said, label = scene.said, "agent.value_argument"
        heard = {stem for turn in scene.heard for stem in turn.stems}
        for start, end, confidence in by_sentence(said, said.of(label)):
            first, last = said.line.sentence_of(start)
            echoed = len(heard & set(said.stems_of(first, last)))
            sure = 1 - (1 - confidence) * (1 - min(ECHO * echoed, 0.6))
            yield Find("value_argument", start, end, sure, said.why(label, start, end))


@detectors.add("value_argument.v1")
def value_argument() -> Detector:
    """Ties a proposal to what matters to this customer."""
    return ValueArgument()


@detectors.add("alternative_batna.v1")
def alternative_batna() -> Detector:
    """The way out if no agreement is reached."""
    return CueDetector("alternative_batna")
