"""The calls by other hands are whole: three a set and language, each read twice, criterion by criterion."""

import pytest

from rubrics import library
from tests.benchmarks.bench_examples import LANGUAGES
from tests.benchmarks.bench_others import RUBRIC, SETS, calls


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_call_by_other_hands_was_read_twice_and_whole(name, language):
    found = calls(name, language)
    criteria = {criterion.id for _, criterion in library.load(RUBRIC).criteria()}
    assert len(found) == 3
    for call in found:
        assert [reading.reader for reading in call.readings] == ["first", "second"]
        assert all(set(reading.marks[RUBRIC]) == criteria for reading in call.readings)


def test_no_call_by_other_hands_stands_in_both_sets():
    looked_at, held_back = ({call.id for language in LANGUAGES for call in calls(name, language)} for name in SETS)
    assert not looked_at & held_back
