"""The transcript: moves and doubtful words in their places, whatever the text holds."""

from hypothesis import given
from hypothesis import strategies as st

from review.reports.texts import texts
from review.reports.transcript import transcript, who_is_who
from rubrics.values import Move
from tests.helpers import quick
from tests.review.sample_calls import ENGLISH, ENGLISH_MOVES, turn
from transcribe.call import Call, Span, Turn

EN = texts("en")


def shown(call, *moves):
    return transcript(call, moves, EN)[0].stretches


def plain(stretches):
    return "".join(piece.text for stretch in stretches for piece in stretch.pieces)


def named(stretches):
    return [
        ("".join(piece.text for piece in stretch.pieces), [move.name for move in stretch.moves], len(stretch.ending))
        for stretch in stretches
    ]


def found(quote, name="empathy", at=None):
    return Move(name, 0, Span(at, at + 1) if at is not None else None, quote, 0.9, f"{name}.v1")


def test_every_turn_keeps_its_text_to_the_letter():
    for said, view in zip(ENGLISH.turns, transcript(ENGLISH, ENGLISH_MOVES, EN), strict=True):
        assert plain(view.stretches) == said.text


def test_a_move_is_its_own_stretch_and_keeps_its_full_stop():
    call = Call((turn("agent", 0, "Well, I see. Go on."),), 3.0, "en")
    assert named(shown(call, found("I see"))) == [("Well, ", [], 0), ("I see.", ["Empathy"], 1), (" Go on.", [], 0)]


def test_moves_that_overlap_share_the_stretch_they_share():
    call = Call((turn("agent", 0, "one two three four"),), 3.0, "en")
    assert named(shown(call, found("one two three"), found("two three four", "apology"))) == [
        ("one ", ["Empathy"], 0),
        ("two three", ["Empathy", "Apology"], 1),
        (" four", ["Apology"], 1),
    ]


def test_a_quote_said_twice_is_placed_by_its_seconds():
    call = Call((turn("agent", 0, "sorry about it, sorry"),), 3.0, "en")
    # the second "sorry" is the fourth word: it begins at 3 x 0.36 = 1.08 s
    assert [text for text, names, _ in named(shown(call, found("sorry", at=1.08))) if names] == ["sorry"]
    assert named(shown(call, found("sorry", at=1.08)))[0][0] == "sorry about it, "


def test_a_move_seen_in_the_times_stands_at_the_head_of_its_turn():
    call = Call((turn("agent", 0, "one moment"),), 3.0, "en")
    assert named(shown(call, found("", "dead_air")))[0] == ("", [], 1)


def test_words_below_half_are_doubtful_and_the_rest_are_not():
    call = Call((turn("customer", 0, "the street is ~Readinger"),), 3.0, "en")
    assert [(piece.text, piece.doubtful) for stretch in shown(call) for piece in stretch.pieces][-1] == (
        "Readinger",
        True,
    )


def test_a_word_the_text_does_not_have_is_passed_over():
    said = turn("agent", 0, "one two three")
    changed = Turn(said.speaker, said.role, said.span, "one 2 three", said.words)
    starts = [piece.start for stretch in shown(Call((changed,), 3.0, "en")) for piece in stretch.pieces]
    assert starts == [0, 0.72]  # "three" begins after two words of 0.36 s


def test_a_turn_without_times_has_none():
    view = transcript(Call((turn("agent", 0, "Good morning", timed=False),), None, "en"), (), EN)[0]
    assert (view.clock, view.start, plain(view.stretches)) == (None, None, "Good morning")


def test_an_empty_turn_is_empty():
    assert shown(Call((Turn("agent", "agent", Span(0, 1), ""),), 1.0, "en")) == ()


def test_an_engines_label_is_not_a_name_and_a_name_is_shown():
    call = Call((turn("agent", 0, "a", speaker="SPEAKER_00"), turn("customer", 1, "b", speaker="Ana")), 3.0, "en")
    assert list(who_is_who(call, EN).values()) == ["Agent", "Customer · Ana"]


def test_two_voices_of_one_role_are_told_apart_by_their_labels():
    call = Call((turn("unknown", 0, "a", speaker="left"), turn("unknown", 1, "b", speaker="right")), 3.0, "en")
    assert list(who_is_who(call, EN).values()) == ["Unknown voice · left", "Unknown voice · right"]


@quick
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=5))
def test_no_text_is_lost_or_doubled_wherever_moves_lie(text, places):
    moves = [found(text[first : first + size]) for first, size in places]
    call = Call((Turn("agent", "agent", Span(0, 9), text),), 9.0, "en")
    assert plain(shown(call, *moves)) == text
    endings = sum(len(stretch.ending) for stretch in shown(call, *moves))
    assert endings == len(moves)
