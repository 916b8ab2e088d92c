"""How far two readers agree on the labels: Cohen's kappa for each move and language, from 5,764 of its lines.

``second/<lang>.jsonl`` holds the moves a second reader gave, who saw the definitions and the lines but no labels;
``second/first_<lang>.jsonl`` the labels those lines had then. Neither file changes when a disagreement is settled in the
corpus, so the figures stay those of two readers who had not spoken to each other.

A move is a yes or no for each line of its role (J. Cohen, *A coefficient of agreement for nominal scales*, 1960):

    kappa = (o - e) / (1 - e)

with ``o`` the share of lines on which the readers agree and ``e`` the share they would agree on by chance, each keeping
to how often they give the move. The 95 % interval comes from drawing whole situations again, since the lines of one
imagined call resemble each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubrics.corpus import HERE, LANGUAGES, rows
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES
from transcribe.errors import BadFile

SECOND = HERE / "second"
"""The folder of both readings."""
WRITTEN = HERE / "agreement.json"
"""The figures, for documents and benchmarks."""
CARD = HERE / "README.md"
"""The data card, which shows them between two marks."""
MARKS = ("<!-- agreement -->\n", "<!-- /agreement -->\n")

SEED = 41
DRAWS = 1000
FEWEST = 5
"""Lines given a move by either reader from which on its kappa gets an interval: fewer are missing from too many draws."""

MOVES: Mapping[str, tuple[str, ...]] = {
    "agent": tuple(move for move in AGENT_MOVES if move not in TIMED_MOVES),
    "customer": tuple(CUSTOMER_MOVES),
}
Counts = NDArray[np.float64]
"""Numbers of lines, (..., 4): both gave the move, the first reader only, the second only, neither."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What two readers gave one line."""

    id: str
    role: str
    first: frozenset[str]
    second: frozenset[str]

    @property
    def situation(self) -> str:
        """The imagined call the line belongs to."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one move, or on several taken together.

    ``counts`` are lines (for several moves: lines times moves) in the order of :data:`Counts`. ``kappa`` is ``None`` where
    neither reader gave the move; ``low`` and ``high`` are ``None`` where :data:`FEWEST` says so, or the readers
    never disagreed.
    """

    counts: tuple[int, int, int, int]
    kappa: float | None
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, Any]:
        """Return the counts by name and the figures to three places."""
        names = ("both", "first_only", "second_only", "neither")
        figures = {"kappa": self.kappa, "low": self.low, "high": self.high}
        rounded = {name: None if value is None else round(value, 3) for name, value in figures.items()}
        return dict(zip(names, self.counts, strict=True)) | rounded


def pairs(lang: str, folder: Path = SECOND) -> list[Pair]:
    """Return both readings of one language, line by line.

    Raises:
        BadFile: The two files do not hold the same lines.
    """
    path = folder / f"{lang}.jsonl"
    first, second = _given(folder / f"first_{lang}.jsonl"), _given(path)
    if stray := sorted(first.keys() ^ second.keys()):
        what = f"only one of the two readings has {', '.join(stray[:5])}"
        raise BadFile(what, where=str(path), fix="Give each line of one file a row in the other.")
    roles = {row["id"]: row["role"] for name in sorted((HERE / lang).glob("*.jsonl")) for row in rows(name)}
    return [Pair(id_, roles[id_], moves, second[id_]) for id_, moves in first.items()]


def _given(path: Path) -> dict[str, frozenset[str]]:
    return {row["id"]: frozenset(row["moves"]) for row in rows(path)}


def kappa(counts: Counts) -> Counts:
    """Return Cohen's kappa of counts, (..., 4) to (...); NaN where chance alone would make the readers agree always."""
    both, first, second, neither = np.moveaxis(np.asarray(counts, np.float64), -1, 0)
    number = both + first + second + neither
    chance = (both + first) * (both + second) + (neither + first) * (neither + second)
    ratio = np.full(np.shape(number), np.nan)
    np.divide(number * (both + neither) - chance, number**2 - chance, out=ratio, where=number**2 > chance)
    return ratio


def tally(read: Sequence[Pair], role: str) -> Counts:
    """Return the counts of one role's lines, (situations, moves, 4), moves as in :data:`MOVES`."""
    place = {name: index for index, name in enumerate(sorted({pair.situation for pair in read}))}
    found = np.zeros((len(place), len(MOVES[role]), 4))
    for pair in read:
        if pair.role == role:
            for row, move in zip(found[place[pair.situation]], MOVES[role], strict=True):
                row[2 * (move not in pair.first) + (move not in pair.second)] += 1
    return found


def agreement(counts: Counts, seed: int = SEED) -> Agreement:
    """Return the agreement of one move's counts, (situations, 4), with its interval."""
    total = counts.sum(axis=0)
    value = float(kappa(total))
    low = high = None
    # Where nobody disagreed, no draw can either, and an interval from 1 to 1 would claim a certainty nobody has.
    if total[:3].sum() >= FEWEST and total[1:3].any():
        size = len(counts)
        weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=DRAWS)
        low, high = (float(end) for end in np.nanquantile(kappa(weights @ counts), (0.025, 0.975)))
    both, first, second, neither = (int(number) for number in total)
    return Agreement((both, first, second, neither), None if np.isnan(value) else value, low, high)


def report(read: Sequence[Pair]) -> dict[str, Any]:
    """Return the agreement of some readings: ``lines``, ``same_lines``, then ``micro``, ``macro`` and ``moves`` by role.

    ``same_lines`` are those given exactly the same moves. ``micro`` pools the decisions on all moves; ``macro`` is the mean
    kappa over the moves that either reader gave.
    """
    found: dict[str, Any] = {"lines": len(read), "same_lines": sum(pair.first == pair.second for pair in read)}
    tables = {role: tally(read, role) for role in MOVES}
    each = {
        role: {move: agreement(table[:, column]) for column, move in enumerate(MOVES[role])}
        for role, table in tables.items()
    }
    known = [one.kappa for moves in each.values() for one in moves.values() if one.kappa is not None]
    found["micro"] = agreement(np.sum([table.sum(axis=1) for table in tables.values()], axis=0)).as_json()
    found["macro"] = round(sum(known) / len(known), 3) if known else None
    found["moves"] = {role: {move: one.as_json() for move, one in moves.items()} for role, moves in each.items()}
    return found


def reports(languages: Sequence[str] = LANGUAGES) -> dict[str, Any]:
    """Return the report of each language, and of ``all`` of them together."""
    read = {lang: pairs(lang) for lang in languages}
    together = [pair for found in read.values() for pair in found]
    return {lang: report(found) for lang, found in read.items()} | {"all": report(together)}


def write(found: Mapping[str, Any], path: Path = WRITTEN) -> None:
    """Write reports as JSON, with what is needed to make them again."""
    made = {"schema": 1, "seed": SEED, "draws": DRAWS, "interval": 0.95, "reports": found}
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def show(found: Mapping[str, Any], card: Path = CARD) -> None:
    """Put reports into the data card, between its marks.

    Raises:
        BadFile: The card does not have both marks, in their order.
    """
    text = card.read_text(encoding="utf-8")
    before, start, rest = text.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not (start and end):
        fix = f"Put the lines {MARKS[0].strip()} and {MARKS[1].strip()} where the table should stand."
        raise BadFile("the place for the table is not marked", where=str(card), fix=fix)
    card.write_text(before + start + table(found) + end + after, encoding="utf-8")


def table(found: Mapping[str, Any]) -> str:
    """Return reports as a Markdown table: for each move its kappa by language, and over all of them with its interval."""
    columns = list(found)
    lines = [_line(["", *columns, "95 %", "lines"]), _line(["---", *["--:" for _ in columns], "--:", "--:"])]
    for role, moves in MOVES.items():
        for move in moves:
            each = [found[name]["moves"][role][move] for name in columns]
            lines.append(_row(f"`{move}`" + (", customer" if role == "customer" else ""), each))
    lines.append(_row("all, micro", [found[name]["micro"] for name in columns]))
    lines.append(_line(["all, macro", *[_figure(found[name]["macro"]) for name in columns], "", ""]))
    shares = [f"{found[name]['same_lines'] / found[name]['lines']:.2f}" for name in columns]
    lines.append(_line(["lines given the same moves", *shares, "", str(found["all"]["lines"])]))
    return "".join(lines)


def _row(name: str, each: Sequence[Mapping[str, Any]]) -> str:
    last = each[-1]
    interval = "–" if last["low"] is None else f"{last['low']:.2f} to {last['high']:.2f}"
    given = last["both"] + last["first_only"] + last["second_only"]
    return _line([name, *[_figure(one["kappa"]) for one in each], interval, str(given)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
