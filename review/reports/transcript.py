"""The transcript as the page shows it: turns cut where a move or a doubtful word begins and ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from review.reports.names import ROLES
from review.reports.quotes import Chip, chip
from review.reports.texts import Texts
from rubrics.values import Move
from transcribe.call import Call, Turn, Word

DOUBTFUL = 0.5
"""Words the engine gave a lower probability are dotted."""

LABELS_OF_ENGINES = re.compile(r"(speaker|channel|spk)?[ _-]?\d+|left|right|agent|customer|unknown|mono", re.IGNORECASE)
"""Speaker labels that say nothing to a reader; anything else is a name and is shown."""

PUNCTUATION = re.compile(r"[.,;:!?…]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that begins at one moment."""

    text: str
    start: float | None
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that belongs to the same moves, and the moves that end with it."""

    pieces: tuple[Piece, ...]
    moves: tuple[Chip, ...]
    ending: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn, ready to print."""

    index: int
    role: str
    who: str
    clock: str | None
    start: float | None
    end: float | None
    language: str | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    first: int
    last: int
    chip: Chip


def transcript(call: Call, moves: Sequence[Move], texts: Texts) -> tuple[TurnView, ...]:
    """Return every turn of the call with its moves in place."""
    by_turn: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        by_turn[move.turn].append(move)
    names = who_is_who(call, texts)
    return tuple(_turn(index, turn, by_turn[index], names[turn.speaker, turn.role], texts)
                 for index, turn in enumerate(call.turns))  # fmt: skip


def who_is_who(call: Call, texts: Texts) -> dict[tuple[str, str], str]:
    """Name each voice: its role, and its own name where it has one or where two voices share a role."""
    voices = dict.fromkeys((turn.speaker, turn.role) for turn in call.turns)
    roles = [role for _, role in voices]
    return {
        (speaker, role): texts.say(ROLES[role])
        if roles.count(role) == 1 and LABELS_OF_ENGINES.fullmatch(speaker)
        else f"{texts.say(ROLES[role])} · {speaker}"
        for speaker, role in voices
    }


def _turn(index: int, turn: Turn, moves: Sequence[Move], who: str, texts: Texts) -> TurnView:
    words = list(_placed_words(turn))
    placed = [_place(move, turn.text, words, texts) for move in moves]
    return TurnView(
        index=index,
        role=turn.role,
        who=who,
        clock=texts.clock(turn.span.start) if turn.span else None,
        start=turn.span.start if turn.span else None,
        end=turn.span.end if turn.span else None,
        language=turn.language,
        stretches=tuple(_stretches(turn.text, words, placed)),
    )


def _placed_words(turn: Turn) -> Iterator[tuple[int, int, Word]]:
    """Yield where each word stands in the text; a word the text does not have is passed over."""
    at = 0
    for word in turn.words:
        plain = word.text.strip()
        found = turn.text.find(plain, at)
        if plain and found >= 0:
            at = found + len(plain)
            yield found, at, word


def _place(move: Move, text: str, words: Sequence[tuple[int, int, Word]], texts: Texts) -> _Placed:
    """Find the quote; where it stands more than once, the move's own seconds decide."""
    quote = move.quote.strip()
    firsts = list(_all_of(quote, text)) if quote else []
    if not firsts:  # seen in the times, not in the words: it is named at the head of the turn
        return _Placed(0, 0, chip(move, texts))
    starts = {first: word.span.start for first, _, word in words}
    wanted = move.span.start if move.span else 0.0
    first = min(firsts, key=lambda at: abs(starts.get(at, 0.0) - wanted))
    after = first + len(quote)
    mark = PUNCTUATION.match(text, after)  # a shape between a word and its full stop would tear them apart
    return _Placed(first, mark.end() if mark else after, chip(move, texts))


def _all_of(quote: str, text: str) -> Iterator[int]:
    """Give the places at which a quote stands, none inside another."""
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + len(quote))


def _stretches(text: str, words: Sequence[tuple[int, int, Word]], placed: Sequence[_Placed]) -> Iterator[Stretch]:
    heads = tuple(move.chip for move in placed if move.first == move.last)
    if heads:
        yield Stretch((), (), heads)
    inside = [
        [move for move in placed if move.first <= first < move.last] for first, _, _ in _pieces(text, words, placed)
    ]
    pieces = list(zip(_pieces(text, words, placed), inside, strict=True))
    for covering, group in groupby(pieces, key=lambda pair: pair[1]):
        run = [piece for piece, _ in group]
        end = run[-1][1]
        yield Stretch(
            tuple(piece for _, _, piece in run),
            tuple(move.chip for move in covering),
            tuple(move.chip for move in covering if move.last == end),
        )


def _pieces(
    text: str, words: Sequence[tuple[int, int, Word]], placed: Sequence[_Placed]
) -> list[tuple[int, int, Piece]]:
    """Cut the text where a word or a move begins, and where a move or a doubtful word ends."""
    doubts = {first: last for first, last, word in words if _doubtful(word)}
    starts = {first: word.span.start for first, _, word in words}
    cuts = {0, len(text), *starts, *doubts.values()}
    cuts |= {edge for move in placed for edge in (move.first, move.last)}
    return [
        (first, last, Piece(text[first:last], starts.get(first), first in doubts))
        for first, last in pairwise(sorted(cuts))
    ]


def _doubtful(word: Word) -> bool:
    return word.confidence is not None and word.confidence < DOUBTFUL
