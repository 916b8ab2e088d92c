"""The remembered states must say exactly what walking the graph would: checked against a plain matcher."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rubrics.lexicon import index as index_module
from rubrics.lexicon.index import PatternIndex
from rubrics.lexicon.pattern import Either, Gap, Part, PatternReader, Row, Word
from rubrics.tokens import Line, read_line
from tests.helpers import quick

LETTERS = st.sampled_from(["a", "b", "c", "d"])
ATOMS = st.one_of(LETTERS, st.sampled_from(["_", "(a|b)", "[c]", "(a b|c)", "[a|b d]"]))
PATTERNS = st.builds(
    lambda first, rest: " ".join([first, *rest]), LETTERS, st.lists(st.one_of(ATOMS, st.just("..2")), max_size=4)
)
LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "x", "a.", "b."]), max_size=8).map(" ".join)


def plain_ends(part: Part, line: Line, starts: frozenset[int]) -> frozenset[int]:
    """Return where ``part`` may end from any of ``starts``: sets of places, nothing remembered."""
    if isinstance(part, Row):
        for each in part.parts:
            starts = plain_ends(each, line, starts)
        return starts
    if isinstance(part, Either):
        return frozenset().union(*(plain_ends(each, line, starts) for each in part.parts))
    if isinstance(part, Gap):
        return frozenset(end for start in starts for end in _skipped(line, start, part.most))
    return frozenset(start + 1 for start in starts if start < len(line.words) and part.fits(line.words[start]))


def _skipped(line: Line, start: int, most: int) -> set[int]:
    ends = {start}
    for end in range(start + 1, min(start + most, len(line.words)) + 1):
        if line.breaks[end] == 2 and end < len(line.words):
            break
        ends.add(end)
    return ends


def without_last_gaps(part: Part) -> Part:
    while isinstance(part, Row) and part.parts and isinstance(part.parts[-1], Gap):
        part = Row(part.parts[:-1])
    return part


@quick
@given(st.lists(PATTERNS, min_size=1, max_size=3), LINES)
def test_the_index_finds_what_a_plain_matcher_finds(patterns: list[str], text: str):
    reader = PatternReader("xx", lambda lemma: frozenset({lemma}), {})
    index, line = PatternIndex(), read_line(text, "xx")
    parts = []
    for number, pattern in enumerate(patterns):
        read = reader.read(pattern)
        # a gap at the end, or before an optional end, says nothing: only what ends on a word is compared
        index.add(read, number)
        parts.append(without_last_gaps(read.part))
    found = {(ending.number, start, end) for ending, start, end in index.walk(line) if end - start > 0}
    for number, part in enumerate(parts):
        for start in range(len(line.words)):
            longest = plain_ends(part, line, frozenset({start}))
            got = {end for which, first, end in found if (which, first) == (number, start)}
            assert got <= longest
            if not _has_gap(part):
                assert got == {end for end in longest if end > start}


def _has_gap(part: Part) -> bool:
    if isinstance(part, Row | Either):
        return any(_has_gap(each) for each in part.parts)
    return isinstance(part, Gap)


def test_a_full_memory_is_emptied_and_changes_nothing(monkeypatch):
    monkeypatch.setattr(index_module, "MOST_REMEMBERED", 5)
    index = PatternIndex()
    reader = PatternReader("xx", lambda lemma: frozenset({lemma}), {})
    index.add(reader.read("a .. b"), 0)
    line = read_line("a c c b d", "xx")
    found = [list(index.walk(line)) for _ in range(4)]
    assert found[0] == found[3]
    assert [(start, end) for _, start, end in found[0]] == [(0, 4)]


def test_a_word_is_one_of_its_forms_or_begins_as_a_prefix_says():
    word = Word(frozenset({"sad"}), ("ang",))
    assert word.fits("sad")
    assert word.fits("angry")
    assert not word.fits("saddle")
