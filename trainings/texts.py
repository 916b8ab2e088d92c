"""What the lessons say in each language: ``words/<language>.yaml``, written by people who speak it at home."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from rubrics import yamlfile
from rubrics.tokens import fold_all
from trainings.loading import ROOM
from trainings.schema import Closed, MoveName
from trainings.values import Gamed, Verdict


class SmallShare(Closed):
    """The share of small words below which a line is a heap of key words."""

    written: float = Field(gt=0, lt=1)
    """In a line with the marks of a sentence."""
    careless: float = Field(gt=0, lt=1)
    """In one without."""


class Texts(Closed):
    """``words/<language>.yaml``."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str
    small_words: Annotated[tuple[str, ...], Field(min_length=1)]
    """Words of which sentences are made, besides those of the lexicon: a heap of key words has none."""

    asking: Annotated[tuple[str, ...], Field(min_length=1)]
    """Words that ask; a heap of them is no question."""
    small_share: SmallShare

    labels: dict[str, str]
    """What ``none`` and the customer's moves are called; the agent's are called as in role-play."""
    verdicts: dict[Verdict, str]
    """How an answer in one's own words stands."""
    chosen: dict[Verdict, str]
    """How a choice stands."""
    gamed: dict[Gamed, str]
    """Why an answer counts as nothing."""
    missing: dict[MoveName, str]
    """What to say where a move that was asked for is not there."""
    harms: dict[MoveName, str]
    """What to say of a harmful move; ``{quote}`` is the answer's own words."""
    words: dict[str, str]
    """Everything else on the screen."""

    @cached_property
    def asking_words(self) -> frozenset[str]:
        """The words that ask, folded."""
        return fold_all(self.asking)

    @cached_property
    def small(self) -> frozenset[str]:
        """The small words, folded."""
        return fold_all(self.small_words)

    def name_of(self, move: str) -> str:
        """Return what a move is called."""
        return self.labels.get(move) or _names(self.language)[move]


@cache
def _names(language: str) -> dict[str, str]:
    from scenarios.loading import shared_texts  # lessons name the moves as role-play does

    return dict(shared_texts(language).moves)


@cache
def texts(language: str) -> Texts:
    """Return what the lessons say in a language."""
    return yamlfile.load(ROOM / "words" / f"{language}.yaml", Texts)
