"""Cells that a spreadsheet would run, whatever separates its cells."""

import pytest

from review.csvfile import harmless, read
from transcribe.errors import BadFile


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("late;=cmd|' /C calc'!A0", "late;'=cmd|' /C calc'!A0"),  # a spreadsheet set to Polish splits at the semicolon
        ("a; @x", "a;' @x"),
        ("first\n=1+1", "first\n'=1+1"),
        ("first\r\n-x", "first\r\n'-x"),
        ("\t=x", "'\t'=x"),
    ],
)
def test_a_formula_further_on_in_a_cell_is_made_harmless_too(cell, kept):
    assert harmless(cell) == kept


@pytest.mark.parametrize("cell", ["", "late;gift", "yes; no", "a;-1", "ends;", "two\nlines", "+48 22 111"])
def test_plain_words_and_numbers_stay_as_they_are(cell):
    assert harmless(cell) == cell


@pytest.mark.parametrize("begins", [b"PK\x03\x04\x14\x00\x06\x00", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_spreadsheets_own_file_says_how_to_save_it(tmp_path, begins):
    path = tmp_path / "calls.csv"
    path.write_bytes(begins + bytes(500))
    with pytest.raises(BadFile, match=r"spreadsheet's own file(.|\n)*save it as CSV in UTF-8"):
        read(path, [])
