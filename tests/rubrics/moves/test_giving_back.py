"""Which facts a paraphrase gave back, which it left out, and which it changed."""

import pytest

from rubrics import find_moves_in_lines
from rubrics.moves.base import read
from rubrics.moves.finding import lexicon_of
from rubrics.moves.giving_back import GivenBack, given_back, in_words


def found(language, agent, *customer):
    lexicon = lexicon_of(language)
    said = read(agent, "agent", lexicon)
    heard = [read(line, "customer", lexicon) for line in customer]
    return given_back(said, 0, len(said.line.words), heard)


def test_a_day_that_comes_back_is_told_apart_from_a_sum_that_does_not():
    facts = found("en", "so it was to come on Monday", "I paid 230 pounds and it should have come on Monday")
    assert facts == GivenBack(returned=("on Monday",), lost=("230",), changed=())


def test_a_sum_the_customer_never_named_is_told_as_changed():
    assert found("en", "so you paid 240 pounds", "I paid 230 pounds").changed == ("240",)


def test_a_figure_named_a_turn_earlier_is_not_changed():
    assert found("en", "so order 77 has not come", "it has not come at all", "the order is 77").changed == ()


def test_a_figure_is_no_change_where_the_customer_named_none():
    assert found("en", "so you have waited 3 days", "I have been waiting for ages").changed == ()


def test_without_a_customers_words_nothing_can_have_come_back():
    assert found("en", "so you paid 240 pounds") == GivenBack((), (), ())


@pytest.mark.parametrize(
    ("language", "agent", "customer", "told"),
    [
        ("en", "so you are tired of it", "I am so tired of it, 5 weeks now", "Came back: tired. Left out: 5."),
        ("pl", "czyli zapłaciła pani 230 złotych", "zapłaciłam 230 złotych", "Wróciło: 230."),
        ("ru", "то есть вы заплатили 230 рублей", "я заплатила 230 рублей", "Вернулось: 230."),
        ("ro", "deci ați plătit 230 de lei", "am plătit 230 de lei", "S-a întors: 230."),
    ],
)
def test_it_is_told_in_the_language_of_the_talk(language, agent, customer, told):
    assert in_words(found(language, agent, customer), language) == told


def test_the_reason_of_a_paraphrase_says_what_came_back():
    line = {
        "dialog_id": "a",
        "turn": 1,
        "role": "agent",
        "lang": "en",
        "text": "So the bed was to come on Monday and you are still on the floor, is that right?",
        "context": "The bed should have come on Monday, I paid 230 pounds and I sleep on the floor.",
    }
    ((_, moves),) = find_moves_in_lines([line])
    (why,) = [move.why for move in moves if move.name == "paraphrase"]
    assert why.endswith("Came back: on Monday. Left out: 230.")
