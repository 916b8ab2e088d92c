"""Order told from disorder by what was learned, and learning itself on lines small enough to follow."""

import random
from collections import Counter

import numpy as np
import pytest

from rubrics.tokens import read_line
from trainings.order import load
from trainings.order.features import PLACES
from trainings.order.learn import Heaper, bare, cut, fitted, sentences, shuffles, with_signs
from trainings.order.model import Order, unpacked
from trainings.schema import LANGUAGES

LINE = ["so", "the", "bed", "is", "late", ",", "right", "?", "i", "will", "call"]
SAID = {
    "en": "I will ask the driver today and call you back before four.",
    "pl": "Zapytam dzisiaj kierowcę i oddzwonię do pani przed czwartą.",
    "ru": "Я сегодня спрошу водителя и перезвоню вам до четырёх.",
    "ro": "Întreb azi șoferul și vă sun înapoi până la ora patru.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_scores_more_than_its_words_in_nine_of_ten_other_orders(language):
    order, dice = load(language), random.Random(3)  # noqa: S311
    words = SAID[language].rstrip(".").split()
    others = [dice.sample(words, len(words)) for _ in range(50)]
    own = order.score(read_line(" ".join(words), language))
    assert sum(order.score(read_line(" ".join(other), language)) < own for other in others) >= 45


def test_a_score_is_the_bias_and_the_weights_of_the_line_s_slots():
    # Each slot weighs 2 steps of 0.5 = 1; "hello there" is ^ hello there $: 3 pairs four ways, 2 triples twice = 16
    # at 1 / sqrt(3), and two slots for length and signs.
    order = Order((), np.full(PLACES, 2, np.int8), 0.5, -1.0)
    assert order.score(read_line("Hello there", "en")) == pytest.approx(-1 + 16 / 3**0.5 + 2)


def test_what_was_packed_is_unpacked_the_same():
    order = Order(("the", "łóżko"), np.arange(PLACES, dtype=np.int32).astype(np.int8), 0.25, 1.5)
    back = unpacked(order.packed())
    assert (back.frequent, back.scale, back.bias) == (order.frequent, order.scale, order.bias)
    assert (back.weights == order.weights).all()


def test_a_line_teaches_whole_without_its_signs_and_sentence_by_sentence():
    assert [*sentences(LINE)] == [LINE, bare(LINE), LINE[:7], LINE[8:]]
    assert [*sentences(["i", "see"])] == [["i", "see"], ["i", "see"]]


def test_shuffles_keep_all_words_and_the_signs_where_they_have_any():
    made = [*shuffles(LINE, random.Random(1))]  # noqa: S311
    whole = [tokens for tokens in made if len(bare(tokens)) == 9]
    assert [sorted(bare(tokens)) for tokens in whole] == [sorted(bare(LINE))] * 3
    assert [len(tokens) for tokens in whole] == [9, 11, 11]
    assert [place for place, each in enumerate(whole[1]) if each in ",?"] == [5, 7]


def test_three_words_are_not_shuffled():
    assert [*shuffles(["i", "call", "you"], random.Random(1))] == []  # noqa: S311


def test_a_word_keeps_the_sign_behind_it():
    assert [*with_signs(["so", ",", "yes", "?"])] == [["so", ","], ["yes", "?"]]
    assert cut(LINE, ".?") == [LINE[:7], LINE[8:]]


def test_two_heaps_hold_key_words_and_small_words_and_two_hold_scraps_of_the_line():
    small = frozenset({"so", "the", "is", "i", "will"})
    heaper = Heaper(small, Counter(LINE), Counter({"right": 3}), random.Random(2))  # noqa: S311
    heaps = [*heaper.heaps(LINE)]
    assert len(heaps) == 4
    assert set().union(*heaps[2:]) <= {*LINE, "."}
    for heap in heaps[:2]:
        assert set(bare(heap)) <= {"bed", "late", "right", "call"} | small
        assert len(set(heap) - small - {",", ".", "?"}) >= 3


def test_a_line_of_two_words_makes_no_heap():
    heaper = Heaper(frozenset({"the"}), Counter(["the"]), Counter(["yes"]), random.Random(2))  # noqa: S311
    assert [*heaper.heaps(["the", "bed"])] == []


def test_learning_tells_what_was_in_order_from_what_was_not():
    real = [["the", "bed", "is", each] for each in ("late", "here", "broken", "gone")]
    games = [["bed", "the", each, "is"] for each in ("late", "here", "broken", "gone")]
    order = fitted(("the", "is"), real, games)
    assert order.score(read_line("the chair is there", "en")) > 0 > order.score(read_line("chair the there is", "en"))
