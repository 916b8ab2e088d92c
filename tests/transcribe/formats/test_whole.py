"""Files are written whole or not at all."""

import errno
import os
import resource

import pytest

from transcribe.errors import FixableError
from transcribe.formats.whole import write_whole


def test_write_whole_replaces_the_file_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "zażółć 'call' 😀.json"
    path.write_text("old")
    write_whole(path, "nowe\n")
    assert path.read_bytes() == b"nowe\n"
    assert list(tmp_path.iterdir()) == [path]


def test_write_whole_takes_bytes_as_they_are(tmp_path):
    write_whole(tmp_path / "a.bin", b"\x00\r\n")
    assert (tmp_path / "a.bin").read_bytes() == b"\x00\r\n"


def test_write_whole_writes_half_a_surrogate_pair_as_its_escape(tmp_path):
    write_whole(tmp_path / "a.txt", "a\udc80b")
    assert (tmp_path / "a.txt").read_text() == r"a\udc80b"


def test_write_whole_gives_the_file_ordinary_rights(tmp_path):
    old = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.txt", "x")
    finally:
        os.umask(old)
    # 0o666 without 0o027 leaves 0o640
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_write_whole_writes_through_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_write_that_stops_half_way_keeps_the_old_file(tmp_path):
    path = tmp_path / "call.json"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file may grow beyond 100,000 bytes, so a file of 300,000 stops within its write.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(FixableError, match="too large"):
            write_whole(path, "x" * 300_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_with_the_way_out(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FixableError, match="no space left") as caught:
        write_whole(tmp_path / "call.json", "x")
    assert "free some space" in caught.value.fix
    assert caught.value.where == str(tmp_path / "call.json")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_stopped_leaves_nothing_behind(tmp_path, monkeypatch):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "call.json", "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "fix"),
    [("missing/call.json", "make the folder"), ("file/call.json", "part of this path is a file"), ("folder", "folder")],
)
def test_a_place_that_cannot_hold_the_file_is_told(tmp_path, name, fix):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FixableError) as caught:
        write_whole(tmp_path / name, "x")
    assert fix in caught.value.fix
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]
