"""Turns put in order and joined."""

import pytest

from transcribe.call import Span, Turn, Word
from transcribe.errors import FixableError
from transcribe.formats.build import imported, in_order, joined, language_code, timed


def turn(speaker, start, end, text):
    return Turn(speaker, "unknown", Span(start, end), text, (Word(text, Span(start, end)),))


A, B, C = turn("a", 0, 2, "one"), turn("a", 3, 4, "two"), turn("b", 5, 6, "three")


def test_neighbours_of_one_speaker_become_one_turn():
    first, second = joined([A, B, C])
    assert (first.span, first.text, len(first.words)) == (Span(0, 4), "one two", 2)
    assert second == C


def test_text_of_nobody_in_particular_stays_cut():
    parts = [turn("unknown", 0, 1, "x"), turn("unknown", 1, 2, "y")]
    assert joined(parts) == parts


def test_a_turn_that_held_another_one_keeps_its_end():
    # "one" lasts to 9 s, "two" from 3 to 4 s lies within it: together 0 to 9
    assert joined([turn("a", 0, 9, "one"), B])[0].span == Span(0, 9)


def test_turns_come_in_order_of_time_and_equals_as_the_file_has_them():
    same = turn("b", 0, 1, "also at zero")
    assert in_order([C, A, same]) == (A, same, C)


def test_turns_of_which_one_has_no_time_stay_in_the_files_order():
    untimed = Turn("a", "unknown", None, "when?")
    assert in_order([C, untimed, A]) == (C, untimed, A)


def test_an_imported_call_lasts_until_its_last_word():
    assert imported([turn("a", 0, 9, "long"), B], "vtt").duration == 9


def test_an_imported_call_without_times_has_no_length():
    assert imported([Turn("a", "unknown", None, "when?")], "txt").duration is None


def test_an_imported_call_says_that_it_came_from_a_file():
    made = imported([A], "vtt").provenance
    assert (made.engine, made.settings) == ("transcript-file", {"format": "vtt"})


def test_a_call_without_times_cannot_go_where_times_are_needed():
    call = imported([A, Turn("a", "unknown", None, "when?")], "txt")
    with pytest.raises(FixableError, match="SRT is made of times, and this call has none for turn 1"):
        timed(call, "SRT")


@pytest.mark.parametrize(
    ("name", "code"), [("en", "en"), ("en-US", "en"), ("pl_PL", "pl"), ("Russian", "ru"), ("klingon", None), ("", None)]
)
def test_language_code_knows_codes_and_the_names_of_our_languages(name, code):
    assert language_code(name) == code
