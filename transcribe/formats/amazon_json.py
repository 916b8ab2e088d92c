"""The JSON of Amazon Transcribe: words one by one, each with a speaker label or in a channel of its own.

Read only. Punctuation comes as items without times and joins the word before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from transcribe.call import Call, Span, Turn, Word
from transcribe.formats.build import imported, in_order, joined, language_code
from transcribe.formats.clock import rounded
from transcribe.formats.fields import Field, parsed
from transcribe.formats.voices import NOBODY, voice

_PAUSE = 0.5
"""Seconds of silence that end a stretch of speech in a channel. A short "yes" of the other side with the gaps around it
lasts longer, so question and answer come out in order; a breath is shorter, so a sentence stays whole."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word and the label of its speaker or channel."""

    label: str
    word: Word


def loads(text: str, *, where: str = "asrOutput.json") -> Call:
    """Return the call that an Amazon Transcribe result holds; ``where`` names the file in errors.

    Raises:
        BadFile: it is no JSON, or ``results`` are missing or not what they should be.
    """
    results = parsed(text, where)["results"]
    channels = results.get("channel_labels")
    language = results.get("language_code")
    sources = _channels(channels) if channels else [_labelled(results)]
    turns = (turn for heard in sources for turn in _stretches(heard))
    return imported(joined(in_order(turns)), "amazon", language=language_code(language.text()) if language else None)


def _channels(channels: Field) -> list[list[_Heard]]:
    return [
        [_Heard(channel["channel_label"].text(), word) for _, word in _words(channel["items"])]
        for channel in channels["channels"]
    ]


def _labelled(results: Field) -> list[_Heard]:
    """Return all words with their speakers; older files keep the labels apart, by the words' start."""
    by_start = _labels(results)
    heard = []
    for item, word in _words(results["items"]):
        own = item.get("speaker_label")
        heard.append(_Heard(own.text() if own else by_start.get(word.span.start, NOBODY.speaker), word))
    return heard


def _labels(results: Field) -> Mapping[float, str]:
    labels = results.get("speaker_labels")
    segments = labels.each("segments") if labels else ()
    items = (item for segment in segments for item in segment.each("items"))
    return {rounded(item["start_time"].number()): item["speaker_label"].text() for item in items}


def _words(items: Field) -> Iterator[tuple[Field, Word]]:
    """Return each spoken item with its word, the punctuation after it included."""
    waiting: tuple[Field, Word] | None = None
    for item in items:
        best = next(item.each("alternatives"), None)
        content = best["content"].text() if best else ""
        if item["type"].text() != "punctuation":
            if waiting:
                yield waiting
            waiting = item, Word(content, _span(item), _confidence(best))
        elif waiting:  # punctuation before the first word has nothing to stand with, and says nothing
            waiting = waiting[0], replace(waiting[1], text=waiting[1].text + content)
    if waiting:
        yield waiting


def _span(item: Field) -> Span:
    start = rounded(max(0.0, item["start_time"].number()))
    return Span(start, max(start, rounded(item["end_time"].number())))


def _confidence(alternative: Field | None) -> float | None:
    found = alternative.get("confidence") if alternative else None
    return min(max(found.number(), 0.0), 1.0) if found else None


def _stretches(heard: Iterable[_Heard]) -> Iterator[Turn]:
    """Cut words, in the file's order, where the speaker changes or pauses."""
    run: list[_Heard] = []
    for one in heard:
        if run and (one.label != run[-1].label or one.word.span.start - run[-1].word.span.end > _PAUSE):
            yield _turn(run)
            run = []
        run.append(one)
    if run:
        yield _turn(run)


def _turn(run: Sequence[_Heard]) -> Turn:
    words = tuple(one.word for one in run)
    span = Span(words[0].span.start, max(word.span.end for word in words))
    who = voice(run[0].label)
    return Turn(who.speaker, who.role, span, " ".join(word.text for word in words if word.text), words)
