"""The measures of one call as the page shows them: a number, what it means, and where to hear it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.reports.measures import LONG_PAUSE_S, Measures, Pace, longest_run, measure, silences
from review.reports.texts import Texts
from transcribe.call import Call, Span


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure."""

    label: str
    value: str
    note: str | None = None
    span: Span | None = None
    """Seconds that show it."""
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class TalkBar:
    """Who spoke how much, in percents of what both spoke."""

    agent: float
    label: str
    agent_label: str
    customer_label: str


def talk_bar(call: Call, texts: Texts) -> TalkBar | None:
    """Return the talk share; ``None`` where agent and customer are not known or have no times."""
    talk = measure(call).talk
    if talk.rate is None:
        return None
    return TalkBar(
        agent=round(talk.rate * 100, 1),
        label=texts.say("Talk share"),
        agent_label=texts.say("you {share}", share=texts.percent(talk.rate)),
        customer_label=texts.say("customer {share}", share=texts.percent(1 - round(talk.rate, 2))),
    )


def figures(call: Call, texts: Texts) -> tuple[Figure, ...]:
    """Return the measures the times of ``call`` allow; none without times."""
    return tuple(_figures(call, measure(call), texts))


def _figures(call: Call, counted: Measures, texts: Texts) -> Iterator[Figure]:
    if counted.silence.rate is None:
        return
    yield _silence(call, counted, texts)
    if counted.talk.rate is not None:
        yield _interruptions(counted, texts)
        yield _gap(counted, texts)
    if (run := longest_run(call, "agent")) is not None:
        yield Figure(texts.say("Your longest stretch"), texts.length(run.duration), None, run, texts.clock(run.start))
    yield from _paces(counted, texts)


def _silence(call: Call, counted: Measures, texts: Texts) -> Figure:
    long = texts.say_n(
        "{n} pause of {seconds}\u00a0s or more",
        "{n} pauses of {seconds}\u00a0s or more",
        counted.silence.long_pauses,
        seconds=texts.number(LONG_PAUSE_S),
    )
    longest = max(silences(call, LONG_PAUSE_S), key=lambda gap: gap.duration, default=None)
    share = texts.percent(counted.silence.rate or 0.0)
    clock = texts.clock(longest.start) if longest else None
    return Figure(texts.say("Silence"), share, long, longest, clock)


def _interruptions(counted: Measures, texts: Texts) -> Figure:
    cuts = counted.interruptions
    theirs = texts.say("by the customer: {number}", number=texts.number(cuts.by_customer))
    return Figure(texts.say("Interruptions by you"), texts.number(cuts.by_agent), theirs)


def _gap(counted: Measures, texts: Texts) -> Figure:
    gap = counted.gap
    value = "–" if gap.rate is None else texts.seconds(gap.rate)
    note = texts.say("mean; the longest is {longest}", longest=texts.seconds(gap.longest_s)) if gap.answers else None
    return Figure(texts.say("The customer waits for your answer"), value, note)


def _paces(counted: Measures, texts: Texts) -> Iterator[Figure]:
    yield from _pace(texts.say("Your pace"), counted.agent_pace, texts)
    yield from _pace(texts.say("The customer’s pace"), counted.customer_pace, texts)


def _pace(label: str, pace: Pace, texts: Texts) -> Iterator[Figure]:
    if pace.rate is not None:
        yield Figure(label, texts.number(pace.rate), texts.say("words a minute"))
