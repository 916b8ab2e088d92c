"""Lists of calls: right rows go in, wrong ones are told with their line, and nothing else is lost."""

import json

import pytest

from review.manifest import import_manifest
from transcribe.errors import BadFile

HEAD = "call,agent,customer,queue,time,language,channel,case,tags,audio\n"


def imported(store, folder, text, name="calls.csv", encoding="utf-8", **how):
    """Import a list with this text."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode(encoding))
    return import_manifest(store, folder / name, by="Ewa", **how)


def test_every_column_finds_its_place(store, tmp_path):
    (tmp_path / "a.wav").touch()
    row = "0001,Jan,Anna Nowak,sales,2026-11-22 14:30,pl,phone,C7,late; gift,a.wav\n"
    assert imported(store, tmp_path, HEAD + row).new == 1
    call = store.call("0001")
    assert (call.agent, call.customer, call.queue, call.case_id) == ("Jan", "Anna Nowak", "sales", "C7")
    assert (call.language, call.channel, call.audio) == ("pl", "phone", "../a.wav")
    assert call.at.isoformat() == "2026-11-22T14:30:00+00:00"
    assert store.tags("0001") == ("gift", "late")


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("rozmowa;konsultant;kolejka;czas;język", "cp1250"),
        ("Звонок;Сотрудник;Очередь;Время;Язык", "cp1251"),
        ("convorbire;angajat;coadă;început;limbă", "utf-16"),
        ("convorbire;angajat;coada;inceput;limba", "utf-8"),
        ("Call ID;Operator;Team;Started;Lang", "utf-8-sig"),
    ],
)
def test_columns_are_known_in_four_languages_and_several_encodings(store, tmp_path, header, encoding):
    imported(store, tmp_path, f"{header}\n0001;Jan;sales;22.11.2026 14:30;pl\n", encoding=encoding)
    call = store.call("0001")
    assert (call.agent, call.queue, call.language) == ("Jan", "sales", "pl")
    assert call.at.day == 22


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        (",Jan,,,,,,,,", "call", "has no name"),
        ("=cmd(),Jan,,,,,,,,", "call", "is a formula"),
        ("2,@SUM(A1),,,,,,,,", "agent", "is a formula"),
        ("2,Jan,,,31.02.2026,,,,,", "time", "'31.02.2026' is no time"),
        ("2,Jan,,,yesterday,,,,,", "time", "is no time"),
        ("2,Jan,,,,Polish it is,,,,", "language", "is no language code"),
        ("2,Jan,,,,,,,,gone.wav", "audio", "there is no recording gone.wav"),
        ("1,Jan,,,,,,,,", "call", "stands on line 2 already"),
        ("2,Jan", None, "2 cells where the header has 10"),
        ("2,J\x07an,,,,,,,,", "agent", "cannot be read"),
        ("2,Ewa,,,,,,,late;=cmd|x,", "tags", "the tag '=cmd' is a formula"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_the_right_one_goes_in(store, tmp_path, row, column, what):
    told = imported(store, tmp_path, f"{HEAD}1,Ewa,,,,,,,,\n{row}\n")
    (fault,) = told.faults
    assert (fault.line, fault.column) == (3, column)
    assert what in fault.what
    assert (told.rows, told.new) == (2, 1)
    assert store.count() == 1


def test_the_same_list_again_changes_nothing(store, tmp_path):
    imported(store, tmp_path, HEAD + "1,Ewa,,,,,,,,\n")
    again = imported(store, tmp_path, HEAD + "1,Jan,,,,,,,,\n2,Jan,,,,,,,,\n")
    assert (again.new, again.known) == (1, 1)
    assert store.call("1").agent == "Ewa"


def test_a_list_without_a_column_for_calls_is_refused_with_what_it_has(store, tmp_path):
    with pytest.raises(BadFile, match="no column names the calls; the file has agent, when"):
        imported(store, tmp_path, "agent,when\nJan,today\n")


def test_columns_nobody_knows_are_told(store, tmp_path):
    assert imported(store, tmp_path, "call,shoe size\n1,44\n").ignored == ("shoe size",)


def test_a_call_without_a_name_has_its_recordings(store, tmp_path):
    store.workspace.recordings.mkdir()
    (store.workspace.recordings / "monday.wav").touch()
    imported(store, tmp_path, "recording\nmonday.wav\n")
    assert store.call("monday").audio == "recordings/monday.wav"


def test_a_time_without_a_zone_is_in_the_zone_named(store, tmp_path):
    rows = "1,22.11.2026 14:30\n2,2026-11-22T14:30:00+05:00\n"
    imported(store, tmp_path, "call,time\n" + rows, zone="Europe/Warsaw")
    # Warsaw is an hour before UTC in November.
    assert [(store.call(name).at.hour, store.call(name).zone) for name in "12"] == [
        (13, "Europe/Warsaw"),
        (9, "+05:00"),
    ]


def test_a_zone_nobody_knows_is_told(store, tmp_path):
    with pytest.raises(BadFile, match="no time zone Mars/Base"):
        imported(store, tmp_path, "call\n1\n", zone="Mars/Base")


def test_a_json_list_is_read_like_a_csv(store, tmp_path):
    calls = [
        {"Call": 1, "agent": "Jan", "tags": ["late", "gift"]},
        {"call": {"id": 2}},
        {"call": "2", "time": "no"},
        "no call",
    ]
    told = imported(store, tmp_path, json.dumps({"calls": calls}), name="calls.json")
    assert [(fault.line, fault.column) for fault in told.faults] == [(2, None), (3, "time"), (4, None)]
    assert told.as_json()["rows"] == 4
    assert store.tags("1") == ("gift", "late")


@pytest.mark.parametrize("text", ["{", "3", '{"other": []}', "[" * 100_000])
def test_json_that_is_no_list_of_calls_is_refused(store, tmp_path, text):
    with pytest.raises(BadFile):
        imported(store, tmp_path, text, name="calls.json")


def test_html_in_a_name_stays_text(store, tmp_path):
    imported(store, tmp_path, "call,agent\n1,<script>x</script>\n")
    assert store.call("1").agent == "<script>x</script>"
