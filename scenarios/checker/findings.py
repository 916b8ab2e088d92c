"""What is wrong with a scenario, as sentences with a place and a way out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from rubrics.vocabulary import AGENT_MOVES, TIMED_MOVES, family
from scenarios.answering import Piece
from scenarios.checker.pasting import pasted_talks
from scenarios.checker.search import Survey, survey, wins
from scenarios.loading import Case, Package, names, package
from scenarios.schema import LANGUAGES
from scenarios.session import Session, said_all
from scenarios.trying import wrong_in
from scenarios.vocabulary import HARMS
from transcribe.errors import FixableError


@dataclass(frozen=True)
class Finding:
    """One thing the checker noticed."""

    scenario: str
    weight: Literal["error", "note"]
    what: str
    fix: str

    def __str__(self) -> str:
        """Return it as two lines for a person."""
        return f"{self.scenario}: {self.what}\n  To fix it: {self.fix}"


@dataclass(frozen=True)
class Checked:
    """A scenario's findings, and what the search saw where it could be read at all."""

    scenario: str
    findings: tuple[Finding, ...]
    survey: Survey | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing has to be put right."""
        return not any(finding.weight == "error" for finding in self.findings)


def check(scenario: str | Path, *, talks: bool = True) -> Checked:
    """Look through one scenario.

    Args:
        scenario: An id, or a folder.
        talks: Whether the scripts and examples are played with their words too, which loads the detectors.
    """
    try:
        whole = package(scenario)
    except FixableError as error:
        return Checked(str(scenario), (Finding(error.where or str(scenario), "error", error.what, error.fix),))
    language = next(iter(whole.texts))
    seen = survey(whole.case(language))
    found = [*_reached(whole, seen), *_tricks(whole, seen), *_languages(whole)]
    if talks:
        found += _talks(whole)
    return Checked(whole.scenario.id, tuple(found), seen)


def check_all(
    *, talks: bool = True, processes: int = 1, told: Callable[[Checked], object] | None = None
) -> tuple[Checked, ...]:
    """Look through the whole library, and at what it covers together.

    Args:
        talks: Whether the scripts and examples are played with their words too, which loads the detectors.
        processes: How many scenarios are looked through at the same time.
        told: Is given each scenario's findings as they come, in the library's order.
    """
    each = []
    for checked in _checks(partial(check, talks=talks), processes):
        if told is not None:
            told(checked)
        each.append(checked)
    return (*each, Checked("library", tuple(_coverage())))


def _checks(look: Callable[[str], Checked], processes: int) -> Iterator[Checked]:
    if processes == 1:
        yield from map(look, names())
        return
    # Started afresh, not forked: a forked process may inherit the locks of a library's threads.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(look, names())


def _reached(whole: Package, seen: Survey) -> Iterator[Finding]:
    case, name = seen.case, whole.scenario.id
    for ending in dict.fromkeys(ending.id for ending in case.endings):
        if ending not in seen.endings:
            yield Finding(
                name, "error", f"nobody reaches the ending {ending!r}", "look at its 'when' and at the worths"
            )
    for fact in whole.scenario.facts:
        if fact.id not in seen.facts:
            yield Finding(name, "error", f"the fact {fact.id!r} never comes out", "give it another 'reveal'")
    for part in case.beats:
        if part.id not in seen.beats:
            yield Finding(
                name, "error", f"the part {part.id!r} of the talk is never reached", "lower the 'until' before it"
            )
    for line in case.texts.lines:
        if not any(piece.line == line for piece in seen.lines) and line != "repeats":
            yield Finding(name, "note", f"the line {line!r} is never said", "leave it out, or name it in a reaction")
    for reaction in whole.scenario.reactions:
        if reaction.id not in seen.reactions:
            yield Finding(name, "note", f"the reaction {reaction.id!r} never holds", "look at its 'times' and 'while'")
    for answer in whole.scenario.unwanted:
        if Piece("not_it", answer) not in seen.lines:
            yield Finding(
                name, "note", f"the answer to {answer!r} is never said", "look at the reactions to 'unwanted'"
            )


def _tricks(whole: Package, seen: Survey) -> Iterator[Finding]:
    fix = "raise the worth of the need or of what must be offered, or lower the effects of the scenario's own reactions"
    for trick, ending in seen.winners.items():
        yield Finding(whole.scenario.id, "error", f"a trainee who {trick} reaches {ending!r}", fix)
    for language in whole.texts:
        for way, ending in pasted_talks(whole.case(language)):
            if wins(seen.case, ending):
                what = f"{language}: a trainee who pastes key words ({way}) reaches {ending!r}"
                yield Finding(whole.scenario.id, "error", what, fix)


def _languages(whole: Package) -> Iterator[Finding]:
    for language in LANGUAGES:
        if language not in whole.texts:
            yield Finding(whole.scenario.id, "note", f"it is not written in {language!r}", f"write {language}.yaml")


def _talks(whole: Package) -> Iterator[Finding]:
    for language in whole.texts:
        case = whole.case(language)
        yield from _scripts(case)
        for number, example in enumerate(case.texts.examples, start=1):
            for what in wrong_in(case, example):
                fix = "widen or narrow the words it names, or the example"
                yield Finding(f"{whole.scenario.id}/{language}.yaml", "error", f"example {number}: {what}", fix)


def _scripts(case: Case) -> Iterator[Finding]:
    for kind, allowed in case.scenario.scripts.items():
        ending = said_all(Session(case), getattr(case.texts.scripts, kind)).finish().ending
        if ending not in allowed:
            what = f"the {kind} script ends in {ending!r}, not in {' or '.join(allowed)}"
            fix = "play it with `parafraza play --script` and see which lines go unheard"
            yield Finding(f"{case.scenario.id}/{case.language}.yaml", "error", what, fix)


def _coverage() -> Iterator[Finding]:
    """Moves no scenario of the library trains."""
    trained: set[str] = set()
    for name in names():
        trained |= set(package(name).scenario.skills)
    for move in _trainable():
        if move not in trained:
            yield Finding(
                "library", "note", f"no scenario trains {move!r}", "name it among the 'skills' of one that does"
            )


def _trainable() -> Iterable[str]:
    return (move for move in AGENT_MOVES if move not in TIMED_MOVES | set(HARMS) and family(move) != "harmful")
