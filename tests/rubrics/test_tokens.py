import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.tokens import fold, read_line
from tests.helpers import quick


def test_a_contraction_is_opened_so_that_a_cue_is_written_once():
    assert read_line("I don't, we'll", "en").words == ("i", "do", "not", "we", "will")


def test_a_genitive_is_cut_off_and_not_opened_into_is():
    assert read_line("the customer's parcel, that's late", "en").words == (
        "the", "customer", "parcel", "that", "is", "late",
    )  # fmt: skip


def test_polish_letters_are_compared_without_their_marks():
    assert fold("Źdźbło") == "zdzblo"
    assert read_line("Proszę, chciałbym", "pl").words == read_line("prosze chcialbym", "pl").words


def test_a_russian_short_i_is_a_letter_of_its_own():
    assert fold("Какой ёж") == "какой еж"


def test_a_quote_is_cut_from_the_untouched_text():
    line = read_line("Well,  I DON'T know…", "en")
    assert line.words == ("well", "i", "do", "not", "know")
    assert line.quote(1, 4) == "I DON'T"


def test_breaks_tell_commas_from_ends_of_sentences():
    # well , i see . what ?    -> before: well 2, i 1, see 0, what 2, the end 2
    line = read_line("well, I see. What?", "en")
    assert line.breaks == (2, 1, 0, 2, 2)
    assert line.asked == {4}
    assert line.sentences() == ((0, 3), (3, 4))


def test_figures_and_letters_together_stay_one_word():
    assert read_line("tier L2 at 9:30 on 3.5 m", "en").words == ("tier", "l2", "at", "9:30", "on", "3.5", "m")


def test_an_empty_line_has_no_words_and_no_sentences():
    line = read_line(" … ?! ", "en")
    assert line.words == ()
    assert line.sentences() == ()


@quick
@given(st.text(max_size=60), st.sampled_from(["en", "pl", "ru"]))
def test_every_word_of_any_text_points_back_into_it(text: str, language: str):
    line = read_line(text, language)
    assert len(line.words) == len(line.begins) == len(line.ends) == len(line.breaks) - 1
    for place in range(len(line.words)):
        assert line.quote(place, place + 1) in text
        start, end = line.sentence_of(place)
        assert start <= place < end


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thanks, Mr. Doyle."),
        ("pl", "Mieszkam przy ul. Długiej."),
        ("ru", "Это ул. Ленина."),
        ("ro", "Mulțumesc, dl. Popescu."),
    ],
)
def test_the_point_of_an_abbreviation_ends_no_sentence(language, text):
    assert list(read_line(text, language).breaks).count(2) == 2  # the beginning and the end
