"""Numbers that point to a person or a thing, told from amounts, dates and times; written in digits or said word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

FEWEST_DIGITS = 4
"""Shorter numbers are counts, rooms and days."""
FEWEST_SAID, FEWEST_GROUPS = 5, 3
"""Digits, or groups such as *forty five, twelve*, from which a number said aloud is a reference and not a quantity."""
_MONEY = re.compile(
    r"\s*(?:de )?(?:zł\w*|pln|gr(?:osz\w*)?\b|lei\b|leu\b|ron\b|bani\b|euro?\w*\b|€|£|\$|руб\w*|р\.|₽|коп\w*"
    r"|pounds?\b|quid\b|pence\b|dollars?\b|%|per ?cent|procent|процент)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"[£$€]\s?[\d., ]*$")
_HARMLESS = (
    re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),  # 20,000
    re.compile(r"\d+[.,]\d{1,2}"),  # 9.20
    re.compile(r"\d{1,2}[./-]\d{1,2}(?:[./-](?:20)?\d{2})?"),  # a date
    re.compile(r"20\d\d-\d\d-\d\d"),
    re.compile(r"(?:19|20)\d\d"),  # a year
)


def amount_near(text: str, start: int, end: int) -> bool:
    """Tell whether the number between two places of a line is money or a share, by what stands around it."""
    return bool(_MONEY.match(text, end) or _MONEY_BEFORE.search(text[:start]))


def kind_of_digits(text: str, start: int, end: int, *, amounts: bool) -> str | None:
    """Return what a number written in digits is, or ``None`` where it is a fact that may stay.

    Check digits decide first: those of cards (Luhn), of PESEL, of CNP and of SNILS.
    """
    written = text[start:end]
    digits = re.sub(r"\D", "", written)
    if amount_near(text, start, end):
        return "AMOUNT" if amounts else None
    if len(digits) < FEWEST_DIGITS or any(form.fullmatch(written) for form in _HARMLESS):
        return None
    if len(digits) in range(13, 20):
        return "ID" if _cnp(digits) else "CARD" if _luhn(digits) else "ACCOUNT"
    if len(digits) > 19:
        return "ACCOUNT"
    if len(digits) == 11 and "+" not in written and (_pesel(digits) or _snils(digits)):
        return "ID"
    return "PHONE" if len(digits) >= 9 or (written.startswith(("+", "0")) and len(digits) >= 7) else "NUMBER"


def spoken_runs(
    text: str, values: Mapping[str, int], doubles: AbstractSet[str], joins: AbstractSet[str], *, amounts: bool
) -> Iterator[tuple[int, int, str]]:
    """Give start, end and digits of each number said word by word that is too long for a quantity.

    Args:
        text: One line.
        values: The language's number words.
        doubles: Words that say a digit twice.
        joins: Words inside a number, such as *and*.
        amounts: Whether amounts of money count too.
    """
    for run in _runs(text, values, doubles, joins):
        start, end = run[0].start(), run[-1].end()
        groups = _groups(list(_said(run, values, doubles)))
        digits = "".join(map(str, groups))
        long = len(groups) >= FEWEST_GROUPS or (len(groups) > 1 and len(digits) >= FEWEST_SAID)
        if amount_near(text, start, end):
            long = amounts
        if long:
            yield start, end, digits


def _runs(
    text: str, values: Mapping[str, int], doubles: AbstractSet[str], joins: AbstractSet[str]
) -> Iterator[list[re.Match[str]]]:
    """Give the number words that stand together; a letter between two of them belongs to them."""
    run: list[re.Match[str]] = []
    waiting: list[re.Match[str]] = []
    for word in re.finditer(r"[^\W_]+", text):
        plain = word[0].casefold()
        last = (waiting or run)[-1] if waiting or run else word
        near = text[last.end() : word.start()]
        if run and (near.strip(" ,-") or len(waiting) > 1):
            yield run
            run, waiting = [], []
        if plain in values or (plain.isdigit() and len(plain) <= 3 and run):
            run, waiting = [*run, *waiting, word], []
        elif plain in doubles or (run and (plain in joins or len(plain) == 1)):
            waiting = [*waiting, word] if run else [word]
            run = run or ([] if plain not in doubles else run)
        elif run:
            yield run
            run, waiting = [], []
    if run:
        yield run


def _said(run: list[re.Match[str]], values: Mapping[str, int], doubles: AbstractSet[str]) -> Iterator[int]:
    """Give the values of a run's words; what comes double comes twice, as two words."""
    twice = False
    for word in run:
        plain = word[0].casefold()
        value = int(plain) if plain.isdigit() else values.get(plain)
        if value is not None:
            yield from (value, value) if twice else (value,)
        twice = plain in doubles


def _groups(said: list[int]) -> list[int]:
    """Return the numbers in a run of number words: *forty five, twelve* is 45 and 12."""
    groups: list[int] = []
    last = 0
    for value in said:
        if groups and value >= 100 and 0 < groups[-1] < value and last < 1000:
            groups[-1] *= value
        elif groups and _carries_on(last, value):
            groups[-1] += value
        else:
            groups.append(value)
        last = value
    return groups


def _carries_on(last: int, value: int) -> bool:
    """Tell whether a number word goes on with the number before it: after *forty* comes *five*, not *twelve*."""
    room = {10: 0, 100: 100, 1000: 1000}.get(last, 10 if 20 <= last < 100 else 100 if 100 < last < 1000 else 0)
    return 0 < value < room


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _pesel(digits: str) -> bool:
    return -_weighed(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == int(digits[10])


def _snils(digits: str) -> bool:
    return _weighed(digits, (9, 8, 7, 6, 5, 4, 3, 2, 1)) % 101 % 100 == int(digits[9:])


def _cnp(digits: str) -> bool:
    if len(digits) != 13 or digits[0] == "0":
        return False
    left = _weighed(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if left == 10 else left) == int(digits[12])
