"""A pattern index as rows of plain values, and back: words and nodes by number, each node after those it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubrics.lexicon.index import Ending, Node, PatternIndex
from rubrics.lexicon.pattern import Word

Rows = Mapping[str, Any]


def rows_of(index: PatternIndex) -> Rows:
    """Return an index as lists and tables that JSON can hold.

    Returns:
        ``words``: [forms, prefixes, suffixes, kind] each; ``nodes``: [endings, steps (word, node), gaps (most, node)] each;
        ``starts``: the nodes after each first word; ``tests``: (word, node) for first words that are no listed form;
        ``named``: the words that patterns tell from the rest.
    """
    words = _Numbered()
    order: dict[int, Node] = {}
    for node in (*(node for nodes in index.by_word.values() for node in nodes), *(node for _, node in index.by_test)):
        _collect(node, order)
    number = {name: place for place, name in enumerate(order)}
    nodes = [
        [
            node.endings,
            [(words.number(word), number[id(after)]) for word, after in node.steps],
            [(most, number[id(after)]) for most, after in node.gaps],
        ]
        for node in order.values()
    ]
    tests = [(words.number(word), number[id(node)]) for word, node in index.by_test]
    named = [words.number(word) for word in index.words.values()]
    return {
        "nodes": nodes,
        "starts": {form: [number[id(node)] for node in after] for form, after in index.by_word.items()},
        "tests": tests,
        "named": named,
        "words": [(sorted(word.forms), word.prefixes, word.suffixes, word.kind) for word in words.all],
    }


class _Numbered:
    """Words with the numbers they are written by; what is the same object has one number."""

    def __init__(self) -> None:
        """Start with none."""
        self.all: list[Word] = []
        self._numbers: dict[int, int] = {}

    def number(self, word: Word) -> int:
        """Return a word's number, the next free one where it is new."""
        if id(word) not in self._numbers:
            self._numbers[id(word)] = len(self.all)
            self.all.append(word)
        return self._numbers[id(word)]


def _collect(node: Node, order: dict[int, Node]) -> None:
    """Add a node to those known by identity, behind all that it leads to."""
    if id(node) in order:
        return
    for _, after in (*node.steps, *node.gaps):
        _collect(after, order)
    order[id(node)] = node


def index_of(rows: Rows) -> PatternIndex:
    """Return the index that :func:`rows_of` took apart."""
    words = [
        Word(frozenset(forms), tuple(before), tuple(behind), kind) for forms, before, behind, kind in rows["words"]
    ]
    nodes: list[Node] = []
    for endings, steps, gaps in rows["nodes"]:
        node = Node()
        node.endings = tuple([Ending(*each) for each in endings])
        node.steps = tuple([(words[word], nodes[after]) for word, after in steps])
        node.gaps = tuple([(most, nodes[after]) for most, after in gaps])
        nodes.append(node)
    index = PatternIndex()
    for form, after in rows["starts"].items():
        index.by_word[form] = [nodes[each] for each in after]
    index.by_test.extend((words[word], nodes[after]) for word, after in rows["tests"])
    index.words.update((id(words[each]), words[each]) for each in rows["named"])
    return index
