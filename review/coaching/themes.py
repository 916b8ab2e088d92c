"""What customers complain about across calls: words that come back in the complaints of different calls.

A theme is a word, in any of its forms, and the words that mostly stand beside it. It is counted by calls and not by how often it is
said. Two ways of saying one thing without a word in common stay two themes; that is the price of showing exactly why a call is
in one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.coaching.counting import Counted
from review.reports.quotes import COMPLAINTS, shortened
from review.sampling.precision import Interval, wilson
from review.store import Store
from rubrics.moves.finding import lexicon_of
from rubrics.stems import stem
from rubrics.tokens import read_line
from transcribe.errors import FixableError

MOST_THEMES = 6
FEWEST_CALLS = 3
"""Calls that a word needs to be a theme."""
BESIDE = 0.6
"""Share of a theme's calls in which a word must stand to be named with it."""
MOST_WORDS = 3
LONG_ENOUGH = 4
"""Letters of a word that can name a theme."""
MOST_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint of a customer."""

    call: str
    folder: str | None
    """The folder of the call's results, relative to the workspace."""
    turn: int
    quote: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing that comes back."""

    words: tuple[str, ...]
    """As they were said most often, the telling one first."""
    calls: int
    of: int
    """Calls in the same language that hold a complaint."""
    interval: Interval
    """Of the share of such calls."""
    quotes: tuple[Complaint, ...]


def themes(store: Store, calls: Iterable[Counted]) -> tuple[Theme, ...]:
    """Return what comes back in the complaints of some calls, the commonest first; each language for itself."""
    spoken: dict[str, list[Complaint]] = {}
    for each in calls:
        found = list(_complaints(store, each))
        if found and each.call.language and lexicon_of(each.call.language):
            spoken.setdefault(each.call.language, []).extend(found)
    every = [theme for language, said in sorted(spoken.items()) for theme in of_complaints(said, language)]
    return tuple(sorted(every, key=lambda theme: (-theme.calls, theme.words)))[:MOST_THEMES]


def of_complaints(said: Sequence[Complaint], language: str) -> tuple[Theme, ...]:
    """Return the themes of complaints in one language.

    Each round takes the word that stands in the most calls not yet told of, names it with what mostly stands beside it, and
    puts those calls aside, so that no call is counted under two themes.
    """
    forms: dict[str, Counter[str]] = {}
    held: dict[str, set[str]] = {}
    for complaint in said:
        for each, form in _roots(complaint.quote, language):
            forms.setdefault(each, Counter())[form] += 1
            held.setdefault(complaint.call, set()).add(each)
    number, found = len({complaint.call for complaint in said}), []
    while (root := _commonest(held)) is not None:
        in_it = {call for call, roots in held.items() if root in roots}
        words = tuple(forms[each].most_common(1)[0][0] for each in _named(root, in_it, held))
        quotes = _quotes(said, in_it, root, language)
        found.append(Theme(words, len(in_it), number, wilson(len(in_it) / number, number), quotes))
        held = {call: roots for call, roots in held.items() if call not in in_it}
    return tuple(found)


def _commonest(held: Mapping[str, set[str]]) -> str | None:
    counts = Counter(root for roots in held.values() for root in roots)
    best = min(counts, key=lambda root: (-counts[root], root), default=None)
    return best if best is not None and counts[best] >= FEWEST_CALLS else None


def _named(root: str, in_it: set[str], held: Mapping[str, set[str]]) -> list[str]:
    beside = Counter(each for call in in_it for each in held[call] if each != root)
    often = [each for each, count in beside.items() if count >= BESIDE * len(in_it)]
    return [root, *sorted(often, key=lambda each: (-beside[each], each))][:MOST_WORDS]


def _quotes(said: Sequence[Complaint], in_it: set[str], root: str, language: str) -> tuple[Complaint, ...]:
    """Return the newest complaints that hold the word, of different calls."""
    first: dict[str, Complaint] = {}
    for complaint in reversed(said):
        if complaint.call in in_it and any(root == each for each, _ in _roots(complaint.quote, language)):
            first.setdefault(complaint.call, complaint)
    return tuple(first.values())[:MOST_QUOTES]


def _roots(quote: str, language: str) -> Iterator[tuple[str, str]]:
    lexicon = lexicon_of(language)
    if lexicon is None:
        return
    line = read_line(quote, lexicon.language)
    for word in lexicon.content(line):
        if len(word) >= LONG_ENOUGH and not word.isdigit():
            yield stem(word, lexicon.language), word


def _complaints(store: Store, each: Counted) -> Iterator[Complaint]:
    if each.call.results is None:
        return
    path = store.workspace.absolute(each.call.results) / "moves.jsonl"
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            if line["move"] in COMPLAINTS and line["role"] == "customer":
                yield Complaint(each.call.name, each.call.results, int(line["turn"]), shortened(line["quote"]))
    except (OSError, ValueError, KeyError, TypeError, FixableError):
        return  # a call without its moves has nothing to tell of
