"""Sentences the marks need that no rubric holds: why something could not be judged, in the languages of the rubrics."""

from __future__ import annotations

OTHERWISE = "en"

SENTENCES: dict[str, dict[str, str]] = {
    "no_turns": {
        "en": "The call holds no words, so there is nothing to judge.",
        "pl": "W rozmowie nie ma ani jednego słowa, więc nie ma czego oceniać.",
        "ru": "В разговоре нет ни одного слова, поэтому оценивать нечего.",
        "ro": "Apelul nu conține niciun cuvânt, așa că nu este nimic de evaluat.",
    },
    "no_language": {
        "en": "Nobody could tell the language of this call, so its moves were not looked for.",
        "pl": "Nie udało się ustalić języka rozmowy, więc nie szukano w niej ruchów.",
        "ru": "Не удалось определить язык разговора, поэтому приёмы в нём не искали.",
        "ro": "Limba apelului nu a putut fi stabilită, așa că gesturile nu au fost căutate.",
    },
    "no_lexicon": {
        "en": "There is no lexicon for the language “{code}” yet, so its moves were not looked for.",
        "pl": "Dla języka „{code}” nie ma jeszcze leksykonu, więc nie szukano w nim ruchów.",
        "ru": "Для языка «{code}» пока нет лексикона, поэтому приёмы в нём не искали.",
        "ro": "Pentru limba „{code}” nu există încă un lexicon, așa că gesturile nu au fost căutate.",
    },
    "no_agent": {
        "en": "No voice in this call is known to be the agent's, so the agent's work cannot be judged.",
        "pl": "Nie wiadomo, który głos należy do konsultanta, więc jego pracy nie da się ocenić.",
        "ru": "Неизвестно, какой голос принадлежит сотруднику, поэтому его работу оценить нельзя.",
        "ro": "Nu se știe care voce este a agentului, așa că munca lui nu poate fi evaluată.",
    },
    "no_customer": {
        "en": "The customer's side is not in this recording, and this depends on what the customer said.",
        "pl": "W nagraniu nie słychać klienta, a to zależy od jego słów.",
        "ru": "Клиента на записи нет, а это зависит от его слов.",
        "ro": "Clientul nu se aude în această înregistrare, iar asta depinde de ce a spus clientul.",
    },
    "no_customer_note": {
        "en": "Only the agent's voice is in this recording; what depends on the customer's words is not judged.",
        "pl": "W nagraniu jest tylko głos konsultanta; to, co zależy od słów klienta, nie jest oceniane.",
        "ru": "На записи только голос сотрудника; то, что зависит от слов клиента, не оценивается.",
        "ro": "În înregistrare este doar vocea agentului; ce depinde de cuvintele clientului nu se evaluează.",
    },
    "no_times": {
        "en": "This transcript has no times, and this is seen only in the times.",
        "pl": "Ta transkrypcja nie ma czasów, a to widać tylko po czasach.",
        "ru": "В этой расшифровке нет времени, а это видно только по времени.",
        "ro": "Această transcriere nu are timpi, iar asta se vede numai în timpi.",
    },
    "some_language": {
        "en": "Part of the call is in a language without a lexicon (“{code}”); those turns were not looked at.",
        "pl": "Część rozmowy jest w języku bez leksykonu („{code}”); te wypowiedzi pominięto.",
        "ru": "Часть разговора на языке без лексикона («{code}»); эти реплики не рассматривались.",
        "ro": "O parte a apelului este într-o limbă fără lexicon („{code}”); acele replici nu au fost analizate.",
    },
    "some_unknown": {
        "en": "For {count} turns nobody could tell who speaks; they were not looked at.",
        "pl": "W {count} wypowiedziach nie wiadomo, kto mówi; pominięto je.",
        "ru": "В {count} репликах неизвестно, кто говорит; они не рассматривались.",
        "ro": "Pentru {count} dintre replici nu se știe cine vorbește; nu au fost analizate.",
    },
    "by_meaning": {
        "en": "No usual phrase, but lines that mean the same were read as this move: “{quote}”",
        "pl": "Bez utartego zwrotu, ale zdania o tym samym znaczeniu odczytywano jako ten ruch: „{quote}”",
        "ru": "Без привычной фразы, но реплики с тем же смыслом относили к этому приёму: «{quote}»",
        "ro": "Fără o formulă obișnuită, dar replici cu același sens au fost citite astfel: „{quote}”",
    },
    "facts_back": {
        "en": "Came back: {facts}.",
        "pl": "Wróciło: {facts}.",
        "ru": "Вернулось: {facts}.",
        "ro": "S-a întors: {facts}.",
    },
    "facts_lost": {
        "en": "Left out: {facts}.",
        "pl": "Pominięto: {facts}.",
        "ru": "Не прозвучало: {facts}.",
        "ro": "A rămas pe dinafară: {facts}.",
    },
    "facts_changed": {
        "en": "The customer had not named this figure: {facts}.",
        "pl": "Klient nie podał takiej liczby: {facts}.",
        "ru": "Такого числа клиент не называл: {facts}.",
        "ro": "Clientul nu a spus cifra aceasta: {facts}.",
    },
    "unsure": {
        "en": "This needs a person: what was heard fits any level from {low} to {high} of {max}.",
        "pl": "To powinien rozstrzygnąć człowiek: to, co słychać, pasuje do każdego poziomu od {low} do {high} na {max}.",
        "ru": "Это должен решить человек: услышанное подходит к любому уровню от {low} до {high} из {max}.",
        "ro": "Aici trebuie să decidă un om: ce s-a auzit se potrivește cu orice nivel de la {low} la {high} din {max}.",
    },
    "needs_person": {
        "en": "This needs a person: “{quote}” may be it, and may not.",
        "pl": "To powinien rozstrzygnąć człowiek: „{quote}” może nim być, ale nie musi.",
        "ru": "Это должен решить человек: «{quote}» может быть этим, а может и не быть.",
        "ro": "Aici trebuie să decidă un om: „{quote}” poate fi gestul căutat sau poate nu.",
    },
}


def sentence(name: str, language: str, **parts: object) -> str:
    """Return a sentence in ``language``, or in English where it is not written yet."""
    texts = SENTENCES[name]
    return fill(texts.get(language, texts[OTHERWISE]), **parts)


def fill(template: str, **parts: object) -> str:
    """Return a template with ``{name}`` replaced; a name that is not given stays as it is, and nothing is evaluated."""
    for name, value in parts.items():
        template = template.replace("{" + name + "}", str(value))
    return template
