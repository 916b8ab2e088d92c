"""Our own ``call.json``, schema 1: the one format that keeps everything a :class:`~transcribe.call.Call` knows.

One line a turn, so that a difference between two files can be read. Times are seconds rounded to milliseconds; a time
that the call does not have is null. Programs may rely on the keys; unknown ones are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from transcribe.call import ROLES, Call, Dropped, Provenance, Role, Span, Turn, Word
from transcribe.formats.clock import rounded
from transcribe.formats.encoding import clean
from transcribe.formats.fields import Field, parsed

SCHEMA = 1

_SPAN_FIX = "give seconds with 0 <= start <= end, or null for both"


def dumps(call: Call) -> str:
    """Return ``call`` as the text of a ``call.json``."""
    head = {
        "schema": SCHEMA,
        "language": call.language,
        "duration": None if call.duration is None else rounded(call.duration),
        "provenance": _provenance(call.provenance),
    }
    opening = ",\n".join(f"{_json(key)}: {_json(value)}" for key, value in head.items())
    turns = ",\n".join(f" {_json(_turn(index, turn))}" for index, turn in enumerate(call.turns))
    return f'{{{opening},\n"turns": [\n{turns}\n]}}\n'


def loads(text: str, *, where: str = "call.json") -> Call:
    """Return the call that the text of a ``call.json`` holds; ``where`` names the file in errors.

    Raises:
        BadFile: it is no JSON, of a newer schema, or a value is missing or wrong.
    """
    root = parsed(text, where)
    _check_schema(root["schema"])
    duration, provenance = root.get("duration"), root.get("provenance")
    return Call(
        turns=tuple(_read_turn(turn) for turn in root["turns"]),
        duration=_positive(duration) if duration else None,
        language=_optional_text(root, "language"),
        provenance=_read_provenance(provenance) if provenance else Provenance(),
    )


def _check_schema(schema: Field) -> None:
    if not isinstance(schema.value, int) or isinstance(schema.value, bool) or schema.value < 1:
        raise schema.broken("the schema should be a whole number", fix=f'write "schema": {SCHEMA}')
    if schema.value > SCHEMA:
        what = f"the file has schema {schema.value}, and this toolkit reads schema {SCHEMA}"
        raise schema.broken(what, fix="update the toolkit; a newer one wrote this file")


def _turn(index: int, turn: Turn) -> dict[str, Any]:
    own_language = {"language": turn.language} if turn.language else {}
    said = {"text": clean(turn.text), "words": [_word(word) for word in turn.words]}
    return {
        "index": index,
        "speaker": clean(turn.speaker),
        "role": turn.role,
        **_times(turn.span),
        **own_language,
        **said,
    }


def _word(word: Word) -> dict[str, Any]:
    return {"text": clean(word.text), **_times(word.span), "confidence": _probability(word.confidence)}


def _provenance(made: Provenance) -> dict[str, Any]:
    return {
        "engine": made.engine,
        "model": made.model,
        "version": made.version,
        "settings": dict(made.settings),
        "audio_sha256": made.audio_sha256,
        "speakers": made.speakers,
        "role_confidence": {speaker: _probability(sure) for speaker, sure in made.role_confidence.items()},
        "overlap": [[rounded(span.start), rounded(span.end)] for span in made.overlap],
        "dropped": [{"text": clean(d.text), **_times(d.span), "reason": d.reason} for d in made.dropped],
        "notes": list(made.notes),
    }


def _times(span: Span | None) -> dict[str, float | None]:
    return {"start": rounded(span.start), "end": rounded(span.end)} if span else {"start": None, "end": None}


def _probability(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _read_turn(turn: Field) -> Turn:
    return Turn(
        speaker=turn["speaker"].text(),
        role=_read_role(turn["role"]),
        span=_read_span(turn),
        text=turn["text"].text(),
        words=tuple(_read_word(word) for word in turn.each("words")),
        language=_optional_text(turn, "language"),
    )


def _read_role(role: Field) -> Role:
    for known in ROLES:
        if role.value == known:
            return known
    raise role.broken(f"there is no role {role.value!r}", fix=f"use one of: {', '.join(ROLES)}")


def _read_word(word: Field) -> Word:
    confidence = word.get("confidence")
    return Word(word["text"].text(), _certain_span(word), _read_share(confidence) if confidence else None)


def _read_span(holder: Field) -> Span | None:
    """Read ``start`` and ``end``: both, or neither."""
    if holder.get("start") is None and holder.get("end") is None:
        return None
    return _certain_span(holder)


def _certain_span(holder: Field) -> Span:
    return _span(holder, [holder["start"], holder["end"]])


def _span(holder: Field, edges: Sequence[Field]) -> Span:
    if len(edges) != 2:
        raise holder.broken("a start and an end should stand here", fix=_SPAN_FIX)
    try:
        return Span(edges[0].number(), edges[1].number())
    except ValueError as error:
        raise holder.broken(str(error), fix=_SPAN_FIX) from error


def _positive(seconds: Field) -> float:
    number = seconds.number()
    if number < 0:
        raise seconds.broken("a length cannot be negative", fix="give seconds, or null where nobody knows")
    return number


def _read_share(share: Field) -> float:
    number = share.number()
    if not 0 <= number <= 1:
        raise share.broken(f"{share.value} is no probability", fix="give a number from 0 to 1, or null")
    return number


def _read_provenance(made: Field) -> Provenance:
    settings, sure = made.get("settings"), made.get("role_confidence")
    return Provenance(
        engine=_optional_text(made, "engine") or "unknown",
        model=_optional_text(made, "model"),
        version=_optional_text(made, "version"),
        settings=settings.object() if settings else {},
        audio_sha256=_optional_text(made, "audio_sha256"),
        speakers=_optional_text(made, "speakers"),
        role_confidence={speaker: _read_share(sure[speaker]) for speaker in sure.object()} if sure else {},
        overlap=tuple(_span(pair, list(pair)) for pair in made.each("overlap")),
        dropped=tuple(_read_dropped(one) for one in made.each("dropped")),
        notes=tuple(note.text() for note in made.each("notes")),
    )


def _read_dropped(one: Field) -> Dropped:
    return Dropped(one["text"].text(), _certain_span(one), one["reason"].text())


def _optional_text(holder: Field, key: str) -> str | None:
    found = holder.get(key)
    return found.text() if found else None
