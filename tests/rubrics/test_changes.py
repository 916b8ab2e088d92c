"""Small changes to a call, worked out by hand."""

from dataclasses import replace

from rubrics.changes import SWAPPED, changes
from tests.rubrics.samples import call, timed
from transcribe.call import Span

CALL = call(
    "agent: Would you tell me what happened then?",
    "customer: Yes.",
    "agent: I see.",
    "customer: It broke at once today.",
)


def of_kind(kind, made=CALL, seed=1):
    return [change for change in changes(made, seed) if change.kind == kind]


def texts(change, made=CALL):
    return [turn.text for turn in change.made(made).turns]


def test_only_short_turns_change_their_speaker():
    swaps = of_kind("speaker")
    assert [(change.turn, change.likely) for change in swaps] == [(1, SWAPPED), (2, SWAPPED)]
    assert [turn.role for turn in swaps[0].made(CALL).turns] == ["agent", "agent", "agent", "customer"]
    assert texts(swaps[0]) == [turn.text for turn in CALL.turns]


def test_one_voice_alone_is_given_to_nobody_else():
    assert of_kind("speaker", call("agent: Yes.", "agent: I see.")) == []


def test_a_border_moves_by_one_word_and_no_turn_is_left_empty():
    first, second, _ = of_kind("border")
    assert texts(first)[:2] == ["Would you tell me what happened", "then? Yes."]
    assert texts(second)[1:3] == ["Yes. I", "see."]  # a turn of one word takes one instead of giving its only one


def test_times_follow_the_words_over_the_border():
    # two words a turn, half a second each: the first turn ends where its first word does
    made = timed(("agent", 0, 1, "go on"), ("customer", 1, 2, "yes please"))
    (change,) = of_kind("border", made)
    first, second = change.made(made).turns
    assert (first.text, second.text) == ("go", "on yes please")
    assert (first.span, second.span) == (Span(0, 0.5), Span(0.5, 2))


def test_misheard_words_are_the_same_for_the_same_seed():
    long = call(*(f"{'agent' if at % 2 else 'customer'}: one two three four five six seven" for at in range(30)))
    once, again = of_kind("words", long, 3), of_kind("words", long, 3)
    assert once == again
    assert once
    assert of_kind("words", long, 4) != once


def test_a_doubtful_word_is_always_among_the_changed():
    made = timed(("agent", 0, 2, "one two"), ("customer", 2, 4, "three four"))
    sure, doubted = (replace(word, confidence=sure) for word, sure in zip(made.turns[0].words, (1.0, 0.2), strict=True))
    heard = replace(made, turns=(replace(made.turns[0], words=(sure, doubted)), made.turns[1]))
    (change,) = [change for change in of_kind("words", heard) if change.turn == 0]
    assert change.turns[0].text.split()[0] == "one"
    assert change.turns[0].text != "one two"
    assert change.likely == 0.5  # doubted by 0.8, and no change is taken in more than half of the trials
