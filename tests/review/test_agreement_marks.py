"""Marks people bring: any spreadsheet's file, and a place and a way out for whatever does not fit."""

import pytest

from review.agreement.marks import number, read_marks
from review.csvfile import harmless, is_formula
from transcribe.errors import BadFile

HEAD = "item,unit,rater,value\n"
ROWS = "greeting,c1,Ana,1\ngreeting,c1,Bo,2\n"


def written(folder, text, encoding="utf-8"):
    path = folder / "marks.csv"
    path.write_bytes(text.encode(encoding))
    return path


def values(marks):
    return [(mark.item, mark.unit, mark.rater, mark.value) for mark in marks.judgements]


TWO = [("greeting", "c1", "Ana", "1"), ("greeting", "c1", "Bo", "2")]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROWS,
        (HEAD + ROWS).replace(",", ";"),
        (HEAD + ROWS).replace(",", "\t"),
        (HEAD + ROWS).replace("\n", "\r\n"),
        "Rater,VALUE, Unit ,note,item\nAna,1,c1,,greeting\n\nBo,2,c1,heard twice,greeting\n",
        '"item","unit","rater","value"\n"greeting","c1","Ana","1"\ngreeting,c1,Bo,2,,\n',
    ],
    ids=["commas", "semicolons", "tabs", "Windows lines", "other order and columns", "quotes and empty cells behind"],
)
def test_marks_are_read_however_a_spreadsheet_saved_them(tmp_path, text):
    marks = read_marks(written(tmp_path, text))
    assert values(marks) == TWO
    assert marks.faults == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250"])
def test_polish_names_are_read_in_every_encoding_they_come_in(tmp_path, encoding):
    marks = read_marks(written(tmp_path, HEAD + "powitanie,c1,Łukasz Wąś,1\npowitanie,c1,Żaneta,2\n", encoding))
    assert [mark.rater for mark in marks.judgements] == ["Łukasz Wąś", "Żaneta"]
    assert any("Windows-1250" in note for note in marks.notes) == (encoding == "cp1250")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_russian_names_are_read_in_every_encoding_they_come_in(tmp_path, encoding):
    marks = read_marks(written(tmp_path, HEAD + "приветствие,c1,Ольга,1\nприветствие,c1,Пётр,2\n", encoding))
    assert [mark.rater for mark in marks.judgements] == ["Ольга", "Пётр"]


def test_a_name_a_mac_wrote_in_two_signs_is_the_same_name(tmp_path):
    marks = read_marks(written(tmp_path, HEAD + "a,c1,Jo\u0301zef,1\na,c2,J\u00f3zef,1\na,c1,Bo,2\n"))
    assert {mark.rater for mark in marks.judgements} == {"J\u00f3zef", "Bo"}


def test_an_empty_value_is_not_judged_and_not_zero(tmp_path):
    marks = read_marks(written(tmp_path, HEAD + ROWS + "greeting,c2,Ana,\n"))
    assert marks.judgements[-1].value is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "marks.csv: the file is empty"),
        (" \n\n", "marks.csv: the file is empty"),
        (HEAD, "marks.csv: there is no mark in it"),
        (HEAD + "greeting,c1,Ana,\ngreeting,c1,Bo,\n", "marks.csv: there is no mark in it"),
        (
            "item,unit,who,value\n" + ROWS,
            "marks.csv:1: columns are missing: rater; the file has item, unit, who, value",
        ),
        ("item,unit,rater,value,item\n", "marks.csv:1: two columns are called item"),
        (HEAD + "greeting,c1,Ana,1\ngreeting,c2,Ana,2\n", "marks.csv, column rater: all marks are by one rater, Ana"),
        (HEAD + 'greeting,c1,"Ana,1\n', "marks.csv:2: the row cannot be read"),
        (HEAD + "=A1,c1,Ana,1\n", "the first row left out: marks.csv:2, column item: '=A1' is a formula"),
    ],
)
def test_a_file_no_agreement_can_come_of_is_refused_with_place_and_way_out(tmp_path, text, said):
    with pytest.raises(BadFile) as refused:
        read_marks(written(tmp_path, text))
    assert said in str(refused.value)
    assert "To fix it: " in str(refused.value)


@pytest.mark.parametrize("content", [b"\x81\x8d\x8f\x90\x9d\xff" * 20, b"PK\x03\x04\0\0\0\x08\xff\xfe\xd8" * 31])
def test_a_file_that_is_no_text_is_refused(tmp_path, content):
    (tmp_path / "marks.csv").write_bytes(content)
    with pytest.raises(BadFile, match=r"marks\.csv"):
        read_marks(tmp_path / "marks.csv")


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    with pytest.raises(BadFile, match="there is no such file"):
        read_marks(tmp_path / "none.csv")
    with pytest.raises(BadFile, match="this is a folder"):
        read_marks(tmp_path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("greeting,c2,Ana\n", "marks.csv:4: 3 cells where the header has 4"),
        ("greeting,c2,Ana,1,5\n", "marks.csv:4: 5 cells where the header has 4"),
        ("greeting,,Ana,1\n", "marks.csv:4, column unit: the cell is empty"),
        ("greeting,c2,Ana,=2+1\n", "marks.csv:4, column value: '=2+1' is a formula"),
        ("greeting,c2,@SUM(A1),1\n", "marks.csv:4, column rater: '@SUM(A1)' is a formula"),
        ("greeting,c2,Ana,nan\n", "marks.csv:4, column value: 'nan' is no number"),
        ("greeting,c2,Ana,-inf\n", "marks.csv:4, column value: '-inf' is no number"),
    ],
)
def test_a_row_that_does_not_fit_is_left_out_and_the_others_are_not_lost(tmp_path, row, said):
    marks = read_marks(written(tmp_path, HEAD + ROWS + row + "greeting,c3,Ana,-1\n"))
    assert values(marks) == [*TWO, ("greeting", "c3", "Ana", "-1")]
    assert [fault.sentence("marks.csv")[: len(said)] for fault in marks.faults] == [said]


def test_the_line_of_a_fault_counts_the_lines_inside_quotes_and_the_blank_ones(tmp_path):
    text = HEAD + 'greeting,"c\n1",Ana,1\n\ngreeting,c2,Bo,2\ngreeting,c3,,2\n'
    assert read_marks(written(tmp_path, text)).faults[0].line == 6


def test_a_row_said_twice_counts_once(tmp_path):
    marks = read_marks(written(tmp_path, HEAD + ROWS + "greeting,c1,Ana,1.0\n"))
    assert values(marks) == TWO
    assert marks.faults == ()
    assert marks.notes == ("1 row says again what another row had said; counted once",)


@pytest.mark.parametrize(("again", "shown"), [("3", "3"), ("", "no mark")])
def test_two_different_marks_by_one_rater_count_neither(tmp_path, again, shown):
    rows = "greeting,c2,Ana,2\ngreeting,c2,Bo,2\n"
    marks = read_marks(written(tmp_path, HEAD + ROWS + rows + f"greeting,c1,Ana,{again}\n"))
    assert ("greeting", "c1", "Ana", "1") not in values(marks)
    assert len(marks.judgements) == 3
    assert f"Ana gives greeting of c1 {shown} here and 1 on line 2" in marks.faults[0].what


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", 2), ("2.5", 2.5), ("2,5", 2.5), ("-1", -1), ("high", None), ("1_000", None), ("inf", None)],
)
def test_numbers_are_told_from_words(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("cell", "runs"),
    [("=1+1", True), ("@x", True), ("+cmd|' /C calc'!A0", True), ("-2+3", True), ("-2,5", False), ("+48 600", False)],
)
def test_a_cell_a_spreadsheet_would_run_is_known_and_made_harmless(cell, runs):
    assert is_formula(cell) is runs
    assert harmless(cell) == (f"'{cell}" if runs else cell)
