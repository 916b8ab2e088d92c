"""What a customer's clause leaves open, and which one question would ask for it.

A question that helps is about something: a clause of the customer's own, and what it does not say yet. Each kind of thing
left open has words it is told by; a clause that already holds the answer is passed by.
"""

from __future__ import annotations

import re

from review.reports.names import N_

QUESTIONS: dict[str, str] = {
    "again": N_("You said “{words}”. Is it every time, or only now and then?"),
    "missing": N_("You said “{words}”. When did you last see or hear anything about it?"),
    "broken": N_("You said “{words}”. What exactly do you see or hear when it happens?"),
    "money": N_("You said “{words}”. What amount would you expect?"),
    "day": N_("You said “{words}”. What time of day is that about?"),
}
"""The question, by what is left open."""
_TOLD_BY: dict[str, dict[str, str]] = {
    "en": {
        "again": r"keeps?|kept|sometimes|on and off|again",
        "missing": r"not here|never (?:came|arrived|called)|not (?:come|arrived|been delivered)|n't (?:come|arrived)|"
        r"still (?:waiting|no)|waiting for|nobody (?:came|rang|called|helps)|no (?:reply|answer)",
        "broken": r"drop\w*|broken?|stopped|leak\w*|not working|n't work\w*|goes off|cold|crack\w*|no internet|error",
        "money": r"bills?|billed|charged?|fees?|paid|pay(?:ing)?|price|costs?|refund|deposit|percent",
        "day": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|weekend",
    },
    "pl": {
        "again": r"znowu|znów|ciągle|czasem|czasami|co chwilę|nieraz",
        "missing": r"nie (?:ma|przysz\w+|dotar\w+|dosta\w+|odpowiada\w*|dzwoni\w*)|nikt nie|czekam|nic nie",
        "broken": r"zepsu\w+|przesta\w+|nie działa\w*|leje|cieknie|staje|zatrzymuje|zrywa\w*|ucina\w*|buczy|pęk\w+|błąd",
        "money": r"rachun\w+|faktur\w+|opłat\w+|zapłac\w+|płac\w+|złot\w+|cen[ayęą]|taniej|zwrot\w*",
        "day": r"w (?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)|jutro|weekend",
    },
    "ru": {
        "again": r"опять|снова|постоянно|иногда|вс[её] время",
        "missing": r"не (?:приш\w+|дош\w+|отвеча\w+|ответи\w*|привез\w+|перезвон\w+)|жду|никто не|ничего не",
        "broken": r"слома\w+|не работа\w+|холодн\w+|ледян\w+|теч[её]т|прота\w+|зависа\w*|треснул\w*|обрыва\w+",
        "money": r"деньг\w*|денег|рубл\w+|плат\w+|заплат\w+|сч[её]т|цен[аыу]|тысяч\w*|сумм\w+|абонемент\w*",
        "day": r"(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|завтра",
    },
    "ro": {
        "again": r"din nou|mereu|uneori|câteodată|tot timpul",
        "missing": r"n-a (?:venit|ajuns|sunat|răspuns)|nu (?:a|au|mi-a) (?:venit|ajuns)|nu-mi răspunde|nimeni nu|aștept|anulată",
        "broken": r"stricat\w*|spart\w*|crăp\w+|nu merge|nu funcționează|s-a oprit|curge|defect\w*",
        "money": r"factur\w+|plăt\w+|lei|bani\w*|preț\w*|rat[ae]|dobând\w+|cost\w*|sum[ăa]",
        "day": r"marți|miercuri|joi|vineri|sâmbătă|duminică|mâine",
    },
}
"""Words by language and by what they leave open, the more telling first."""
_ANSWERED: dict[str, str] = {
    "en": r"every|each|twice|o'clock|at (?:\d|noon|half|\w+ (?:am|pm))|morning|afternoon|evenings?|since|last time|third",
    "pl": r"każdym|każdy|dwa razy|trzeci raz|godzin\w+|rano|wieczorem|po południu|od kiedy",
    "ru": r"кажд\w+|дважды|третий|утром|вечером|час\w*|с утра",
    "ro": r"fiecare|de două ori|a treia|ora|dimineața?|seara|la (?:nouă|opt|zece|șapte)",
}
"""Words that answer such a question already; money is asked about all the same."""


_STAKES: dict[str, str] = {
    "en": r"son|daughter|boy|girl|kids?|child\w*|baby|mother|mum|mom|father|dad|wife|husband|sister|brother|family|birthday|"
    r"wedding|funeral|working|calls|day off|all (?:day|week|night)|waited|fed up|tired|worried|afraid|ashamed|another week",
    "pl": r"syn\w*|córk\w+|dzieck\w+|dzieci\w*|żon\w+|mąż|męża|mam[aęo]|matk\w+|teściow\w+|wnuk\w*|urodzin\w*|ślub\w*|"
    r"z domu|w pracy|cały dzień|czekał\w*|dość|martwi\w*|boję|na darmo|lekarz\w*|szpital\w*|operacj\w+|chor\w+",
    "ru": r"сын\w*|доч\w+|реб[её]н\w+|дет(?:и|ей|ям)|мам\w+|жен[аеыу]|муж\w*|внук\w*|сестр\w+|на работ\w+|с работы|"
    r"день рождения|свадьб\w+|целый день|ждал\w*|устал\w*|боюсь|волну\w+|операци\w+|больниц\w+|костыл\w+|лекарств\w+",
    "ro": r"fiu\w*|fiic\w+|copi\w+|mam[ae]|soți[ae]\w*|soțul\w*|nepot\w*|ziua de naștere|nunt\w+|serviciu|lucrez|toată ziua|"
    r"sătul\w*|obosit\w*|supărat\w*|frică|teamă|pensi\w+|spital\w*|operați\w+|luat liber|pierd ziua",
}
"""Words of what hangs on a matter for somebody: people, days, strength, health."""


_PAST: dict[str, str] = {
    "en": r"was|were|did|came|took|rang|told|\w+ed",
    "pl": r"\w+(?:ł|ła|ło|li|ły|łem|łam)",
    "ru": r"\w+(?:л|ла|ло|ли)",
    "ro": r"am \w+(?:at|it|ut|s)|a fost",
}
"""How a clause says that something is over: nobody needs the hour of it any more."""


def has_stakes(text: str, language: str | None) -> bool:
    """Tell whether a clause says what hangs on the matter for this customer."""
    return _says(_STAKES.get((language or "")[:2], ""), text)


def left_open(text: str, language: str | None) -> str | None:
    """Return what a clause leaves open, a key of :data:`QUESTIONS`; ``None`` where its words tell nothing."""
    code = (language or "")[:2]
    answered = _says(_ANSWERED.get(code, ""), text)
    over = _says(_PAST.get(code, ""), text)
    kinds = (kind for kind, words in _TOLD_BY.get(code, {}).items() if _says(words, text))
    return next((kind for kind in kinds if kind == "money" or not (answered or (over and kind == "day"))), None)


def _says(words: str, text: str) -> bool:
    # "n't" joins the word before it, so what is looked for begins at a border only where it begins with a letter.
    return bool(words) and re.search(rf"(?:\b|(?=n't))(?:{words})\b", text, re.IGNORECASE) is not None
