"""The small values: a timer that no clock change moves, texts that are cut at a word, groups and roles."""

import pytest

from trainings.workshops.values import Timer, cut, groups_of, role_of, tally


def test_a_timer_counts_by_the_clock_it_is_given_and_stands_while_it_is_paused():
    timer = Timer(300).running(10)
    assert timer.at(70) == 240
    paused = timer.paused(70)
    assert paused.at(9999) == 240
    assert paused.running(9999).at(10_000) == 239
    assert paused.more(60).at(0) == 300


def test_a_timer_goes_below_zero_when_the_time_is_over():
    assert Timer(60).running(0).at(75) == -15


def test_a_text_of_ten_thousand_characters_is_cut_at_a_word():
    kept = cut("listen " * 1500)
    # 85 words of 7 characters are 595, without the last blank 594, and the sign that it goes on
    assert kept == ("listen " * 85).strip() + "…"
    assert len(kept) == 595


def test_one_endless_word_is_cut_where_it_is():
    assert cut("x" * 10_000) == "x" * 599 + "…"


def test_signs_that_print_nothing_become_blanks_and_lines_stay():
    assert cut("a\x00b\u202ec\nd") == "a b c\nd"


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (2, [2]), (3, [3]), (4, [4]), (5, [3, 2]), (7, [3, 4]), (9, [3, 3, 3])]
)
def test_groups_are_of_three_and_nobody_is_left_alone(count, sizes):
    people = [str(number) for number in range(count)]
    groups = groups_of(people)
    assert [len(group) for group in groups] == sizes
    assert sorted(person for group in groups for person in group) == sorted(people)


def test_in_three_rounds_everybody_has_every_role():
    group = ["a", "b", "c"]
    roles = [[role_of(group, person, turn) for turn in range(3)] for person in group]
    assert roles[0] == ["agent", "customer", "observer"]
    assert all(sorted(each) == ["agent", "customer", "observer"] for each in roles)
    for turn in range(3):
        assert len({role_of(group, person, turn) for person in group}) == 3


def test_two_change_places_and_one_alone_is_the_agent():
    assert [role_of(["a", "b"], "a", turn) for turn in range(3)] == ["agent", "customer", "agent"]
    assert role_of(["a"], "a", 5) == "agent"


def test_a_tally_counts_every_option_that_was_chosen():
    assert tally([[1], [1, 2], [2], [1], "text"]) == {1: 3, 2: 2}
