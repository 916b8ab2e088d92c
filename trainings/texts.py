"""What the lessons say in each language: ``words/<language>.yaml``, written by people who speak it at home."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from rubrics import yamlfile
from rubrics.tokens import fold_all
from trainings.loading import ROOM
from trainings.schema import Closed


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

    @cached_property
    def asking_words(self) -> frozenset[str]:
        """The words that ask, folded."""
        return fold_all(self.asking)

    @cached_property
    def small(self) -> frozenset[str]:
        """The small words, folded."""
        return fold_all(self.small_words)


@cache
def texts(language: str) -> Texts:
    """Return what the lessons say in a language."""
    return yamlfile.load(ROOM / "words" / f"{language}.yaml", Texts)
