"""What is looked at in a line's order, with lines of three words counted by hand."""

from math import isclose, sqrt

import pytest

from rubrics.tokens import read_line
from trainings.order.features import PLACES, Known, row, signed

KNOWN = Known(frozenset({"the", "to", "you"}), frozenset({"the"}))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("I'll call you.", ["i", "will", "call", "you"]),
        ("So, the bed is late? I see.", ["so", ",", "the", "bed", "is", "late", "?", "i", "see"]),
        ("Good. Bye.", ["good", ".", "bye"]),
        ("", []),
    ],
)
def test_signs_stand_between_the_words_and_none_at_the_end(text, tokens):
    assert signed(read_line(text, "en")) == tokens


def test_a_line_of_three_words_has_four_neighbourhoods_and_three_triples():
    # ^ the bed waits $: 4 pairs in four ways each, 3 triples whole and 3 with a gap = 22, each 1 / sqrt(4);
    # and two slots for its length and its signs, 1 each.
    slots = row(["the", "bed", "waits"], KNOWN)
    assert isclose(sum(slots.values()), 22 / sqrt(4) + 2)
    assert all(0 <= slot < PLACES for slot in slots)


def test_of_a_rare_word_only_its_ending_counts():
    assert row(["to", "waiting"], KNOWN) == row(["to", "sleeping"], KNOWN)
    assert row(["to", "waiting"], KNOWN) != row(["to", "waited"], KNOWN)


def test_a_frequent_word_counts_as_itself():
    assert row(["you", "ran"], KNOWN) != row(["thou", "ran"], KNOWN)


def test_all_figures_are_alike():
    assert row(["the", "12th"], KNOWN) == row(["the", "30th"], KNOWN)


def test_another_order_gives_other_slots():
    assert row(["to", "the", "bed"], KNOWN) != row(["the", "to", "bed"], KNOWN)
