"""Abbreviations that are neither everybody's nor the customer's own."""

import pytest

from rubrics.lexicon import load as lexicon
from rubrics.moves.base import Scene, read
from rubrics.moves.harm import SHORT_FORM, Jargon


def found(text, heard="", language="en"):
    before = (read(heard, "customer", lexicon(language)),) if heard else ()
    return [(find.confidence, text_of(find, text, language)) for find in Jargon().find(scene(text, before, language))]


def scene(text, before, language):
    return Scene(read(text, "agent", lexicon(language)), before, (), 0.5)


def text_of(find, text, language):
    return read(text, "agent", lexicon(language)).line.quote(find.start, find.end)


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "It stays on your file as a QXR until the morning.", "QXR"),
        ("en", "The QXR's run is at noon.", "QXR's"),
        ("en", "they do not see the pnr over there", "pnr"),
        ("pl", "oni nie mają podglądu w pnr", "pnr"),
        ("ru", "Это уходит в ЦКРП до вечера.", "ЦКРП"),
        ("ru", "Там люфт по ШРУСу.", "ШРУСу"),
        ("ro", "Trebuia să vă uitați în SIIIR.", "SIIIR"),
    ],
)
def test_an_abbreviation_nobody_outside_knows_is_jargon(language, text, quote):
    assert found(text, language=language) == [(SHORT_FORM, quote)]


@pytest.mark.parametrize(
    ("language", "text", "heard"),
    [
        ("en", "The letter comes from the NHS.", ""),
        ("en", "Your QXR is on its way.", "where is my qxr"),  # the customer's own word
        ("en", "It is the KX 4471, is it not?", ""),  # a code beside its figures
        ("en", "That is B, QXR, T.", ""),  # letters spelt out
        ("en", "PLEASE GO ON.", ""),  # somebody shouts
        ("en", "mhm, mrs Dalby, hmmm", ""),
        ("en", "You must NOT press it.", ""),
        ("en", "It ISN’T yours, THEY'RE wrong, and I'M sorry.", ""),
        ("en", "The NHS's own letter.", ""),
        ("en", "You MUSTN'T open it, MA'AM, it is JOHN'S.", ""),
        ("en", "It is on floor XIV, room III.", ""),
        ("en", "It is on www.qxr.example or jkl@qxr.example.", ""),
        ("en", "Mr QXRT is here.", ""),
        ("en", "QXR means that it goes back to the sender.", ""),
        ("pl", "Proszę podać PESEL i numer z dowodu.", ""),
        ("ru", "Вам придёт СМС из МФЦ.", ""),
        ("ru", "Ответьте на СМСку, там нет ПИНа.", ""),
        ("ro", "Treceți CNP-ul pe cerere.", ""),
    ],
)
def test_what_everybody_knows_or_only_looks_like_an_abbreviation_is_none(language, text, heard):
    assert found(text, heard, language) == []


def test_a_faint_cue_leaves_room_for_an_abbreviation_and_a_sure_one_does_not():
    assert (SHORT_FORM, "ФЛК") in found("У вас LTE, а заявка упала по ФЛК.", language="ru")
    assert len(found("Our crm made it a QXR.")) == 1
