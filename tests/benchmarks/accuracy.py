"""``make accuracy``: ``docs/accuracy.md``, how far the moves agree with people's labels, each figure with its doubt.

The held-back lines of the corpus are read here and nowhere else, when figures are published. Each F1 stands with a
bootstrap interval and, where two readers labelled blind, with their agreement.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rubrics import find_moves_in_lines
from rubrics.lexicon import known_languages
from rubrics.moves import finding
from tests.benchmarks.bench_moves import Counts, corpus, on_annomi, on_esconv
from tests.benchmarks.data import ROOT, folder

PAGE = ROOT / "docs" / "accuracy.md"
DRAWS, SEED = 300, 20_261_122
TARGETS = {"en": 0.80, "pl": 0.75, "ru": 0.75, "ro": 0.70}
NAMES = {"en": "English", "pl": "Polish", "ru": "Russian", "ro": "Romanian"}
Line = tuple[frozenset[str], frozenset[str]]
"""The moves a line makes, and those found in it."""


class Row(NamedTuple):
    """One move's figures."""

    positives: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def heard(lines: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return each labelled line's moves and finds; a customer's move is named ``customer.…``."""
    asked = ({**line, "dialog_id": line["id"], "turn": 0} for line in lines)
    both = []
    for line, moves in find_moves_in_lines(asked):
        side = "customer." if line["role"] == "customer" else ""
        both.append((frozenset(side + m for m in line["moves"]), frozenset(side + m.name for m in moves)))
    return both


def by_cues(lines: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return the same with the heads left out."""
    opinions = finding.opinions
    finding.opinions = lambda scenes: [None] * len(scenes)
    try:
        return heard(lines)
    finally:
        finding.opinions = opinions


def row(lines: Sequence[Line], names: Sequence[str]) -> Row:
    """Return the figures of some moves together, with the inner 95 % of bootstrap draws of lines."""
    draw = random.Random(SEED)  # noqa: S311 - an interval, not a secret
    drawn = sorted(_counts(draw.choices(lines, k=len(lines))).row(names)[3] for _ in range(DRAWS))
    edge = int(DRAWS * 0.025)
    return Row(*_counts(lines).row(names), drawn[edge], drawn[-1 - edge])


def _counts(lines: Sequence[Line]) -> Counts:
    counts = Counts()
    for truth, found in lines:
        counts.add(truth, found)
    return counts


def calibration(lines: Sequence[Mapping[str, Any]], bins: int = 10) -> float:
    """Return the expected calibration error of the finds: how far confidence and share of right ones lie apart."""
    asked = ({**line, "dialog_id": line["id"], "turn": 0} for line in lines)
    sums = [[0, 0.0, 0] for _ in range(bins)]
    for line, moves in find_moves_in_lines(asked, at_least=0.05):
        for move in moves:
            each = sums[min(int(move.confidence * bins), bins - 1)]
            each[0], each[1], each[2] = each[0] + 1, each[1] + move.confidence, each[2] + (move.name in line["moves"])
    whole = sum(each[0] for each in sums)
    return sum(abs(each[1] - each[2]) for each in sums) / max(whole, 1)


def page() -> Iterator[str]:
    """Give the page's lines."""
    yield from HEAD.splitlines()
    agreement = json.loads((ROOT / "rubrics" / "corpus" / "agreement.json").read_text(encoding="utf-8"))["reports"]
    held = {language: corpus(language, "test") for language in known_languages()}
    found = {language: heard(lines) for language, lines in held.items()}
    yield from _languages(held, found, agreement)
    yield from _others()
    for language, lines in found.items():
        yield from _moves(language, lines, agreement[language]["moves"])


def _languages(
    held: Mapping[str, Sequence[Mapping[str, Any]]], found: Mapping[str, Sequence[Line]], agreement: Mapping[str, Any]
) -> Iterator[str]:
    yield "| held-back lines | lines | F1 (95 %) | target | cues alone | calibration error | two readers, kappa |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for language, lines in held.items():
        names = _counts(found[language]).moves()
        both, cues = row(found[language], names), row(by_cues(lines), names)
        missed = "" if both.f1 >= TARGETS[language] else ", **missed**"
        yield (
            f"| {NAMES[language]} | {len(lines)} | {_f1(both)} | ≥ {TARGETS[language]:.2f}{missed} | {cues.f1:.2f} |"
            f" {calibration(lines):.3f} | {agreement[language]['micro']['kappa']:.2f} |"
        )
    yield ""


def _others() -> Iterator[str]:
    yield from OTHERS.splitlines()
    annomi, esconv = folder("annomi"), folder("esconv")
    if annomi:
        table, kinds = on_annomi(annomi)
        yield _other("questions of any kind, AnnoMI", table["question"], 0.85, "trained on it: .77", "κ .87")
        yield f"| open against closed, AnnoMI | accuracy {kinds:.2f} | ≥ .75{_missed(kinds, 0.75)} | | |"
        yield _other("reflections, AnnoMI", table["reflection"], 0.65, "trained on it: .65 to .70", "κ .66")
    if esconv:
        yield _other("restated or reflected, ESConv", on_esconv(esconv), 0.45, "trained: .27 to .40", "")
    if not (annomi and esconv):
        yield "| the rest | not measured: data absent | | | |"
    yield ""


def _other(name: str, found: tuple[int, float, float, float], target: float, published: str, people: str) -> str:
    _, precision, recall, f1 = found
    figures = f"F1 {f1:.2f} (P {precision:.2f}, R {recall:.2f})"
    return f"| {name} | {figures} | ≥ {target:.2f}{_missed(f1, target)} | {published} | {people} |"


def _missed(value: float, target: float) -> str:
    return "" if value >= target else ", **missed**"


def _moves(language: str, lines: Sequence[Line], agreed: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {NAMES[language]}, move by move"
    yield ""
    yield "| move | n | precision | recall | F1 (95 %) | two readers, kappa |"
    yield "|---|--:|--:|--:|--:|--:|"
    for move in _counts(lines).moves():
        each = row(lines, [move])
        side, name = ("customer", move[9:]) if move.startswith("customer.") else ("agent", move)
        kappa = agreed.get(side, {}).get(name, {}).get("kappa")
        told = f"{kappa:.2f}" if kappa is not None else ""
        yield f"| {move} | {each.positives} | {each.precision:.2f} | {each.recall:.2f} | {_f1(each)} | {told} |"
    yield ""


def _f1(each: Row) -> str:
    return f"{each.f1:.2f} ({each.low:.2f} to {each.high:.2f})"


HEAD = """# How far the moves agree with people's labels

Written by `python -m tests.benchmarks.accuracy`; nothing here is put in by hand. Figures are of `find_moves` as it is
shipped: cues and trained heads together. F1 joins precision (how many finds are right) and recall (how many moves are
found); micro-F1 counts all moves alike. The interval is what bootstrap draws of the lines give; it knows nothing of how
far other people's calls are from these lines.

## Held-back lines of our corpus

Lines we wrote, split by situation; no detector learned from them. They were written by the same hands as the lines the
heads learned from, so calls of your own will come out lower: see the sets of other people below, which are talk of
another kind altogether. The kappa is between two blind readings of a fifth of the corpus, by the same definitions.
"""
OTHERS = """## Other people's talk

Sets that no detector ever saw a line or a label of: counselling (AnnoMI, ten trained raters) and emotional support (ESConv).

| skill, set | measured | target | others | people |
|---|---|---|---|---|"""


def main() -> None:
    """Write the page."""
    text = "\n".join(page()).rstrip() + "\n"
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
