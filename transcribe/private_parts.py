"""Where the private parts of a line lie: by their shape, by check digits, by word lists and by what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from transcribe.private_numbers import amount_near, kind_of_digits, spoken_runs


class Part(NamedTuple):
    """One private stretch of a line, in characters."""

    kind: str
    start: int
    end: int
    key: str = ""
    """What makes two stretches the same thing: the digits of a number, however they were said."""


@dataclass(frozen=True)
class PrivateWords:
    """What one language brings to the search; all patterns look past the size of letters unless a capital is the sign."""

    code: str
    digits: Mapping[str, int]
    doubles: frozenset[str]
    joins: frozenset[str]
    plain: frozenset[str]
    """Words with a capital that are no names."""
    stop: frozenset[str]
    """Words that end a name."""
    named: re.Pattern[str]
    perhaps: re.Pattern[str]
    given: re.Pattern[str]
    born: re.Pattern[str]
    months: str
    street: tuple[re.Pattern[str], ...]
    email: re.Pattern[str]


_NEVER = r"(?!)"
_WORD = r"[^\W\d_][\w'’-]*"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*"
_CODE = re.compile(
    r"\b(?=[\w-]*\d)(?=[\d-]*[A-ZА-ЯȘȚ])(?:[A-ZА-ЯȘȚ0-9]{1,6}-)+[A-ZА-ЯȘȚ0-9]+\b"  # MH-3307
    r"|\b[A-ZА-ЯȘȚ]{1,4}\d{2,}[A-Z0-9]*\b"  # AB1234
    r"|\b[A-ZА-ЯȘȚ]{1,4},? \d{2,4}(?:,? \d{2,4})+(?: ?[A-D])?\b"  # NW, 771, 204
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"  # a British postcode
    r"|\b\d{2}-\d{3}\b"  # a Polish one
    r"|\b\d{2,}-?[A-ZА-ЯȘȚ]{1,3}\b|\b[A-ZА-Я]{1,3} \d{2,3} [A-ZА-Я]{2,3}\b"  # 77QX, a number plate
)
_INSURED = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_PASSPORT = re.compile(r"\b\d{2} ?\d{2} ?№? ?\d{6}\b")
_DIGITS = re.compile(r"(?<![\w£$€:])\+?\(?\d+(?:(?:, |[ \-/.()]{1,2}|,)\d+)*")
_OLD_DATE = r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)?[ ./-](?:\d{1,2}|(?:%s)\w*),?[ ./-](?:19\d\d|200\d|201[0-2])\b"
_AFTER_BORN = 60
"""Characters in which a date follows the word that announces it."""
_FULL = re.compile(r"[.?!…:—–\"“”„«»()\n]\s*$")
_PATRONYMIC = re.compile(
    r"\b\w+(?:ович|евич|овн|евн|иничн)(?:а|у|ем|ой|е|ы)?\b|\b\w{3,}енко\b|\b\w{2,}(?:escu|wicz(?:a|owi|em)?)\b",
    re.IGNORECASE,
)
_SHORTEST_STEM = 3
_BENT = re.compile(r"(.{3,}?)(?:owi|ului|iem|em|om|ом|ем|ой|ей|ии|ию|iu|[aeiouyęąăаеиоуыюяй]+)?")


@cache
def private_words(code: str | None) -> PrivateWords:
    """Return the words of a language by its ISO 639-1 code; none for a language without lists."""
    import yaml

    lists = yaml.safe_load((files("transcribe") / "privacy.yaml").read_text(encoding="utf-8"))
    own: dict[str, Any] = lists.get((code or "").lower()[:2], {})
    return PrivateWords(
        code=code or "",
        digits=own.get("digits", {}),
        doubles=frozenset(own.get("doubles", ())),
        joins=frozenset(own.get("joins", ())),
        plain=frozenset(own.get("plain", ())),
        stop=frozenset(own.get("stop", ())),
        named=_before(own.get("named", ())),
        perhaps=_before(own.get("perhaps", ())),
        given=_given(own.get("given", ()), own.get("endings", ())),
        born=re.compile("|".join(own.get("born", ())) or _NEVER, re.IGNORECASE),
        months="|".join(own.get("months", ())) or _NEVER,
        street=_streets(own),
        email=_spoken_email(own.get("at", ()), own.get("dot", ())),
    )


def parts(text: str, words: PrivateWords, *, known: frozenset[str], amounts: bool) -> list[Part]:
    """Return the private parts of a line in order, none over another; what has the narrower kind goes first.

    Args:
        text: One line.
        words: Those of its language.
        known: Keys of names that other lines gave away.
        amounts: Whether amounts of money are private too.
    """
    taken: list[Part] = []
    for part in _found(text, words, known, amounts=amounts):
        over = [other for other in taken if part.start < other.end and other.start < part.end]
        if part.end > part.start and all(other.kind == part.kind == "NAME" for other in over):
            taken = [other for other in taken if other not in over]
            taken.append(_joined([part, *over]))
    return _whole_names(text, sorted(taken, key=lambda part: part.start))


def _joined(names: list[Part]) -> Part:
    first, last = min(part.start for part in names), max(part.end for part in names)
    return names[0]._replace(start=first, end=last)


def _whole_names(text: str, found: Iterable[Part]) -> list[Part]:
    """Return parts in order with names that stand side by side made one."""
    whole: list[Part] = []
    for part in found:
        last = whole[-1] if whole else None
        if last and last.kind == part.kind == "NAME" and text[last.end : part.start] == " ":
            whole[-1] = _joined([last, part])
        else:
            whole.append(part)
    return whole


def people(text: str, words: PrivateWords) -> Iterator[str]:
    """Give the keys of the names a line gives away by what stands before them, or that are on the list."""
    for part in _named(text, words):
        yield from name_key(text[part.start : part.end])


def name_key(form: str) -> frozenset[str]:
    """Return what the forms of one name share: each word without its case ending."""
    return frozenset(_stem(word) for word in re.findall(_WORD, form))


def _stem(word: str) -> str:
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    # Slavic and Romanian cases end in vowels, -m, -mi or -owi; the longest that leaves a stem goes
    found = _BENT.fullmatch(plain)
    return found[1] if found else plain


def _found(text: str, words: PrivateWords, known: frozenset[str], *, amounts: bool) -> Iterator[Part]:
    for kind, pattern in (("EMAIL", re.compile(_EMAIL)), ("EMAIL", words.email), ("ID", _INSURED)):
        yield from _all(kind, pattern, text)
    yield from (
        part for part in _all("ACCOUNT", _IBAN, text) if any(sign.isdigit() for sign in text[part.start + 4 : part.end])
    )
    yield from _births(text, words)
    for pattern in words.street:
        yield from _all("ADDRESS", pattern, text)
    yield from _all("NUMBER", _CODE, text)
    yield from _numbers(text, words, amounts=amounts)
    yield from _named(text, words)
    yield from _by_capital(text, words)
    yield from (part for part in _all("NAME", re.compile(_WORD), text) if name_key(text[part.start : part.end]) & known)


def _all(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Part]:
    for found in pattern.finditer(text):
        key = re.sub(r"\W", "", found[0]).casefold()
        yield Part(kind, *found.span(), key)


def _births(text: str, words: PrivateWords) -> Iterator[Part]:
    yield from _all("BIRTH", re.compile(_OLD_DATE % words.months, re.IGNORECASE), text)
    number = "|".join(sorted(words.digits, key=len, reverse=True)) or _NEVER
    month = rf"(?:{words.months})\w*"
    # the day may be an ordinal, which no list holds: the word before a month is one
    one = rf"(?:\d{{1,4}}\w{{0,2}}|(?:{number})\w*|{month}|\w+(?= (?:of )?{month}))"
    date = re.compile(rf"\b{one}(?:[ ./,-]+(?:of |and )?{one})+\b", re.IGNORECASE)
    for word in words.born.finditer(text):
        found = date.search(text, word.end(), word.end() + _AFTER_BORN)
        if found:
            yield Part("BIRTH", *found.span(), found[0].casefold())


def _numbers(text: str, words: PrivateWords, *, amounts: bool) -> Iterator[Part]:
    for found in _PASSPORT.finditer(text):
        if not amount_near(text, *found.span()):
            yield Part("ID", *found.span(), re.sub(r"\D", "", found[0]))
    for found in _DIGITS.finditer(text):
        kind = kind_of_digits(text, *found.span(), amounts=amounts)
        if kind:
            yield Part(kind, *found.span(), re.sub(r"\D", "", found[0]))
    for start, end, digits in spoken_runs(text, words.digits, words.doubles, words.joins, amounts=amounts):
        yield Part(kind_of_digits(digits, 0, len(digits), amounts=amounts) or "NUMBER", start, end, digits)


def _named(text: str, words: PrivateWords) -> Iterator[Part]:
    for found in words.named.finditer(text):
        yield from _name_at(text, found.end(), words, sure=True)
    for found in words.perhaps.finditer(text):
        yield from _name_at(text, found.end(), words, sure=False)
    for found in words.given.finditer(text):
        yield from _name_at(text, found.start(), words, sure=True)
    yield from _all("NAME", _PATRONYMIC, text)


def _name_at(text: str, at: int, words: PrivateWords, *, sure: bool) -> Iterator[Part]:
    """Give the name that begins at a place: one word more where the case tells, or where none can."""
    taken: list[re.Match[str]] = []
    small = text == text.lower()
    for word in re.compile(_WORD).finditer(text, at):
        near = text[taken[-1].end() if taken else at : word.start()]
        plain = word[0].casefold()
        fits = word[0][0].isupper() or (sure and (small or not taken)) or bool(words.given.fullmatch(word[0]))
        if (
            near.strip(" ,")
            or not fits
            or plain in words.stop | words.plain
            or plain in words.digits
            or len(taken) == 2
        ):
            break
        if taken and "," in near:
            break
        taken.append(word)
    if taken:
        yield Part("NAME", taken[0].start(), taken[-1].end())


def _by_capital(text: str, words: PrivateWords) -> Iterator[Part]:
    """Give words with a capital inside a sentence; a line all in capitals tells nothing."""
    month = re.compile(rf"(?:{words.months})\w*", re.IGNORECASE)
    for found in re.finditer(_WORD, text) if text != text.upper() else ():
        before, plain = text[: found.start()], found[0].casefold()
        if not found[0][0].isupper() or (found[0].isupper() and len(found[0]) > 1):
            continue
        if before.strip() and not _FULL.search(before) and plain not in words.plain and not month.fullmatch(plain):
            yield Part("NAME", *found.span())


def _before(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b[.,]? ?" for phrase in phrases) or _NEVER, re.IGNORECASE)


def _given(names: Iterable[str], endings: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of given names with their case endings; a very short name only as it stands."""
    tails = "|".join(sorted(endings, key=len, reverse=True))
    stems = [re.escape(name[:-1] if name[-1] in "aаo" else name) for name in names if len(name) > _SHORTEST_STEM]
    whole = "|".join(re.escape(name) for name in names)
    bent = rf"|(?:{'|'.join(stems)})(?:{tails})" if stems and tails else ""
    return re.compile(rf"\b(?:(?:{whole}){bent})\b(?:['’]s)?" if whole else _NEVER, re.IGNORECASE)


def _streets(own: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    said = "|".join(sorted(own.get("digits", ()), key=len, reverse=True)) or _NEVER
    joined = "|".join(own.get("joins", ())) or _NEVER
    number = rf"(?:\d+\w?(?:/\d+\w?)?|(?:{said})\b(?: (?:(?:{joined}) )?(?:{said})\b)*)"
    before, after, house, shape = (
        "|".join(own.get(key, ())) for key in ("street_before", "street_after", "house", "shape")
    )
    home = rf"(?:,? (?:(?:{house or _NEVER}) )?{number})"
    more = r"(?: (?-i:[A-ZÀ-ÞŚŻŹŁĆȘȚА-ЯЁ])[\w'’-]+)*"
    patterns = [
        rf"\b(?:{before}) ?{_WORD}{more}{home}*" if before else _NEVER,
        rf"(?:\b{number} )*\b{_WORD}(?: (?-i:[A-Z])[\w'’]+)* (?:{after})\b" if after else _NEVER,
        rf"\b{_WORD}{home}?,? (?:{house}) {number}" if house else _NEVER,
        rf"\b\w{{2,}}(?:{shape}){home}+" if shape else _NEVER,
    ]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _spoken_email(at: Iterable[str], dot: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of addresses said aloud, such as ``anna dot lis at mail dot com``."""
    ats, dots = "|".join(at) or _NEVER, "|".join(dot) or _NEVER
    chain = rf"\w+(?:,? (?:{dots}),? \w+)*"
    whole = rf"\b{chain},? (?:{ats}),? \w+(?:,? (?:{dots}),? \w+)+\b"
    return re.compile(whole, re.IGNORECASE)
