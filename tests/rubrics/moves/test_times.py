import pytest

from rubrics.moves import find_moves
from tests.rubrics.samples import timed
from transcribe.call import Span


def of(name, call):
    return [move for move in find_moves(call) if move.name == name]


def test_beginning_in_the_middle_of_the_customers_turn_interrupts():
    # the customer speaks 0-8, the agent begins at 4 and both speak for 4 s
    call = timed(
        ("customer", 0, 8, "I was at home and nobody came to"), ("agent", 4, 10, "yes but the notes say you were out")
    )
    (move,) = of("interruption", call)
    assert move.turn == 1
    assert move.span == Span(4, 8)
    assert move.quote in call.turns[1].text


def test_a_short_sign_of_listening_over_the_customers_voice_interrupts_nobody():
    call = timed(("customer", 0, 8, "I was at home and nobody came to"), ("agent", 4, 5, "mhm I see"))
    assert of("interruption", call) == []


def test_a_small_overlap_at_a_turns_end_interrupts_nobody():
    call = timed(("customer", 0, 8, "I was at home"), ("agent", 7.6, 10, "that must be frustrating for you"))
    assert of("interruption", call) == []


def test_a_customer_who_talks_over_the_agent_is_no_interruption_of_the_agents():
    call = timed(("agent", 0, 8, "let me see what I have here"), ("customer", 4, 10, "no listen to me for once please"))
    assert of("interruption", call) == []


def test_a_silence_nobody_explained_is_dead_air():
    # the customer ends at 3, the agent answers at 12: 9 s
    call = timed(("customer", 0, 3, "what is my balance"), ("agent", 12, 14, "it is forty pounds"))
    (move,) = of("dead_air", call)
    assert (move.turn, move.span) == (1, Span(3, 12))


def test_a_silence_that_was_announced_is_a_hold_until_it_lasts_too_long():
    def waiting(seconds):
        start = 4.0 + seconds
        return timed(("agent", 0, 4, "one moment please while I check"), ("agent", start, start + 2, "here it is"))

    assert of("dead_air", waiting(15)) == []
    (move,) = of("dead_air", waiting(40))
    assert move.turn == 0
    assert move.span == Span(4, 44)


def test_without_times_nothing_is_seen_in_them():
    from tests.rubrics.samples import call

    assert of("dead_air", call("customer: what is my balance", "agent: it is forty pounds")) == []


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("en", "mind if I leave you on hold half a minute while I look"),
        ("pl", "proszę pół minuty poczekać, już sprawdzam"),
        ("ru", "подождите полминуты, я посмотрю"),
        ("ro", "rămâneți pe fir jumătate de minut, verific"),
    ],
)
def test_a_hold_may_last_as_long_as_was_said(language, asked):
    # half a minute was asked for: 27 s are within it, 31 s are not, though the customer said yes in between
    def waiting(seconds):
        start = 5.0 + seconds
        return timed(
            ("agent", 0, 4, asked), ("customer", 4, 5, "ok"), ("agent", start, start + 2, "ok"), language=language
        )

    assert of("dead_air", waiting(27)) == []
    (move,) = of("dead_air", waiting(31))
    assert move.span == Span(5, 36)
