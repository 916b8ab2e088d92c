"""Text an engine made up, told from text it heard, by evidence.

Whisper writes words into silence, hold music and noise. No phrase alone decides: "thank you" is also how calls end.
The evidence is where speech was found, the engine's own doubt, going round in circles, and for phrases nobody says on a
call the phrase itself. What is dropped is kept, with its reason, in the call's provenance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import yaml

from transcribe.activity import spoken_share
from transcribe.call import Dropped, Span, Word
from transcribe.engines import Heard

NEAR = 0.3
"""Seconds by which word times may miss the speech they belong to."""
UNSPOKEN = 0.3
"""Share of words with speech under them, below which a stretch was not said."""
DOUBTFUL_NO_SPEECH, DOUBTFUL_LOGPROB = 0.6, -1.0
"""Whisper's own thresholds for "nobody spoke" and "I guessed"."""
GUESSED = 0.45
"""Mean word confidence under which an often invented phrase counts as a guess."""
CIRCLES = 2.4
"""Whisper's own threshold for text that repeats itself."""
ROUNDS = 4
"""How often a phrase must come in a row to be a circle; people do say things three times."""


class Sifted(NamedTuple):
    """What was kept and what was dropped."""

    kept: tuple[Heard, ...]
    dropped: tuple[Dropped, ...]


def sift(heard: Iterable[Heard], speech: tuple[Span, ...]) -> Sifted:
    """Keep what was said; drop, with a reason, what the sound speaks against."""
    kept: list[Heard] = []
    dropped: list[Dropped] = []
    for stretch in heard:
        if reason := _against(stretch, speech):
            dropped.append(Dropped(stretch.text, stretch.span, reason))
            continue
        words, circles = _without_circles(stretch)
        dropped += circles
        kept.append(replace(stretch, words=words) if circles else stretch)
    return Sifted(tuple(kept), tuple(dropped))


def _against(stretch: Heard, speech: tuple[Span, ...]) -> str | None:
    plain = _plain(stretch.text)
    phrases = _phrases()
    if not plain or _is_sound_label(stretch.text):
        return "it names a sound, nobody said it"
    if plain in phrases["never_said"]:
        return "a line from subtitles, not from a call"
    if _share(stretch.words, speech) < UNSPOKEN:
        return "no speech there"
    if _no_speech(stretch) and (stretch.logprob or 0.0) < DOUBTFUL_LOGPROB:
        return "the engine itself doubts that anybody spoke"
    if plain in phrases["often_invented"] and (_guessed(stretch.words) or _no_speech(stretch)):
        return "a phrase engines invent in noise, and the engine was guessing"
    return None


def _share(words: tuple[Word, ...], speech: tuple[Span, ...]) -> float:
    said = [spoken_share(Span(max(0.0, word.span.start - NEAR), word.span.end + NEAR), speech) > 0 for word in words]
    return sum(said) / len(said)


def _no_speech(stretch: Heard) -> bool:
    return (stretch.no_speech or 0.0) > DOUBTFUL_NO_SPEECH


def _guessed(words: tuple[Word, ...]) -> bool:
    known = [word.confidence for word in words if word.confidence is not None]
    return bool(known) and fmean(known) < GUESSED


def _without_circles(stretch: Heard) -> tuple[tuple[Word, ...], list[Dropped]]:
    """Keep the first round of a phrase repeated without end; a text that zips normally is left alone."""
    words = stretch.words
    if (stretch.compression or 0.0) < CIRCLES:
        return words, []
    for start, length, end in _circles([_plain(word.text) for word in words]):
        again = words[start + length : end]
        gone = Dropped(
            " ".join(word.text for word in again),
            Span(again[0].span.start, max(word.span.end for word in again)),
            "the engine went round in circles",
        )
        return (*words[: start + length], *words[end:]), [gone]
    return words, []


def _circles(texts: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, phrase length, end) of phrases that come at least ``ROUNDS`` times in a row."""
    for length in range(1, len(texts) // ROUNDS + 1):
        for start in range(len(texts) - length * ROUNDS + 1):
            phrase, end = texts[start : start + length], start + length
            while texts[end : end + length] == phrase:
                end += length
            if (end - start) // length >= ROUNDS:
                yield start, length, end


def _is_sound_label(text: str) -> bool:
    return bool(re.fullmatch(r"(\s*([\[(*♪][^\])*♪]*[\])*♪]|♪+)[\s.]*)+", text))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w.]+", text.lower())).strip(" .")


@cache
def _phrases() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load(Path(__file__).with_name("invented.yaml").read_text(encoding="utf-8"))
    return {kind: frozenset(_plain(phrase) for phrase in raw[kind]) for kind in ("never_said", "often_invented")}
