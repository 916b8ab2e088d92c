"""Agent or customer from what is said, in four languages; a coin toss never."""

import pytest

from transcribe.call import Call, Span, Turn
from transcribe.errors import UnknownName
from transcribe.roles import with_roles


def call(language, *lines):
    turns = (Turn(who, "unknown", Span(at * 5, at * 5 + 4), text) for at, (who, text) in enumerate(lines))
    return Call(tuple(turns), 5.0 * len(lines), language)


def roles(given):
    return {turn.speaker: turn.role for turn in given.turns}


CALLS = {
    "en": (
        ("A", "Thank you for calling Harper Valley Bank, my name is Ann. How can I help you today?"),
        ("B", "Hi, I lost my debit card."),
        ("A", "I am sorry to hear that. Can I have your name please?"),
        ("B", "Mary Jones. That's all, thanks for your help."),
        ("A", "Is there anything else I can do for you? Have a nice day."),
    ),
    "pl": (
        ("A", "Dzień dobry, biuro obsługi klienta, Anna Nowak, w czym mogę pomóc?"),
        ("B", "Dzień dobry, dzwonię w sprawie mojej paczki, nie dotarła."),
        ("A", "Poproszę o numer zamówienia, zaraz sprawdzę."),
        ("B", "Ile można czekać?"),
    ),
    "ru": (
        ("A", "Добрый день, компания Север, меня зовут Анна, чем я могу вам помочь?"),
        ("B", "Здравствуйте, я звоню по поводу доставки, мой заказ не привезли."),
        ("A", "Назовите, пожалуйста, номер заказа, сейчас проверю."),
        ("B", "Сколько можно ждать?"),
    ),
    "ro": (
        ("A", "Bună ziua, mulțumim că ați sunat, cu ce vă pot ajuta?"),
        ("B", "Bună ziua, vă sun pentru că nu am primit coletul."),
        ("A", "Vă rog să îmi spuneți numărul comenzii, verific imediat."),
        ("B", "Comanda mea este patru patru șapte."),
    ),
}


@pytest.mark.parametrize("language", CALLS)
def test_the_agent_is_known_by_what_agents_say(language):
    found = with_roles(call(language, *CALLS[language]))
    assert roles(found) == {"A": "agent", "B": "customer"}
    assert all(sure >= 0.85 for sure in found.provenance.role_confidence.values())


@pytest.mark.parametrize("language", CALLS)
def test_who_speaks_first_or_more_proves_nothing(language):
    _, *rest = CALLS[language]
    lines = [("B", rest[0][1])] * 3 + [CALLS[language][0], *rest[1:]]
    assert roles(with_roles(call(language, *lines))) == {"A": "agent", "B": "customer"}


@pytest.mark.parametrize("language", [*CALLS, "de", None])
def test_where_words_do_not_decide_the_role_is_unknown(language):
    found = with_roles(call(language, ("A", "Ja"), ("B", "Mhm")))
    assert roles(found) == {"A": "unknown", "B": "unknown"}
    assert found.provenance.role_confidence == {"A": 0.5, "B": 0.5}  # even odds: nothing was said either way


def test_two_who_both_sound_like_agents_are_both_unknown():
    opening = "Thank you for calling, how can I help you?"
    assert set(roles(with_roles(call("en", ("A", opening), ("B", opening)))).values()) == {"unknown"}


def test_a_lone_speaker_is_what_they_sound_like_or_unknown():
    assert roles(with_roles(call("en", CALLS["en"][0]))) == {"A": "agent"}
    assert roles(with_roles(call("en", ("A", "I am calling about my bill, I want to cancel.")))) == {"A": "customer"}
    assert roles(with_roles(call("en", ("A", "One two three.")))) == {"A": "unknown"}


def test_a_third_voice_is_no_customer_by_default():
    found = with_roles(call("en", *CALLS["en"], ("C", "Hello?")))
    assert roles(found) == {"A": "agent", "B": "customer", "C": "unknown"}


def test_a_given_agent_needs_no_evidence():
    found = with_roles(call("en", *CALLS["en"]), agent="B")
    assert roles(found) == {"A": "customer", "B": "agent"}
    assert found.provenance.role_confidence == {"A": 1.0, "B": 1.0}


def test_beside_a_given_agent_of_three_the_others_stay_unknown():
    found = with_roles(call("en", ("A", "Hi"), ("B", "Hi"), ("C", "Hi")), agent="C")
    assert roles(found) == {"A": "unknown", "B": "unknown", "C": "agent"}


def test_an_agent_nobody_is_lists_who_there_is():
    with pytest.raises(UnknownName, match=r"labelled 'left'\nTo fix it: use one of: A, B"):
        with_roles(call("en", *CALLS["en"]), agent="left")
    with pytest.raises(UnknownName, match="use one of: none"):
        with_roles(call("en"), agent="left")


def test_a_role_that_is_there_stays():
    given = call("en", *CALLS["en"]).with_turns(
        lambda turn: Turn(turn.speaker, "customer" if turn.speaker == "A" else "agent", turn.span, turn.text)
    )
    assert with_roles(given) is given


def test_repeating_a_phrase_nine_times_is_not_nine_times_the_evidence():
    # "You too", worth 0.6, counts at most twice: 0.6 * sqrt(2) = 0.85 logits, a confidence of 0.70: not enough.
    assert roles(with_roles(call("en", ("A", "You too. " * 9)))) == {"A": "unknown"}


def test_a_call_without_turns_stays_empty():
    assert with_roles(Call((), 3.0, "en")).turns == ()
