"""The words of the workshop's pages in each language: ``words/<language>.yaml``."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, Literal

from pydantic import Field

from rubrics import yamlfile
from trainings.schema import Closed
from trainings.workshops.loading import HERE


class WordsFile(Closed):
    """``words/<language>.yaml``."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str
    words: dict[str, str]


@cache
def words(language: str) -> dict[str, str]:
    """Return the words of the pages in a language, by their keys."""
    return yamlfile.load(HERE / "words" / f"{language}.yaml", WordsFile).words
