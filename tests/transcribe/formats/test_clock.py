"""Times as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick
from transcribe.call import Span
from transcribe.formats import clock


def test_written_rounds_to_milliseconds_and_carries():
    # 59.9996 s is 60.000 s in whole milliseconds, so one minute
    assert clock.written(59.9996) == "00:01:00.000"


def test_written_counts_hours_beyond_a_day():
    # 100 h = 360,000 s
    assert clock.written(360_000.5, comma=True) == "100:00:00,500"


def test_short_cuts_the_fraction_so_that_a_player_starts_early_and_not_late():
    assert (clock.short(59.999), clock.short(3600)) == ("00:59", "1:00:00")


@pytest.mark.parametrize(
    ("time", "seconds"), [("0:05", 5), ("90:00", 5400), ("1:02:03,5", 3723.5), ("00:00.042", 0.042)]
)
def test_read_takes_times_with_and_without_hours_and_fractions(time, seconds):
    assert clock.read(time) == seconds


@pytest.mark.parametrize("time", ["00:60", "1:60:00"])
def test_read_refuses_sixty_where_a_larger_unit_should_stand(time):
    with pytest.raises(ValueError, match="59"):
        clock.read(time)


@quick
@given(st.integers(0, 10**9), st.booleans())
def test_a_time_is_read_back_to_the_millisecond(milliseconds, comma):
    assert clock.read(clock.written(milliseconds / 1000, comma=comma)) == milliseconds / 1000


def test_span_refuses_an_end_before_the_start():
    with pytest.raises(ValueError, match="before it starts"):
        clock.span("00:02", "00:01")


def test_shared_gives_equal_parts_that_touch():
    assert clock.shared(Span(1, 4), 3) == [Span(1, 2), Span(2, 3), Span(3, 4)]
