"""What stands beside a mark: what it hangs on, and what the customer did afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.reports.names import N_
from review.reports.quotes import Chip, chips, shortened
from review.reports.texts import Texts
from rubrics.effect import effect
from rubrics.fragility import Fragile
from rubrics.judges.values import Opinion
from rubrics.values import Mark, Move
from transcribe.call import Call

MOST_QUOTES = 2
HANGS_ON: dict[str, str] = {
    "speaker": N_("This depends on who said {quote}: in {share} of trials the mark comes out differently."),
    "words": N_("This depends on how {quote} was heard: in {share} of trials the mark comes out differently."),
    "border": N_("This depends on where {quote} ends: in {share} of trials the mark comes out differently."),
}
"""Why a mark is fragile, by the kind of change that moves it."""
FOLLOWED: dict[str, str] = {
    "confirmed": N_("Afterwards the customer confirms."),
    "agreed": N_("Afterwards the customer agrees."),
    "thanked": N_("Afterwards the customer says thank you."),
    "corrected": N_("Afterwards the customer corrects something."),
    "repeated": N_("Afterwards the customer makes the complaint again."),
    "escalated": N_("Afterwards the customer wants to take it further."),
    "cooled": N_("The complaint that came before does not come back."),
}
"""What followed the evidence of a mark."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What the customer did after the evidence of a mark."""

    said: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Second:
    """What a judge says of the same criterion."""

    said: str
    """The level, or that there is none."""
    why: str
    """How many votes gave it, or why there is none."""
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a call beyond its marks."""

    call: Call
    moves: tuple[Move, ...]
    fragile: tuple[Fragile, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    def hangs_on(self, mark: Mark, texts: Texts) -> str | None:
        """Say what a fragile mark depends on; ``None`` where it is not fragile."""
        told = next((each for each in self.fragile if each.criterion == mark.criterion), None)
        if told is None or mark.value is None:
            return None
        quote = texts.quoted(shortened(self.call.turns[told.turn].text))
        return texts.say(HANGS_ON[told.kind], quote=quote, share=texts.percent(told.share))

    def followed(self, mark: Mark, texts: Texts) -> Followed | None:
        """Say what the customer did after the evidence of a mark; ``None`` where nothing tells."""
        seen = effect(mark, self.moves, self.call)
        if seen is None or mark.value is None:
            return None
        shown = [move for move in seen.moves if move not in mark.evidence]
        return Followed(texts.say(FOLLOWED[seen.kind]), chips(shown, texts, MOST_QUOTES))

    def second(self, mark: Mark, texts: Texts) -> Second | None:
        """Return a judge's opinion on a mark's criterion; ``None`` where none was asked, or the mark is the judge's own."""
        told = next((each.mark for each in self.opinions if each.mark.criterion == mark.criterion), None)
        if told is None or told == mark:
            return None
        if told.value is None:
            return Second(texts.say("Second opinion: none"), told.why, ())
        value, top = texts.number(told.value, 1), texts.number(told.max)
        said = texts.say("Second opinion: {value} of {max}", value=value, max=top)
        return Second(said, told.why, chips(told.evidence, texts, MOST_QUOTES))


def beside(call: Call, moves: Sequence[Move], fragile: Iterable[Fragile], opinions: Iterable[Opinion] = ()) -> Beside:
    """Gather what stands beside the marks of a call."""
    hanging = tuple(each for each in fragile if each.turn < len(call.turns))
    return Beside(call, tuple(moves), hanging, tuple(opinions))
