"""``make accuracy``: ``docs/accuracy.md``, how far the moves agree with people's labels, each figure with its doubt.

The held-back lines of the corpus are read here and nowhere else, when figures are published. ``--try`` goes the same way
with a few of the lines that may be learned from, prints the page and writes nothing; its figures mean nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

from rubrics.heads.files import manifest
from rubrics.lexicon import known_languages
from rubrics.vectors import encoder
from tests.benchmarks import accuracy_figures as figures
from tests.benchmarks.accuracy_curve import drawn
from tests.benchmarks.accuracy_figures import Line, Row, calibration, names_in, row
from tests.benchmarks.accuracy_texts import CURVE, HEAD, MOVES, OTHERS, OWN, PLAIN
from tests.benchmarks.bench_heads import climbing
from tests.benchmarks.bench_moves import corpus
from tests.benchmarks.data import ROOT, folder
from tests.benchmarks.own_heads import SETS, Owned, f1s, owned

PAGE, PICTURE, README = ROOT / "docs" / "accuracy.md", ROOT / "docs" / "img" / "learning_curve.svg", ROOT / "README.md"
TARGETS = {"en": 0.80, "pl": 0.75, "ru": 0.75, "ro": 0.70}
NAMES = {"en": "English", "pl": "Polish", "ru": "Russian", "ro": "Romanian"}
WAYS = ("all", "cues", "words", "vectors", "network")
"""Everything together; cues alone; the heads alone, of words, with vectors, and with a network beside them."""
FILES = {
    "annomi": "annomi_utterances.jsonl",
    "esconv": "esconv_official_dev_test.jsonl",
    "sgd_test_subset": "sgd_test_subset.jsonl",
    "casino": "casino_annotated_utterances.jsonl",
}
A_FEW = 60
PROCESSES = 2
ABSENT = "not measured: data absent"


class Told(NamedTuple):
    """One skill on other people's talk: what was aimed at, and what others and people reach."""

    skill: str
    target: float
    others: str = ""
    people: str = ""


TOLD = {
    "question": Told("questions of any kind, AnnoMI", 0.85, "trained on it: .77", "κ .87"),
    "asked": Told("the same, with questions that close a call (`further_help`, `satisfaction_check`)", 0.85),
    "reflection": Told("reflections, AnnoMI", 0.65, "trained on it: .65 to .70", "κ .66"),
    "kinds": Told("open against closed, AnnoMI", 0.75),
    "esconv": Told("restated or reflected, ESConv", 0.45, "trained: .27 to .40"),
    "sgd_test_subset": Told("`further_help`, Schema-Guided Dialogue", 0.95),
    "casino": Told("`win_win`, CaSiNo, dialogues kept back", 0.68, "trained on it: .62"),
}
Job = tuple[str, str, str, bool]
"""What to measure, of which language or set, in which way, and whether on a few lines only."""


def measured(job: Job) -> Any:
    """Return what one job gives: lines as heard, the steps of a curve, or ``None`` where the data is absent."""
    what, name, way, few = job
    if what == "curve":
        return climbing(name)
    if what == "owned":
        return owned(name, encoder())
    if what == "corpus":
        lines = corpus(name, "train")[:A_FEW] if few else corpus(name, "test")
        ways = {"all": figures.on_corpus, "cues": figures.by_cues}
        if way not in (*ways, *manifest()["heads"][name]["variants"]):
            return None
        return ways[way](name, lines) if way in ways else figures.by_heads(name, lines, way)
    home = folder(name)
    listen = {"annomi": figures.annomi, "esconv": figures.esconv, "sgd_test_subset": figures.sgd}
    return listen.get(name, figures.casino)(home / FILES[name]) if home else None


def jobs(few: bool) -> list[Job]:
    """Return everything there is to measure, the longest first."""
    languages = known_languages()
    sets: list[Job] = [] if few else [("owned", name, "", few) for name in SETS]
    sets += [] if few else [("curve", language, "", few) for language in languages]
    sets += [("set", name, "", few) for name in FILES if not few or name == "sgd_test_subset"]
    return sets + [("corpus", language, way, few) for way in WAYS for language in languages]


def gathered(few: bool) -> dict[tuple[str, str, str], Any]:
    """Return all that is measured, by two processes; each set is heard once."""
    asked = jobs(few)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return {job[:3]: found for job, found in zip(asked, pool.map(measured, asked), strict=True)}


def page(found: Mapping[tuple[str, str, str], Any]) -> Iterator[str]:
    """Give the page's lines."""
    path = ROOT / "rubrics" / "corpus" / "agreement.json"
    agreement = json.loads(path.read_text(encoding="utf-8"))["reports"]
    yield from HEAD.splitlines()
    yield from _languages(found, agreement)
    yield from ("", *OTHERS.splitlines(), *_others(found))
    yield from ("", *OWN.splitlines(), *_owned(found))
    yield from _curves(found)
    yield from ("", *MOVES.splitlines())
    for language in known_languages():
        yield from _moves(language, found["corpus", language, "all"], agreement[language]["moves"])


def _languages(found: Mapping[tuple[str, str, str], Any], agreement: Mapping[str, Any]) -> Iterator[str]:
    for language in known_languages():
        ways = [found["corpus", language, way] for way in WAYS]
        both = row(ways[0], names_in(ways[0]))
        alone = [f"{row(lines, names_in(lines)).f1:.3f}" if lines else "–" for lines in ways[1:]]
        yield (
            f"| {NAMES[language]} | {len(ways[0])} | {_f1(both)} | ≥ {TARGETS[language]:.2f}"
            f"{_missed(both.f1, TARGETS[language])} | {' | '.join(alone)} |"
            f" {calibration(ways[0]):.3f} | {agreement[language]['micro']['kappa']:.2f} |"
        )


def _others(found: Mapping[tuple[str, str, str], Any]) -> Iterator[str]:
    if counselling := found.get(("set", "annomi", "")):
        lines, kinds = counselling
        for skill, each in lines.items():
            yield _other(TOLD[skill], skill, each)
        told = TOLD["kinds"]
        yield f"| {told.skill} | accuracy {kinds:.3f} | ≥ {told.target:.2f}{_missed(kinds, told.target)} | | | |"
    else:
        yield f"| AnnoMI | {ABSENT} | | | | |"
    for name, skill in (("esconv", "reflection"), ("sgd_test_subset", "further_help"), ("casino", "win_win")):
        each = found.get(("set", name, ""))
        yield _other(TOLD[name], skill, each) if each else f"| {TOLD[name].skill} | {ABSENT} | | | | |"


def _other(told: Told, skill: str, lines: Sequence[Line]) -> str:
    each = row(lines, [skill])
    shown = f"F1 {_f1(each)}, P {each.precision:.2f}, R {each.recall:.2f}"
    aim = f"≥ {told.target:.2f}{_missed(each.f1, told.target)}"
    return f"| {told.skill} | {shown} | {aim} | {told.others} | {told.people} | {calibration(lines):.3f} |"


def _owned(found: Mapping[tuple[str, str, str], Any]) -> Iterator[str]:
    for (what, name, _), head in found.items():
        if what == "owned":
            yield from _own_head(head) if head else [f"| {SETS[name].title} | {ABSENT} | | |"]


def _own_head(head: Owned) -> Iterator[str]:
    aim, each = head.aim, f1s(head)
    macro = sum(each.values()) / len(each)
    heard = ", with a network that learned too" if head.with_network else ""
    yield f"| **{aim.title}**, macro-F1{heard} | **{macro:.3f}** | ≥ {aim.target:.2f}{_missed(macro, aim.target)} | {aim.others} |"
    for place, name in enumerate(aim.names):
        marks = zip(head.truth[:, place], head.found[:, place], head.groups, strict=True)
        lines = [
            Line(frozenset([name] if true else []), {name: 1.0} if given else {}, group) for true, given, group in marks
        ]
        yield f"| {name} | {_f1(row(lines, [name]))} | | |"


def _curves(found: Mapping[tuple[str, str, str], Any]) -> Iterator[str]:
    curves = {NAMES[language]: steps for (what, language, _), steps in found.items() if what == "curve"}
    if not curves:
        return
    yield from ("", *CURVE.splitlines())
    for name, steps in curves.items():
        yield f"| {name} | {' | '.join(f'{figure:.3f}' for _, figure in steps)} |"


def _moves(language: str, lines: Sequence[Line], agreed: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"### {NAMES[language]}", "")
    yield "| move | n | precision | recall | F1 (95 %) | two readers, kappa |"
    yield "|---|--:|--:|--:|--:|--:|"
    for move in names_in(lines):
        each = row(lines, [move])
        side, name = ("customer", move[9:]) if move.startswith("customer.") else ("agent", move)
        kappa = agreed.get(side, {}).get(name, {}).get("kappa")
        told = f"{kappa:.2f}" if kappa is not None else ""
        yield f"| {move} | {each.positives} | {each.precision:.2f} | {each.recall:.2f} | {_f1(each)} | {told} |"


def _missed(value: float, target: float) -> str:
    return "" if value >= target else ", **missed**"


def _f1(each: Row) -> str:
    return f"{each.f1:.3f} ({each.low:.2f} to {each.high:.2f})"


def in_short(text: str, readme: str) -> str:
    """Return the README with the page's first table between its markers.

    Raises:
        ValueError: The README has no such markers.
    """
    table = next(part for part in text.split("\n\n") if part.startswith("| held-back"))
    told = f"<!-- accuracy -->\n{table}\n\n{PLAIN}\n<!-- /accuracy -->"
    marked, count = re.subn(r"<!-- accuracy -->.*?<!-- /accuracy -->", lambda _: told, readme, flags=re.S)
    if count != 1:
        raise ValueError("README.md needs the markers <!-- accuracy --> and <!-- /accuracy --> once")
    return marked


def main(arguments: Sequence[str]) -> None:
    """Measure, print the page, and write it with its picture and the README's part."""
    few = "--try" in arguments
    found = gathered(few)
    text = "\n".join(page(found)).rstrip() + "\n"
    sys.stdout.write(text)
    if few:
        return
    PAGE.write_text(text, encoding="utf-8")
    curves = {NAMES[language]: steps for (what, language, _), steps in found.items() if what == "curve"}
    PICTURE.write_text(drawn(curves), encoding="utf-8")
    README.write_text(in_short(text, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
