"""Words into turns: by channel, by voice, sentences whole."""

from itertools import pairwise

import pytest

from transcribe.call import Span, Word
from transcribe.speakers import Voices
from transcribe.turns import turns_by_channel, turns_by_voice


def words(text, start, step=0.4):
    """Words of equal length, one straight after the other."""
    pieces = text.split()
    edges = [round(start + step * number, 3) for number in range(len(pieces) + 1)]
    return [Word(piece, Span(*edge), 0.9) for piece, edge in zip(pieces, pairwise(edges), strict=True)]


def said(turns):
    return [(turn.speaker, turn.text) for turn in turns]


def test_two_channels_interleave_by_time():
    left = words("Good morning, how can I help?", 0) + words("I see.", 6)
    right = words("My parcel is lost.", 3)
    turns = turns_by_channel([("left", left), ("right", right)])
    assert said(turns) == [
        ("left", "Good morning, how can I help?"),
        ("right", "My parcel is lost."),
        ("left", "I see."),
    ]
    assert [turn.span for turn in turns] == [Span(0, 2.4), Span(3, 4.6), Span(6, 6.8)]
    assert all(turn.role == "unknown" for turn in turns)


def test_a_turn_keeps_its_words():
    left = words("Good morning", 1)
    (turn,) = turns_by_channel([("left", left)])
    assert turn.words == tuple(left)


def test_a_word_said_into_a_long_turn_does_not_cut_it():
    left = words("I waited for the whole day and nobody came", 0)  # nine words, to 3.6
    right = words("Mhm", 1.5)
    turns = turns_by_channel([("left", left), ("right", right)])
    assert said(turns) == [("left", "I waited for the whole day and nobody came"), ("right", "Mhm")]


def test_a_pause_of_over_a_second_lets_the_other_side_in_between():
    left = words("I waited for", 0) + words("a whole day", 2.3)  # the pause is 1.2 to 2.3
    turns = turns_by_channel([("left", left), ("right", words("Mhm", 1.4))])
    assert said(turns) == [("left", "I waited for"), ("right", "Mhm"), ("left", "a whole day")]


@pytest.mark.parametrize("text", ["Yes.", "My"], ids=["between sentences", "within one"])
def test_a_speaker_may_breathe(text):
    # The word ends at 0.4: a pause of 1.4 s is a breath, of 1.6 s it begins a new turn.
    assert len(turns_by_channel([("left", words(text, 0) + words("number is", 1.8))])) == 1
    assert len(turns_by_channel([("left", words(text, 0) + words("number is", 2.0))])) == 2


def test_overlapping_turns_both_stand():
    turns = turns_by_channel([("left", words("I said so already", 0)), ("right", words("No you did not", 1))])
    assert [turn.span for turn in turns] == [Span(0, 1.6), Span(1, 2.6)]


def test_no_words_are_no_turns():
    assert turns_by_channel([("left", []), ("right", [])]) == ()
    assert turns_by_voice([], Voices(())) == ()


def test_a_word_goes_to_the_voice_that_speaks_at_its_time():
    talk = words("How can I help?", 0) + words("My card is lost.", 2)
    voices = Voices((("A", Span(0, 1.7)), ("B", Span(1.9, 4))))
    assert said(turns_by_voice(talk, voices)) == [("A", "How can I help?"), ("B", "My card is lost.")]


def test_a_sentence_is_kept_whole_over_a_slip_of_the_borders():
    # The first word of B's sentence, 0.4 s of 2.0 s, lies under A: B has 80 % of it, and the slip is under 0.6 s.
    talk = words("Yes.", 0) + words("I lost my debit card.", 1)
    voices = Voices((("A", Span(0, 1.4)), ("B", Span(1.4, 3))))
    assert said(turns_by_voice(talk, voices)) == [("A", "Yes."), ("B", "I lost my debit card.")]


def test_a_sentence_is_parted_where_the_other_voice_has_more_than_a_slip():
    # A has two words of five, 0.8 s: B's 60 % are no majority.
    talk = words("and then what I said", 0)
    voices = Voices((("A", Span(0, 0.8)), ("B", Span(0.8, 2))))
    assert said(turns_by_voice(talk, voices)) == [("A", "and then"), ("B", "what I said")]


def test_a_long_stretch_of_the_other_voice_is_no_slip_even_in_a_long_sentence():
    # B has 8 of 10 words, but A's two last 0.8 s: more than the borders are ever off.
    talk = words("well you know", 0) + words("I told them that once and again", 1.2)
    voices = Voices((("A", Span(0, 0.8)), ("B", Span(0.8, 4))))
    assert said(turns_by_voice(talk, voices))[0] == ("A", "well you")


def test_a_word_outside_every_voice_goes_to_the_nearest_within_a_second():
    talk = words("Hello", 0) + words("Bye", 5.0)
    voices = Voices((("A", Span(0, 0.4)), ("B", Span(6.0, 9)), ("B", Span(9, 12))))
    assert said(turns_by_voice(talk, voices)) == [("A", "Hello"), ("B", "Bye")]  # 0.6 s before B, 4.6 s after A


def test_a_sentence_far_from_every_voice_goes_to_nobody_known():
    assert said(turns_by_voice(words("Hello", 0), Voices((("A", Span(5, 6)),)))) == [("unknown", "Hello")]
    assert said(turns_by_voice(words("Hello", 0), Voices(()))) == [("unknown", "Hello")]


def test_a_word_far_from_every_voice_goes_with_its_sentence():
    talk = words("we have been waiting", 0, step=1.0)
    # "waiting" is at 3 to 4, more than a second after A's last.
    assert said(turns_by_voice(talk, Voices((("A", Span(0, 1.9)),)))) == [("A", "we have been waiting")]


def test_of_two_voices_at_once_the_longer_one_has_the_word():
    voices = Voices((("A", Span(0, 0.1)), ("B", Span(0.1, 0.4))))
    assert said(turns_by_voice(words("Hello", 0), voices)) == [("B", "Hello")]
    assert Voices((("A", Span(0, 2)), ("B", Span(1, 3)))).overlap == (Span(1, 2),)
