"""A weak moment of a call becomes a draft that can be checked and played."""

import pytest

from scenarios.checker import check
from scenarios.drafts import draft_from, identifier, save
from scenarios.loading import load
from transcribe.call import Call, Turn
from transcribe.errors import BadFile, FixableError, UnknownName


def call(*lines, language="en"):
    turns = tuple(Turn(role, role, None, text) for role, text in lines)
    return Call(turns, None, language)


WEAK = call(
    ("agent", "Good morning."),
    ("customer", "I called last week about invoice 4455123 and Mr Kowalski promised to ring me back, nobody did."),
    ("agent", "It is not my department, write to billing."),
    ("customer", "So I am sent somewhere else again."),
)


def test_draft_of_a_call_is_sound_and_can_be_loaded(tmp_path):
    save(draft_from(WEAK, 2, name="Call back"), tmp_path / "call_back")
    assert [each for each in check(tmp_path / "call_back").findings if each.weight == "error"] == []
    assert load(tmp_path / "call_back", "en").scenario.id == "call_back"


def test_draft_keeps_the_customer_s_words_and_trains_what_was_missing():
    draft = draft_from(WEAK, 2, name="x")
    assert draft.texts["lines"]["opening"][0].startswith("I called last week about invoice")
    assert draft.texts["lines"]["repeats"] == ["So I am sent somewhere else again."]
    assert draft.scenario["skills"] == ["ownership"]  # the agent sent the customer away


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
def test_draft_is_made_in_every_language(language, tmp_path):
    texts = {
        "en": "My fridge has been broken since Monday.",
        "pl": "Lodówka nie działa od poniedziałku.",
        "ru": "Холодильник не работает с понедельника.",
        "ro": "Frigiderul nu merge de luni.",
    }
    draft = draft_from(call(("customer", texts[language]), ("agent", "…"), language=language), 1, name="fridge")
    save(draft, tmp_path / "fridge")
    assert load(tmp_path / "fridge", language).texts.lines["opening"] == (texts[language],)


@pytest.mark.parametrize(
    ("text", "kept", "language"),
    [
        ("My number is 600 100 200.", "My number is ….", "en"),
        ("Write to anna.kos@example.org please", "Write to … please", "en"),
        ("I spoke to Anna yesterday", "I spoke to … yesterday", "en"),
        ("It took 3 weeks.", "It took 3 weeks.", "en"),
        ("Rozmawiałam z Łucją Żak", "Rozmawiałam z …", "pl"),
        ("Mi-a promis domnul Popescu.", "Mi-a promis domnul ….", "ro"),
        ("Мне обещала Марина Сергеевна.", "Мне обещала ….", "ru"),
    ],
)
def test_names_numbers_and_addresses_are_taken_out_of_what_the_customer_said(text, kept, language):
    turns = [("customer", text), ("agent", "…"), ("customer", text)]
    lines = draft_from(call(*turns, language=language), 1, name="x").texts["lines"]
    assert (lines["opening"], lines["repeats"]) == ([kept], [kept])


def test_name_that_one_turn_gives_away_is_taken_out_of_all():
    turns = [("agent", "Good morning, Mrs Finch."), ("customer", "Finch here, my fridge is warm."), ("agent", "I see.")]
    assert draft_from(call(*turns), 2, name="x").texts["lines"]["opening"] == ["… here, my fridge is warm."]


@pytest.mark.parametrize(
    ("turn", "what"), [(1, "not the agent's"), (9, "no turn 9"), (-1, "no turn -1"), (0, "says nothing before")]
)
def test_turn_that_cannot_be_used_is_refused(turn, what):
    with pytest.raises(FixableError, match=what):
        draft_from(WEAK, turn, name="x")


def test_call_in_a_language_without_drafts_is_refused():
    with pytest.raises(UnknownName, match="'de'"):
        draft_from(call(("customer", "Guten Tag"), ("agent", "Ja"), language="de"), 1, name="x")


def test_author_s_work_is_never_overwritten(tmp_path):
    draft = draft_from(WEAK, 2, name="x")
    save(draft, tmp_path / "x")
    with pytest.raises(BadFile, match="already"):
        save(draft, tmp_path / "x")


@pytest.mark.parametrize(
    ("name", "plain"),
    [("My Parcel", "my_parcel"), ("4 beds", "draft_4_beds"), ("łóżko", "lozko"), ("кровать", "draft")],
)
def test_any_name_makes_an_id(name, plain):
    assert identifier(name) == plain
