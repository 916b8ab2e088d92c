"""The language of a report: sentences, plurals, numbers and times as one reader expects them.

Sentences are written in English in the code and the templates, inside ``say``, ``say_n`` or ``N_``; the other
languages are one file each, ``review/locale/<code>/LC_MESSAGES/parafraza.po``, read as it is (nothing to compile).
``python -m review.locale`` brings those files up to date with the code.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from review.reports.names import FAMILIES, MOVES
from rubrics.vocabulary import family
from transcribe.errors import UnknownName

LOCALE = Path(__file__).parent.parent / "locale"
DEFAULT = "en"


def languages() -> tuple[str, ...]:
    """Return the codes of the languages a report can be written in."""
    return tuple(sorted(po.parent.parent.name for po in LOCALE.glob("*/LC_MESSAGES/parafraza.po")))


def choose(asked: str | None, spoken: str | None) -> Texts:
    """Return the texts of the language ``asked`` for, else of the one ``spoken`` in the call, else English.

    Raises:
        UnknownName: ``asked`` is a language nobody has translated the report into yet.
    """
    known = languages()
    if asked is not None and asked not in known:
        raise UnknownName(
            f"there is no report in the language {asked!r}", fix=f"use one of: {', '.join(known)}", where="--lang"
        )
    return texts(asked or (spoken if spoken in known else DEFAULT) or DEFAULT)


@cache
def texts(code: str) -> Texts:
    """Return the texts of one known language; read once."""
    return Texts(code)


class Texts:
    """Everything about one language a page needs."""

    def __init__(self, code: str) -> None:
        """Read the catalogue of ``code``, such as ``pl``."""
        self.code = code
        self._locale = Locale.parse(code)
        self._catalogue = _catalogue(code)

    def say(self, message: str, **values: object) -> str:
        """Return ``message`` in this language, with ``{names}`` filled in."""
        return self._catalogue.gettext(message).format(**values)

    def say_n(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the plural form for ``n`` things; ``{n}`` is the number as this language writes it."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def knows(self, message: str) -> bool:
        """Tell whether this language says ``message`` in its own words."""
        return self.code == DEFAULT or self._catalogue.gettext(message) != message

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with at most ``digits`` decimals."""
        return format_decimal(round(value, digits), format=f"#,##0.{'#' * digits}", locale=self._locale)

    def percent(self, rate: float) -> str:
        """Write a rate of 0 to 1 as whole percents."""
        return format_percent(rate, locale=self._locale)

    def clock(self, seconds: float) -> str:
        """Write a moment of the call: ``02:14``, or ``1:02:14`` from an hour on."""
        minutes, rest = divmod(int(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"

    def length(self, seconds: float) -> str:
        """Write how long something lasts: ``8 s``, ``2 min 34 s``, ``1 h 2 min``."""
        minutes, rest = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return self.say("{hours}\u00a0h {minutes}\u00a0min", hours=hours, minutes=minutes)
        if minutes:
            return self.say("{minutes}\u00a0min {seconds}\u00a0s", minutes=minutes, seconds=rest)
        return self.say("{seconds}\u00a0s", seconds=rest)

    def seconds(self, seconds: float) -> str:
        """Write a short wait to a tenth: ``1.4 s``."""
        return self.say("{seconds}\u00a0s", seconds=self.number(seconds, 1))

    def quoted(self, text: str) -> str:
        """Put what somebody said into this language's quotation marks."""
        return self.say("“{text}”", text=text)

    def listed(self, parts: Iterable[str]) -> str:
        """Join parts as a sentence does: ``a, b and c``."""
        return format_list(list(parts), locale=self._locale)

    def move(self, name: str) -> str:
        """Return the human name of a move; other people's moves keep theirs, made readable."""
        return self.say(MOVES[name]) if name in MOVES else readable(name)

    def family(self, name: str) -> str:
        """Return the human name of a family of moves."""
        return self.say(FAMILIES[name])

    def language(self, code: str | None) -> str:
        """Return the name of a language in this one, or its code where nobody named it."""
        if code is None:
            return self.say("language not known")
        return str(self._locale.languages.get(code, code))


def family_of(name: str, role: str) -> str:
    """Return the family a move is drawn as; a move outside the vocabulary is drawn by who made it."""
    try:
        return family(name, role)
    except KeyError:
        return "customer" if role == "customer" else "listening"


def readable(identifier: str) -> str:
    """Turn ``open_question.v1`` into ``Open question``, where no better name is known."""
    words = identifier.partition(".")[0].replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _catalogue(code: str) -> gettext.GNUTranslations:
    with (LOCALE / code / "LC_MESSAGES" / "parafraza.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
