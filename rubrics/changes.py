"""Small changes to a call, of the kinds machines get wrong: who speaks, a word, the border between two turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from transcribe.call import Call, Span, Turn, Word

Kind = Literal["speaker", "words", "border"]
KINDS: tuple[Kind, ...] = ("speaker", "words", "border")
SHORT = 4
"""Words up to which a turn is short: speaker engines most often give those to the wrong voice."""
SWAPPED, SHIFTED = 0.25, 0.25
"""How often a trial takes a swap or a shift; assumed, not measured."""
WRONG = 0.05
"""Chance that a word is wrong where the speech engine gives no confidence; assumed, not measured."""
MOST = 0.5
"""No change is taken in more than half of the trials."""
DOUBTFUL = 0.6
"""A word below this confidence is always among those changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A turn, and sometimes the next one, as they may have been."""

    kind: Kind
    turn: int
    likely: float
    """How often a trial takes it, 0 to 1."""
    turns: tuple[Turn, ...]

    def made(self, call: Call) -> Call:
        """Return the call with the change in it; the number of turns stays."""
        after = self.turn + len(self.turns)
        return replace(call, turns=(*call.turns[: self.turn], *self.turns, *call.turns[after:]))


def changes(call: Call, seed: int) -> Iterator[Change]:
    """Give the changes a call allows, one of each kind for a turn at most, the same for the same seed."""
    yield from _swaps(call)
    yield from _misheard(call, Random(seed))  # noqa: S311 - a trial, not a secret
    yield from _shifts(call)


def _swaps(call: Call) -> Iterator[Change]:
    voices = {turn.role: turn.speaker for turn in call.turns}
    for index, turn in enumerate(call.turns):
        other = "customer" if turn.role == "agent" else "agent"
        if turn.role != "unknown" and other in voices and 0 < len(turn.text.split()) <= SHORT:
            yield Change("speaker", index, SWAPPED, (replace(turn, role=other, speaker=voices[other]),))


def _misheard(call: Call, chance: Random) -> Iterator[Change]:
    vocabulary = sorted({word for turn in call.turns for word in turn.text.split()})
    for index, turn in enumerate(call.turns):
        words = _words(turn)
        wrong = [place for place, word in enumerate(words) if _is_wrong(word, chance)]
        if wrong and len(words) > 1:
            likely = min(MOST, sum(_doubt(words[place]) for place in wrong))
            yield Change("words", index, likely, (_said(turn, _without(words, wrong, vocabulary, chance)),))


def _is_wrong(word: Word, chance: Random) -> bool:
    sure = 1 - WRONG if word.confidence is None else word.confidence
    return sure < DOUBTFUL or chance.random() > sure


def _doubt(word: Word) -> float:
    """Return how likely a trial takes a word for wrong; one that was drawn against the odds counts as much as any."""
    return max(WRONG, 1 - word.confidence) if word.confidence is not None else SWAPPED


def _without(words: Sequence[Word], wrong: Sequence[int], others: Sequence[str], chance: Random) -> list[Word]:
    """Drop half of the wrong words and put another word of the call in the place of the rest."""
    kept = list(words)
    for place in reversed(wrong):
        if chance.random() < 0.5 and len(kept) > 1:
            del kept[place]
        else:
            kept[place] = replace(kept[place], text=chance.choice(others))
    return kept


def _shifts(call: Call) -> Iterator[Change]:
    """Give the last word of a turn to the next voice, or the next voice's first to this one where this has but one."""
    for index, (turn, following) in enumerate(zip(call.turns, call.turns[1:], strict=False)):
        first, second = _words(turn), _words(following)
        if {turn.role, following.role} != {"agent", "customer"} or not first or not second:
            continue
        if len(first) > 1:
            yield Change("border", index, SHIFTED, (_said(turn, first[:-1]), _said(following, [first[-1], *second])))
        elif len(second) > 1:
            yield Change("border", index, SHIFTED, (_said(turn, [*first, second[0]]), _said(following, second[1:])))


def _words(turn: Turn) -> list[Word]:
    """Return the words of a turn; those of one without words' times share its own."""
    said = turn.text.split()
    if len(said) == len(turn.words):
        return [replace(word, text=text) for word, text in zip(turn.words, said, strict=True)]
    return [Word(text, turn.span or Span(0.0, 0.0)) for text in said]


def _said(turn: Turn, words: Sequence[Word]) -> Turn:
    """Return a turn that says these words; its times follow them where it has some."""
    text = " ".join(word.text for word in words)
    if turn.span is None or len(turn.text.split()) != len(turn.words):
        return replace(turn, text=text, words=())
    span = Span(words[0].span.start, max(word.span.end for word in words))
    return replace(turn, text=text, words=tuple(words), span=span)
