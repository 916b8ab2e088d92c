"""The form of a line, whatever it says."""

import pytest

from scenarios.evidence import Said, content_of
from scenarios.loading import load


def form_of(text, before=(), language="en", moves=()):
    case = load("late_bed", language)
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


def test_key_words_without_sentences_are_pasted():
    assert "pasted" in form_of("three weeks floor mother hip Friday delivery fee call")
    assert "pasted" not in form_of(
        "So it is three weeks on the floor, and your mother comes with a new hip on Saturday?"
    )


def test_line_over_85_words_is_a_monologue():
    # 86 words: one more than the shared rules allow
    assert "monologue" in form_of(" ".join(["the bed is late"] * 21 + ["and", "so"]))
    assert "monologue" not in form_of(" ".join(["the bed is late"] * 21 + ["so"]))


@pytest.mark.parametrize(
    ("text", "language", "cold"),
    [
        ("That is your fault.", "en", True),
        ("That is not your fault at all.", "en", False),
        ("To pani wina.", "pl", True),
        ("To nie pani wina.", "pl", False),
        ("Это ваша вина.", "ru", True),
        ("Это не ваша вина.", "ru", False),
        ("E vina dumneavoastră.", "ro", True),
        ("Nu e vina dumneavoastră.", "ro", False),
        ("You must have been exhausted.", "en", False),
        ("So what happened then?", "en", False),
    ],
)
def test_cold_word_counts_unless_it_is_negated(text, language, cold):
    assert content_of(load("late_bed", language), text, []).cold == cold


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
def test_no_good_line_of_ours_is_cold(language):
    case = load("late_bed", language)
    lines = [*case.texts.scripts.good, *case.texts.better.values()]
    assert [line for line in lines if content_of(case, line, []).cold] == []
