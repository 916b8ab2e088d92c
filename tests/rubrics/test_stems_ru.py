import subprocess
import sys

import pytest

from rubrics.stems import stem


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("посылка", "посылк"),
        ("посылками", "посылк"),
        ("возвращается", "возвраща"),
        ("станции", "станц"),
        ("wifi", "wifi"),
    ],
)
def test_a_russian_word_is_cut_to_its_root(word, root):
    assert stem(word, "ru") == root


def test_russian_roots_are_those_that_nltk_gives():
    text = """заказала заказывали перезвоните подождите йогурт деньги возвращенные курьером
    пожалуйста недовольна извините уточнить доставлена позавчера номерами крупнейшей сделанного уважаемый хотелось бы
    оплаченный договорились оказавшись холодильником взволнованность неприятнейшая"""
    words = text.split()
    nltk = pytest.importorskip("nltk.stem.snowball")
    reference = nltk.SnowballStemmer("russian")
    assert {word: stem(word, "ru") for word in words} == {word: reference.stem(word) for word in words}


def test_a_russian_root_does_not_wait_for_nltk():
    code = "import sys; from rubrics.stems import stem; stem('посылка', 'ru'); print('nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"
