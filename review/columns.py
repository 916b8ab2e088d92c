"""What the columns of a list of calls are called, in four languages, and how times are written in them.

Columns are known by name in English, Polish, Russian and Romanian, with or without diacritics, in capitals or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime

ALIASES: Mapping[str, str] = {
    "name": "call call_id id name rozmowa nazwa id_rozmowy numer звонок номер id_звонка apel convorbire id_apel",
    "agent": "agent operator konsultant pracownik агент оператор сотрудник consultant angajat",
    "customer": "customer client caller klient dzwoniący клиент абонент звонящий apelant",
    "queue": "queue team skill kolejka zespół очередь команда coadă echipă",
    "at": "time date datetime start started began at czas data godzina początek время дата начало ora început",
    "language": "language lang język язык limbă limba",
    "channel": "channel kanał канал canal",
    "case_id": "case case_id ticket sprawa zgłoszenie дело обращение заявка caz tichet",
    "tags": "tags tag labels tagi etykiety теги метки etichete",
    "audio": "audio recording file path nagranie plik запись файл аудио înregistrare fișier",
}
"""What each of a call's parts may be called in a list; the first column that fits is taken."""

_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_EARLY = re.compile(r"(?<=[ T])(?=\d:)")
"""Before an hour of one digit, as spreadsheets write it."""


def parts(columns: Sequence[str]) -> dict[str, str]:
    """Return which column holds which part of a call, by :data:`ALIASES`."""
    plain = {_plain(column): column for column in reversed(columns)}
    found = {}
    for part, names in ALIASES.items():
        fitting = [plain[_plain(name)] for name in names.split() if _plain(name) in plain]
        if fitting:
            found[part] = fitting[0]
    return found


def moment(text: str) -> datetime:
    """Return the time a cell tells, day first where dots or strokes are written; raise ``ValueError`` where it is none."""
    return datetime.fromisoformat(_EARLY.sub("0", _year_first(text)))


def week(at: date) -> str:
    """Return the ISO week of a day: ``2026-W47``."""
    year, number, _ = at.isocalendar()
    return f"{year}-W{number:02}"


def day(text: str) -> date:
    """Return the day a cell begins with, whatever follows; raise ``ValueError`` where it begins with none."""
    return date.fromisoformat(_year_first(text)[:10])


def _year_first(text: str) -> str:
    if not (turned := _DAY_FIRST.match(text)):
        return text
    number, month, year = turned.groups()
    return f"{year}-{month:0>2}-{number:0>2}{text[turned.end() :]}"


def _plain(name: str) -> str:
    """Return a column's name as people may type it: no diacritics, no capitals, one kind of gap."""
    letters = unicodedata.normalize("NFD", name.casefold().replace("ł", "l"))
    return re.sub(r"[\s_-]+", "_", "".join(sign for sign in letters if not unicodedata.combining(sign))).strip("_")
