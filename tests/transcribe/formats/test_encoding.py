"""Files in every encoding that call-centre programs leave behind."""

import codecs

import pytest

from transcribe.errors import BadFile
from transcribe.formats.encoding import clean, decoded, lines, one_line

POLISH = "Konsultant: Dzień dobry, są Państwo z Łodzi?\nKlient: Źle się dzieje, ŻĄDAM wyjaśnień. Pan Müller też.\n"
RUSSIAN = "Оператор: Здравствуйте! Заказ № 5 — «срочный».\nКлиент: ДА, но McDonald's и Toyota.\n"
ROMANIAN = "Agent: Bună ziua, vă mulţumesc că aţi sunat.\nClient: Îmi pare rău, însă n-a venit.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "utf-8"),
        (POLISH, "utf-8-sig"),
        (POLISH, "utf-16"),
        (POLISH, "utf-16-le"),
        (POLISH, "utf-16-be"),
        (POLISH, "utf-32"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (RUSSIAN, "cp1251"),
        (ROMANIAN, "cp1250"),
        (ROMANIAN, "utf-16-le"),
        ("Klient: są\n", "cp1250"),
        ("Client: но\n", "cp1251"),
        ("Agent: It’s “fine” – really…\n", "cp1252"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_was_saved_in(text, encoding):
    assert decoded(text.encode(encoding), "call.txt") == text


def test_a_big_endian_mark_is_understood():
    assert decoded(codecs.BOM_UTF16_BE + "Agent: tak".encode("utf-16-be"), "call.txt") == "Agent: tak"


@pytest.mark.parametrize("text", [POLISH, RUSSIAN])
def test_utf8_with_a_broken_byte_is_refused_rather_than_read_as_a_code_page(text):
    # Byte 0xFF is never UTF-8. It stands at the end of the third line, after the two of the text.
    with pytest.raises(BadFile, match=r"call\.txt, line 3: byte 0xFF is not UTF-8") as caught:
        decoded(text.encode() + b"Agent: \xff", "call.txt")
    assert "UTF-8" in caught.value.fix


def test_utf16_cut_in_half_a_character_is_refused():
    with pytest.raises(BadFile, match="says it is UTF-16"):
        decoded("Agent: tak".encode("utf-16")[:-1], "call.vtt")


@pytest.mark.parametrize("content", [b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x01\x02\x00" * 50, bytes(range(256)) * 4])
def test_a_recording_given_as_a_transcript_is_refused(content):
    with pytest.raises(BadFile, match="not text"):
        decoded(content, "call.wav")


def test_clean_keeps_markup_emoji_and_marks_of_direction():
    text = "<script>alert(1)</script> 👩‍👧 \u200fשלום\u200e & ș"
    assert clean(text) == text


def test_clean_drops_control_characters_and_half_surrogates():
    assert clean("a\x00b\x1bc\ud800d\x7f") == "abcd"


def test_clean_turns_each_line_break_into_one_space():
    assert clean("a\r\nb\nc\td\x85e") == "a b c d e"


def test_one_line_has_no_space_at_its_ends():
    assert one_line(" \n a b \r\n") == "a b"


def test_lines_split_at_line_ends_of_all_systems_and_nowhere_else():
    assert lines("\ufeffone\r\ntwo\rthree\nfo\u2028ur\x0bfive") == ["one", "two", "three", "fo\u2028ur\x0bfive"]
