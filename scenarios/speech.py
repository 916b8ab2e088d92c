"""Putting what the customer wants to say into words; the seed chooses among ways of saying it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from scenarios.answering import Piece
from scenarios.loading import Case
from scenarios.vocabulary import Tone

FIRST_WORDING = None
"""The seed of the wording the detectors are given, the same for everybody."""


def say(case: Case, pieces: Sequence[Piece], tone: Tone, seed: int | None, used: Mapping[str, int]) -> str:
    """Return the customer's words.

    Args:
        case: The scenario in the language of the talk.
        pieces: What is to be said, in order.
        tone: How the customer sounds.
        seed: Chooses the variants; ``FIRST_WORDING`` takes each in its written order.
        used: How often each line was said before, so that a variant comes back only when all were said.
    """
    return " ".join(_worded(case, piece, tone, seed, used) for piece in pieces)


def key(piece: Piece) -> str:
    """Return the name under which the uses of a piece are counted."""
    return f"{piece.line}:{piece.of}" if piece.of else piece.line


def _worded(case: Case, piece: Piece, tone: Tone, seed: int | None, used: Mapping[str, int]) -> str:
    variants = ways(case, piece, tone)
    chosen = _order(len(variants), key(piece), seed)[used.get(key(piece), 0) % len(variants)]
    words = variants[chosen]
    if piece.line == "corrects" and piece.of:
        told = case.texts.facts[piece.of].told
        words = words.replace("{fact}", told[_order(len(told), piece.of, seed)[0]])
    return words


def ways(case: Case, piece: Piece, tone: Tone) -> Sequence[str]:
    """Return every way of saying a piece in a tone."""
    texts = case.texts
    if piece.line == "fact" and piece.of:
        return texts.facts[piece.of].told
    if piece.line == "asks" and piece.of:
        return texts.solution[piece.of].asks or case.variants("asks_for_solution", tone)
    if piece.line == "not_it" and piece.of:
        return texts.unwanted[piece.of].answer
    return case.variants(piece.line, tone)


def _order(size: int, name: str, seed: int | None) -> list[int]:
    if seed is FIRST_WORDING:
        return list(range(size))
    return sorted(range(size), key=lambda place: sha256(f"{seed}/{name}/{place}".encode()).digest())
