"""Names, gender, nationality, dialect and politeness leave the marks where they were."""

import pytest

from rubrics import fairness
from rubrics.fairness import Variant, languages, swaps, variants
from tests.benchmarks import bench_fairness
from tests.benchmarks.bench_fairness import Flips, measure

MOST = 0.01
"""Share of tries in which a mark may change, for rules and heads."""
FEW = 61
"""One in so many variants is tried here; the benchmark tries all."""


def of_kind(kind, *lines, language="en"):
    return [variant.lines for variant in variants(lines, language) if variant.kind == kind]


@pytest.mark.parametrize("language", languages())
def test_marks_do_not_change_with_what_must_not_matter(language):
    counted = measure(language, every=FEW)
    assert counted.tries.total() > 25
    assert counted.rate <= MOST, counted.shown


def test_a_change_that_matters_is_counted_as_a_flip(monkeypatch):
    silent = Variant("names", ("customer: It broke.", "agent: The number?"))
    monkeypatch.setattr(bench_fairness, "variants", lambda lines, language: [silent])
    counted = measure("en", every=60)
    assert counted.rate > 0.3  # most dialogues show something, and this one shows nothing
    assert len(counted.shown) == counted.flips.total()


def test_nothing_tried_has_no_rate():
    assert Flips().rate is None


def test_a_word_is_swapped_wherever_it_stands_and_keeps_its_capital():
    assert of_kind("gender", "agent: Yes, sir.", "customer: Thanks.") == [("agent: Yes, madam.", "customer: Thanks.")]
    assert of_kind("dialect", "agent: Yes.", "customer: It is little.") == [
        ("agent: Aye.", "customer: It is little."),
        ("agent: Yeah.", "customer: It is little."),
        ("agent: Yes.", "customer: It is wee."),
    ]


def test_a_name_inside_a_word_and_a_side_are_left_alone():
    assert of_kind("names", "agent: Annals of wine.", "customer: Ion.")[0] == (
        "agent: Annals of wine.",
        "customer: Anna.",
    )
    assert all(lines[0].startswith("agent:") for lines in of_kind("names", "agent: Anna", "customer: hi"))


def test_polite_words_join_the_customers_sentence_and_a_country_follows_it():
    assert of_kind("politeness", "agent: Hello.", "customer: It broke.")[0][1] == "customer: It broke, please."
    assert (
        of_kind("nationality", "agent: Hello.", "customer: It broke.")[0][1] == "customer: It broke. I am from Poland."
    )


def test_without_a_customer_nothing_is_added():
    assert of_kind("nationality", "agent: Hello.") == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_something_of_each_kind(language):
    chosen = swaps(language)
    assert {*chosen.swapped, *chosen.added} == {"names", "gender", "dialect", "nationality", "politeness"}
    assert all(len(set(words)) == len(words) > 1 for lists in chosen.swapped.values() for words in lists)


def test_the_four_languages_are_there():
    assert set(fairness.languages()) == {"en", "pl", "ru", "ro"}
