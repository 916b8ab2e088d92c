"""The form of a line, whatever it says."""

import pytest

from scenarios.evidence import Said, content_of
from scenarios.loading import load


def form_of(text, before=(), language="en", moves=(), scenario="late_bed"):
    case = load(scenario, language)
    return content_of(case, text, [Said(role, line) for role, line in before], moves).form


@pytest.mark.parametrize("text", ["", "   ", "…", "🙂🙂🙂", "?!"])
def test_line_without_a_word_is_empty(text):
    assert form_of(text) == {"empty"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dzień dobry, proszę podać numer zamówienia, czy to jest łóżko dla pani", "en"),
        ("Здравствуйте, назовите номер заказа", "en"),
        ("Good morning, what is the number of your order?", "ru"),
        ("Good morning, what is the number of your order?", "ro"),
        ("Bună ziua, care este numărul comenzii pentru pat?", "pl"),
    ],
)
def test_line_in_another_language_is_foreign(text, language):
    assert "foreign" in form_of(text, language=language)


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
def test_own_language_is_never_foreign(language):
    case = load("late_bed", language)
    lines = [
        *case.texts.scripts.good,
        *case.texts.scripts.mediocre,
        *case.texts.scripts.harmful,
        *case.texts.better.values(),
    ]
    assert [line for line in lines if "foreign" in form_of(line, language=language)] == []


def test_same_line_once_more_is_noticed_and_a_short_nod_is_not():
    line = "I will check that for you now."
    assert "same_again" in form_of(line, [("agent", line)])
    assert "same_again" not in form_of("I see.", [("agent", "I see.")])


def test_customer_s_own_words_in_a_row_are_a_copy():
    heard = [("customer", "I ordered the bed three weeks ago and it has not come.")]
    assert "copied" in form_of("You ordered the bed three weeks ago and it has not come.", heard)
    assert "copied" not in form_of("So the bed is three weeks late, and you are waiting for it?", heard)


def test_seven_words_in_a_row_are_no_copy_in_a_line_that_says_more():
    heard = [("customer", "On Friday two of your people were here at nine o'clock sharp and left.")]
    # 8 shared words: all of a line of 9 but one, and less than half of one of 20
    copy = "Two of your people were here at nine, right?"
    more = "So somebody came, two of your people were here at nine, and the bed was still not put together?"
    assert "copied" in form_of(copy, heard)
    assert "copied" not in form_of(more, heard)


def test_key_words_without_sentences_are_pasted():
    assert "pasted" in form_of("three weeks floor mother hip Friday delivery fee call")
    assert "pasted" not in form_of(
        "So it is three weeks on the floor, and your mother comes with a new hip on Saturday?"
    )


@pytest.mark.parametrize(
    ("text", "heap"),
    [
        # 7 of its 21 words are among the hundred usual ones (u, mnie, a, w, po, do, pana), though hardly of the commonest
        (
            "Sprawa zostaje u mnie, dziś wysyłam 3000 złotych zaliczki, a w czwartek po południu dzwonię do pana. "
            "Podaję też swój numer.",
            False,
        ),
        # the same things with 2 of 13 (u, mnie): nobody talks like that
        ("Sprawa zostaje u mnie, dziś 3000 złotych zaliczki, czwartek południe osuszanie, telefon, numer", True),
    ],
)
def test_honest_line_full_of_the_case_is_no_heap_while_its_small_words_are_there(text, heap):
    assert ("pasted" in form_of(text, language="pl", scenario="said_before")) is heap


def test_line_over_85_words_is_a_monologue():
    # 86 words: one more than the shared rules allow
    assert "monologue" in form_of(" ".join(["the bed is late"] * 21 + ["and", "so"]))
    assert "monologue" not in form_of(" ".join(["the bed is late"] * 21 + ["so"]))
