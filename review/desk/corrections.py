"""What a reviewer puts right in a transcript: words, speakers, the border between two turns, names. Times stay linked.

A correction is a value that is kept beside the call and never in it: ``call.json`` stays as the engine wrote it, and the call as
people read it is :func:`corrected`. The number of turns never changes, so that moves, moments and later corrections keep their
places. One that no longer fits, since an earlier one was taken back, does nothing. Design note 0018 says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from transcribe.call import Call, Role, Span, Turn, Word

Deed = Literal["text", "other", "swap", "border", "name"]
LONGEST = 20_000
"""Letters of a corrected turn; no turn of a call is longer."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing put right."""

    do: Deed
    """``text``: a turn's words; ``other``: a turn is the other voice's; ``swap``: agent and customer are the other way
    round in the whole call; ``border``: words go over the border to the next turn; ``name``: a voice's name."""
    turn: int = 0
    text: str = ""
    """The words as they should be, or the name."""
    was: str = ""
    """The words, or the voice's label, as they were: where they are others by now, the correction no longer fits."""
    words: int = 0
    """Of ``border``: how many words come from the next turn; below 0, how many go to it."""

    def dumped(self) -> str:
        """Return it as the store keeps it: JSON, with what is not as usual."""
        usual = asdict(Correction(self.do))
        kept = {name: value for name, value in asdict(self).items() if name == "do" or value != usual[name]}
        return json.dumps(kept, ensure_ascii=False)


def loaded(text: str) -> Correction | None:
    """Return the correction the store keeps as ``text``; ``None`` where a newer version has kept it in another form."""
    try:
        correction = Correction(**json.loads(text))
    except (ValueError, TypeError):
        return None
    return correction if correction.do in _DEEDS else None


def corrected(call: Call, corrections: Iterable[Correction]) -> Call:
    """Return the call as people have put it right; ``call`` itself stays as it is."""
    for correction in corrections:
        call = _DEEDS[correction.do](call, correction)
    return call


def _text(call: Call, correction: Correction) -> Call:
    turn = _turn(call, correction.turn)
    words = correction.text.split()
    if turn is None or turn.text != correction.was or not words or len(correction.text) > LONGEST:
        return call
    return _with(call, correction.turn, replace(turn, text=" ".join(words), words=tuple(_timed(turn.words, words))))


def _timed(before: tuple[Word, ...], texts: list[str]) -> Iterator[Word]:
    """Give each word its seconds: kept words keep theirs, others share those of the words whose place they take."""
    if not before:
        return
    old = [word.text.strip() for word in before]
    for kind, first, last, start, end in SequenceMatcher(None, old, texts, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from before[first:last]
        elif start < end:
            yield from _sharing(_room(before, first, last), texts[start:end])


def _room(before: tuple[Word, ...], first: int, last: int) -> Span:
    """Return the seconds of words ``first`` to ``last``; where there are none, those between their neighbours."""
    if first < last:
        return Span(before[first].span.start, max(word.span.end for word in before[first:last]))
    start = before[first - 1].span.end if first else before[0].span.start
    end = before[first].span.start if first < len(before) else start
    return Span(start, max(start, end))


def _sharing(room: Span, texts: list[str]) -> Iterator[Word]:
    each = room.duration / len(texts)
    for place, text in enumerate(texts):
        # A person has heard it: no doubt is left of the engine's.
        yield Word(text, Span(room.start + place * each, room.start + (place + 1) * each), 1.0)


def _other(call: Call, correction: Correction) -> Call:
    turn = _turn(call, correction.turn)
    if turn is None:
        return call
    role: Role = "customer" if turn.role == "agent" else "agent"
    label = next((each.speaker for each in call.turns if each.role == role), str(role))
    return _with(call, correction.turn, replace(turn, role=role, speaker=label))


def _swap(call: Call, _: Correction) -> Call:
    other: dict[Role, Role] = {"agent": "customer", "customer": "agent", "unknown": "unknown"}
    return call.with_turns(lambda turn: replace(turn, role=other[turn.role]))


def _name(call: Call, correction: Correction) -> Call:
    name = " ".join(correction.text.split())
    if not name or name in call.speakers:
        return call  # two voices of one name would become one voice
    return call.with_turns(lambda turn: replace(turn, speaker=name) if turn.speaker == correction.was else turn)


def _border(call: Call, correction: Correction) -> Call:
    """Move words over a border; both turns keep at least one, or nothing is moved."""
    turn, following = _turn(call, correction.turn), _turn(call, correction.turn + 1)
    if turn is None or following is None:
        return call
    first, second = turn.text.split(), following.text.split()
    cut = len(first) + correction.words
    if not correction.words or not 0 < cut < len(first) + len(second):
        return call
    texts, at = [*first, *second], _moment(turn, following, cut)
    words = (*turn.words, *following.words) if _worded(turn) and _worded(following) else ()
    before = replace(turn, text=" ".join(texts[:cut]), words=words[:cut], span=_until(turn.span, at))
    after = replace(following, text=" ".join(texts[cut:]), words=words[cut:], span=_since(following.span, at))
    return _with(_with(call, correction.turn, before), correction.turn + 1, after)


def _moment(turn: Turn, following: Turn, cut: int) -> tuple[float, float] | None:
    """Return where the first turn ends and the second begins once ``cut`` words belong to the first, in seconds."""
    if turn.span is None or following.span is None:
        return None
    if _worded(turn) and _worded(following):
        words = (*turn.words, *following.words)
        return words[cut - 1].span.end, words[cut].span.start
    own = len(turn.text.split())
    whose, part = (turn, cut / own) if cut <= own else (following, (cut - own) / len(following.text.split()))
    span = whose.span or turn.span
    moment = span.start + span.duration * part
    return moment, moment


def _until(span: Span | None, at: tuple[float, float] | None) -> Span | None:
    return Span(span.start, max(span.start, at[0])) if span and at else span


def _since(span: Span | None, at: tuple[float, float] | None) -> Span | None:
    return Span(min(at[1], span.end), span.end) if span and at else span


def _worded(turn: Turn) -> bool:
    """Tell whether each word of a turn has its seconds."""
    return len(turn.words) == len(turn.text.split())


def _turn(call: Call, index: int) -> Turn | None:
    return call.turns[index] if 0 <= index < len(call.turns) else None


def _with(call: Call, index: int, turn: Turn) -> Call:
    return replace(call, turns=(*call.turns[:index], turn, *call.turns[index + 1 :]))


_DEEDS: dict[str, Callable[[Call, Correction], Call]] = {
    "text": _text,
    "other": _other,
    "swap": _swap,
    "border": _border,
    "name": _name,
}


def from_message(message: dict[str, Any], call: Call) -> Correction:
    """Return what a message of the browser asks to put right; raise ``KeyError``, ``TypeError`` or ``ValueError``."""
    do, index = message["deed"], int(message.get("turn", 0))
    if do not in _DEEDS:
        raise ValueError(do)
    was = call.turns[index].text if do == "text" else str(message.get("was", ""))
    text = " ".join(str(message.get("text", "")).split())
    return Correction(do, index, text, was, int(message.get("words", 0)))
