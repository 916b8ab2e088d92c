"""Ranges and open marks on the example calls, against the readings of each."""

import pytest

from rubrics import find_moves, library, score
from rubrics.examples import load, names
from rubrics.scorecard import FAINT


@pytest.fixture(scope="module")
def read():
    """Every criterion that a reader marked, as (mark, levels the readers gave)."""
    pairs = []
    for example in map(load, names()):
        moves = find_moves(example.call, at_least=FAINT)
        for rubric in library.names():
            for mark in score(example.call, rubric, moves=moves).marks:
                given = [reading.mark(rubric, mark.criterion) for reading in example.readings]
                if any(level is not None for level in given):
                    pairs.append((mark, [level for level in given if level is not None]))
    return pairs


def test_ranges_hold_about_nine_of_ten_of_the_readers_marks(read):
    inside = [mark.low <= level <= mark.high for mark, given in read if mark.value is not None for level in given]
    assert len(inside) > 400
    assert 0.86 <= sum(inside) / len(inside) <= 0.94


def test_a_range_says_more_than_the_whole_scale(read):
    ranged = [mark for mark, _ in read if mark.value is not None and mark.max > 1]
    whole = [mark for mark in ranged if (mark.low, mark.high) == (0, mark.max)]
    assert len(whole) / len(ranged) < 0.1


def test_few_marks_are_left_to_a_person(read):
    left = [mark for mark, _ in read if mark.value is None]
    assert len(left) / len(read) <= 0.15
