"""Columns of a list of calls and the times in them: what an import knows, a sample knows too."""

import pytest

from review import columns
from review.sampling import Plan, read_exclusions, read_manifest, sample


def test_a_part_is_found_by_the_first_name_that_fits_whatever_its_letters():
    # Import and sample read "Rozmowa" and "ROZMOWA", "Język" and "jezyk" alike; nothing is called shoes.
    assert columns.parts(["shoes", "recording", "ROZMOWA", "jezyk"]) == {
        "name": "ROZMOWA",
        "language": "jezyk",
        "audio": "recording",
    }


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-22 14:30", "2026-11-22T14:30:00"),
        ("22.11.2026 9:05", "2026-11-22T09:05:00"),
        ("2/1/2026", "2026-01-02T00:00:00"),
        ("2026-11-22T09:30:00+02:00", "2026-11-22T09:30:00+02:00"),
    ],
)
def test_a_time_is_read_as_spreadsheets_write_it(text, iso):
    assert columns.moment(text).isoformat() == iso


def test_a_week_is_the_calendars():
    # 1 January 2027 is a Friday, so it belongs to the last week of 2026.
    assert columns.week(columns.day("1.01.2027 8:00")) == "2026-W53"


def test_a_sample_is_drawn_from_a_list_with_polish_columns(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("Rozmowa;Czas\n17;16.11.2026 9:05\n18;22.11.2026 14:30\n19;23.11.2026 8:00\n", encoding="utf-8")
    (tmp_path / "done.csv").write_text("Rozmowa;Konsultant\n19;Jan\n", encoding="utf-8")
    found = read_manifest(path, exclude=read_exclusions(tmp_path / "done.csv"))
    drawn = sample(found, Plan(1, "stratified", by=("week",)))
    # The 16th is a Monday and the 22nd the Sunday after: both calls lie in week 47.
    assert found.ids == ("17", "18")
    assert [(stratum.name, stratum.population) for stratum in drawn.strata] == [("2026-W47", 2)]
