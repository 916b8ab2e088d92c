"""What the clock says about a call: small counts that add up, divided last.

Ten calls and one call use the same code: measures are added, then their rate is read, so a long call weighs more than
a short one. A rate is ``None`` where it is not defined (nobody spoke, no times), never zero. All times are seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from transcribe.call import Call, Role, Span, Turn, merged, overlaps

BREATH_S = 1.0
"""Pauses up to this long inside one turn are breathing, not silence."""

SHORTEST_OVERLAP = 0.6
"""Seconds; below it two polite voices overlap all the time. The same number as in ``rubrics.moves.times``."""

BACKCHANNEL_WORDS = 3
"""A turn of this many words over the other's voice is a sign of listening, as in ``rubrics.moves.times``."""

LONG_PAUSE_S = 3.0
"""From this long a silence is heard as one; the timeline shows it."""


@dataclass(frozen=True, slots=True)
class TalkShare:
    """Seconds of speech on each side."""

    agent_s: float = 0.0
    customer_s: float = 0.0
    unknown_s: float = 0.0

    def __add__(self, other: TalkShare) -> TalkShare:
        return TalkShare(
            self.agent_s + other.agent_s, self.customer_s + other.customer_s, self.unknown_s + other.unknown_s
        )

    @property
    def rate(self) -> float | None:
        """The agent's part of what agent and customer spoke, 0 to 1; ``None`` where neither is known."""
        both = self.agent_s + self.customer_s
        return self.agent_s / both if both else None


@dataclass(frozen=True, slots=True)
class Silence:
    """Seconds in which nobody speaks."""

    silent_s: float = 0.0
    total_s: float = 0.0
    longest_s: float = 0.0
    long_pauses: int = 0
    """How many silences last at least ``LONG_PAUSE_S``."""

    def __add__(self, other: Silence) -> Silence:
        return Silence(
            self.silent_s + other.silent_s,
            self.total_s + other.total_s,
            max(self.longest_s, other.longest_s),
            self.long_pauses + other.long_pauses,
        )

    @property
    def rate(self) -> float | None:
        """The silent part of the call, 0 to 1."""
        return self.silent_s / self.total_s if self.total_s else None


@dataclass(frozen=True, slots=True)
class Interruptions:
    """How often each side takes the floor while the other still speaks."""

    by_agent: int = 0
    by_customer: int = 0
    total_s: float = 0.0

    def __add__(self, other: Interruptions) -> Interruptions:
        return Interruptions(
            self.by_agent + other.by_agent, self.by_customer + other.by_customer, self.total_s + other.total_s
        )

    @property
    def rate(self) -> float | None:
        """The agent's interruptions in ten minutes."""
        return self.by_agent / self.total_s * 600 if self.total_s else None


@dataclass(frozen=True, slots=True)
class Pace:
    """Words spoken in seconds of speech; silence does not slow it."""

    words: int = 0
    speech_s: float = 0.0

    def __add__(self, other: Pace) -> Pace:
        return Pace(self.words + other.words, self.speech_s + other.speech_s)

    @property
    def rate(self) -> float | None:
        """Words a minute."""
        return self.words / self.speech_s * 60 if self.speech_s else None


@dataclass(frozen=True, slots=True)
class ResponseGap:
    """How long the customer waits for the agent's answer."""

    waited_s: float = 0.0
    answers: int = 0
    longest_s: float = 0.0

    def __add__(self, other: ResponseGap) -> ResponseGap:
        return ResponseGap(
            self.waited_s + other.waited_s, self.answers + other.answers, max(self.longest_s, other.longest_s)
        )

    @property
    def rate(self) -> float | None:
        """Mean seconds from the customer's last word to the agent's first; an overlap counts as no wait."""
        return self.waited_s / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Monologue:
    """The longest stretch one side speaks with no word from the other."""

    agent_s: float = 0.0
    customer_s: float = 0.0

    def __add__(self, other: Monologue) -> Monologue:
        return Monologue(max(self.agent_s, other.agent_s), max(self.customer_s, other.customer_s))


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of one call, or of many added together."""

    talk: TalkShare = field(default_factory=TalkShare)
    silence: Silence = field(default_factory=Silence)
    interruptions: Interruptions = field(default_factory=Interruptions)
    agent_pace: Pace = field(default_factory=Pace)
    customer_pace: Pace = field(default_factory=Pace)
    gap: ResponseGap = field(default_factory=ResponseGap)
    monologue: Monologue = field(default_factory=Monologue)

    def __add__(self, other: Measures) -> Measures:
        return Measures(
            self.talk + other.talk,
            self.silence + other.silence,
            self.interruptions + other.interruptions,
            self.agent_pace + other.agent_pace,
            self.customer_pace + other.customer_pace,
            self.gap + other.gap,
            self.monologue + other.monologue,
        )


def measure(call: Call) -> Measures:
    """Count everything the times of ``call`` tell; a call without times gives empty measures."""
    return Measures(
        talk=TalkShare(*(_seconds(spoken(call, role)) for role in ("agent", "customer", "unknown"))),
        silence=_silence(call),
        interruptions=_interruptions(call),
        agent_pace=_pace(call, "agent"),
        customer_pace=_pace(call, "customer"),
        gap=_response_gap(call),
        monologue=Monologue(*(_seconds([longest_run(call, role)]) for role in ("agent", "customer"))),
    )


def length(call: Call) -> float:
    """Seconds of the whole call: the recording's, or up to the last word; 0 without times."""
    ends = [turn.span.end for turn in call.turns if turn.span]
    return max([call.duration or 0.0, *ends])


def voice(turn: Turn) -> str:
    """Name the side a turn belongs to: its role, or its speaker's label where the role is unknown."""
    return turn.speaker if turn.role == "unknown" else turn.role


def speech(turn: Turn) -> tuple[Span, ...]:
    """Return the stretches of ``turn`` in which it is really spoken; empty without times."""
    if turn.words:
        return merged((word.span for word in turn.words), gap=BREATH_S)
    return (turn.span,) if turn.span else ()


def spoken(call: Call, role: Role) -> tuple[Span, ...]:
    """Return when ``role`` speaks, in order and merged."""
    return merged(span for turn in call.turns if turn.role == role for span in speech(turn))


def doubled(call: Call) -> tuple[Span, ...]:
    """Return where two voices speak at once: heard in the recording, or seen in the times of the turns."""
    seen = overlaps((voice(turn), span) for turn in call.turns for span in speech(turn))
    return merged((*seen, *call.provenance.overlap))


def silences(call: Call, at_least: float = 0.0) -> tuple[Span, ...]:
    """Return where nobody speaks for ``at_least`` seconds, the ends of the recording included."""
    total = length(call)
    busy = merged(span for turn in call.turns for span in speech(turn))
    edges = (Span(0, 0), *busy, Span(total, total))
    gaps = (Span(before.end, after.start) for before, after in pairwise(edges) if before.end < after.start)
    return tuple(gap for gap in gaps if gap.duration >= at_least)


def longest_run(call: Call, role: Role) -> Span | None:
    """Return the longest stretch ``role`` speaks with nobody else and no long pause between; ``None`` if never."""
    runs = (run for who, turns in groupby(_timed(call), key=voice) if who == role for run in _unbroken(turns))
    return max(runs, key=lambda span: span.duration, default=None)


def cut_ins(call: Call) -> Iterator[tuple[Turn, Turn]]:
    """Yield (interrupted, interrupting) turns.

    The second begins while the first goes on for longer than turn taking needs, and is more than a sign of listening:
    the same measure by which the move ``interruption`` is found.
    """
    latest: dict[str, Turn] = {}
    for turn in _timed(call):
        for who, before in latest.items():
            if who != voice(turn) and _cuts_in(before, turn):
                yield before, turn
        latest[voice(turn)] = turn


def _cuts_in(before: Turn, after: Turn) -> bool:
    shared = before.span & after.span if before.span and after.span else None
    return shared is not None and shared.duration >= SHORTEST_OVERLAP and len(after.text.split()) > BACKCHANNEL_WORDS


def _unbroken(turns: Iterable[Turn]) -> tuple[Span, ...]:
    return merged((span for turn in turns for span in speech(turn)), gap=LONG_PAUSE_S)


def _timed(call: Call) -> list[Turn]:
    return sorted((turn for turn in call.turns if turn.span), key=lambda turn: turn.span or Span(0, 0))


def _seconds(spans: tuple[Span, ...] | list[Span | None]) -> float:
    return sum(span.duration for span in spans if span)


def _silence(call: Call) -> Silence:
    if not _timed(call):
        return Silence()
    gaps = silences(call)
    longest = max((gap.duration for gap in gaps), default=0.0)
    return Silence(sum(gap.duration for gap in gaps), length(call), longest, len(silences(call, LONG_PAUSE_S)))


def _interruptions(call: Call) -> Interruptions:
    roles = [turn.role for _, turn in cut_ins(call)]
    return Interruptions(roles.count("agent"), roles.count("customer"), length(call) if _timed(call) else 0.0)


def _pace(call: Call, role: Role) -> Pace:
    words = sum(len(turn.words) or len(turn.text.split()) for turn in _timed(call) if turn.role == role)
    return Pace(words, _seconds(spoken(call, role)))


def _response_gap(call: Call) -> ResponseGap:
    answered = (pair for pair in pairwise(_timed(call)) if [turn.role for turn in pair] == ["customer", "agent"])
    waits = [max(0.0, after.span.start - before.span.end) for before, after in answered if before.span and after.span]
    return ResponseGap(sum(waits), len(waits), max(waits, default=0.0))
