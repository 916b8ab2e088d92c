"""The two functions most people need: read any transcript, write ours."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick
from tests.transcribe.formats.samples import CALL, UNTIMED, call_or_error
from transcribe import formats
from transcribe.call import Call, Span, Turn
from transcribe.errors import BadFile, FixableError
from transcribe.formats import READERS, WRITERS, read, write

WHISPER = json.dumps({"segments": [{"start": 0, "end": 1, "text": "Hi"}]})
AMAZON = json.dumps({"results": {"items": []}})
SRT = "1\n00:00:00,000 --> 00:00:01,000\nAgent: Hi\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Agent>Hi\n"
RTTM = ";; two speakers\nSPEAKER call 1 0 1 <NA> <NA> agent <NA> <NA>\n"


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_we_write_is_read_back_from_a_file(kind, tmp_path):
    path = tmp_path / f"zażółć 'call' 😀.{kind.upper()}"
    write(CALL, path)
    again = read(path)
    assert [turn.role for turn in again.turns if kind != "rttm"] == [turn.role for turn in CALL.turns if kind != "rttm"]
    assert len(again.turns) == 4
    assert [turn.text for turn in again.turns] == [("" if kind == "rttm" else turn.text) for turn in CALL.turns]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("call.json", WHISPER, "whisper"),
        ("call.json", AMAZON, "amazon"),
        ("call.txt", WHISPER, "whisper"),
        ("call.txt", SRT, "srt"),
        ("call.txt", VTT, "vtt"),
        ("call.txt", RTTM, "rttm"),
        ("call.txt", "Agent: Hi\n", "txt"),
        ("call.transcript", "Agent: Hi\n", "txt"),
        ("call", SRT, "srt"),
        ("call.rttm", RTTM, "rttm"),
    ],
)
def test_the_content_decides_where_the_name_does_not(name, text, kind, tmp_path):
    (tmp_path / name).write_text(text)
    assert read(tmp_path / name).provenance.settings == {"format": kind}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250"])
def test_old_encodings_and_line_ends_are_read(encoding, tmp_path):
    text = "1\r\n00:00:00,000 --> 00:00:01,000\r\nKonsultant: Dzień dobry, Łódź\r\n"
    (tmp_path / "call.srt").write_bytes(text.encode(encoding))
    assert read(tmp_path / "call.srt").turns == (Turn("Konsultant", "agent", Span(0, 1), "Dzień dobry, Łódź"),)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x00\x01\x02" * 100, "not text"),
        (b'{"turns"', "not JSON"),
        (b'{"colour": "red"}', "no transcript we know"),
    ],
)
def test_a_file_that_is_no_transcript_is_refused_by_name(content, what, tmp_path):
    path = tmp_path / "call.json"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=what) as caught:
        read(path)
    assert caught.value.where.startswith(str(path))


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    for path, what in ((tmp_path / "gone.vtt", "no such file"), (tmp_path, "is a directory")):
        with pytest.raises(BadFile, match=what) as caught:
            read(path)
        assert caught.value.where == str(path)


def test_a_file_far_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "call.txt"
    with path.open("wb") as file:
        file.truncate(256 * 2**20 + 1)  # a hole: it takes no room on the disk
    with pytest.raises(BadFile, match="too large"):
        read(path)


def test_write_takes_a_format_whatever_the_name(tmp_path):
    write(UNTIMED, tmp_path / "call.part", kind="txt")
    assert (tmp_path / "call.part").read_text() == "Agent: Hello\nCustomer: Hi\n"


def test_rttm_names_the_recording_after_its_file(tmp_path):
    write(CALL, tmp_path / "my call.rttm")
    assert (tmp_path / "my call.rttm").read_text().startswith("SPEAKER my_call 1 0.500 ")


@pytest.mark.parametrize(("name", "what"), [("call.docx", "'docx' is no transcript format"), ("call", "no ending")])
def test_a_format_we_do_not_write_is_told_with_those_we_do(name, what, tmp_path):
    with pytest.raises(FixableError, match=what) as caught:
        write(CALL, tmp_path / name)
    assert "json, vtt, srt, rttm, txt" in caught.value.fix


@pytest.mark.parametrize("kind", ["vtt", "srt", "rttm"])
def test_a_call_without_times_leaves_the_old_file_alone(kind, tmp_path):
    path = tmp_path / f"call.{kind}"
    path.write_text("old")
    with pytest.raises(FixableError, match="made of times"):
        write(UNTIMED, path)
    assert path.read_text() == "old"


def test_everything_that_is_written_can_be_read():
    assert set(WRITERS) <= set(READERS)


def test_the_room_opens_exactly_what_it_lists():
    assert sorted(formats.__all__) == ["READERS", "WRITERS", "read", "write", "write_whole"]


@pytest.mark.parametrize("kind", READERS)
@quick
@given(text=st.text(max_size=80) | st.text(alphabet='{}[]:," 01->\nSPEAKWBVT', max_size=80))
def test_every_reader_gives_a_call_or_a_clear_error_for_any_text(kind, text):
    made = call_or_error(READERS[kind], text)
    assert isinstance(made, Call) or re.match(r"drawn", made.where)
