"""What an opinion says to a person, in the languages of the rubrics; a model's own words never reach the page."""

from __future__ import annotations

from rubrics.judges.values import Fault
from rubrics.sentences import OTHERWISE, fill

GIVEN = {
    "en": "A language model read it so in {same} of {all} votes: {anchor}",
    "pl": "Model językowy odczytał to tak w głosach: {same} z {all}. {anchor}",
    "ru": "Языковая модель прочла это так, голосов: {same} из {all}. {anchor}",
    "ro": "Un model de limbă a citit astfel, voturi: {same} din {all}. {anchor}",
}
FAULTS: dict[Fault, dict[str, str]] = {
    "down": {
        "en": "The language model could not be reached, so it gave no opinion here.",
        "pl": "Nie udało się połączyć z modelem językowym, więc nie ma tu jego opinii.",
        "ru": "Связаться с языковой моделью не удалось, поэтому её мнения здесь нет.",
        "ro": "Modelul de limbă nu a putut fi contactat, așa că aici nu există o părere a lui.",
    },
    "slow": {
        "en": "The language model did not answer in time, so it gave no opinion here.",
        "pl": "Model językowy nie odpowiedział na czas, więc nie ma tu jego opinii.",
        "ru": "Языковая модель не ответила вовремя, поэтому её мнения здесь нет.",
        "ro": "Modelul de limbă nu a răspuns la timp, așa că aici nu există o părere a lui.",
    },
    "status": {
        "en": "The language model's server answered with an error, so there is no opinion here.",
        "pl": "Serwer modelu językowego odpowiedział błędem, więc nie ma tu opinii.",
        "ru": "Сервер языковой модели ответил ошибкой, поэтому мнения здесь нет.",
        "ro": "Serverul modelului de limbă a răspuns cu o eroare, așa că aici nu există o părere.",
    },
    "redirect": {
        "en": "The server pointed to another address; nothing was sent there, so there is no opinion here.",
        "pl": "Serwer wskazał inny adres; nic tam nie wysłano, więc nie ma tu opinii.",
        "ru": "Сервер указал другой адрес; туда ничего не отправлено, поэтому мнения здесь нет.",
        "ro": "Serverul a indicat altă adresă; acolo nu s-a trimis nimic, așa că aici nu există o părere.",
    },
    "huge": {
        "en": "The language model's answer was far too long, so it was not read.",
        "pl": "Odpowiedź modelu językowego była o wiele za długa, więc jej nie odczytano.",
        "ru": "Ответ языковой модели был слишком длинным, поэтому его не читали.",
        "ro": "Răspunsul modelului de limbă a fost mult prea lung, așa că nu a fost citit.",
    },
    "nonsense": {
        "en": "The language model's answers could not be understood, so there is no opinion here.",
        "pl": "Odpowiedzi modelu językowego nie dało się zrozumieć, więc nie ma tu opinii.",
        "ru": "Ответы языковой модели не удалось понять, поэтому мнения здесь нет.",
        "ro": "Răspunsurile modelului de limbă nu au putut fi înțelese, așa că aici nu există o părere.",
    },
    "quote": {
        "en": "The language model quoted words that are not in this call, so its opinion does not count here.",
        "pl": "Model językowy przytoczył słowa, których w tej rozmowie nie ma, więc jego opinia się tu nie liczy.",
        "ru": "Языковая модель привела слова, которых в этом разговоре нет, поэтому её мнение здесь не учитывается.",
        "ro": "Modelul de limbă a citat cuvinte care nu apar în acest apel, așa că părerea lui nu contează aici.",
    },
    "budget": {
        "en": "What the language model may use was spent before this point, so it gave no opinion here.",
        "pl": "Limit dla modelu językowego wyczerpał się wcześniej, więc nie ma tu jego opinii.",
        "ru": "Лимит для языковой модели исчерпан раньше, поэтому её мнения здесь нет.",
        "ro": "Limita pentru modelul de limbă s-a epuizat înainte, așa că aici nu există o părere a lui.",
    },
}


def given(language: str, same: int, votes: int, anchor: str) -> str:
    """Return the sentence of a mark that ``same`` of ``votes`` support, with the level's ``anchor``."""
    return fill(GIVEN.get(language, GIVEN[OTHERWISE]), same=same, all=votes, anchor=anchor)


def fault_text(fault: Fault, language: str) -> str:
    """Return why there is no opinion."""
    texts = FAULTS[fault]
    return texts.get(language, texts[OTHERWISE])
