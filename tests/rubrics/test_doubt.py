from dataclasses import replace

import pytest

from rubrics import doubt
from rubrics.doubt import READINGS, overlooked, spread, sureness
from rubrics.values import Move
from tests.rubrics.samples import call
from transcribe.call import Span, Word

CALL = call("agent: one", "customer: two", "agent: three")


def found(*sure: float) -> list[Move]:
    return [Move("empathy", 0, None, "one", confidence, "t.v1") for confidence in sure]


def count(seen) -> int:
    return len(seen.of(["empathy"]))


def test_sure_moves_leave_no_range():
    got = spread(count, ["empathy"], found(1.0, 1.0), CALL)
    assert got.range() == (2, 2)
    assert got.share(2) == 1.0


def test_the_shares_of_readings_follow_the_confidences():
    # two moves of 0.5: none 1/4, one 1/2, two 1/4; 300 readings put each within about 3 hundredths, 3 sigma is 9
    got = spread(count, ["empathy"], found(0.5, 0.5), CALL)
    assert [got.share(level) for level in (0, 1, 2)] == pytest.approx([0.25, 0.5, 0.25], abs=0.09)
    assert got.range() == (0, 2)


def test_what_nobody_found_was_there_as_often_as_it_is_missed(monkeypatch):
    # half of calls show empathy; missed 1 of 4: 0.5 * 0.25 / (0.5 * 0.25 + 0.5) = 0.2
    monkeypatch.setattr(doubt, "missed", lambda name, language: 0.25)
    assert overlooked("empathy", CALL) == pytest.approx(0.2)
    got = spread(count, ["empathy"], [], CALL)
    assert got.share(1) == pytest.approx(0.2, abs=0.07)
    assert got.range() == (0, 1)


def test_harm_nobody_found_is_very_likely_absent(monkeypatch):
    # 0.15 * 0.25 / (0.15 * 0.25 + 0.85) = 0.0423
    monkeypatch.setattr(doubt, "missed", lambda name, language: 0.25)
    assert overlooked("blame", CALL) == pytest.approx(0.0423, abs=0.0001)
    assert spread(lambda seen: len(seen.of(["blame"])), ["blame"], [], CALL).range() == (0, 0)


def heard_as(quote: str, *confidences: float | None):
    """A call whose first turn says ``quote``, a word a second, and one doubtful word after it."""
    words = [
        Word(word, Span(1.0 + at, 2.0 + at), sure)
        for at, (word, sure) in enumerate(zip(quote.split(), confidences, strict=True))
    ]
    later = Word("later", Span(40.0, 41.0), 0.0)
    heard = replace(CALL, turns=(replace(CALL.turns[0], words=(*words, later)), *CALL.turns[1:]))
    return Move("empathy", 0, Span(1.0, 1.0 + len(words)), quote, 0.9, "t.v1"), heard


@pytest.mark.parametrize(
    ("confidences", "kept"),
    [
        ([1.0] * 4, 1.0),
        ([None] * 4, 1.0),
        ([0.0, 1.0, 1.0, 1.0], 0.74),  # 1 - 1.3 / (4 + 1)
        ([0.5, 1.0, 1.0, 1.0], 0.74**0.5),
        ([0.0, 0.0, 1.0, 1.0], 0.74**2),
    ],
)
def test_a_doubtful_word_takes_some_of_its_moves_sureness(confidences, kept):
    assert sureness(*heard_as("one two three four", *confidences)) == pytest.approx(0.9 * kept)


def test_a_doubtful_word_takes_less_from_a_long_quote():
    # one of 12 words: 1 - 1.3 / 13 = 0.9; one of 1: 1 - 1.3 / 2 = 0.35
    long = " ".join(["word"] * 12)
    assert sureness(*heard_as(long, 0.0, *[1.0] * 11)) == pytest.approx(0.9 * 0.9)
    assert sureness(*heard_as("one", 0.0)) == pytest.approx(0.9 * 0.35)


def test_a_greeting_of_twelve_words_that_an_engine_half_doubts_everywhere_still_stands():
    # twelve words at 0.9: 1.2 doubted words, and 0.9 ** 1.2 = 0.88 of it stays; not 0.77 ** 1.2 = 0.73
    long = " ".join(["word"] * 12)
    assert sureness(*heard_as(long, *[0.9] * 12)) == pytest.approx(0.9 * 0.9**1.2)


def test_a_quote_without_times_is_as_sure_as_its_detector():
    assert sureness(found(0.7)[0], CALL) == 0.7


def test_two_runs_agree():
    runs = [spread(count, ["empathy"], found(0.7, 0.4), CALL).counts for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].total() == READINGS


def test_a_missed_move_is_placed_with_the_side_that_makes_it():
    def confirmed_by_agent(seen) -> int:
        return sum(turn != 1 for turn, _ in seen.of(["confirms"]))

    assert spread(confirmed_by_agent, ["confirms"], [], CALL).range() == (0, 0)
