"""What ``docs/accuracy.md`` counts: one hearing of each labelled line, and figures with their doubt from it.

Every set is heard once, faint finds included; F1, its interval and the calibration are all taken from that hearing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from rubrics import find_moves_in_lines
from rubrics.heads import Example, load
from rubrics.heads.tune import kept_back
from rubrics.moves import finding
from tests.benchmarks.bench_moves import GIVEN_BACK, QUESTIONS, REFLECTIONS
from tests.benchmarks.data import rows

DRAWS, SEED = 300, 20_261_122
FAINT = 0.05
BINS = 10
CLOSING = frozenset({"further_help", "satisfaction_check"})
"""Moves that are questions too, and that people who label questions count among them."""
Labelled = Callable[[Mapping[str, Any]], Iterable[str] | None]


class Line(NamedTuple):
    """A labelled line as it was heard."""

    truth: frozenset[str]
    finds: Mapping[str, float]
    """Confidence of each move found, faint ones included."""
    group: str
    """The dialogue or situation it stands in; a draw of the bootstrap takes such a group whole."""

    @property
    def found(self) -> frozenset[str]:
        """The moves that ``find_moves_in_lines`` lists by itself."""
        return frozenset(name for name, sure in self.finds.items() if sure >= finding.LISTED)


class Row(NamedTuple):
    """The figures of one move, or of several together."""

    positives: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def row(lines: Sequence[Line], names: Iterable[str]) -> Row:
    """Return the figures of some moves together, with the inner 95 % of bootstrap draws of whole groups."""
    asked = frozenset(names)
    counts: dict[str, list[int]] = {}
    for line in lines:
        truth, found = line.truth & asked, line.found & asked
        each = counts.setdefault(line.group, [0, 0, 0])
        each[0], each[1], each[2] = each[0] + len(truth & found), each[1] + len(found), each[2] + len(truth)
    groups = np.array(list(counts.values()), np.float64).reshape(-1, 3)
    right, given, there = groups.sum(axis=0)
    low, high = _interval(groups)
    return Row(int(there), right / max(given, 1), right / max(there, 1), _f1(groups.sum(axis=0)), low, high)


def _interval(groups: np.ndarray) -> tuple[float, float]:
    chance = np.random.default_rng(SEED)
    drawn = [_f1(groups[chance.integers(len(groups), size=len(groups))].sum(axis=0)) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _f1(counts: np.ndarray) -> float:
    right, given, there = counts
    return float(2 * right / max(given + there, 1))


def names_in(lines: Iterable[Line]) -> list[str]:
    """Return every move that is there or was found, sorted."""
    return sorted({name for line in lines for name in line.truth | line.found})


def calibration(lines: Iterable[Line]) -> float:
    """Return the expected calibration error of the finds: how far confidence and the share of right ones lie apart."""
    finds = [(sure, name in line.truth) for line in lines for name, sure in line.finds.items()]
    if not finds:
        return 0.0
    sure, right = np.array(finds, np.float64).T
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    apart = [abs((sure - right)[places == place].sum()) for place in range(BINS)]
    return float(sum(apart) / len(finds))


def heard(lines: Iterable[Mapping[str, Any]], labelled: Labelled, language: str = "en") -> list[Line]:
    """Return lines of talk as heard; those without labels (``None``) are listened to and not counted."""
    found = []
    for line, moves in find_moves_in_lines(lines, language=language, at_least=FAINT):
        truth = labelled(line)
        if truth is not None:
            sure = {f"{_side(line)}{move.name}": move.confidence for move in moves}
            found.append(
                Line(frozenset(truth), sure, str(line.get("situation") or line.get("talk") or line["dialog_id"]))
            )
    return found


def _side(line: Mapping[str, Any]) -> str:
    return "customer." if line["role"] == "customer" else ""


def on_corpus(language: str, lines: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return the corpus' lines as heard; a customer's move is named ``customer.…``."""
    asked = ({**line, "dialog_id": line["id"], "turn": 0} for line in lines)
    return heard(asked, lambda line: (f"{_side(line)}{move}" for move in line["moves"]), language)


def by_cues(language: str, lines: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return the same with the heads left out."""
    with patch.object(finding, "opinions", lambda scenes: [None] * len(scenes)):
        return on_corpus(language, lines)


def by_heads(language: str, lines: Sequence[Mapping[str, Any]], variant: Any) -> list[Line]:
    """Return the same by the heads alone, of words (``words``) or with vectors too (``vectors``); found is sure here."""
    both = []
    for side, head in load(language, variant).sides.items():
        mine = [line for line in lines if line["role"] == side]
        if not mine:
            continue
        sure = head.found(
            head.probabilities([Example(each["text"], each["context"], each["position"]) for each in mine])
        )
        for line, found in zip(mine, sure, strict=True):
            named = {f"{_side(line)}{move}": 1.0 for move, is_there in zip(head.moves, found, strict=True) if is_there}
            truth = frozenset(f"{_side(line)}{move}" for move in line["moves"])
            both.append(Line(truth, named, line["situation"]))
    return both


def agents(path: Path) -> Iterator[dict[str, Any]]:
    """Give a set's rows as talk."""
    for each in rows(path):
        yield {**each, "role": each["speaker_role"], "lang": "en"}


def each_as_agent(path: Path) -> Iterator[dict[str, Any]]:
    """Give a talk between equals twice, with each of the two as the agent once."""
    talk: dict[str, list[dict[str, Any]]] = {}
    for each in rows(path):
        talk.setdefault(each["dialog_id"], []).append(each)
    for name, turns in talk.items():
        for agent in sorted({turn["speaker_role"] for turn in turns}):
            for turn in turns:
                role = "agent" if turn["speaker_role"] == agent else "customer"
                yield {**turn, "dialog_id": f"{name}/{agent}", "talk": name, "role": role, "lang": "en"}


def kinds_as_one(lines: Iterable[Line], kinds: Iterable[str], name: str) -> list[Line]:
    """Return lines where any of several moves counts as the one ``name``, as sure as the surest of them."""
    asked = frozenset(kinds)
    found = []
    for line in lines:
        sure = max((line.finds[kind] for kind in asked & line.finds.keys()), default=None)
        found.append(line._replace(finds={} if sure is None else {name: sure}))
    return found


def annomi(path: Path) -> tuple[dict[str, list[Line]], float]:
    """Return AnnoMI heard once: questions of any kind and reflections, and how often open and closed were told apart.

    The kinds are compared where people named one and a question was found; its surest kind counts.
    """
    lines = heard(agents(path), _counselling)
    kinds = {"question": QUESTIONS, "asked": QUESTIONS | CLOSING, "reflection": REFLECTIONS}
    return {name: kinds_as_one(lines, kind, name) for name, kind in kinds.items()}, _told_apart(lines)


def _counselling(line: Mapping[str, Any]) -> Iterable[str] | None:
    if not _by_agent(line):
        return None
    labels = line["labels"]
    named = [name for name in ("question", "reflection") if labels[f"{name}_exists"] == "True"]
    return [*named, *(["asked"] if "question" in named else []), labels["question_subtype"]]


def _told_apart(lines: Iterable[Line]) -> float:
    right = []
    for line in lines:
        asked = {kind: line.finds[kind] for kind in QUESTIONS & line.found}
        if asked and {"open", "closed"} & line.truth:
            surest = max(asked, key=lambda kind: asked[kind])
            right.append((surest == "open_question") == ("open" in line.truth))
    return sum(right) / max(len(right), 1)


def esconv(path: Path) -> list[Line]:
    """Return ESConv heard once: restatements and reflections of feelings."""

    def labelled(line: Mapping[str, Any]) -> Iterable[str] | None:
        given_back = line["labels"].get("strategy") in GIVEN_BACK
        return (["reflection"] if given_back else []) if _by_agent(line) else None

    return kinds_as_one(heard(agents(path), labelled), REFLECTIONS, "reflection")


def sgd(path: Path) -> list[Line]:
    """Return the task dialogues heard once: ``further_help`` where people wrote out REQ_MORE."""

    def labelled(line: Mapping[str, Any]) -> Iterable[str] | None:
        asked = "REQ_MORE" in line["labels"]["acts"]
        return (["further_help"] if asked else []) if _by_agent(line) else None

    return kinds_as_one(heard(agents(path), labelled), ["further_help"], "further_help")


def casino(path: Path) -> list[Line]:
    """Return the negotiations that nothing learned from, with each side as the agent.

    They hold ``win_win`` where somebody promotes coordination.
    """

    def labelled(line: Mapping[str, Any]) -> Iterable[str] | None:
        if not _by_agent(line) or "strategies" not in line["labels"]:
            return None
        return ["win_win"] if "promote-coordination" in line["labels"]["strategies"] else []

    mine = (line for line in each_as_agent(path) if kept_back(line["talk"]))
    return kinds_as_one(heard(mine, labelled), ["win_win"], "win_win")


def _by_agent(line: Mapping[str, Any]) -> bool:
    return bool(line["role"] == "agent")
