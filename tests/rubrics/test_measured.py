"""Measured miss rates, read from the files that hold them."""

import pytest

from rubrics import measured
from rubrics.measured import UNMEASURED, apart, is_measured, missed
from rubrics.vocabulary import AGENT_MOVES

FILES = {
    "heads/manifest.json": {"heads": {"t1": {"cross_validated": {"agent": {"words and cues": {"empathy": 0.8}}}}}},
    "corpus/agreement.json": {
        "reports": {"t1": {"moves": {"agent": {"empathy": {"both": 18, "first_only": 1, "second_only": 3}}}}}
    },
}


@pytest.fixture
def files(monkeypatch):
    monkeypatch.setattr(measured, "_read", FILES.__getitem__)
    for cached in (missed, apart):
        cached.cache_clear()
    yield
    for cached in (missed, apart):
        cached.cache_clear()


def test_two_readers_differ_on_the_share_that_only_one_of_them_marked(files):
    # 18 both, 4 by one only: 4 of 2 * 18 + 4 = 0.1
    assert apart("empathy", "t1") == pytest.approx(0.1)


def test_a_miss_is_the_detectors_or_the_other_readers(files):
    # found 0.8 of what one reader marked, of which another marks 0.9: 1 - 0.72 = 0.28
    assert missed("empathy", "t1") == pytest.approx(0.28)


@pytest.mark.parametrize(("name", "language"), [("apology", "t1"), ("customer.thanks", "t1"), ("empathy", "t9")])
def test_what_nobody_measured_is_an_assumption(files, name, language):
    assert missed(name, language) == UNMEASURED
    assert apart(name, language) == 0


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
def test_the_shipped_measurements_cover_what_is_said_in_each_language(language):
    timed = {"interruption", "dead_air"}
    assert [name for name in AGENT_MOVES if name not in timed and not is_measured(name, language)] == []
    assert all(0 < missed(name, language) < 0.75 for name in AGENT_MOVES)
