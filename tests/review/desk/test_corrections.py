"""Putting a transcript right: what moves, and what keeps its seconds."""

import pytest

from review.desk.corrections import Correction, corrected, from_message, loaded
from tests.review.desk.conftest import talk, turn
from transcribe.call import Call, Span, Turn

CALL = talk(("agent", "one two three"), ("customer", "four five"))
UNTIMED = Call((Turn("A", "agent", None, "one two"), Turn("B", "customer", None, "three")), None, "en")


def texts(call):
    return [each.text for each in call.turns]


def spans(turn):
    return [(word.text, word.span.start, word.span.end) for word in turn.words]


def test_a_word_put_right_takes_the_seconds_of_the_one_it_replaces():
    after = corrected(CALL, [Correction("text", 0, "one too three", "one two three")])
    assert spans(after.turns[0]) == [("one", 0.0, 0.5), ("too", 0.5, 1.0), ("three", 1.0, 1.5)]
    assert [word.confidence for word in after.turns[0].words] == [0.9, 1.0, 0.9]  # a person leaves no doubt


def test_two_words_for_one_share_its_seconds():
    after = corrected(CALL, [Correction("text", 0, "one twenty two three", "one two three")])
    # "twenty" is put in before "two", which keeps its place: there is no gap, so it takes no time
    assert spans(after.turns[0]) == [("one", 0, 0.5), ("twenty", 0.5, 0.5), ("two", 0.5, 1), ("three", 1, 1.5)]
    split = corrected(CALL, [Correction("text", 0, "one t wo three", "one two three")])
    assert spans(split.turns[0])[1:3] == [("t", 0.5, 0.75), ("wo", 0.75, 1.0)]


def test_a_dropped_word_leaves_the_others_where_they_were():
    after = corrected(CALL, [Correction("text", 0, "one three", "one two three")])
    assert spans(after.turns[0]) == [("one", 0.0, 0.5), ("three", 1.0, 1.5)]


def test_words_of_a_transcript_without_times_are_put_right_too():
    after = corrected(UNTIMED, [Correction("text", 0, "one too", "one two")])
    assert (after.turns[0].text, after.turns[0].words) == ("one too", ())


def test_swapping_turns_every_role_round_and_twice_is_as_before():
    after = corrected(CALL, [Correction("swap")])
    assert [each.role for each in after.turns] == ["customer", "agent"]
    assert corrected(after, [Correction("swap")]) == CALL


def test_one_turn_goes_to_the_other_voice_with_its_label():
    after = corrected(UNTIMED, [Correction("other", 0)])
    assert [(each.role, each.speaker) for each in after.turns] == [("customer", "B"), ("customer", "B")]


def test_the_border_goes_on_by_a_word_and_the_times_go_with_it():
    after = corrected(CALL, [Correction("border", 0, words=1)])
    assert texts(after) == ["one two three four", "five"]
    # "four" was heard from 10.0 to 10.5 s, "five" from there on
    assert [each.span for each in after.turns] == [Span(0.0, 10.5), Span(10.5, 11.0)]
    assert [len(each.words) for each in after.turns] == [4, 1]


def test_the_border_comes_back_by_two_words():
    after = corrected(CALL, [Correction("border", 0, words=-2)])
    assert texts(after) == ["one", "two three four five"]
    assert [each.span for each in after.turns] == [Span(0.0, 0.5), Span(0.5, 11.0)]


def test_without_words_times_the_border_is_placed_by_how_many_words_go():
    plain = CALL.with_turns(lambda each: Turn(each.speaker, each.role, each.span, each.text))
    after = corrected(plain, [Correction("border", 0, words=1)])
    # one of the two words of 10 to 11 s goes over: half of that second
    assert [each.span for each in after.turns] == [Span(0.0, 10.5), Span(10.5, 11.0)]


@pytest.mark.parametrize("words", [2, -3, 0, 99])
def test_a_turn_is_never_left_without_words(words):
    assert corrected(CALL, [Correction("border", 0, words=words)]) == CALL


@pytest.mark.parametrize(
    "correction",
    [
        Correction("text", 0, "something else", "not what stands there"),
        Correction("text", 0, "   ", "one two three"),
        Correction("text", 9, "x", "y"),
        Correction("other", -1),
        Correction("border", 1, words=1),
        Correction("name", text="customer", was="agent"),
        Correction("name", text=" ", was="agent"),
    ],
)
def test_a_correction_that_does_not_fit_does_nothing(correction):
    assert corrected(CALL, [correction]) == CALL


def test_a_voice_gets_a_name_in_all_its_turns():
    call = talk(("agent", "one"), ("customer", "two"), ("agent", "three"))
    after = corrected(call, [Correction("name", text="Żaneta  Nowak", was="agent")])
    assert after.speakers == ("Żaneta Nowak", "customer")


def test_corrections_are_made_one_after_the_other_and_the_call_stays_as_it_is():
    before = talk(("agent", "one two three"), ("customer", "four five"))
    after = corrected(CALL, [Correction("border", 0, words=1), Correction("text", 1, "fife", "five")])
    assert texts(after) == ["one two three four", "fife"]
    assert before == CALL


@pytest.mark.parametrize(
    "correction", [Correction("swap"), Correction("text", 3, "„ż”", "z"), Correction("border", words=-1)]
)
def test_a_correction_is_kept_as_text_and_read_again(correction):
    assert loaded(correction.dumped()) == correction


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"do": "sing"}', '{"do": "swap", "new": 1}', "null"])
def test_what_is_no_correction_of_ours_is_left_out(text):
    assert loaded(text) is None


def test_a_message_knows_what_stood_there():
    call = Call((turn("agent", 0, "one two"),), 1.0, "en")
    message = {"deed": "text", "turn": 0, "text": " one\n too ", "was": "whatever the page says"}
    assert from_message(message, call) == Correction("text", 0, "one too", "one two")
