"""The examples that stand in the rubrics are their tests: each must score its level, a counter-example must not."""

import pytest

from rubrics import library, score
from tests.rubrics.samples import call

EXAMPLES = [
    pytest.param(
        name, criterion.id, level.level, wanted, language, lines, id=f"{criterion.id}-{level.level}-{language}-{kind}"
    )
    for name in library.names()
    for _, criterion in library.load(name).criteria()
    for level in criterion.levels
    for kind, wanted, by_language in (("example", True, level.example), ("counter", False, level.counter_example))
    for language, lines in by_language.items()
]


@pytest.mark.parametrize(("rubric", "criterion", "level", "wanted", "language", "lines"), EXAMPLES)
def test_an_example_scores_its_level_and_a_counter_example_does_not(rubric, criterion, level, wanted, language, lines):
    card = score(call(*lines, language=language), rubric)
    (mark,) = [mark for mark in card.marks if mark.criterion == criterion]
    assert (mark.value == level) is wanted, mark.why


@pytest.mark.parametrize("name", library.names())
def test_every_criterion_seen_in_words_has_an_example_for_each_level_and_language(name):
    rubric = library.load(name)
    from rubrics.vocabulary import TIMED_MOVES

    missing = [
        (criterion.id, level.level, language)
        for _, criterion in rubric.criteria()
        if not criterion.names() & TIMED_MOVES
        for level in criterion.levels
        for language in rubric.languages
        if language not in level.example
    ]
    assert missing == []


@pytest.mark.parametrize("name", library.names())
def test_a_rubrics_sentences_hold_only_what_can_be_filled_in(name):
    import re

    rubric = library.load(name)
    known = {"quote", "count", "time"}
    whys = [text for _, criterion in rubric.criteria() for level in criterion.levels for text in level.why.values()]
    assert {part for why in whys for part in re.findall(r"\{(\w*)\}", why)} <= known
    assert [why for why in whys if "!" in why] == []
