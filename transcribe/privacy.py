"""Names, numbers and addresses taken out of a transcript, and put back into what is quoted from it.

What is hidden becomes a placeholder such as ``[NAME_1]``; the same person or number has the same one throughout a call.
The way back lives in memory only. Amounts of money, dates and times stay: they are facts a mark may rest on. It works by
rules and lists (:mod:`transcribe.private_parts`), so it misses some; ``docs/judge.md`` says how many were missed where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from transcribe.call import Call
from transcribe.private_parts import Part, name_key, parts, people, private_words


@dataclass(frozen=True, slots=True)
class Cut:
    """One hidden stretch: where it stood in the verbatim text, and its placeholder, in characters."""

    start: int
    end: int
    placeholder: str


@dataclass(frozen=True)
class RedactedLine:
    """One line without its private parts, with the way back."""

    original: str
    text: str
    cuts: tuple[Cut, ...] = ()
    """In order, none over another."""

    def verbatim(self, quote: str) -> str | None:
        """Return the stretch of the original that ``quote`` from the redacted text stands for; ``None`` where none does.

        A quote that begins or ends inside a placeholder takes in all that it hides.
        """
        at = self.text.find(quote) if quote.strip() else -1
        if at < 0:
            return None
        return self.original[self._back(at, last=False) : self._back(at + len(quote), last=True)]

    def _back(self, place: int, *, last: bool) -> int:
        """Return where a place of the redacted text lies in the original; inside a cut, its near or its far edge."""
        longer = 0
        for cut in self.cuts:
            start = cut.start + longer
            end = start + len(cut.placeholder)
            if place <= start:
                break
            if place < end:
                return cut.end if last else cut.start
            longer = end - cut.end
        return place - longer


@dataclass(frozen=True)
class RedactedCall:
    """A call without its private parts, turn by turn."""

    call: Call
    """The same turns with redacted texts; without words, whose texts would give the names back, and without provenance's notes."""
    lines: tuple[RedactedLine, ...]

    @property
    def hidden(self) -> dict[str, tuple[str, ...]]:
        """What each placeholder stands for, every form once, in the order of the call."""
        found: dict[str, dict[str, None]] = {}
        for line in self.lines:
            for cut in line.cuts:
                found.setdefault(cut.placeholder, {})[line.original[cut.start : cut.end]] = None
        return {placeholder: tuple(forms) for placeholder, forms in found.items()}

    def verbatim(self, turn: int, quote: str) -> str | None:
        """Return what a quote from redacted turn ``turn`` says in the transcript; ``None`` where it does not stand there."""
        return self.lines[turn].verbatim(quote) if 0 <= turn < len(self.lines) else None


def redact(text: str, language: str | None, *, amounts: bool = False) -> RedactedLine:
    """Return one line without names, addresses, numbers of people and things, and dates of birth.

    Args:
        text: What was said.
        language: ISO 639-1 code; in a language without word lists only what its shape gives away is found.
        amounts: Whether to hide amounts of money as well.
    """
    return redact_lines([(text, language)], amounts=amounts)[0]


def redact_call(call: Call, *, amounts: bool = False) -> RedactedCall:
    """Return a call without private parts; a name that one turn gives away is found in all turns."""
    lines = redact_lines([(turn.text, turn.language or call.language) for turn in call.turns], amounts=amounts)
    turns = tuple(replace(turn, text=line.text, words=()) for turn, line in zip(call.turns, lines, strict=True))
    return RedactedCall(Call(turns, call.duration, call.language), lines)


def redact_lines(lines: Sequence[tuple[str, str | None]], *, amounts: bool = False) -> tuple[RedactedLine, ...]:
    """Return lines, each given with its language, redacted together: placeholders and names are shared."""
    known = frozenset(key for text, code in lines for key in people(text, private_words(code)))
    book = _Book()
    return tuple(
        _cut(text, parts(text, private_words(code), known=known, amounts=amounts), book) for text, code in lines
    )


def _cut(text: str, found: Iterable[Part], book: _Book) -> RedactedLine:
    cuts = tuple(Cut(part.start, part.end, book.placeholder(part, text[part.start : part.end])) for part in found)
    pieces, at = [], 0
    for cut in cuts:
        pieces += [text[at : cut.start], cut.placeholder]
        at = cut.end
    return RedactedLine(text, "".join([*pieces, text[at:]]), cuts)


@dataclass
class _Book:
    """The placeholders of one call."""

    known: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def placeholder(self, part: Part, form: str) -> str:
        """Return the placeholder of what ``form`` stands for; a person is known by any part of the name."""
        kind = part.kind
        keys = name_key(form) if kind == "NAME" else frozenset({part.key or form})
        known = self.known.setdefault(kind, [])
        for place, others in enumerate(known):
            if keys <= others or others <= keys:
                known[place] = keys | others
                return f"[{kind}_{place + 1}]"
        known.append(keys)
        return f"[{kind}_{len(known)}]"
