"""The code at the door: refused when wrong, slower each time, and never slower for the neighbour."""

import pytest

from trainings.workshops.guard import SIGNS, Guard, new_code

HERE, THERE = "192.0.2.7", "192.0.2.8"


@pytest.fixture
def guard(clock):
    return Guard("ABC234", clock)


@pytest.mark.parametrize("typed", ["ABC234", "abc234", " abc 234", "abc-234"])
def test_the_code_opens_however_it_is_typed(guard, typed):
    assert guard.opens(typed, HERE)


@pytest.mark.parametrize("typed", ["ABC235", "", None, 7, "ABC2345", "ąęć", "\ud800"])
def test_anything_else_does_not(guard, typed):
    assert not guard.opens(typed, HERE)


def tries(guard, clock, count):
    """Try wrong codes, each as soon as it is allowed, and give the waits after each."""
    waits = []
    for _ in range(count):
        clock.now += guard.wait(HERE)
        assert not guard.opens("WRONG2", HERE)
        waits.append(guard.wait(HERE))
    return waits


def test_wrong_codes_wait_twice_as_long_each_time_after_three_slips(guard, clock):
    assert tries(guard, clock, 10) == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60]


def test_while_somebody_waits_even_the_right_code_does_not_open(guard, clock):
    tries(guard, clock, 4)
    assert not guard.opens("ABC234", HERE)
    clock.now += 1
    assert guard.opens("ABC234", HERE)


def test_a_neighbour_does_not_wait(guard, clock):
    tries(guard, clock, 6)
    assert guard.wait(THERE) == 0
    assert guard.opens("ABC234", THERE)


def test_a_whole_network_of_the_sixth_version_is_one_address(guard, clock):
    for number in range(4):
        guard.opens("WRONG2", f"2001:db8::{number}")
    assert guard.wait("2001:db8::ffff") == 1
    assert guard.wait("2001:db8:0:1::1") == 0


def test_a_day_of_guessing_reaches_a_vanishing_share_of_the_codes():
    # one try a minute is 1440 of 30 ** 6 = 729,000,000
    assert len(SIGNS) ** 6 == 729_000_000
    assert len(set(SIGNS)) == len(SIGNS)


def test_codes_differ_and_hold_no_sign_that_is_read_wrongly():
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert not set("01OILU") & set("".join(codes))


def test_neighbours_whose_addresses_a_proxy_writes_in_the_sixth_s_form_are_not_one(guard, clock):
    for _ in range(4):
        guard.opens("WRONG2", f"::ffff:{HERE}")
    assert guard.wait(f"::ffff:{HERE}") == 1
    assert guard.wait(f"::ffff:{THERE}") == 0
