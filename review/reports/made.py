"""How the report was made: enough to repeat it and to doubt it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from review.reports.texts import Texts
from review.reports.wording import Wording
from rubrics.values import Move, Scorecard
from transcribe.call import Call


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of "how this was made"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class DroppedView:
    """Text that was left out, with the evidence against it."""

    text: str
    clock: str
    start: float
    end: float
    reason: str


def facts(call: Call, moves: Sequence[Move], card: Scorecard, wording: Wording) -> tuple[Fact, ...]:
    """Return what made the text, the speakers, the moves and the marks; what is not known is left out."""
    return tuple(Fact(label, value) for label, value in _facts(call, moves, card, wording) if value)


def dropped(call: Call, texts: Texts) -> tuple[DroppedView, ...]:
    """Return what was left out of the transcript."""
    return tuple(
        DroppedView(left.text.strip(), texts.clock(left.span.start), left.span.start, left.span.end, left.reason)
        for left in call.provenance.dropped
    )


def _facts(call: Call, moves: Sequence[Move], card: Scorecard, wording: Wording) -> Iterator[tuple[str, str]]:
    texts, made = wording.texts, call.provenance
    yield texts.say("Speech to text"), " ".join(part for part in (made.engine, made.version) if part)
    yield texts.say("Model"), made.model or ""
    yield texts.say("Language"), texts.language(call.language)
    yield texts.say("Who spoke"), made.speakers or ""
    yield texts.say("How sure the roles are"), _roles(call, texts)
    yield texts.say("Settings"), ", ".join(f"{name}: {_plain(value)}" for name, value in sorted(made.settings.items()))
    yield texts.say("Rubric"), texts.say("{title}, version {version}", title=wording.title, version=card.rubric.version)
    yield texts.say("Moves found by"), ", ".join(sorted({move.by for move in moves if move.by}))
    yield texts.say("SHA-256 of the recording"), made.audio_sha256 or ""


def _roles(call: Call, texts: Texts) -> str:
    sure = call.provenance.role_confidence
    return ", ".join(f"{speaker} {texts.percent(sure[speaker])}" for speaker in call.speakers if speaker in sure)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
