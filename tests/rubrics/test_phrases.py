"""Words by which a scenario recognises things."""

import pytest

from rubrics.phrases import Negations, Place, found, refused, turned, words_of

ENGLISH = Negations(frozenset({"not", "no"}), frozenset({"without"}), frozenset({"so", "you"}))


@pytest.mark.parametrize(
    ("phrase", "text", "language", "there"),
    [
        ("mother*", "And your mother's operation?", "en", True),
        ("three weeks", "It has been THREE weeks.", "en", True),
        ("three weeks", "Three long weeks.", "en", False),
        ("return* + fee", "The delivery fee will be returned.", "en", True),
        ("return* + fee", "The delivery fee.", "en", False),
        ("operacja", "po operacji biodra", "pl", True),
        ("mama", "mam nadzieję", "pl", False),
        ("zadzwonię", "dziękuję, że pani zadzwoniła", "pl", True),
        ("=zadzwonię", "dziękuję, że pani zadzwoniła", "pl", False),
        ("=zadzwonię", "Zadzwonię jutro", "pl", True),
        ("в пятницу", "Привезём в Пятницу утром", "ru", True),
        ("săptămâni", "trei saptamani", "ro", True),
    ],
)
def test_phrase_is_found_by_word_stem_or_beginning(phrase, text, language, there):
    assert (found([phrase], words_of(text, language), language) is not None) == there


def test_quote_of_a_phrase_is_verbatim():
    words = words_of("So, your MOTHER is coming?", "en")
    place = found(["mother"], words, "en")
    assert place is not None
    assert words.quote(place) == "MOTHER"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("We can't deliver it on Friday.", False),
        ("If not, then we come on Friday.", True),
        ("We deliver it on Friday, not on Saturday.", True),
        ("Couldn't it come on Friday?", True),
        ("Wouldn't you like it on Friday?", True),
        ("So it couldn't come on Friday?", False),
        ("You couldn't have it on Friday?", False),
        ("It can't come on Friday, is that right?", False),
        ("The week without water ends on Friday.", True),
        ("We must do without on Friday.", False),
    ],
)
def test_not_before_an_offer_in_the_same_clause_refuses_it(text, offered):
    words = words_of(text, "en")
    place = found(["on friday"], words, "en")
    assert place is not None
    assert refused(place, words, ENGLISH) == (not offered)


@pytest.mark.parametrize(("text", "so"), [("Нам надо было позвонить.", True), ("Вам надо было позвонить.", False)])
def test_reproach_after_us_is_turned_on_the_speaker(text, so):
    words = words_of(text, "ru")
    place = found(["надо было"], words, "ru")
    assert place is not None
    assert turned(place, words, frozenset({"нам"})) == so


def test_empty_text_has_no_words():
    assert len(words_of("", "en")) == 0
    assert found(["bed"], words_of("", "en"), "en") is None


def test_place_counts_words():
    assert found(["the bed"], words_of("Where is the bed now", "en"), "en") == Place(2, 4)
