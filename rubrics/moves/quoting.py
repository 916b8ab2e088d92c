"""Quotes cut from a turn's text exactly as it stands, and the seconds they take."""

from __future__ import annotations

from rubrics.tokens import Line
from transcribe.call import Span, Turn

LONGEST_QUOTE = 24
"""Words; a chip in a report holds about two lines."""
AROUND = 6
"""Words kept on each side of a cue in a sentence too long to quote whole."""


def quoted(line: Line, start: int, end: int) -> tuple[int, int]:
    """Return where the quote begins and ends in the text: the cue's sentence, or the words around it."""
    first, last = line.sentence_of(start)[0], line.sentence_of(max(end - 1, start))[1]
    if last - first > LONGEST_QUOTE:
        first, last = max(first, start - AROUND), min(last, end + AROUND)
        last = max(end, min(last, first + LONGEST_QUOTE)) if end - first <= LONGEST_QUOTE else min(last, first + 40)
    text, begin, stop = line.text, line.begins[first], line.ends[last - 1]
    while stop < len(text) and text[stop] in ".?!…":
        stop += 1
    return begin, stop


def seconds_of(turn: Turn, begin: int, end: int) -> Span | None:
    """Return the seconds of letters ``begin`` to ``end`` of a turn: from its words, else the turn's own, else none."""
    inside = [turn.words[place].span for place in _words_between(turn, begin, end)]
    if not inside:
        return turn.span
    start = min(span.start for span in inside)
    return Span(start, max(start, *(span.end for span in inside)))


def _words_between(turn: Turn, begin: int, end: int) -> list[int]:
    """Return the places of the words that overlap the letters; none where the words do not spell the text."""
    found: list[int] = []
    at = 0
    for place, word in enumerate(turn.words):
        spelled = word.text.strip()
        there = turn.text.find(spelled, at)
        if there < 0:
            return []
        at = there + len(spelled)
        if there < end and at > begin:
            found.append(place)
    return found
