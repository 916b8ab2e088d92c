"""What an engine made up is dropped with its reason; what was said stays, the last thank you above all."""

import pytest

from transcribe.call import Dropped, Span, Word
from transcribe.engines import Heard
from transcribe.engines.invented import sift

ALWAYS = (Span(0, 1000),)
"""Speech all the time."""


def heard(text, start=0.0, confidence=0.9, **doubts):
    words = tuple(Word(piece, Span(start + at, start + at + 0.8), confidence) for at, piece in enumerate(text.split()))
    return Heard(words, Span(start, start + max(len(words), 1)), **doubts)


def kept(stretch, speech=ALWAYS):
    return [each.text for each in sift([stretch], speech).kept]


def reason(stretch, speech=ALWAYS):
    (dropped,) = sift([stretch], speech).dropped
    assert dropped == Dropped(stretch.text, stretch.span, dropped.reason)
    return dropped.reason


def test_what_was_said_is_kept_as_it_is():
    said = heard("My order number is 4471.", logprob=-0.3, no_speech=0.1, compression=1.1)
    assert sift([said], ALWAYS) == ((said,), ())


def test_a_real_thank_you_at_the_end_stays():
    assert kept(heard("Thank you.", start=58, confidence=0.92, no_speech=0.2), (Span(57.9, 59.5),)) == ["Thank you."]


def test_a_thank_you_in_silence_goes():
    assert reason(heard("Thank you.", start=58, confidence=0.92), (Span(10, 50),)) == "no speech there"


def test_a_guessed_thank_you_in_noise_goes():
    assert reason(heard("Thank you.", confidence=0.44)).startswith("a phrase engines invent in noise")
    assert kept(heard("Thank you.", confidence=0.46)) == ["Thank you."]


def test_a_thank_you_the_engine_takes_for_no_speech_goes():
    assert reason(heard("Dziękuję.", no_speech=0.61)).startswith("a phrase engines invent in noise")
    assert kept(heard("Dziękuję.", no_speech=0.6)) == ["Dziękuję."]


def test_an_engine_without_confidence_is_not_taken_to_guess():
    assert kept(heard("Thank you.", confidence=None)) == ["Thank you."]


def test_guessed_words_that_nobody_invents_stay():
    assert kept(heard("Wroclaw, Kilinski street", confidence=0.2)) == ["Wroclaw, Kilinski street"]


@pytest.mark.parametrize(
    "line",
    [
        "Thanks for watching!",
        "Napisy stworzone przez społeczność Amara.org",
        "Субтитры сделал DimaTorzok",
        "Vă mulțumim pentru vizionare.",
    ],
)
def test_subtitle_credits_go_whatever_the_sound(line):
    assert reason(heard(line, confidence=0.99)) == "a line from subtitles, not from a call"


@pytest.mark.parametrize("label", ["[Music]", "(soft music)", "♪♪", "*coughs*", "...", "[MUZYKA] [MUZYKA]"])
def test_the_name_of_a_sound_goes(label):
    assert reason(heard(label)) == "it names a sound, nobody said it"


def test_words_beside_a_sounds_name_stay():
    assert kept(heard("[laughs] Yes, of course.")) == ["[laughs] Yes, of course."]


def test_a_stretch_without_words_goes_quietly():
    assert reason(Heard((), Span(0, 1))) == "it names a sound, nobody said it"


def test_words_just_beside_speech_count_as_spoken():
    # The word at 2.0 to 2.8 may miss the speech that ends at 1.75 by a quarter of a second; at 1.6 it is too far.
    assert kept(heard("Hello", start=2.0), (Span(1, 1.75),)) == ["Hello"]
    assert reason(heard("Hello", start=2.0), (Span(1, 1.6),)) == "no speech there"


def test_three_words_in_ten_with_speech_are_enough():
    # Words start every second: speech until 2.5 is under or near the first three.
    ten = heard("one two three four five six seven eight nine ten")
    assert kept(ten, (Span(0, 2.5),)) == [ten.text]
    assert reason(ten, (Span(0, 1.5),)) == "no speech there"


def test_the_engines_own_doubt_takes_both_its_numbers():
    assert reason(heard("Right so", no_speech=0.7, logprob=-1.2)) == "the engine itself doubts that anybody spoke"
    assert kept(heard("Right so", no_speech=0.7, logprob=-0.9)) == ["Right so"]
    assert kept(heard("Right so", no_speech=0.5, logprob=-1.2)) == ["Right so"]


def test_a_phrase_that_goes_round_in_circles_is_kept_once():
    said = heard("Hello there one moment one moment one moment one moment bye", compression=3.0)
    found = sift([said], ALWAYS)
    assert [each.text for each in found.kept] == ["Hello there one moment bye"]
    # Words start every second and last 0.8 s: "one" and "moment" of the first round are at 2 and 3.
    circle = "one moment one moment one moment"
    assert found.dropped == (Dropped(circle, Span(4, 9.8), "the engine went round in circles"),)


@pytest.mark.parametrize(
    ("text", "compression"),
    [("no no no", 2.9), ("one moment one moment one moment one moment", 2.3)],
    ids=["three times is how people speak", "a text that zips normally is left alone"],
)
def test_repetition_alone_is_no_circle(text, compression):
    assert kept(heard(text, compression=compression)) == [text]
