"""A reproach, a refusal, a rude word: heard in many wordings, and not heard where somebody is kind."""

import pytest

from scenarios.evidence import content_of
from scenarios.loading import load, names

HURTS = {
    "en": [
        "That is your fault.",
        "You'll have to go through the menu like everybody else.",
        "There's no need to be rude.",
        "I've got other customers waiting.",
        "Most people manage.",
        "You can't have reported it properly.",
        "Couldn't you have read the email?",
    ],
    "pl": [
        "To pani wina.",
        "Trzeba było sprawdzić.",
        "Było się pospieszyć.",
        "Inni jakoś potrafią.",
        "Przecież już pani mówiliśmy.",
        "Jak się nie podoba, to proszę zmienić.",
        "Gdyby pan zadzwonił wcześniej, nie byłoby problemu.",
        "Nie mam teraz czasu.",
        "Nie mogła pani przeczytać?",
    ],
    "ru": [
        "Это ваша вина.",
        "Вам русским языком сказали.",
        "Другие как-то справляются.",
        "Надо было читать.",
        "Перезвоните на общий номер.",
        "Мужчина, Вы не туда попали.",
        "Вы что, не можете подождать?",
    ],
    "ro": [
        "E vina dumneavoastră.",
        "Trebuia să citiți.",
        "Toată lumea așteaptă.",
        "Nu eu decid, vorbiți cu șeful.",
        "Ați căutat prost.",
        "Probabil ați apăsat greșit.",
        "Nu discut cu dumneavoastră.",
    ],
}
KIND = {
    "en": [
        "That is not your fault at all.",
        "You must have been exhausted.",
        "So what happened then?",
        "I should have called you on Monday.",
        "We should have read your message properly.",
        "You shouldn't have to call us five times.",
        "No need to explain it all again, I have your notes here.",
        "If you don't like it, you have thirty days to send it back.",
        "How many times have you had to call about this?",
        "You've already explained that three times, I can see it.",
        "You could have it on Thursday.",
    ],
    "pl": [
        "To nie pani wina.",
        "Powinnam była zadzwonić do pani wcześniej.",
        "Nie musi pani tego powtarzać.",
        "Ile razy musiała pani dzwonić w tej sprawie?",
        "Tyle razy już pani to mówiła.",
        "Trzeba było panią uprzedzić.",
        "Źle panią potraktowaliśmy.",
        "Rozumiem, że to trudne.",
        "Mogę panią uspokoić, pieniądze wracają.",
    ],
    "ru": [
        "Это не ваша вина.",
        "Нам надо было проверить раньше.",
        "Мне нужно было сразу проверить.",
        "Вы, наверное, очень устали.",
        "Спасибо за терпение.",
        "Если не понравится, можно вернуть.",
        "Вот что я могу сделать прямо сейчас.",
        "В прошлый раз Вы не получили ответа.",
        "Такие, как Вы заказывали?",
    ],
    "ro": [
        "Nu e vina dumneavoastră.",
        "Noi trebuia să vă sunăm, nu dumneavoastră.",
        "Nu trebuie să mai explicați o dată.",
        "De câte ori ați sunat până acum?",
        "Vi s-a spus una, apoi alta.",
        "Trebuia să primiți pachetul acum nouă zile.",
        "Probabil ați obosit de atâta așteptat.",
        "Iată ce pot face chiar acum.",
    ],
}


def is_cold(text, language):
    return content_of(load("late_bed", language), text, []).cold


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in HURTS for text in HURTS[language]])
def test_reproach_is_heard_as_cold(language, text):
    assert is_cold(text, language)


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in KIND for text in KIND[language]])
def test_kind_line_near_a_reproach_is_not_cold(language, text):
    assert not is_cold(text, language)


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
@pytest.mark.parametrize("name", names())
def test_no_good_line_of_the_library_is_cold(name, language):
    case = load(name, language)
    lines = [*case.texts.scripts.good, *case.texts.better.values()]
    assert [line for line in lines if content_of(case, line, []).cold] == []
