"""The form of a scenario: ``scenario.yaml`` says what is true and what counts, ``<language>.yaml`` how it is said.

``python -m scenarios.schema`` writes the two JSON Schemas with which an editor completes and checks these files.
``docs/scenarios.md`` tells a trainer how to write one.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rubrics.vocabulary import AGENT_MOVES
from scenarios.vocabulary import EXTRA_MOMENTS, GAUGES, LINES, MOMENTS, NOTICEABLE, Gauge, Tone

LANGUAGES = ("en", "pl", "ru", "ro")
ENDLESS = 10**6
LONGEST_TEXT = 600
"""Characters; what a person says at once on the phone is a quarter of it."""


def _known(name: str, known: frozenset[str], kind: str) -> str:
    if name not in known:
        raise ValueError(f"there is no {kind} {name!r}; known: {', '.join(sorted(known))}")
    return name


def _one_or_more(given: object) -> object:
    return [given] if isinstance(given, str) else given


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Points = Annotated[int, Field(ge=0, le=100)]
MoveName = Annotated[str, AfterValidator(lambda name: _known(name, frozenset(AGENT_MOVES), "move"))]
Noticeable = Annotated[str, AfterValidator(lambda name: _known(name, NOTICEABLE, "move or sign"))]
LineName = Annotated[str, AfterValidator(lambda name: _known(name, frozenset(LINES), "line"))]
Moment = Annotated[str, AfterValidator(lambda name: _known(name, frozenset({*MOMENTS, *EXTRA_MOMENTS}), "moment"))]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Variants = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more), Field(min_length=1)]
"""Ways of saying the same thing; the seed chooses among them. One alone needs no list."""
Phrases = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
"""Words by which something is recognised; see ``rubrics.phrases`` for the three signs they may hold."""
Effect = dict[Gauge, Annotated[int, Field(ge=-100, le=100)]]
"""Points a gauge moves."""

_LIMIT = re.compile(r"^(at least|below) (\d{1,3}|[a-z_]+)$")


def _limit(text: str) -> str:
    if not _LIMIT.match(text):
        raise ValueError("write 'at least 60', 'below 40', or a threshold's name in place of the number")
    return text


Limit = Annotated[str, AfterValidator(_limit)]
"""``at least 60``, ``below 40``, or a threshold's name in place of the number: ``at least open``."""
Limits = dict[Gauge, Limit]


class Closed(BaseModel):
    """A part of a file in which no unknown key passes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Fact(Closed):
    """Something the customer knows and the trainee has to hear."""

    id: Id
    kind: Literal["detail", "feeling", "need"]
    """``need`` is what the customer really wants it for; one of them must come back before a talk can end best."""
    worth: Annotated[int, Field(ge=0, le=100)]
    """Weight in *problem understood* once it comes back; 0 for what only has to be asked, such as an order number."""
    reveal: Literal["opening", "open", "asked", "trusted"]
    """``opening``: said at once. ``open``: told to whoever asks openly or gives something back right. ``asked``: only
    to a question with its ``ask`` words. ``trusted``: told when trust is open and something came back right."""


class Part(Closed):
    """One part of the solution."""

    id: Id
    worth: Annotated[int, Field(ge=1, le=100)]
    """Points of *solution accepted* it brings."""
    must: bool = False
    """Without it the customer does not accept."""


class Reaction(Closed):
    """What one thing noticed in a line does to the customer."""

    id: Id
    hears: Noticeable
    times: str = Field(default="1+", pattern=r"^\d+(\+|-\d+)?$")
    """Which time in this talk: ``1``, ``2-3``, ``3+``."""
    beat: Id | None = None
    """Only in this part of the talk."""
    limits: Limits = Field(default={}, alias="while")
    """Only while the state is so."""
    together: tuple[Noticeable, ...] = Field(default=(), alias="with")
    """Only in a line in which one of these is noticed too."""
    without: tuple[Noticeable, ...] = ()
    """Only in a line in which none of these is noticed."""
    effect: Effect = {}
    line: LineName | None = None
    """What the customer says to it, before anything else."""
    feedback: Id | None = None
    """Which sentence of the shared texts a coach says to it."""

    def at(self, time: int) -> bool:
        """Tell whether the reaction holds for the ``time``-th occurrence, from 1."""
        first, last = _times(self.times)
        return first <= time <= last


@cache
def _times(text: str) -> tuple[int, int]:
    first, _, last = text.rstrip("+").partition("-")
    return int(first), ENDLESS if text.endswith("+") else int(last or first)


class Beat(Closed):
    """A part of the talk; the next one begins when ``until`` holds."""

    id: Id
    until: Limits = {}


class Ending(Closed):
    """How a talk can end; the first in the list whose conditions hold is taken."""

    id: Id
    score: tuple[Points, Points]
    """Lowest and highest result of a talk that ends so; better endings stand above worse ones."""
    when: Limits = {}
    by: Literal["talk", "hangs_up", "manager"] = "talk"
    closed: bool = False
    """Whether the customer has to have said yes to a satisfaction check."""


class Start(Closed):
    """The customer's feelings when the telephone rings."""

    trust: Points = 40
    patience: Points = 60
    calm: Points = 40


class Scenario(Closed):
    """``scenario.yaml``: what is true in this case and what counts in it, in no language."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    id: Id
    level: int = Field(ge=1, le=5)
    minutes: int = Field(ge=1, le=60)
    channel: Literal["phone", "chat", "mail"] = "phone"
    calls: Literal["customer", "agent"] = "customer"
    """Who calls whom; in an outbound call the customer's opening answers the telephone."""
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2}$")], ...] = Field(default=LANGUAGES, min_length=1)
    skills: tuple[MoveName, ...] = Field(min_length=1)
    """Moves this scenario trains."""
    sources: tuple[str, ...] = ()
    """The articles and points of the curriculum it comes from."""
    start: Start = Start()
    facts: tuple[Fact, ...] = Field(min_length=2)
    solution: tuple[Part, ...] = Field(min_length=1)
    unwanted: tuple[Id, ...] = ()
    """Offers this customer cannot want; each has its words in the language files."""
    most_lines: int = Field(default=14, ge=4, le=40)
    """After so many lines of the trainee the customer has to go."""
    beats: tuple[Beat, ...] = ()
    """Empty: the shared ones."""
    reactions: tuple[Reaction, ...] = ()
    """Added to the shared ones; the same ``id`` replaces a shared one."""
    endings: tuple[Ending, ...] = ()
    """Empty: the shared ones."""
    scripts: dict[Literal["good", "mediocre", "harmful"], tuple[Id, ...]]
    """The endings each script of the language files may reach."""

    @model_validator(mode="after")
    def _whole(self) -> Scenario:
        _unique("fact", [fact.id for fact in self.facts])
        _unique("part of the solution", [part.id for part in self.solution])
        _unique("reaction", [reaction.id for reaction in self.reactions])
        if not any(fact.kind == "need" and fact.worth for fact in self.facts):
            raise ValueError("facts: one of them must be of kind 'need' and worth something")
        if not any(fact.reveal == "opening" for fact in self.facts):
            raise ValueError("facts: one of them must be revealed in the 'opening'")
        if not any(part.must for part in self.solution):
            raise ValueError("solution: one part must be a 'must'")
        if sum(part.worth for part in self.solution) < 80:
            raise ValueError("solution: the parts must be worth 80 or more together, or nobody can end well")
        return self


def _unique(kind: str, ids: list[str]) -> None:
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise ValueError(f"two {kind}s are called {twice[0]!r}")


class FactTexts(Closed):
    """How a fact is told and recognised in one language."""

    told: Variants
    """How the customer says it when it comes out; for one of the opening, how it is said again when corrected."""
    words: Phrases
    """It came back when one of these is in the trainee's line."""
    ask: Phrases = ()
    """A question with one of these asks for it."""
    wrong: Phrases = ()
    """Said back so, it is wrong, and the customer corrects it."""


class PartTexts(Closed):
    """How a part of the solution is recognised, and missed, in one language."""

    words: Phrases = Field(min_length=1)
    asks: Variants | None = None
    """What the customer says while this part is missing: "And where shall she sleep until then?"."""


class UnwantedTexts(Closed):
    """An offer this customer cannot want."""

    words: Phrases = Field(min_length=1)
    answer: Variants


Tones = dict[Tone, Variants]
Lines = Annotated[Variants | Tones, Field(union_mode="left_to_right")]
"""One list for every tone, or a list for each of ``tense``, ``plain`` and ``warm``."""


class Persona(Closed):
    """Who is calling."""

    name: Text
    about: Text
    """One or two sentences; the trainee does not see them before the debrief."""
    voice: Literal["female", "male", "any"] = "any"


class Example(Closed):
    """A reply and what it must cause; runs as a test."""

    after: tuple[str, ...] = ()
    """The trainee's lines before it."""
    reply: str
    returns: tuple[Id, ...] | None = None
    """Exactly these facts come back."""
    reveals: tuple[Id, ...] | None = None
    """Exactly these facts come out."""
    offers: tuple[Id, ...] | None = None
    """Exactly these parts of the solution are offered."""
    signs: tuple[Noticeable, ...] = ()
    """At least these are noticed."""
    lines: tuple[LineName, ...] = ()
    """The customer says at least these."""
    up: tuple[Gauge, ...] = ()
    down: tuple[Gauge, ...] = ()
    ends: Id | None = None


class Scripts(Closed):
    """Three whole talks of a trainee, line by line."""

    good: tuple[str, ...] = Field(min_length=1)
    mediocre: tuple[str, ...] = Field(min_length=1)
    harmful: tuple[str, ...] = Field(min_length=1)


class Texts(Closed):
    """``<language>.yaml``: everything that is said, heard and read in one language."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: Text
    situation: Annotated[str, Field(min_length=1, max_length=1500)]
    """What the trainee reads before: who they are, what their screen shows, what they may offer."""
    persona: Persona
    goals: tuple[Text, ...] = Field(min_length=1)
    facts: dict[Id, FactTexts]
    solution: dict[Id, PartTexts]
    unwanted: dict[Id, UnwantedTexts] = {}
    lines: dict[LineName, Lines]
    better: dict[Moment, Text]
    """A good line for each moment of this case, for hints and the debrief."""
    endings: dict[Id, Text]
    """What comes of it, in one or two sentences, for the trainee."""
    feedback: dict[Id, Text] = {}
    """Sentences of a coach this scenario adds to the shared ones or says better."""
    examples: tuple[Example, ...] = ()
    scripts: Scripts


class Shared(Closed):
    """``shared/rules.yaml``: how every customer reacts, unless a scenario says otherwise."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    thresholds: dict[Gauge, dict[Id, Points]]
    """Names for points of each gauge."""
    beats: tuple[Beat, ...] = Field(min_length=1)
    endings: tuple[Ending, ...] = Field(min_length=1)
    reactions: tuple[Reaction, ...]
    every_line: Effect
    """What each line costs, whatever it says: time."""
    most_general: Effect
    """The most a gauge can gain from moves alone, without anything of the case."""
    longest_line: int = Field(ge=10)
    """Words after which the customer interrupts."""
    moments: dict[Noticeable, Moment]
    """Which better line is shown to what was noticed."""

    @model_validator(mode="after")
    def _every_gauge(self) -> Shared:
        missing = [gauge for gauge in GAUGES if gauge not in self.thresholds]
        if missing:
            raise ValueError(f"thresholds: {missing[0]} has none")
        _unique("reaction", [reaction.id for reaction in self.reactions])
        return self


class SharedTexts(Closed):
    """``shared/<language>.yaml``: what every customer and every coach can say in one language."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str
    lines: dict[LineName, Lines]
    feedback: dict[Id, Text]
    words: dict[str, str]
    """The words of the screen, the terminal and the debrief."""
    moves: dict[MoveName, str]
    """What each move is called."""
    common: tuple[str, ...]
    """The commonest words, by which another language is told."""
    cold: Phrases
    """A refusal, a reproach, a rude word: seen beside the harmful moves, since detectors miss some."""
    polite: Phrases
    """Small courtesies, which solve nothing and are better than none."""
    served: Phrases
    """Small services, such as a look into the system: they solve nothing, and are more than words."""
    help_offered: Phrases
    """The greeting that asks what it is about; to somebody who has just said it, it is no question."""
    checks: Phrases
    """Questions, at the end of a line, whether the solution suits."""
    pressing: Phrases
    """What makes an invitation to a review a push: stars, a good mark, something in return."""
    negations: tuple[str, ...]
    """Words that turn an offer into a refusal when they stand before it."""
    lacking: tuple[str, ...]
    """Words that do so for the very next word only: "without"."""
    concluding: tuple[str, ...]
    """Words after which a negated question sums up what was heard, and suggests nothing: "so you can't"."""
    ours: tuple[str, ...]
    """Words that turn a reproach on the one who speaks: "we should have read it"."""


def json_schema(model: type[BaseModel]) -> str:
    """Return the JSON Schema of one kind of file, as text."""
    return json.dumps(model.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


JSON_SCHEMAS: dict[str, type[BaseModel]] = {"scenario.schema.json": Scenario, "texts.schema.json": Texts}
"""The published files and what each describes."""


if __name__ == "__main__":
    for file, model in JSON_SCHEMAS.items():
        (Path(str(files("scenarios"))) / file).write_text(json_schema(model), encoding="utf-8")
        sys.stderr.write(f"{file} written\n")
