"""Bytes to text: transcripts come from old programs, and an ``ą`` read in the wrong code page is a wrong transcript.

A byte order mark decides; then UTF-16 without one, then UTF-8; last the one-byte code pages of our languages, and
those only where the words they give look like words. What stays doubtful is refused, with the line.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from transcribe.errors import BadFile

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyząćęłńóśźżăâîşţéöüäëčšžřýáíôç")
_CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")
_CODE_PAGES = (("cp1250", _LATIN), ("iso8859_2", _LATIN), ("cp1251", _CYRILLIC))

_PUNCTUATION = frozenset("«»„”“’‘‚–—…№€§°•\u00a0\u00ad")
_ORDINARY = _LATIN | _CYRILLIC | _PUNCTUATION | frozenset(map(chr, range(0x20, 0x7F)))
_SURE = 0.9
"""Least share of a file's non-ASCII characters that must make sense; a name from a further language may spoil a few."""

_WORD = re.compile(r"[^\W\d_]+")
_SAVE_AS = "open the file in the program that made it and save it as UTF-8 text"


def decoded(content: bytes, where: str) -> str:
    """Return the text of a file, its byte order mark left out.

    Args:
        content: the whole file.
        where: the file's name, for the error.

    Raises:
        BadFile: the bytes are no text, or in an encoding nobody here can tell.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding, where)
    if b"\0" in content:
        return _wide(content, where)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        return _narrow(content, where, broken.start)


def clean(text: str) -> str:
    r"""Return ``text`` with line breaks and tabs as spaces and other control characters left out.

    Everything else stays as it is: markup, emoji and the marks that right-to-left writing needs.

    >>> clean("one\r\ntwo\x07")
    'one two'
    """
    if text.isprintable():
        return text
    text = re.sub(r"\r\n|[\t-\r\x85]", " ", text)
    # Cs: half of a surrogate pair, which JSON can spell but no file can hold.
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs"))


def one_line(text: str) -> str:
    """Return ``text`` cleaned and without space at its ends, fit for a format of lines."""
    return clean(text).strip()


def lines(text: str) -> list[str]:
    """Return the lines of a file, whichever way it ends them; only line ends split, not other spaces."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _strictly(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        name = encoding.removesuffix("-sig").upper()
        what = f"the file says it is {name}, but byte {broken.start} does not fit"
        raise BadFile(what, where=where, fix=f"the file may be cut short; {_SAVE_AS}") from broken


def _wide(content: bytes, where: str) -> str:
    """Read UTF-16 without a mark: spaces, digits and line ends leave a zero in one half of each pair."""
    encoding = "utf-16-le" if content[1::2].count(0) > content[0::2].count(0) else "utf-16-be"
    text = content.decode(encoding, errors="replace")
    ours = sum(char.isspace() or (char.isprintable() and char.lower() in _ORDINARY) for char in text)
    if ours < _SURE * len(text):
        what = "this is not text: it holds zero bytes"
        raise BadFile(what, where=where, fix="give a transcript; a recording goes to `parafraza transcribe`")
    return text


def _narrow(content: bytes, where: str, first: int) -> str:
    """Read one of the old code pages, the one whose words make most sense; the first of equals."""
    best, most = "", 0.0
    for encoding, alphabet in _CODE_PAGES:
        text = content.decode(encoding, errors="replace")
        sense = _sense(text, alphabet)
        if sense > most:
            best, most = text, sense
    if most < _SURE:
        line = content.count(b"\n", 0, first) + 1
        what = f"byte 0x{content[first]:02X} is not UTF-8, and no encoding we know turns the file into words"
        raise BadFile(what, where=f"{where}, line {line}", fix=_SAVE_AS)
    return best


def _sense(text: str, alphabet: frozenset[str]) -> float:
    """Return the share of non-ASCII characters that stand in believable words or are punctuation; 1 for none."""
    foreign = sum(not char.isascii() for char in text)
    if not foreign:
        return 1.0
    sensible = sum(char in _PUNCTUATION for char in text)
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii() and _believable(word, alphabet):
            sensible += sum(not char.isascii() for char in word)
    return sensible / foreign


def _believable(word: str, alphabet: frozenset[str]) -> bool:
    """Tell a word from what the wrong code page makes of it: one script, ordinary capitals, not accents alone."""
    letters = set(word.lower())
    if not letters <= alphabet or not (word[1:].islower() or word.isupper() or len(word) == 1):
        return False
    accents_alone = len(word) > 1 and letters <= _LATIN and not any(char.isascii() for char in word)
    return not accents_alone
