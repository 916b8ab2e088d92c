"""What a customer said, in pieces short enough to be said back."""

import pytest

from review.reports.clauses import clauses


def test_short_sentences_stay_whole_and_lose_the_fillers_they_begin_with():
    assert list(clauses("Well, so the lamp never came. I waited all day!", "en")) == [
        "the lamp never came",
        "I waited all day",
    ]


def test_a_few_words_keep_even_their_fillers():
    assert list(clauses("Oh yes, right.", "en")) == ["Oh yes, right"]


@pytest.mark.parametrize(
    ("language", "text", "pieces"),
    [
        (
            "ro",
            "mie mi-a venit o factură de o mie nouă sute de lei și eu n-am cum s-o plătesc dintr-o dată",
            ["mie mi-a venit o factură de o mie nouă sute de lei", "eu n-am cum s-o plătesc dintr-o dată"],
        ),
        (
            "pl",
            "czekam od poniedziałku na tego kuriera bo miał być rano a tu ani paczki ani nawet telefonu",
            ["czekam od poniedziałku na tego kuriera", "bo miał być rano", "tu ani paczki ani nawet telefonu"],
        ),
    ],
)
def test_a_long_sentence_without_commas_is_cut_before_joining_words(language, text, pieces):
    assert list(clauses(text, language)) == pieces


def test_every_clause_stands_verbatim_in_what_was_said():
    text = "I was at home the whole day on Friday, and nobody rang, and then the page said delivered which it never was"
    found = list(clauses(text, "en"))
    assert len(found) == 2
    assert all(clause in text for clause in found)


def test_nothing_said_gives_nothing():
    assert list(clauses(" ... ", "en")) == []


def test_a_romanian_for_does_not_cut_what_belongs_together():
    text = "Am și eu o programare pentru buletin mâine la nouă și văd pe site că apare anulată astăzi dimineață"
    assert "programare pentru buletin" in " | ".join(clauses(text, "ro"))
