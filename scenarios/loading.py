"""Reading scenarios: one folder each, with ``scenario.yaml`` and one file a language; every error names its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from rubrics import yamlfile
from scenarios.schema import Beat, Ending, Fact, Lines, Part, Reaction, Scenario, Shared, SharedTexts, Texts
from scenarios.vocabulary import CASE_LINES, EXTRA_MOMENTS, MOMENTS, Tone
from transcribe.errors import BadFile, UnknownName

ROOM = Path(str(files("scenarios")))
LIBRARY, SHARED = ROOM / "library", ROOM / "shared"
MAIN = "scenario.yaml"


@dataclass(frozen=True)
class Case:
    """A scenario in one language with what all scenarios share: all that is needed to play it."""

    scenario: Scenario
    texts: Texts
    shared: Shared
    shared_texts: SharedTexts

    @property
    def language(self) -> str:
        """ISO 639-1 code of the talk."""
        return self.texts.language

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        """The parts of the talk, in order."""
        return self.scenario.beats or self.shared.beats

    @cached_property
    def endings(self) -> tuple[Ending, ...]:
        """How the talk can end, in the order in which the conditions are asked."""
        return self.scenario.endings or self.shared.endings

    @property
    def best(self) -> Ending:
        """The ending with the highest score."""
        return max(self.endings, key=lambda ending: ending.score)

    @cached_property
    def heard_by(self) -> Mapping[str, tuple[Reaction, ...]]:
        """The reactions to each move or sign, in order."""
        heard: dict[str, list[Reaction]] = {}
        for reaction in self.reactions:
            heard.setdefault(reaction.hears, []).append(reaction)
        return {name: tuple(each) for name, each in heard.items()}

    @cached_property
    def reactions(self) -> tuple[Reaction, ...]:
        """The shared reactions with this scenario's own in their places, then what it adds."""
        own = {reaction.id: reaction for reaction in self.scenario.reactions}
        shared = {reaction.id: reaction for reaction in self.shared.reactions}
        return tuple({**shared, **own}.values())

    def fact(self, name: str) -> Fact:
        """Return a fact by its id."""
        return next(fact for fact in self.scenario.facts if fact.id == name)

    def part(self, name: str) -> Part:
        """Return a part of the solution by its id."""
        return next(part for part in self.scenario.solution if part.id == name)

    def variants(self, line: str, tone: Tone) -> tuple[str, ...]:
        """Return the ways the customer says ``line`` in a tone: the scenario's own, else the shared ones."""
        given = self.texts.lines.get(line) or self.shared_texts.lines[line]
        return toned(given, tone)

    def feedback(self, name: str) -> str:
        """Return a coach's sentence: the scenario's own, else the shared one."""
        return self.texts.feedback.get(name) or self.shared_texts.feedback[name]


@dataclass(frozen=True)
class Package:
    """A scenario in all its languages."""

    scenario: Scenario
    texts: Mapping[str, Texts]
    where: Path | None = None

    def case(self, language: str) -> Case:
        """Return it in one language.

        Raises:
            UnknownName: It is not written in this language.
        """
        if language not in self.texts:
            fix = f"use one of: {', '.join(self.texts)}"
            raise UnknownName(f"{self.scenario.id} is not written in {language!r}", fix=fix)
        return Case(self.scenario, self.texts[language], shared(), shared_texts(language))


def toned(given: Lines, tone: Tone) -> tuple[str, ...]:
    """Return the variants for a tone; where it has none of its own, those of the nearest tone."""
    if isinstance(given, tuple):
        return given
    nearest: dict[Tone, tuple[Tone, ...]] = {
        "tense": ("tense", "plain", "warm"),
        "plain": ("plain", "warm", "tense"),
        "warm": ("warm", "plain", "tense"),
    }
    return next(given[each] for each in nearest[tone] if each in given)


def names() -> tuple[str, ...]:
    """Return the ids of the shipped scenarios, sorted."""
    return tuple(sorted(path.parent.name for path in LIBRARY.glob(f"*/{MAIN}")))


def load(scenario: str | Path, language: str = "en") -> Case:
    """Return a scenario in one language, by its id or from a folder.

    Raises:
        UnknownName: There is no such scenario, or it is not written in ``language``.
        BadFile: A file does not say what it should; file, line and key are named.
    """
    return package(scenario).case(language)


def package(scenario: str | Path) -> Package:
    """Return a scenario in all its languages, by its id or from a folder (or the ``scenario.yaml`` in it)."""
    path = Path(scenario)
    if path.name == MAIN:
        path = path.parent
    if not path.is_dir() or not (path / MAIN).exists():
        path = LIBRARY / str(scenario)
        if str(scenario) not in names():
            fix = f"use one of: {', '.join(names()) or 'none yet'}, or a folder with a {MAIN}"
            raise UnknownName(f"there is no scenario {str(scenario)!r}", fix=fix)
    return _read(path.resolve(), _stamp(path))


@cache
def shared() -> Shared:
    """Return the rules all scenarios share."""
    return yamlfile.load(SHARED / "rules.yaml", Shared)


@cache
def shared_texts(language: str) -> SharedTexts:
    """Return the texts all scenarios share in one language.

    Raises:
        UnknownName: The customer does not speak it.
    """
    path = SHARED / f"{language}.yaml"
    if not path.exists():
        known = ", ".join(sorted(each.stem for each in SHARED.glob("??.yaml")))
        raise UnknownName(f"no customer speaks {language!r}", fix=f"use one of: {known}, or add shared/{path.name}")
    return yamlfile.load(path, SharedTexts)


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return what changes when a file of the folder does, so that an author sees the new text at once."""
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.yaml")))


@cache
def _read(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Package:
    del stamp
    scenario = yamlfile.load(folder / MAIN, Scenario)
    texts = {}
    for language in scenario.languages:
        path = folder / f"{language}.yaml"
        if not path.exists():
            where, fix = f"{scenario.id}/{MAIN}", f"write {path.name}, or take {language!r} out of 'languages'"
            raise BadFile(f"the language {language!r} has no file", fix=fix, where=where)
        texts[language] = yamlfile.load(path, Texts)
        _must_match(scenario, texts[language], path)
    return Package(scenario, texts, folder)


def _must_match(scenario: Scenario, texts: Texts, path: Path) -> None:
    """Refuse a language file that does not word what the scenario has; the first slip is named with its line."""
    for key, what in mismatches(scenario, texts):
        _, lines = yamlfile.read(path.read_text(encoding="utf-8"), name=path.name)
        line = lines.get(key, lines.get(key[:1], 1))
        fix = f"make it fit {MAIN}"
        raise BadFile(f"{'.'.join(key)}: {what}", fix=fix, where=f"{scenario.id}/{path.name}:{line}")


def mismatches(scenario: Scenario, texts: Texts) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give each place where a language file and its scenario do not fit, with what is wrong."""
    wanted = {
        "facts": [fact.id for fact in scenario.facts],
        "solution": [part.id for part in scenario.solution],
        "unwanted": list(scenario.unwanted),
        "better": [*MOMENTS, *(name for name in EXTRA_MOMENTS if name in texts.better)],
        "endings": [ending.id for ending in scenario.endings or shared().endings],
    }
    for key, ids in wanted.items():
        given = getattr(texts, key)
        yield from (((key, name), f"{name!r} has no text here") for name in ids if name not in given)
        yield from (((key, name), f"{MAIN} has no {name!r}") for name in given if name not in ids)
    yield from _wordless(scenario, texts)
    yield from _unsayable(scenario, texts)


def _wordless(scenario: Scenario, texts: Texts) -> Iterator[tuple[tuple[str, ...], str]]:
    """Facts nobody can hit: what counts needs words, what must be asked for needs words of a question."""
    for fact in scenario.facts:
        given = texts.facts.get(fact.id)
        if given and fact.worth and not given.words:
            yield ("facts", fact.id), "it is worth something, so it needs 'words' by which it is recognised"
        if given and fact.reveal == "asked" and not given.ask:
            yield ("facts", fact.id), "it comes out when asked for, so it needs 'ask'"


def _unsayable(scenario: Scenario, texts: Texts) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in CASE_LINES:
        if name not in texts.lines:
            yield ("lines", name), "every scenario words this line itself"
    for reaction in scenario.reactions:
        if reaction.feedback and reaction.feedback not in {**shared_texts(texts.language).feedback, **texts.feedback}:
            yield ("feedback", reaction.feedback), "a reaction asks for this sentence"
    if texts.language not in scenario.languages:
        yield ("language",), f"{MAIN} does not name {texts.language!r}"
