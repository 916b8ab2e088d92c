"""Tables that leave the store: every column told of, nothing that a spreadsheet would run, types kept."""

import csv
from datetime import datetime

import pytest

from review.exports.tables import TABLES
from review.exports.writing import DICTIONARY, write_tables
from review.store import Filter

pyarrow = pytest.importorskip("pyarrow")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def out(store, tmp_path):
    write_tables(store, tmp_path / "out")
    return tmp_path / "out"


def test_every_table_has_its_file_and_every_column_its_line_in_the_dictionary(out):
    described = {(row["table"], row["column"]) for row in read(out / DICTIONARY)}
    for table in TABLES:
        with (out / f"{table.name}.csv").open(encoding="utf-8-sig") as file:
            header = file.readline().strip().split(",")
        assert {(table.name, name) for name in header} <= described
    assert len(described) == sum(len(table.columns) for table in TABLES)


def test_every_column_says_what_it_means(out):
    assert all(row["meaning"].strip() for row in read(out / DICTIONARY))


def test_calls_come_with_their_tags(out):
    rows = {row["call"]: row for row in read(out / "calls.csv")}
    assert len(rows) == 19
    assert rows["0001"]["tags"] == "gift;late"
    assert rows["1003"]["skill_total"] == "50.0"


def test_a_formula_is_made_harmless_and_a_negative_number_is_not_touched(out):
    (mark,) = read(out / "marks.csv")
    assert mark["why"] == "'=cmd|' /C calc'!A0"
    (promise,) = read(out / "promises.csv")
    assert promise["what"] == "'@call back"
    assert any(row["words"] == "'+1, she did" for row in read(out / "disputes.csv"))


def test_html_stays_text(out):
    assert read(out / "notes.csv")[0]["text"] == "<script>alert(1)</script>"


def test_not_judged_is_an_empty_cell(store, tmp_path):
    write_tables(store, tmp_path, Filter(agent="Jan"))
    found = [row for row in read(tmp_path / "machine_marks.csv") if row["value"] == ""]
    assert found  # the short call leaves some items open
    assert all(row["why"] for row in found)


def test_evidence_quotes_its_seconds(out):
    row = next(row for row in read(out / "evidence.csv") if row["call"] == "1012" and row["item"] == "paraphrase")
    assert (row["turn"], row["start"], row["end"], row["quote"]) == ("2", "8.0", "10.0", "so the bed has not come")


def test_parquet_keeps_types_and_meanings(store, tmp_path):
    from pyarrow import parquet

    write_tables(store, tmp_path, kind="parquet")
    calls = parquet.read_table(tmp_path / "calls.parquet")
    assert isinstance(calls["at"][0].as_py(), datetime)
    assert calls["at"][0].as_py().utcoffset().total_seconds() == 0
    assert calls.schema.field("skill_total").metadata[b"meaning"].startswith(b"0 to 100")
    promises = parquet.read_table(tmp_path / "promises.parquet").to_pylist()
    assert [(row["what"], row["kept"], row["due"]) for row in promises] == [("@call back", True, None)]


def test_a_filter_narrows_every_table(store, tmp_path):
    write_tables(store, tmp_path, Filter(agent="Nobody"))
    assert all(read(tmp_path / f"{table.name}.csv") == [] for table in TABLES)
