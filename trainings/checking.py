"""What ``parafraza exercises check`` finds: faults of the files, answers that are not judged as they stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trainings.judging import judge_texts
from trainings.loading import folders, read
from trainings.schema import LANGUAGES, Exercise, LessonFile, OwnWords
from trainings.sounds.spoken import fault, remedy, sound_path
from trainings.values import Judgement, Lack
from transcribe.errors import BadFile

FEWEST = 15
"""Exercises a lesson has in each language."""
LONGEST_SHOWN = 160
"""Characters of an answer that are repeated in a finding."""


@dataclass(frozen=True)
class Finding:
    """One thing to put right."""

    where: str
    """The file, and the exercise where it is about one."""
    what: str
    fix: str

    def __str__(self) -> str:
        """Return it as a person reads it."""
        return f"{self.where}: {self.what}\n  to put it right: {self.fix}"


@dataclass(frozen=True)
class Checked:
    """One lesson, checked."""

    lesson: str
    exercises: Mapping[str, int]
    """How many there are in each language that could be read."""
    answers: int
    """How many answers were judged."""
    findings: tuple[Finding, ...]


def check(lesson: str, languages: Iterable[str] = LANGUAGES, library: Path | None = None) -> Checked:
    """Check one lesson: each language's file, its answers, and the languages against each other.

    Args:
        lesson: Its number, such as ``02``.
        languages: Those to check; one that has no file is a finding.
        library: The folder of the lessons' folders; ours by default.
    """
    folder, wanted = folders(library)[lesson], tuple(languages)
    findings: list[Finding] = []
    whole: dict[str, LessonFile] = {}
    for language in wanted:
        path = folder / f"{language}.yaml"
        if not path.exists():
            findings.append(Finding(f"{folder.name}/{path.name}", "this language is missing", "write the file"))
            continue
        try:
            whole[language] = read(path)
        except BadFile as error:
            findings.append(Finding(error.where or path.name, error.what, error.fix))
    for language, file in whole.items():
        findings += [*_of_file(file, f"{folder.name}/{language}.yaml")]
    findings += _across(whole, folder.name)
    if library is None:
        findings += [each for file in whole.values() for each in _of_sound(file, folder.name)]
    counts = {language: len(file.exercises) for language, file in whole.items()}
    return Checked(lesson, counts, sum(_answers(file) for file in whole.values()), tuple(findings))


def _answers(file: LessonFile) -> int:
    own = [each.answers for each in file.exercises if isinstance(each, OwnWords)]
    return sum(len(each.good) + len(each.weak) + len(each.gamed) for each in own)


def _of_file(file: LessonFile, where: str) -> Iterator[Finding]:
    if len(file.exercises) < FEWEST:
        yield Finding(where, f"there are {len(file.exercises)} exercises", f"write {FEWEST} or more")
    if file.role_play and file.role_play not in _scenarios():
        known = ", ".join(_scenarios())
        yield Finding(where, f"there is no scenario {file.role_play!r}", f"use one of: {known}")
    for each in file.exercises:
        if isinstance(each, OwnWords):
            yield from misjudged(each, file.language, where)


def _of_sound(file: LessonFile, folder: str) -> Iterator[Finding]:
    """Give what is wrong with the moment's recording; where there is none the browser reads, which is no fault."""
    found = fault(file) if sound_path(file).exists() else None
    if found is not None:
        yield Finding(f"{folder}/{file.language}.yaml, moment", found, remedy(file))


def _scenarios() -> tuple[str, ...]:
    from scenarios.loading import names

    return names()


def misjudged(exercise: OwnWords, language: str, where: str) -> Iterator[Finding]:
    """Give each answer of an exercise that is not judged as it stands: good, weak or gamed."""
    groups = {"good": exercise.answers.good, "weak": exercise.answers.weak, "gamed": exercise.answers.gamed}
    named = [(group, number, text) for group, given in groups.items() for number, text in enumerate(given, 1)]
    judged = judge_texts(exercise, [text for _, _, text in named], language)
    for (group, number, text), judgement in zip(named, judged, strict=True):
        found = standing(judgement)
        if found != group:
            short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
            what = f"answers.{group}, number {number}, is judged {found}: “{short}”\n{_evidence(judgement)}"
            yield Finding(f"{where}, {exercise.id}", what, _FIXES[group])


_FIXES = {
    "good": "say it so that all is there, widen 'words' or 'moves', or take it out",
    "weak": "let it miss something that is asked for, or ask for it",
    "gamed": "make it plainly a heap, a copy or a repetition; an honest try belongs to weak",
}


def standing(judgement: Judgement) -> str:
    """Return under which heading of ``answers`` a judgement falls."""
    if judgement.gamed or judgement.verdict == "empty":
        return "gamed"
    return "good" if judgement.good else "weak"


def _evidence(judgement: Judgement) -> str:
    heard = ", ".join(f"{name} {sure:.2f}" for name, sure in judgement.heard.items()) or "none"
    lines = [f"  moves heard: {heard}"]
    if judgement.facts:
        lines.append("  facts found: " + ", ".join(f"{name} (“{quote}”)" for name, quote in judgement.facts))
    if judgement.missing:
        lines.append("  missing: " + "; ".join(_lack(each) for each in judgement.missing))
    if judgement.hurts:
        lines.append("  hurts: " + "; ".join(f"{each.name} (“{each.quote}”)" for each in judgement.hurts))
    if judgement.gamed:
        lines.append(f"  taken for gamed: {judgement.gamed}")
    return "\n".join(lines)


def _lack(lack: Lack) -> str:
    if lack.kind in ("questions", "shorter"):
        return f"{lack.kind}: {lack.have} where {lack.want} are asked for"
    return f"{lack.kind} {' or '.join(lack.names)}"


def _across(whole: Mapping[str, LessonFile], folder: str) -> Iterator[Finding]:
    """Give what differs between the languages: ids, kinds, rows and the role-play."""
    if not whole:
        return
    first = "en" if "en" in whole else next(iter(whole))
    model = {each.id: each for each in whole[first].exercises}
    for language, file in whole.items():
        where = f"{folder}/{language}.yaml"
        if file.role_play != whole[first].role_play:
            yield Finding(where, f"the role-play is not that of {first}", "play the same scenario in all languages")
        own = {each.id: each for each in file.exercises}
        for name in sorted({*model, *own}):
            what = _difference(model.get(name), own.get(name), first)
            if what:
                yield Finding(f"{where}, {name}", what, f"make it agree with {first}.yaml")


def _difference(model: Exercise | None, own: Exercise | None, first: str) -> str:
    if model is None or own is None:
        return f"it is not in {first}.yaml" if model is None else f"it is in {first}.yaml and not here"
    if model.kind != own.kind:
        return f"its kind is {own.kind}, in {first}.yaml {model.kind}"
    if sorted(model.rows) != sorted(own.rows):
        return f"its rows are {list(own.rows)}, in {first}.yaml {list(model.rows)}"
    return ""
