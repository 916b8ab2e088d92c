"""The JSON of Whisper and its relatives: segments with words, and the speakers that whisperX adds to either.

Read only. A segment in which speakers change is cut there. Words that got no time (whisperX leaves out numbers) share
the gap they stand in, and carry no confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from transcribe.call import Call, Span, Turn, Word
from transcribe.formats.build import imported, in_order, joined, language_code
from transcribe.formats.clock import rounded, shared
from transcribe.formats.encoding import one_line
from transcribe.formats.fields import Field, parsed
from transcribe.formats.voices import NOBODY, Voice, voice


@dataclass(frozen=True, slots=True)
class _Heard:
    """One word of a segment, as far as the file knows it."""

    text: str
    span: Span | None
    confidence: float | None
    voice: Voice


def loads(text: str, *, where: str = "whisper.json") -> Call:
    """Return the call that a Whisper or whisperX result holds; ``where`` names the file in errors.

    Raises:
        BadFile: it is no JSON, or ``segments`` are missing or not what they should be.
    """
    root = parsed(text, where)
    turns = [turn for segment in root["segments"] for turn in _turns(segment)]
    language, duration = root.get("language"), root.get("duration")
    return imported(
        joined(in_order(turns)),
        "whisper",
        language=language_code(language.text()) if language else None,
        duration=max(0.0, duration.number()) if duration else None,
    )


def _turns(segment: Field) -> Iterator[Turn]:
    """Return a segment as one turn, or as several where its words have different speakers."""
    text, span = one_line(segment["text"].text()), _span(segment)
    heard = list(_heard(segment))
    words = _words(heard, span)
    groups = [list(group) for _, group in groupby(range(len(words)), key=lambda index: heard[index].voice)]
    if len(groups) <= 1:
        who = heard[0].voice if heard else _voice(segment) or NOBODY
        yield Turn(who.speaker, who.role, span or _hull(words), text, words)
        return
    places = _places(text, [word.text for word in heard])
    cuts = [0, *(places[group[0]] for group in groups[1:]), len(text)]
    for group, (start, end) in zip(groups, pairwise(cuts), strict=True):
        who, own = heard[group[0]].voice, tuple(words[index] for index in group)
        yield Turn(who.speaker, who.role, _hull(own), text[start:end].strip(), own)


def _heard(segment: Field) -> Iterator[_Heard]:
    """Return a segment's words; one without a speaker belongs to the speaker before it."""
    speaker = _voice(segment)
    for word in segment.each("words"):
        text = one_line((word.get("word") or word["text"]).text())
        speaker = _voice(word) or speaker
        if text:
            yield _Heard(text, _span(word), _confidence(word), speaker or NOBODY)


def _voice(holder: Field) -> Voice | None:
    speaker = holder.get("speaker")
    return voice(speaker.text()) if speaker else None


def _span(holder: Field) -> Span | None:
    """Read a stretch; times a little below zero or backwards, which engines do write, are put right."""
    start, end = holder.get("start"), holder.get("end")
    if start is None or end is None:
        return None
    begin = rounded(max(0.0, start.number()))
    return Span(begin, max(begin, rounded(end.number())))


def _confidence(word: Field) -> float | None:
    found = word.get("probability") or word.get("score") or word.get("confidence")
    return found.number() if found and 0 <= found.number() <= 1 else None


def _words(heard: Sequence[_Heard], segment: Span | None) -> tuple[Word, ...]:
    """Return the words with a time each, or none at all where the file times no word."""
    known = [word.span for word in heard if word.span]
    if not known:
        return ()
    whole = segment or Span(min(known).start, max(span.end for span in known))
    spans: list[Span] = []
    for missing, group in groupby(range(len(heard)), key=lambda index: heard[index].span is None):
        run = list(group)
        if missing:
            start = spans[-1].end if spans else whole.start
            later = [span.start for word in heard[run[-1] + 1 :] if (span := word.span)]
            spans += shared(Span(start, max(start, later[0] if later else whole.end)), len(run))
        else:
            spans += [span for index in run if (span := heard[index].span)]
    return tuple(Word(word.text, span, word.confidence) for word, span in zip(heard, spans, strict=True))


def _hull(words: Sequence[Word]) -> Span | None:
    return Span(min(w.span.start for w in words), max(w.span.end for w in words)) if words else None


def _places(text: str, words: Sequence[str]) -> list[int]:
    """Return where in ``text`` each word begins; one that is not there begins where the word before it ends."""
    places, end = [], 0
    for word in words:
        found = text.find(word, end)
        places.append(end if found < 0 else found)
        end = end if found < 0 else found + len(word)
    return places
