import pytest

from rubrics.stems import polish_stem, stem


@pytest.mark.parametrize(
    "forms",
    [("paczka", "paczki", "paczke", "paczkami"), ("zaplacilem", "zaplacila", "zaplacic"), ("drzwi", "drzwiami")],
)
def test_polish_forms_of_one_word_meet(forms):
    assert len({polish_stem(form) for form in forms}) == 1


def test_a_short_polish_word_keeps_its_root():
    assert polish_stem("dom") == "dom"
    assert polish_stem("kota") == "kot"


def test_english_forms_meet_in_their_lemma():
    assert stem("parcels", "en") == stem("parcel", "en")
    assert stem("bought", "en") == "buy"


def test_russian_forms_meet_in_their_stem():
    assert stem("посылки", "ru") == stem("посылка", "ru")


def test_a_figure_is_left_alone():
    assert stem("2026", "pl") == "2026"


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stem("csomagok", "hu") == "csomagok"
