"""Lists of calls as telephone systems export them, what a sample of one is written as, and the command."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

import parafraza
from review.sampling import Plan, read_exclusions, read_manifest, sample
from review.sampling.manifest import week
from review.sampling.wire import sample_csv
from transcribe.errors import BadFile

HEAD = "call,agent,queue,date,silence\n"
ROWS = "".join(f"c{row},{'Ana' if row % 3 else 'Bo'},sales,2026-11-{row + 1:02},{row}\n" for row in range(20))


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def written(folder, text):
    path = folder / "calls.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["call", "ID", "Call_ID", "recording", "path"])
def test_the_column_that_names_calls_is_found(tmp_path, name):
    found = read_manifest(written(tmp_path, f"agent,{name}\nAna,one\nBo,two\n"))
    assert found.ids == ("one", "two")


def test_another_column_names_calls_where_one_says_so(tmp_path):
    path = written(tmp_path, "Number,agent\n17,Ana\n")
    assert read_manifest(path, id_column="number").ids == ("17",)
    with pytest.raises(BadFile, match=r"calls\.csv:1: no column names the calls; the file has number, agent"):
        read_manifest(path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("c3,Ana,sales,2026-11-01,1\n", "calls.csv:22, column call: c3 stands on line 5 already"),
        (",Ana,sales,2026-11-01,1\n", "calls.csv:22, column call: the cell is empty"),
        ("=A1,Ana,sales,2026-11-01,1\n", "calls.csv:22, column call: '=A1' is a formula"),
        ("c77,Ana\n", "calls.csv:22: 2 cells where the header has 5"),
    ],
)
def test_a_row_that_names_no_new_call_is_left_out_and_told(tmp_path, row, said):
    found = read_manifest(written(tmp_path, HEAD + ROWS + row))
    assert len(found.ids) == 20
    assert found.faults[0].sentence("calls.csv").startswith(said)


def test_excluded_calls_are_not_drawn_and_are_counted(manifest):
    found = read_manifest(manifest, exclude=frozenset({"c1", "c2", "c99"}))
    assert (len(found.ids), found.excluded) == (18, 2)
    assert not {"c1", "c2"} & {call.call for call in sample(found, Plan(18)).calls}


def test_nothing_left_to_draw_is_refused(manifest):
    with pytest.raises(BadFile, match="every call of it is excluded"):
        read_manifest(manifest, exclude=frozenset(f"c{row}" for row in range(20)))


def test_an_empty_list_is_told_how_to_begin(tmp_path):
    with pytest.raises(BadFile, match=r"the file is empty\n.*begin it with a line of columns: call,agent,date"):
        read_manifest(written(tmp_path, ""))


@pytest.mark.parametrize("text", ["call,chance\nc1,0.5\nc2,0.5\n", "c1\n\nc2\n", "x;ID\n1;c1\n2;c2\n"])
def test_exclusions_are_a_column_of_a_table_or_a_name_a_line(tmp_path, text):
    (tmp_path / "done.csv").write_text(text, encoding="utf-8-sig")
    assert read_exclusions(tmp_path / "done.csv") == {"c1", "c2"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-22", "2026-W47"),
        ("2026-11-23T09:30:00+01:00", "2026-W48"),
        ("1.1.2027", "2026-W53"),
        ("22/11/2026 09:30", "2026-W47"),
        ("soon", "(no date)"),
        ("2026-13-01", "(no date)"),
        ("", "(empty)"),
    ],
)
def test_the_week_of_a_date_is_the_calendars(text, said):
    assert week(text) == said


def test_weeks_are_worked_out_of_a_date(manifest):
    # 1 November 2026 is a Sunday; the 2nd to the 8th, 9th to 15th and 16th to 20th follow
    drawn = sample(read_manifest(manifest), Plan(8, "stratified", by=("week",)))
    assert [stratum.population for stratum in drawn.strata] == [1, 7, 7, 5]


def test_an_unknown_column_is_refused_with_those_there_are(manifest):
    with pytest.raises(BadFile, match="there is no column team") as refused:
        sample(read_manifest(manifest), Plan(5, "stratified", by=("team",)))
    assert "call, agent, queue, date, silence" in refused.value.fix


def test_a_risk_that_is_no_number_is_told_and_counts_as_average(tmp_path):
    drawn = sample(
        read_manifest(written(tmp_path, "call,silence\na,2\nb,-1\nc,\nd,2\n")), Plan(2, "risk", risk=("silence",))
    )
    assert [fault.sentence("calls.csv")[:39] for fault in drawn.faults] == ["calls.csv:3, column silence: '-1' is no"]
    assert {call.chance for call in drawn.calls} == {0.5}


def test_the_drawn_rows_are_written_whole_with_their_chance_and_no_formula(tmp_path):
    text = "call;agent;note\nc1;Ana;=cmd|' /C calc'!A0\nc2;Bo;-\nc3;Zoë;+1+1\n"
    found = read_manifest(written(tmp_path, text))
    page = sample_csv(sample(found, Plan(3, double=0.3)), found)
    assert page.startswith("\ufeffcall;agent;note;stratum;chance;weight;reviewers\n")
    rows = {row["call"]: row for row in csv.DictReader(io.StringIO(page[1:]), delimiter=";")}
    assert (rows["c1"]["note"], rows["c2"]["note"], rows["c3"]["note"]) == ("'=cmd|' /C calc'!A0", "-", "'+1+1")
    assert (rows["c3"]["agent"], rows["c3"]["chance"], rows["c3"]["weight"]) == ("Zoë", "1.0", "1.0")


def test_a_sample_is_a_manifest_to_exclude_or_to_draw_from_again(manifest, tmp_path):
    found = read_manifest(manifest)
    first = written(tmp_path, sample_csv(sample(found, Plan(12)), found))
    again = read_manifest(first)
    page = sample_csv(sample(again, Plan(5)), again)
    assert page.splitlines()[0].count("chance") == 1
    assert len(read_exclusions(first)) == 12


def run(*arguments):
    result = CliRunner().invoke(parafraza.app, ["sample", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_sample_prints_json_with_the_keys_other_programs_rely_on(manifest):
    result = run(manifest, "--n", 6, "--by", "agent", "--json")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(said) == [
        *("schema", "file", "method", "by", "risk", "allocation", "seed", "population", "excluded"),
        *("calls", "strata", "outlook", "faults"),
    ]
    assert (said["method"], said["population"], len(said["calls"])) == ("stratified", 20, 6)
    assert list(said["calls"][0]) == ["call", "stratum", "chance", "weight", "reviewers"]
    assert [agent["name"] for agent in said["outlook"]["agents"]] == ["Ana", "Bo"]
    team = said["outlook"]["team"]
    # a full count is needed for +- 5 %: 6 drawn and 14 more make the interval a point, 13 more do not suffice
    assert (team["drawn"], team["more_to_reach"] + 6) == (6, pytest.approx(19, abs=1))


def test_sample_says_what_it_drew_and_how_sure_it_will_be(manifest, tmp_path):
    out = tmp_path / "drawn.csv"
    result = run(manifest, "--n", 5, "--double", 0.2, "-o", out)
    assert "5 of 20 calls drawn at random, seed 1; 1 of them for two reviewers." in result.stdout
    assert "If 80 % of the calls pass, you will know it within:" in result.stdout
    assert "To tell an agent at 80 % from 60 %" in result.stdout
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 6


def test_sample_leaves_out_what_was_reviewed(manifest, tmp_path):
    (tmp_path / "done.txt").write_text("".join(f"c{row}\n" for row in range(15)), encoding="utf-8")
    said = json.loads(run(manifest, "--n", 5, "--exclude", tmp_path / "done.txt", "--json").stdout)
    assert {call["call"] for call in said["calls"]} == {f"c{row}" for row in range(15, 20)}
    assert said["excluded"] == 15


def test_sample_ends_with_1_where_rows_were_left_out_and_2_where_it_cannot_draw(manifest):
    assert run(manifest, "--n", 50).exit_code == 2
    with manifest.open("a", encoding="utf-8") as file:
        file.write("c1,Ana,sales,2026-11-01,1\n")
    result = run(manifest, "--n", 5)
    assert result.exit_code == 1
    assert "calls.csv:22, column call: c1 stands on line 3 already" in result.stderr


def test_a_hundred_thousand_calls_can_be_drawn_from(tmp_path):
    rows = (f"c{row},agent {row % 60},{row % 7},2026-10-{row % 28 + 1:02},{row % 90}\n" for row in range(100_000))
    path = written(tmp_path, HEAD + "".join(rows))
    found = read_manifest(path)
    drawn = sample(found, Plan(2000, "risk", by=("agent", "week"), risk=("silence",)))
    assert len({call.call for call in drawn.calls}) == 2000
