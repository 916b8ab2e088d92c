"""A report's language: plurals, numbers and times as its reader expects them."""

import pytest

from review.reports.texts import LOCALE, Texts, choose, family_of, languages, readable, texts
from transcribe.errors import UnknownName


@pytest.fixture
def english() -> Texts:
    return texts("en")


@pytest.fixture
def polish() -> Texts:
    return texts("pl")


def test_the_report_speaks_the_four_languages_of_the_rubrics():
    assert set(languages()) == {"en", "pl", "ru", "ro"}


def test_the_language_asked_for_wins_over_the_one_spoken():
    assert choose("en", "pl").code == "en"


def test_a_call_in_a_language_of_ours_is_reported_in_it():
    assert choose(None, "pl").code == "pl"


@pytest.mark.parametrize("spoken", [None, "fi"])
def test_a_call_in_any_other_language_is_reported_in_english(spoken):
    assert choose(None, spoken).code == "en"


def test_a_language_nobody_translated_is_refused_with_the_known_ones():
    with pytest.raises(UnknownName) as refused:
        choose("xx", "en")
    assert "'xx'" in str(refused.value)
    assert "en, pl" in refused.value.fix


@pytest.mark.parametrize(("seconds", "clock"), [(0, "00:00"), (134.9, "02:14"), (3599, "59:59"), (3734, "1:02:14")])
def test_a_moment_is_written_as_a_clock(english, seconds, clock):
    assert english.clock(seconds) == clock


@pytest.mark.parametrize(
    ("seconds", "length"), [(8, "8 s"), (154, "2 min 34 s"), (59.7, "1 min 0 s"), (3720, "1 h 2 min")]
)
def test_a_length_is_written_with_its_units_kept_together(english, seconds, length):
    assert english.length(seconds) == length.replace(" s", "\u00a0s").replace(" min", "\u00a0min").replace(
        " h", "\u00a0h"
    )


def test_polish_has_three_plurals_and_a_decimal_comma(polish):
    said = [polish.say_n("{n} passage was left out", "{n} passages were left out", n) for n in (1, 3, 5, 22)]
    assert said == ["pominięto 1 fragment", "pominięto 3 fragmenty", "pominięto 5 fragmentów", "pominięto 22 fragmenty"]
    assert polish.number(1234.56, 1) == "1\u00a0234,6"
    assert polish.quoted("tak") == "„tak”"


def test_russian_has_three_plurals_and_21_goes_with_1():
    said = [texts("ru").say_n("{n} turn", "{n} turns", n) for n in (1, 3, 5, 21)]
    assert said == ["1 реплика", "3 реплики", "5 реплик", "21 реплика"]
    assert (texts("ru").number(2.5, 1), texts("ru").quoted("да")) == ("2,5", "«да»")


def test_romanian_says_de_from_twenty_on():
    said = [texts("ro").say_n("{n} turn", "{n} turns", n) for n in (1, 0, 19, 20, 101)]
    assert said == ["1 replică", "0 replici", "19 replici", "20 de replici", "101 replici"]


def test_romanian_uses_the_comma_below_and_never_the_cedilla():
    catalogue = (LOCALE / "ro" / "LC_MESSAGES" / "parafraza.po").read_text(encoding="utf-8")
    assert "ț" in catalogue
    assert not set("şţ") & set(catalogue)


def test_numbers_drop_the_decimals_they_do_not_need(english):
    assert [english.number(value, 1) for value in (2, 2.5, 2.04)] == ["2", "2.5", "2"]
    assert english.number(1234) == "1,234"


def test_a_move_has_a_name_for_people_in_each_language(english, polish):
    assert (english.move("paraphrase"), polish.move("paraphrase")) == ("Paraphrase", "Parafraza")


def test_a_move_of_somebody_elses_is_made_readable(english):
    assert english.move("small_talk.v2") == "Small talk"
    assert readable("open_question.v1") == "Open question"


def test_thanks_belong_to_the_side_that_says_them():
    assert (family_of("thanks", "agent"), family_of("thanks", "customer")) == ("listening", "customer")
    assert family_of("small_talk", "agent") == "listening"
    assert family_of("small_talk", "customer") == "customer"


def test_a_language_is_named_in_the_readers_own(english, polish):
    assert (english.language("pl"), polish.language("pl"), english.language("zzz")) == ("Polish", "polski", "zzz")
    assert english.language(None) == "language not known"


def test_braces_in_what_somebody_said_stay_as_they_are(english):
    assert english.quoted("{text} {0}") == "“{text} {0}”"
