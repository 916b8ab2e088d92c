from math import log, sqrt

import numpy as np
import pytest

from rubrics.heads.features import BLOCKS, Example, hashed, shapes, tokens, vocabulary


def test_tokens_fold_case_and_marks_and_turn_digits_into_zeros():
    assert tokens("Zwrócę 250 zł, OK?") == ["zwroce", "000", "zl", ",", "ok", "?"]


def test_hashed_line_counts_each_kind_of_ngram():
    counts = hashed(Example("to be to be", "why"))
    # ^ to be to be $: six single words, five pairs, four triples; "^ to", "to be" twice ...
    assert sum(counts["words"].values()) == 6 + 5 + 4
    # loose pairs among four words, all within reach: 3 + 2 + 1
    assert sum(counts["pairs"].values()) == 6
    # " to " has 3 + 2 + 1 pieces of 2, 3 and 4 letters, and so has " be "; each word stands twice
    assert sum(counts["letters"].values()) == 24
    assert sum(counts["before"].values()) == 1


def test_hashed_line_knows_that_nothing_was_said_before():
    assert hashed(Example("hello"))["before"] != hashed(Example("hello", "hello"))["before"]


def test_vocabulary_keeps_ngrams_of_three_lines_and_weighs_the_rarer_more():
    known = vocabulary([Example("yes no"), Example("yes no"), Example("yes no"), Example("yes so"), Example("so")])
    weights = dict(zip(known.hashes.tolist(), known.idf.tolist(), strict=True))
    # "yes" stands in 4 of 5 lines: log(6 / 5) + 1; "no" in 3: log(6 / 4) + 1; "so" in 2, too few
    yes, no, so = (next(iter(hashed(Example(word))["words"] - hashed(Example(""))["words"])) for word in _words())
    assert weights[yes] == pytest.approx(log(6 / 5) + 1, abs=1e-3)
    assert weights[no] == pytest.approx(log(6 / 4) + 1, abs=1e-3)
    assert so not in weights


def _words():
    return ("yes", "no", "so")


def test_vocabulary_reads_each_kind_at_its_own_length():
    lines = [Example("please hold the line", "I will")] * 3
    rows = vocabulary(lines).read(lines[:2])
    assert rows.starts.tolist() == [0, len(rows.values) // 2, len(rows.values)]
    # every block has length sqrt(weight), so the squares add up to the weights: 1 + 1 + 1 + 1 + 0.3
    length = float(rows.values[: rows.starts[1]] @ rows.values[: rows.starts[1]])
    assert length == pytest.approx(sum(BLOCKS.values()), abs=1e-4)


def test_vocabulary_reads_unknown_words_as_nothing():
    rows = vocabulary([Example("abc", "def")] * 3).read([Example("xyzw", "qrst")])
    assert len(rows.values) == 0 or np.all(np.isfinite(rows.values))
    assert rows.starts.tolist() == [0, len(rows.values)]


def test_vocabulary_of_no_lines_reads_any_line_as_nothing():
    assert vocabulary([]).read([Example("hello there")]).starts.tolist() == [0, 0]


def test_shape_sees_what_was_taken_up_from_the_other_side():
    row = shapes([Example("Your parcel 77 never arrived?", "where is my parcel, number 77?", 0.8)])[0]
    # roots of four letters and more: your parce never arriv / where parce numbe; one shared
    assert row[7:10].tolist() == pytest.approx([1 / 5, 1 / 4, 1 / 4])
    # place, not the start, late, not the last tenth
    assert row[:4].tolist() == pytest.approx([0.8, 0, 1, 0])
    assert row[4] == pytest.approx(log(6) / 3)
    # one question mark, at the end; numbers, a shared one; the other side asked, and said something
    assert row[5:7].tolist() == [0.5, 1]
    assert row[10:14].tolist() == [1, 1, 1, 0]


def test_shape_leaves_an_unknown_place_open():
    assert np.isnan(shapes([Example("hello")])[0, :4]).all()
    assert np.isfinite(shapes([Example("hello")])[0, 4:]).all()


def test_long_line_is_read_up_to_its_limit():
    assert len(tokens("word " * 10_000)) == 400
    assert sqrt(float(shapes([Example("word " * 10_000)])[0, 4])) < 2
