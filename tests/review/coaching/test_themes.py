"""Words that come back in complaints, counted by calls."""

import pytest

from review.coaching.counting import counted
from review.coaching.themes import Complaint, of_complaints, themes
from review.desk.arriving import bring


def said(*quotes):
    """Complaints of a call each."""
    return [Complaint(f"{number:04}", None, 1, quote) for number, quote in enumerate(quotes)]


def test_a_word_in_three_calls_is_a_theme_in_any_of_its_forms():
    (theme,) = of_complaints(said("My invoice is wrong.", "Both invoices came late.", "Where is the invoice?"), "en")
    assert theme.words[0] == "invoice"
    assert (theme.calls, theme.of) == (3, 3)


def test_polish_endings_are_one_word():
    (theme,) = of_complaints(said("Nie dostałam paczki.", "Moja paczka zginęła.", "Czekam na paczkę."), "pl")
    assert theme.calls == 3


def test_two_calls_are_no_theme():
    assert of_complaints(said("My invoice is wrong.", "The invoice came late.", "Nobody answers."), "en") == ()


def test_a_word_said_often_in_one_call_counts_once():
    complaints = [Complaint("0001", None, turn, "The invoice is wrong.") for turn in range(5)]
    assert of_complaints(complaints, "en") == ()


def test_the_interval_is_that_of_the_share_of_calls():
    quotes = ["My invoice is wrong."] * 4 + ["Nobody answers."]
    theme = of_complaints(said(*quotes), "en")[0]
    assert (theme.calls, theme.of) == (4, 5)
    assert theme.interval == pytest.approx((0.376, 0.964), abs=5e-4)  # 4 of 5


def test_a_call_is_counted_under_one_theme_only():
    quotes = ["The invoice for the delivery is wrong."] * 3 + ["The delivery is late."] * 3
    found = of_complaints(said(*quotes), "en")
    assert sum(theme.calls for theme in found) == 6
    assert found[0].words[0] == "delivery"


def test_words_that_mostly_stand_beside_it_name_the_theme_too():
    (theme,) = of_complaints(said(*["My parcel never arrived."] * 3), "en")
    assert set(theme.words) == {"parcel", "arrived"}  # "never" says nothing of the matter


def test_quotes_are_of_different_calls_the_newest_first():
    (theme,) = of_complaints(said("Invoice one.", "Invoice two.", "Invoice three."), "en")
    assert [quote.call for quote in theme.quotes] == ["0002", "0001"]


def test_the_complaints_of_reviewed_calls_are_read_from_their_results(store, heard):
    for day in range(3):
        heard(f"000{day}", ("agent", "How can I help?"), ("customer", "I am angry, my parcel has not come."), day=day)
    bring(store, store.workspace.results, by="Ewa")
    found = themes(store, counted(store))
    assert any("parcel" in theme.words for theme in found)
    assert all(quote.folder.startswith("results/") for theme in found for quote in theme.quotes)
