"""How answers stand, with small exercises and answers counted by hand."""

import pytest
from pydantic import TypeAdapter

from tests.trainings.lessons import BED, CHOOSE, FIND, LABEL, ORDER
from trainings.checking import standing
from trainings.judging import judge, judge_texts
from trainings.schema import Exercise

EXERCISE = TypeAdapter(Exercise)
LONG = "I will check the bed for your mother. " * 300


def judged(given, answer, language="en", **changes):
    return judge(EXERCISE.validate_python({**given, **changes}), answer, language)


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [(["paraphrase"], "good"), (["paraphrase", "empathy"], "nearly"), (["empathy"], "not_yet"), ([], "empty")],
)
def test_a_label_is_good_when_all_that_fit_are_chosen_and_no_other(chosen, verdict):
    assert judged(LABEL, chosen).verdict == verdict


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [([1, 1], "good"), ([1, 2], "nearly"), ([2, 1], "not_yet"), ([0, 0], "empty"), ([9, 1], "empty")],
)
def test_a_choice_needs_its_reason(chosen, verdict):
    assert judged(CHOOSE, chosen).verdict == verdict


@pytest.mark.parametrize(
    ("order", "verdict", "in_place"),
    [
        ([1, 2, 3, 4], "good", None),
        ([1, 3, 2, 4], "good", None),  # named under `also`
        ([2, 1, 3, 4], "nearly", 2),  # steps 3 and 4 stand right
        ([2, 1, 4, 3], "not_yet", 0),  # no step stands as in 1 2 3 4, nor as in 1 3 2 4
    ],
)
def test_an_order_counts_the_steps_in_their_place(order, verdict, in_place):
    judgement = judged(ORDER, order)
    assert judgement.verdict == verdict
    if in_place is not None:
        assert judgement.missing[0].have == in_place


@pytest.mark.parametrize(("turn", "verdict"), [([4], "good"), ([3], "nearly"), ([1], "not_yet"), ([], "empty")])
def test_a_turn_beside_the_right_one_is_nearly_found(turn, verdict):
    assert judged(FIND, turn).verdict == verdict


def test_own_words_are_good_when_moves_and_facts_are_there():
    judgement = judged(BED, BED["answers"]["good"][0])
    assert judgement.verdict == "good"
    assert [move.name for move in judgement.moves] == ["paraphrase"]
    assert {fact.name: fact.quote for fact in judgement.facts} == {
        "the delay": "late", "Saturday": "Saturday", "her mother": "mother",
    }  # fmt: skip


def test_what_is_missing_is_named_and_half_of_it_makes_nearly():
    # wanted: paraphrase, two of three facts, the length = 4; of the facts one is there, so 2 of 4 are missing at most
    judgement = judged(BED, "So it is about Saturday, is that right?")
    assert [lack.names for lack in judgement.missing if lack.kind == "fact"] == [("the delay",), ("her mother",)]
    assert judgement.verdict == "nearly"


def test_words_to_avoid_are_quoted_with_their_reason():
    judgement = judged(
        BED, "So the bed is late, your mother comes on Saturday, and it will definitely be there. Right?"
    )
    assert ("avoid", "definitely", "Nobody has checked that.") in judgement.hurts
    assert judgement.verdict == "nearly"


def test_an_answer_that_is_too_long_is_told_its_length():
    more = "I'd like to know who promised you that day, look at the van's plan for the week, and then tell you what I can do."
    said = f"So the bed is late, and your mother needs it by Saturday, is that right? {more}"
    # 15 words and 25
    judgement = judged(BED, said, longest=39)
    assert [(lack.have, lack.want) for lack in judgement.missing if lack.kind == "shorter"] == [(40, 39)]


def test_questions_are_counted_and_single_words_are_none():
    asks = {**BED, "moves": [], "facts": [], "least": None, "avoid": [], "longest": None, "questions": 2}
    assert judged(asks, "When was it promised? Where does your mother sleep until then?").verdict == "good"
    once = judged(asks, "When was it promised? Why? And when was it promised?")
    # "Why?" is one word; the third differs by "and"
    assert once.verdict == "good"
    assert judged(asks, "When was it promised? Why?").missing[0].have == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("bed Saturday mother floor right", "heap"),
        ("Monday, Saturday, mother, floor, bed, right?", "heap"),
        ("The bed should have come on Monday.", "copied"),
        ("The bed should have come on Monday. My mother arrives on Saturday.", "copied"),
        ("Saturday. Saturday. Saturday. Saturday.", "again"),
        ("So the bed is late. So the bed is late. So the bed is late.", "again"),
        ("Rozumiem, że łóżko się spóźnia, a mama przyjeżdża w sobotę, czy tak?", "foreign"),
        (LONG, "too_long"),
    ],
)  # fmt: skip
def test_what_was_not_meant_counts_as_nothing(answer, why):
    judgement = judged(BED, answer)
    assert (judgement.verdict, judgement.gamed) == ("not_yet", why)
    assert judgement.facts == ()


@pytest.mark.parametrize("answer", ["", "   ", "…", "🙂", "?!"])
def test_an_answer_without_words_is_empty_and_no_game(answer):
    judgement = judged(BED, answer)
    assert (judgement.verdict, judgement.gamed) == ("empty", None)


@pytest.mark.parametrize(
    "answer",
    [
        "so the bed is late and your mother needs it by saturday is that right",
        "Okay, your mum comes Saturday, so it must be there before.",
        "I see.",
        "Sorry, I don't know.",
    ],
)
def test_an_honest_line_is_no_game_however_short_or_careless(answer):
    assert judged(BED, answer).gamed is None


@pytest.mark.parametrize(
    ("language", "honest", "heap"),
    [
        ("pl", "Przepraszam, zaraz sprawdzę rezerwację.", "tabletki zawroty głowy trzy tygodnie upadek zgadza się"),
        ("ru", "Понимаю. Расскажите, что произошло, почему вы решили отказаться?", "одно свадьба воскресенье верно"),
        ("ro", "Îmi cer scuze. Trimit acum o colegă.", "luni câine pastile o zi luni câine pastile"),
    ],
)
def test_a_heap_is_told_from_an_honest_line_in_each_language(language, honest, heap):
    asks = {**BED, "customer": None, "kind": "note"}
    assert judged(asks, honest, language).gamed is None
    assert judged(asks, heap, language).gamed in ("heap", "again")


def test_several_answers_are_judged_as_each_alone():
    exercise = EXERCISE.validate_python(BED)
    texts = [*BED["answers"]["good"], *BED["answers"]["weak"], *BED["answers"]["gamed"]]
    together = judge_texts(exercise, texts, "en")
    assert together == [judge(exercise, text, "en") for text in texts]
    assert [standing(each) for each in together] == ["good"] * 2 + ["weak"] * 2 + ["gamed"] * 2
