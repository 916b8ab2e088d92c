"""Private parts of lines in four languages: what goes, what stays, and the way back."""

from __future__ import annotations

import pytest

from tests.benchmarks.bench_privacy import measured
from tests.rubrics.samples import call
from transcribe.privacy import redact, redact_call


@pytest.mark.parametrize(
    ("language", "line", "left"),
    [
        (
            "en",
            "Good morning, my name is John Carter, how can I help?",
            "Good morning, my name is [NAME_1], how can I help?",
        ),
        (
            "en",
            "my name is john carter and i live at fourteen station road",
            "my name is [NAME_1] and i live at [ADDRESS_1]",
        ),
        ("en", "Write to anna.lis@mail.co.uk or anna dot lis at mail dot com.", "Write to [EMAIL_1] or [EMAIL_2]."),
        ("en", "four four one two eight double nine", "[NUMBER_1]"),
        ("en", "I was born on the second of November 1943.", "I was born on the [BIRTH_1]."),
        ("en", "My number is AB 12 34 56 C.", "My number is [ID_1]."),
        ("pl", "Dzień dobry, mówi Anna Kowalska.", "Dzień dobry, mówi [NAME_1]."),
        ("pl", "siedem osiem jeden sto dwadzieścia cztery pięćdziesiąt sześć osiemdziesiąt", "[PHONE_1]"),
        ("pl", "na ulicy Kurkowej osiemnaście, tak", "na [ADDRESS_1], tak"),
        ("ru", "Меня зовут Ирина Петрова, паспорт 45 12 345678", "Меня зовут [NAME_1], паспорт [ID_1]"),
        ("ru", "девять один шесть ноль четыре четыре", "[NUMBER_1]"),
        ("ru", "пушкина дом восемь, магазин", "[ADDRESS_1], магазин"),
        ("ro", "Mă numesc Ion Popescu, strada Florilor nr. 5", "Mă numesc [NAME_1], [ADDRESS_1]"),
        ("ro", "patru zero doi unu unu nouă acum", "[NUMBER_1] acum"),
        ("ro", "diana punct costin arond mail punct ro", "[EMAIL_1]"),
    ],
)
def test_a_line_loses_its_private_parts_and_nothing_else(language, line, left):
    assert redact(line, language).text == left


# Check digits by hand: the card's doubled digits sum to 30; PESEL 44051401359, CNP 1800101221144 and SNILS 112-233-445 95
# are the examples in the rules that describe them, all made up; the IBAN is the one of the standard.
@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("4111 1111 1111 1111", "CARD"),
        ("4111 1111 1111 1112", "ACCOUNT"),
        ("44051401359", "ID"),
        ("44051401358", "PHONE"),
        ("1800101221144", "ID"),
        ("112-233-445 95", "ID"),
        ("RO49AAAA1B31007593840000", "ACCOUNT"),
        ("+48 601 202 303", "PHONE"),
        ("4471", "NUMBER"),
    ],
)
def test_check_digits_and_length_tell_what_a_number_is(number, kind):
    assert redact(f"it is {number} here", "en").text == f"it is [{kind}_1] here"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "That comes to £6,200 on the 4th of May at 16:20, so four hundred and twelve each."),
        ("pl", "to jest kwota sto osiemdziesiąt dwa tysiące czterysta, czyli 4 920 zł"),
        ("ru", "сумма четыреста десять тысяч рублей на 14 мая"),
        ("ro", "două mii trei sute patruzeci de lei la 11 și 20"),
    ],
)
def test_amounts_dates_and_times_stay(language, line):
    assert redact(line, language).text == line


def test_amounts_go_where_that_is_asked():
    assert redact("it was 4920 lei, thank you", "en", amounts=True).text == "it was [AMOUNT_1] lei, thank you"


def test_one_person_has_one_placeholder_in_every_case_and_turn():
    found = redact_call(
        call(
            "agent: Mówi Anna Kowalska.", "customer: Pani Anno, dzwonił Marcin.", "agent: kowalska, tak", language="pl"
        )
    )
    assert [line.text for line in found.lines] == [
        "Mówi [NAME_1].",
        "Pani [NAME_1], dzwonił [NAME_2].",
        "[NAME_1], tak",
    ]
    assert found.hidden["[NAME_1]"] == ("Anna Kowalska", "Anno", "kowalska")


def test_a_number_read_back_in_words_has_the_placeholder_of_its_digits():
    found = redact_call(call("customer: It is 4471 2.", "agent: four four seven one two, thank you"))
    assert found.lines[1].text == "[NUMBER_1], thank you"


def test_a_quote_of_redacted_text_leads_back_to_the_transcript():
    line = redact("Thank you, Mr Carter, your card 4111 1111 1111 1111 is blocked.", "en")
    assert line.text == "Thank you, Mr [NAME_1], your card [CARD_1] is blocked."
    assert line.verbatim("Mr [NAME_1], your card [CARD_1] is") == "Mr Carter, your card 4111 1111 1111 1111 is"
    assert line.verbatim("blocked.") == "blocked."
    assert line.verbatim("your card is safe") is None
    assert line.verbatim(" ") is None


def test_a_quote_that_cuts_a_placeholder_takes_in_the_whole_of_it():
    line = redact("Hello Mr Carter.", "en")
    assert line.verbatim("AME_1].") == "Carter."
    assert line.verbatim("Mr [NAM") == "Mr Carter"


def test_a_redacted_call_keeps_no_words_and_no_history():
    spoken = call("agent: My name is Anna Lis.")
    found = redact_call(spoken)
    assert found.call.turns[0].words == ()
    assert "Anna" not in str(found.call)
    assert found.verbatim(0, "[NAME_1]") == "Anna Lis"
    assert found.verbatim(7, "[NAME_1]") is None


def test_a_language_without_lists_still_loses_what_its_shape_gives_away():
    assert redact("Rufen Sie 0301 234 567 an", None).text == "Rufen [NAME_1] [PHONE_1] an"


def test_the_benchmark_counts_stretches_that_are_hidden_whole():
    # two stretches, one of which no rule can know; "so" and "is" are four plain signs, none lost
    tally = measured("so {4471} is {zebra}", "en")
    assert (tally.private, tally.hidden, tally.plain, tally.lost) == (2, 1, 4, 0)
    assert tally.missed == ("en: zebra",)
