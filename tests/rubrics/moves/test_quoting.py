from hypothesis import given
from hypothesis import strategies as st

from rubrics.moves.quoting import LONGEST_QUOTE, quoted, seconds_of
from rubrics.tokens import read_line
from tests.helpers import quick
from transcribe.call import Span, Turn, Word


def test_a_quote_is_the_whole_short_sentence_with_its_mark():
    text = "Hello. Does that work for you? Good."
    line = read_line(text, "en")
    begin, end = quoted(line, 2, 3)  # "that"
    assert text[begin:end] == "Does that work for you?"


def test_a_long_sentence_is_cut_around_the_cue():
    text = " ".join(f"word{n}" for n in range(60))
    line = read_line(text, "en")
    begin, end = quoted(line, 30, 32)
    # six words before, two of the cue, six behind
    assert text[begin:end].split()[0] == "word24"
    assert text[begin:end].split()[-1] == "word37"


@quick
@given(st.text(alphabet="ab ,.?'é", min_size=1, max_size=200), st.data())
def test_any_quote_is_verbatim_holds_its_cue_and_stays_short(text, data):
    line = read_line(text, "pl")
    if not line.words:
        return
    start = data.draw(st.integers(0, len(line.words) - 1))
    end = data.draw(st.integers(start + 1, len(line.words)))
    begin, stop = quoted(line, start, end)
    assert begin <= line.begins[start]
    assert text[begin:stop].strip()
    assert len(text[begin:stop].split()) <= 2 * LONGEST_QUOTE


def test_words_that_do_not_spell_the_text_leave_the_turns_own_seconds():
    words = (Word("something", Span(0, 1)), Word("else", Span(1, 2)))
    turn = Turn("agent", "agent", Span(0, 5), "hello there", words)
    assert seconds_of(turn, 0, 5) == Span(0, 5)


def test_a_word_said_twice_is_found_at_its_own_place():
    words = tuple(Word("yes", Span(n, n + 1)) for n in range(3))
    turn = Turn("agent", "agent", Span(0, 3), "yes yes yes", words)
    assert seconds_of(turn, 8, 11) == Span(2, 3)
