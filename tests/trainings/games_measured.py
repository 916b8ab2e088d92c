"""Answers by which the rule for games is measured: honest ones, heaps, copies and shuffles, half to tune and half held back.

``games/<lang>.yaml`` holds short honest answers, notes and heaps written by hand; copies and shuffles are made of the
exercises themselves. Every second one of each list is held back: nothing is ever chosen by what becomes of those.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import TypeAdapter

from rubrics.phrases import words_of
from tests.trainings.lessons import BED
from trainings.gaming import gamed
from trainings.loading import folders, load
from trainings.schema import OwnWords

TO_TUNE, HELD_BACK = 0, 1
HONEST, GAMES = ("honest", "notes"), ("heaps", "copies", "shuffled")
SIGNS = ".,?!…;:"
SEED = 11
SHOWS_NOTHING = TypeAdapter(OwnWords).validate_python({**BED, "customer": None, "kind": "voice"})
NOTE = SHOWS_NOTHING.model_copy(update={"kind": "note"})


class Tried(NamedTuple):
    """An answer, and what was asked."""

    exercise: OwnWords
    text: str


class Refused(NamedTuple):
    """How many answers of a kind counted as nothing."""

    refused: int
    of: int

    @property
    def share(self) -> float:
        return self.refused / self.of

    @property
    def accepted(self) -> float:
        return 1 - self.share


def measured(language: str, half: int) -> dict[str, Refused]:
    """How many of each kind are refused, of one half."""
    found = {}
    for name in (*HONEST, *GAMES):
        own = answers(language)[name][half::2]
        found[name] = Refused(sum(why(each, language) is not None for each in own), len(own))
    return found


def why(tried: Tried, language: str) -> str | None:
    return gamed(tried.exercise, tried.text, words_of(tried.text, language))


@cache
def answers(language: str) -> dict[str, list[Tried]]:
    """All answers of a language by kind."""
    written = yaml.safe_load((Path(__file__).parent / f"games/{language}.yaml").read_text(encoding="utf-8"))
    return {
        "honest": [Tried(SHOWS_NOTHING, text) for text in written["honest"]],
        "notes": [Tried(NOTE, text) for text in written["notes"]],
        "heaps": [Tried(SHOWS_NOTHING, text) for text in written["heaps"]],
        "copies": [each for exercise in exercises(language) for each in copies(exercise)],
        "shuffled": list(shuffled(language)),
    }


@cache
def exercises(language: str) -> list[OwnWords]:
    return [each for number in folders() for each in load(number, language).exercises if isinstance(each, OwnWords)]


def copies(exercise: OwnWords) -> Iterator[Tried]:
    """What the exercise shows, given back: as it stands, in a hurry, and with its last word left out."""
    shown = [exercise.customer, exercise.line, " ".join(exercise.given)]
    for text in shown:
        if text and len(text.split()) >= 6:
            yield Tried(exercise, text)
            yield Tried(exercise, bare(text).lower())
            yield Tried(exercise, text.rsplit(" ", 1)[0])


def shuffled(language: str) -> Iterator[Tried]:
    """Each good answer with its words in another order: each with its sign, without signs, around the signs."""
    dice = random.Random(SEED)  # noqa: S311 - an order of words, no secret
    for exercise in exercises(language):
        for text in exercise.answers.good:
            words = text.split()
            order = dice.sample(words, len(words))
            yield Tried(exercise, " ".join(order))
            yield Tried(exercise, bare(" ".join(dice.sample(words, len(words)))).lower())
            rest = (word.rstrip(SIGNS) for word in dice.sample(words, len(words)))
            around = " ".join(new + old[len(old.rstrip(SIGNS)) :] for new, old in zip(rest, words, strict=True))
            yield Tried(exercise, around[:1].upper() + around[1:])


def bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'’-]", " ", text).split())
