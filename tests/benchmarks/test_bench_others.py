"""The calls by other hands are whole: seven a set and language, each read twice, criterion by criterion."""

from collections import Counter

import pytest

from rubrics import library
from tests.benchmarks.bench_examples import LANGUAGES
from tests.benchmarks.bench_others import SETS, calls

EVERY = "service_call"


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_call_by_other_hands_was_read_twice_and_whole(name, language):
    for call in calls(name, language):
        assert [reading.reader for reading in call.readings] == ["first", "second"]
        for reading in call.readings:
            for rubric, marks in reading.marks.items():
                assert set(marks) == {criterion.id for _, criterion in library.load(rubric).criteria()}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_set_holds_three_service_calls_and_two_of_each_other_kind(name, language):
    for reader in (0, 1):
        read = Counter(rubric for call in calls(name, language) for rubric in call.readings[reader].marks)
        assert read == {EVERY: 7, "complaint_call": 2, "negotiation_call": 2}


def test_no_call_by_other_hands_stands_in_both_sets():
    looked_at, held_back = ({call.id for language in LANGUAGES for call in calls(name, language)} for name in SETS)
    assert not looked_at & held_back
