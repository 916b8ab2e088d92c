"""Words into turns: given to speakers by time, kept together by sentence, put in the order of the talk."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from transcribe.call import Span, Turn, Word
from transcribe.speakers import Voices

Voiced = tuple[str, Word]
"""A word and who says it."""

PAUSE = 1.0
"""Seconds of silence that end an utterance, so that the other side's words can come between."""
BREATH = 1.5
"""Seconds a speaker may be silent and still be in the same turn. Longer, and the turn would claim silence as speech:
at 4 s within a sentence the turns of six real calls had 13.9 % diarization error, at 1.5 s 10.0 %."""
SENTENCE_PAUSE = 0.8
"""Seconds of silence that end a sentence the engine gave no full stop."""
MAJORITY = 0.7
"""Share of a sentence's time from which it is one speaker's, if the rest are only slips."""
SLIP = 0.6
"""Seconds up to which another speaker's words inside a sentence count as a slip of the borders."""
REACH = 1.0
"""Seconds a word may lie outside every voice and still belong to the nearest."""
SENTENCE_END = re.compile(r"[.?!…]+[\"'”»)]*$")


def turns_by_channel(channels: Iterable[tuple[str, Sequence[Word]]]) -> tuple[Turn, ...]:
    """Return the turns of a recording with one voice a channel; ``channels`` are (label, words in order)."""
    utterances = [run for speaker, words in channels for run in _utterances([(speaker, word) for word in words])]
    return _joined(utterances)


def turns_by_voice(words: Sequence[Word], voices: Voices) -> tuple[Turn, ...]:
    """Return the turns of a one-channel recording: each word goes to who spoke at its time, sentences kept whole."""
    who = _Who(voices)
    voiced = [given for sentence in _sentences(words) for given in _one_voice(_given(sentence, who))]
    runs = [list(run) for _, run in groupby(voiced, key=lambda pair: pair[0])]
    return _joined([utterance for run in runs for utterance in _utterances(run)])


class _Who:
    """Answers who speaks at a time; looks only at what lies near, as a long call has thousands of stretches."""

    def __init__(self, voices: Voices) -> None:
        self._spans = sorted(voices.spans, key=lambda pair: pair[1])
        self._starts = [span.start for _, span in self._spans]
        self._longest = max((span.duration for _, span in self._spans), default=0.0)

    def speaks(self, span: Span) -> str | None:
        """Return who speaks most during ``span``, or who speaks nearest to it within reach."""
        time: Counter[str] = Counter()
        nearest = (REACH, "")
        first = bisect_left(self._starts, span.start - REACH - self._longest)
        last = bisect_right(self._starts, span.end + REACH)
        for speaker, stretch in self._spans[first:last]:
            if both := stretch & span:
                time[speaker] += both.duration  # type: ignore[assignment]  # Counter counts seconds as well
            else:
                distance = max(stretch.start - span.end, span.start - stretch.end)
                nearest = min(nearest, (distance, speaker))
        return time.most_common(1)[0][0] if time else nearest[1] or None


def _given(words: Sequence[Word], who: _Who) -> list[Voiced]:
    speakers = [who.speaks(word.span) for word in words]
    known = Counter(speaker for speaker in speakers if speaker)
    usual = known.most_common(1)[0][0] if known else None
    return [(speaker or usual or "unknown", word) for speaker, word in zip(speakers, words, strict=True)]


def _one_voice(sentence: list[Voiced]) -> list[Voiced]:
    """Give a sentence whole to one speaker where the rest of it is only slips of the borders."""
    seconds: Counter[str] = Counter()
    for speaker, word in sentence:
        seconds[speaker] += max(word.span.duration, 0.05)  # type: ignore[assignment]
    (most, time), *_ = seconds.most_common(1)
    runs = [(speaker, list(run)) for speaker, run in groupby(sentence, key=lambda pair: pair[0])]
    slips = [run[-1][1].span.end - run[0][1].span.start for speaker, run in runs if speaker != most]
    if time >= MAJORITY * seconds.total() and all(slip <= SLIP for slip in slips):
        return [(most, word) for _, word in sentence]
    return sentence


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for word in words:
        if sentence and word.span.start - sentence[-1].span.end > SENTENCE_PAUSE:
            yield sentence
            sentence = []
        sentence.append(word)
        if SENTENCE_END.search(word.text):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _utterances(run: Sequence[Voiced]) -> Iterator[list[Voiced]]:
    """Cut one speaker's words at pauses."""
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(run), 1) if b[1].span.start - a[1].span.end > PAUSE), len(run)]
    yield from (list(run[first:last]) for first, last in pairwise(cuts) if last > first)


def _joined(utterances: Iterable[list[Voiced]]) -> tuple[Turn, ...]:
    """Put utterances in order of their start, and join a speaker's neighbouring ones across a breath."""
    turns: list[list[Voiced]] = []
    for utterance in sorted(utterances, key=lambda words: (words[0][1].span.start, words[-1][1].span.end)):
        if turns and _goes_on(turns[-1], utterance):
            turns[-1] = turns[-1] + utterance
        else:
            turns.append(utterance)
    return tuple(_turn(turn) for turn in turns)


def _goes_on(turn: list[Voiced], utterance: list[Voiced]) -> bool:
    if turn[-1][0] != utterance[0][0]:
        return False
    return utterance[0][1].span.start - turn[-1][1].span.end <= BREATH


def _turn(voiced: list[Voiced]) -> Turn:
    words = tuple(word for _, word in voiced)
    span = Span(words[0].span.start, max(word.span.end for word in words))
    return Turn(voiced[0][0], "unknown", span, " ".join(word.text for word in words), words)
