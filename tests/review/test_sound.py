"""Names of recordings as URLs: whatever a person calls a file, it plays."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from review.reports.sound import media_url

NAMES = [
    "call.wav",
    "two words.wav",
    'it\'s "late".wav',
    "звонок №3.ogg",
    "zażółć.mp3",
    "🙂.wav",
    "a#b.wav",
    "50%25 done.wav",
    "what?.wav",
    "a:b.wav",
    "a&b<c>.wav",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_comes_back_whole_from_its_url(tmp_path, name):
    url = media_url(tmp_path / name, tmp_path / "report.html")
    assert unquote(url) == name
    assert urlsplit(url) == ("", "", url, "", "")


def test_a_recording_elsewhere_is_reached_from_the_pages_folder(tmp_path):
    url = media_url(tmp_path / "in put" / "a.wav", tmp_path / "out" / "a" / "report.html")
    assert url == "../../in%20put/a.wav"


def test_a_name_that_is_not_utf8_is_kept_by_its_bytes(tmp_path):
    name = os.fsdecode(b"na\xefve.wav")
    assert media_url(tmp_path / name, tmp_path / "report.html") == "na%EFve.wav"


def test_a_relative_path_is_relative_to_the_page_and_not_to_the_reader(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert media_url(Path("a.wav"), Path("out/report.html")) == "../a.wav"
