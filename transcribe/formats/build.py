"""What all formats share when they make a call from a file, or a file from a call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from transcribe.call import Call, Provenance, Span, Turn
from transcribe.errors import FixableError

FROM_FILE = "transcript-file"
"""The engine a call names when somebody else's program made its text; the settings then say which format it had."""


_LANGUAGES = {"english": "en", "polish": "pl", "russian": "ru", "romanian": "ro"}


def language_code(name: str) -> str | None:
    """Return the ISO 639-1 code in ``en``, ``en-US`` or ``English``; ``None`` for a name we do not know.

    >>> language_code("pl-PL"), language_code("Romanian"), language_code("?")
    ('pl', 'ro', None)
    """
    code = name.strip().lower().replace("_", "-").partition("-")[0]
    return _LANGUAGES.get(code, code if len(code) == 2 and code.isalpha() and code.isascii() else None)


def imported(
    turns: Iterable[Turn],
    kind: str,
    *,
    language: str | None = None,
    duration: float | None = None,
    notes: tuple[str, ...] = (),
) -> Call:
    """Return the call a foreign file holds, its turns in order of time where all of them have times.

    Args:
        turns: what was said, in the file's order.
        kind: the format, such as ``vtt``.
        language: ISO 639-1 code where the file gives one.
        duration: seconds where the file gives them; otherwise the call lasts until its last word.
        notes: what a reader should know about the file.
    """
    ordered = in_order(turns)
    ends = [turn.span.end for turn in ordered if turn.span]
    length = duration if duration is not None else max(ends, default=None)
    return Call(ordered, length, language, Provenance(FROM_FILE, settings={"format": kind}, notes=notes))


def in_order(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return ``turns`` by their start; as they come where one has no time, since then only the file knows."""
    kept = tuple(turns)
    starts = [turn.span.start for turn in kept if turn.span]
    if len(starts) < len(kept):
        return kept
    return tuple(turn for _, turn in sorted(zip(starts, kept, strict=True), key=lambda pair: pair[0]))


def joined(turns: Iterable[Turn]) -> list[Turn]:
    """Return ``turns`` with neighbours of one named speaker made one: programs cut a turn into captions.

    Text of nobody in particular is left as it is cut, since any cut may be a change of speaker.
    """
    groups = groupby(enumerate(turns), key=lambda pair: pair[1].speaker if pair[1].speaker != "unknown" else pair[0])
    return [one_turn([turn for _, turn in group]) for _, group in groups]


def one_turn(parts: Sequence[Turn]) -> Turn:
    """Return one turn that says what ``parts``, neighbours by one speaker, say."""
    first = parts[0]
    spans = [part.span for part in parts if part.span]
    span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
    text = " ".join(part.text for part in parts if part.text)
    words = tuple(word for part in parts for word in part.words)
    return Turn(first.speaker, first.role, span, text, words, first.language)


def timed(call: Call, kind: str) -> list[tuple[Turn, Span]]:
    """Return each turn with its span, for formats that are made of times.

    Raises:
        FixableError: a turn has none.
    """
    pairs = [(turn, turn.span) for turn in call.turns if turn.span]
    if len(pairs) < len(call.turns):
        missing = next(index for index, turn in enumerate(call.turns) if turn.span is None)
        what = f"{kind} is made of times, and this call has none for turn {missing}"
        raise FixableError(what, fix="write it as .json or .txt, or transcribe the recording to get times")
    return pairs
