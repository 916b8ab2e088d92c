"""Names of speakers in a transcript: what a file calls a voice, and which side of the call that is.

A label such as ``Agent``, ``Klientka``, ``Оператор 2`` or ``Customer (Jan Nowak)`` becomes a speaker and a role by the
words of ``roles.yaml``; a label without such a word is a speaker whose role is ``unknown``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from transcribe.call import ROLES, Role
from transcribe.formats.encoding import one_line

_NAMED = re.compile(r"(.+?) \((.+)\)")
_LONGEST = 60
"""Characters in a name of a speaker; a longer "label" is a sentence with a colon in it."""


class Voice(NamedTuple):
    """Who speaks: the label of the voice, and its side of the call."""

    speaker: str
    role: Role


class Said(NamedTuple):
    """One line of a transcript: who, and what; ``voice`` is ``None`` where the line names nobody."""

    voice: Voice | None
    text: str


NOBODY = Voice("unknown", "unknown")
"""The voice of text that no one is named for."""


def voice(label: str) -> Voice:
    """Return the speaker and role a label in a file stands for.

    >>> voice("Agent"), voice("Customer (Jan)"), voice("SPEAKER_01")  # doctest: +NORMALIZE_WHITESPACE
    (Voice(speaker='agent', role='agent'), Voice(speaker='Jan', role='customer'),
     Voice(speaker='SPEAKER_01', role='unknown'))
    """
    label = one_line(label)
    word = _key(label)
    if word in ROLES or not label:
        return Voice(word or "unknown", _role_words().get(word, "unknown"))
    if named := _named(label):
        before, inside = named.groups()
        if _role_of(before) or _key(before) == "unknown":
            return Voice(inside, _role_of(before) or "unknown")
        if role := _role_of(inside):
            return Voice(before, role)
    return Voice(label, _role_of(label) or _leading_role(label) or "unknown")


def label(speaker: str, role: Role) -> str:
    """Return the shortest label that :func:`voice` reads back as this ``speaker`` and ``role``.

    A speaker with no name at all is called by the role.
    """
    speaker = one_line(speaker) or role
    wanted = Voice(speaker, role)
    plain = (role.capitalize(), speaker)
    return next((short for short in plain if voice(short) == wanted), _spelled_out(wanted))


def line_of(speaker: str, role: Role, text: str) -> str:
    """Return ``Label: text`` for formats that know no speakers; a colon in a name becomes a space."""
    speaker, text = one_line(speaker.replace(":", " ")), one_line(text)
    short = label(speaker, role)
    wanted = Said(Voice(speaker or role, role), text)
    line = f"{short}: {text}".rstrip()
    return line if said(line) == wanted else f"{_spelled_out(wanted.voice or NOBODY)}: {text}".rstrip()


def said(line: str) -> Said:
    """Split ``Label: text`` where its start can be a speaker's name; otherwise all of it is text."""
    name, colon, text = line.partition(":")
    if not colon or not _is_name(name.strip()):
        return Said(None, line.strip())
    who = voice(name)
    if text.strip() and not text[0].isspace() and who.role == "unknown":
        return Said(None, line.strip())  # "https://..." names nobody, "Agent:Hello" does
    return Said(who, text.strip())


def split_speakers(texts: Iterable[str]) -> list[Said]:
    """Split each of a file's lines or cues as :func:`said` does, but doubt labels the file does not bear out.

    A sentence may begin "Remember: ..." too. A name counts when it is a role word, when it comes twice, or when most
    of the file's lines begin with one.
    """
    texts = list(texts)
    found = [said(text) for text in texts]
    times = Counter(one.voice for one in found if one.voice)
    labelled = 2 * times.total() >= len(texts)
    return [
        one
        if one.voice is None or labelled or one.voice.role != "unknown" or times[one.voice] > 1
        else Said(None, text)
        for one, text in zip(found, (text.strip() for text in texts), strict=True)
    ]


def _spelled_out(wanted: Voice) -> str:
    return f"{wanted.role.capitalize()} ({wanted.speaker})"


def _is_name(label: str) -> bool:
    """Tell a name from the start of a sentence: one word, or a few that each begin as names do."""
    if (named := _named(label)) and _key(named[1]) in ROLES:
        return True
    if len(label) > _LONGEST or not any(map(str.isalpha, label)) or label.count("(") != label.count(")"):
        return False
    words = label.replace("(", " ").split()
    return (
        _role_of(label) is not None or len(words) == 1 or (len(words) <= 4 and not any(w[0].islower() for w in words))
    )


def _named(label: str) -> re.Match[str] | None:
    return _NAMED.fullmatch(label) if label.endswith(")") else None


def _role_of(label: str) -> Role | None:
    return _role_words().get(_key(label))


def _leading_role(label: str) -> Role | None:
    """Return the role of ``Agent 2`` or ``Konsultantka Anna``; "Agent orange" is no name."""
    head, _, rest = label.replace("_", " ").partition(" ")
    return _role_of(head) if rest and not rest[0].islower() else None


def _key(label: str) -> str:
    return " ".join(label.replace("_", " ").casefold().split())


@cache
def _role_words() -> dict[str, Role]:
    """Return each word of ``roles.yaml``, in its key form, with its role."""
    book = yaml.safe_load(files("transcribe.formats").joinpath("roles.yaml").read_text(encoding="utf-8"))
    roles: tuple[Role, ...] = ("agent", "customer")
    return {_key(word): role for role in roles for words in book[role].values() for word in words}
