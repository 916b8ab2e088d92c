"""All patterns of a language as one automaton, walked once from each word of a line.

Patterns become a graph, built from their ends backwards, so that an optional word adds an arrow and not a second copy.
Walking the graph itself would touch some thirty nodes a word; the sets of nodes met are therefore remembered as states
the first time they are met, and from then on a word costs one look in a table (a lazily built deterministic
automaton). Words no pattern names are all one word to it, so the table stays small, and it is emptied when it grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rubrics.lexicon.pattern import Either, Gap, Part, Pattern, Row, Word
from rubrics.tokens import Line

MOST_REMEMBERED = 120_000
"""Table entries, about 30 MB; a language's lexicon settles at a fifth of it."""
OTHER = "\0"
"""Stands for every word that no pattern names."""


class Ending(NamedTuple):
    """What a match means: the cue's number, and at what breaks it must begin and end (see :class:`Pattern`)."""

    number: int
    at_start: int
    at_end: bool


class Node:
    """A place in the graph: what has matched there, and what leads on."""

    __slots__ = ("endings", "gaps", "steps")

    def __init__(self) -> None:
        """Start with nothing matched and no way on."""
        self.endings: tuple[Ending, ...] = ()
        self.steps: tuple[tuple[Word, Node], ...] = ()
        self.gaps: tuple[tuple[int, Node], ...] = ()

    @staticmethod
    def joined(nodes: Sequence[Node]) -> Node:
        """Return a node from which everything goes that goes from any of these."""
        node = Node()
        node.endings = tuple(dict.fromkeys(ending for each in nodes for ending in each.endings))
        node.steps = tuple(dict.fromkeys(step for each in nodes for step in each.steps))
        node.gaps = tuple(dict.fromkeys(gap for each in nodes for gap in each.gaps))
        return node


class _Place(NamedTuple):
    """Standing at a node, with words that may still be skipped there."""

    node: Node
    left: int = 0
    skipped: bool = False


class _State:
    """A set of places stood at together, with the states that follow each word."""

    __slots__ = ("after_break", "endings", "following", "places")

    def __init__(self, places: frozenset[_Place], endings: tuple[Ending, ...]) -> None:
        self.places, self.endings = places, endings
        self.following: dict[str, _State | None] = {}
        self.after_break: dict[str, _State | None] = {}


class _Named(NamedTuple):
    """Words that some pattern tells from the rest, by whole words and by how words begin and end."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]

    @classmethod
    def by(cls, words: Collection[Word]) -> _Named:
        """Return what all these name together."""
        return cls(
            frozenset().union(*(word.forms for word in words)),
            tuple({prefix for word in words for prefix in word.prefixes}),
            tuple({suffix for word in words for suffix in word.suffixes}),
        )

    def fits(self, word: str) -> bool:
        """Tell whether a folded word of talk is one of these."""
        return word in self.words or word[0].isdigit() or word.startswith(self.prefixes) or word.endswith(self.suffixes)


class PatternIndex:
    """One lexicon's patterns."""

    def __init__(self) -> None:
        """Start with no pattern."""
        self.by_word: defaultdict[str, list[Node]] = defaultdict(list)
        """Where each first word leads; those known by how they begin or end, or by their kind, stand in ``by_test``."""
        self.by_test: list[tuple[Word, Node]] = []
        self.words: dict[int, Word] = {}
        """Every word a pattern names, by its identity: a lexicon's patterns share most of them."""
        self._named: _Named | None = None
        self._forget()

    def add(self, pattern: Pattern, number: int) -> None:
        """Add ``pattern`` under the cue's ``number``."""
        last = Node()
        last.endings = (Ending(number, pattern.at_start, pattern.at_end),)
        self._named = None
        for word, node in _first_steps(self._before(pattern.part, last)):
            for form in word.forms:
                self.by_word[form].append(node)
            if word.prefixes or word.suffixes or word.kind != "listed":
                self.by_test.append((replace(word, forms=frozenset()), node))

    def walk(self, line: Line) -> Iterator[tuple[Ending, int, int]]:
        """Give every match in a line as (ending, first word, behind the last word)."""
        if self._remembered > MOST_REMEMBERED:
            self._forget()
        kinds = [self._kind(word) for word in line.words]
        breaks, count = line.breaks, len(kinds)
        for start in range(count):
            state, place = self._start(kinds[start]), start + 1
            while state is not None:
                for ending in state.endings:
                    yield ending, start, place
                if place == count:
                    break
                state, place = self._step(state, kinds[place], breaks[place] == 2), place + 1

    def _step(self, state: _State, kind: str, broken: bool) -> _State | None:
        table = state.after_break if broken else state.following
        if kind not in table:
            table[kind] = self._follow(state, kind, broken)
            self._remembered += 1
        return table[kind]

    def _follow(self, state: _State, kind: str, broken: bool) -> _State | None:
        arrived: set[Node] = set()
        skipping: set[_Place] = set()
        for place in state.places:
            if place.skipped and broken:
                continue  # a gap never leaves its sentence
            arrived.update(node for word, node in place.node.steps if word.fits(kind))
            if place.left:
                skipping.add(_Place(place.node, place.left - 1, skipped=True))
        return self._state(arrived, skipping)

    def _start(self, kind: str) -> _State | None:
        if kind not in self._starts:
            nodes = set(self.by_word.get(kind, ()))
            nodes.update(node for test, node in self.by_test if test.fits(kind))
            self._starts[kind] = self._state(nodes, ())
            self._remembered += 1
        return self._starts[kind]

    def _state(self, arrived: Iterable[Node], skipping: Iterable[_Place]) -> _State | None:
        """Return the state of having arrived at nodes, the same object for the same places and endings."""
        places: set[_Place] = set(skipping)
        endings: set[Ending] = set()
        for node in arrived:
            _arrive(node, places, endings)
        key = (frozenset(places), tuple(sorted(endings)))
        if not places and not endings:
            return None
        if key not in self._states:
            self._states[key] = _State(*key)
        return self._states[key]

    def _kind(self, word: str) -> str:
        """Return the word itself where some pattern may tell it apart, else the sign for all the rest."""
        kind = self._kinds.get(word)
        if kind is None:
            if self._named is None:
                self._named = _Named.by(self.words.values())
            kind = self._kinds[word] = word if self._named.fits(word) else OTHER
            self._remembered += 1
        return kind

    def _before(self, part: Part, after: Node) -> Node:
        """Return the node from which ``part`` leads to ``after``."""
        if isinstance(part, Row):
            for each in reversed(part.parts):
                after = self._before(each, after)
            return after
        if isinstance(part, Either):
            return Node.joined([self._before(each, after) for each in part.parts])
        node = Node()
        if isinstance(part, Gap):
            node.gaps = ((part.most, after),)
        else:
            node.steps = ((part, after),)
            self.words[id(part)] = part
        return node

    def _forget(self) -> None:
        self._states: dict[tuple[frozenset[_Place], tuple[Ending, ...]], _State] = {}
        self._starts: dict[str, _State | None] = {}
        self._kinds: dict[str, str] = {}
        self._remembered = 0


def _arrive(node: Node, places: set[_Place], endings: set[Ending]) -> None:
    """Add what arriving at a node means: its endings, its place, and the places behind its gaps."""
    endings.update(node.endings)
    if node.steps:
        places.add(_Place(node))
    for most, after in node.gaps:
        if after.steps:
            places.add(_Place(after, most))
        endings.update(after.endings)
        for _, further in after.gaps:
            _arrive(further, places, endings)


def _first_steps(node: Node) -> Iterator[tuple[Word, Node]]:
    """Give the words a match may begin with; a gap at the front says nothing and is passed over."""
    yield from node.steps
    for _, after in node.gaps:
        yield from _first_steps(after)
