import subprocess
import sys

import pytest

from rubrics.stems import stem
from rubrics.stems_ru import russian_stem


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("посылка", "посылк"),  # a noun's ending behind the first vowel
        ("посылками", "посылк"),
        ("прочитавши", "прочита"),  # a gerund, its а stays
        ("возвращается", "возвраща"),  # the reflexive first, then ет behind а
        ("читающими", "чита"),  # a participle's part and an adjective's ending together
        ("важность", "важност"),  # ь goes as a noun's ending, and ост begins before the second region
        ("вежливость", "вежлив"),  # here it lies in it
        ("длинный", "длин"),  # н is no longer doubled
        ("новейший", "нов"),  # the superlative
        ("станции", "станц"),
    ],
)
def test_a_russian_word_is_cut_to_its_root(word, root):
    assert russian_stem(word) == root


def test_an_ending_that_needs_a_vowel_before_it_stays_without_one():
    # "ла" is cut behind а, not behind с; the noun's ending "а" is cut there instead
    assert russian_stem("писала") == "писа"
    assert russian_stem("несла") == "несл"


def test_an_ending_before_the_first_vowel_is_none():
    assert russian_stem("я") == "я"
    assert russian_stem("мы") == "мы"


def test_a_word_without_cyrillic_is_left_alone():
    assert russian_stem("wifi") == "wifi"


def test_russian_stems_are_those_that_nltk_gives():
    text = """заказала заказывали перезвоните подождите следующая объем подъем йогурт деньги возвращенные курьером
    пожалуйста недовольна извините уточнить доставлена позавчера номерами крупнейшей сделанного уважаемый хотелось бы
    оплаченный договорились оказавшись холодильником взволнованность неприятнейшая"""
    words = text.split()
    nltk = pytest.importorskip("nltk.stem.snowball")
    reference = nltk.SnowballStemmer("russian")
    assert {word: russian_stem(word) for word in words} == {word: reference.stem(word) for word in words}


def test_a_russian_stem_needs_no_library():
    code = "import sys; from rubrics.stems import stem; stem('посылка', 'ru'); print('nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"
    assert stem("посылка", "ru") == "посылк"
