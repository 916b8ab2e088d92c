"""The form of a lexicon file: closed to unknown keys, so that a typing slip is an error and not a silent loss."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES

_FEATURES = """
question question_tag courtesy identity_data self_named second_person check_back said_back feeling own_doing
dated_result when_said reason limit condition possible choice hold_asked half_a_minute a_minute some_minutes reflects advice
praise self_talk
"""
FEATURES = frozenset(_FEATURES.split())
"""Names under ``features``: not moves, but the parts detectors look for and combine. ``en.yaml`` says what each is."""


def _one_of(known: frozenset[str]) -> AfterValidator:
    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"there is no {name!r}; known: {', '.join(sorted(known))}")
        return name

    return AfterValidator(check)


AgentMove = Annotated[str, _one_of(frozenset(AGENT_MOVES) - TIMED_MOVES)]
CustomerMove = Annotated[str, _one_of(frozenset(CUSTOMER_MOVES))]
Feature = Annotated[str, _one_of(FEATURES)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cue(_Closed):
    """One way of saying a move, where the plain text of the pattern is not enough."""

    say: str = Field(min_length=1)
    """The pattern; its language is in ``pattern.py``."""
    unless: tuple[str, ...] = ()
    """Patterns that, overlapping this one, mean it is not the move."""
    negated: Literal["refuse", "allow"] = "refuse"
    """Whether a "not" just before cancels it."""


def _long_form(value: object) -> object:
    return {"say": value} if isinstance(value, str) else value


AnyCue = Annotated[Cue, BeforeValidator(_long_form)]


class Cues(_Closed):
    """How a move, or a feature, is said in one language."""

    why: str = ""
    """One line for the trainee; ``{quote}`` stands for the words found."""
    strong: tuple[AnyCue, ...] = ()
    """Enough by themselves: a trained reader would agree nine times of ten."""
    likely: tuple[AnyCue, ...] = ()
    """Mostly the move: seven of ten."""
    faint: tuple[AnyCue, ...] = ()
    """Counts only together with something else: a third."""
    unless: tuple[str, ...] = ()
    """Near misses: where one matches, the cues of this move that it overlaps do not count."""

    @model_validator(mode="after")
    def _says_something(self) -> Cues:
        if not (self.strong or self.likely or self.faint):
            raise ValueError("no cue under strong, likely or faint")
        return self


class LexiconFile(_Closed):
    """One language's file."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str = Field(pattern=r"^[a-z]{2}$")
    common: tuple[str, ...] = Field(min_length=20)
    """The commonest words: too common to be a cue alone, without content, and a way to tell the language."""
    light: tuple[str, ...] = ()
    """More words that carry no content of their own; a cue may be one of these."""
    fillers: tuple[str, ...] = ()
    """Words after which a clause may begin: and, so, well, okay, um."""
    abbreviations: tuple[str, ...] = ()
    """Abbreviations anybody knows; one in capitals, or without a vowel, that is not among them is a company's own word."""
    negations: tuple[str, ...]
    """Words that turn a cue round when they stand just before it."""
    numbers: tuple[str, ...] = ()
    """Number words and their prefixes, as patterns of one word."""
    groups: dict[str, tuple[str, ...]] = {}
    """Alternatives used in several cues, as ``$name``."""
    agent: dict[AgentMove, Cues]
    """Moves of the agent."""
    customer: dict[CustomerMove, Cues] = {}
    """Moves of the customer."""
    features: dict[Feature, Cues] = {}
