"""The call as two lanes on one time axis: numbers for the drawing, none of it text to judge.

Places along the axis are percents of the call's length, so that one drawing fits a telephone and a desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.reports.measures import LONG_PAUSE_S, doubled, length, silences, speech, voice
from review.reports.names import FAMILIES
from review.reports.quotes import Chip, chip
from review.reports.texts import Texts, family_of
from review.reports.transcript import who_is_who
from rubrics.values import Move
from transcribe.call import Call, Role, Span, merged

LANE = 24
"""Height of a lane's bar, in pixels; so are the heights below."""
LABEL = 24
ROW = 20
GAP = 8
AXIS = 28
CLOSEST = 2.4
"""Two shapes nearer than this, in percents, stand in different rows: a shape is 16 pixels of some 680."""
MOST_ROWS = 3
CROWDED = 60
"""With more shapes than this on a lane they are drawn small, a row to a family."""
STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
MOST_TICKS = 8
MOST_LONG_TICKS = 5
"""Times of an hour and more are twice as wide."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the axis, in percents."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Shape:
    """One move on its lane."""

    x: float
    y: int
    chip: Chip


@dataclass(frozen=True, slots=True)
class Lane:
    """One voice: its speech as one path in a box of 1000 by 1, its moves as shapes."""

    role: Role
    name: str
    path: str
    label_y: int
    y: int
    shapes: tuple[Shape, ...]
    crowded: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """One time on the axis; a minor one gives way on a narrow screen."""

    x: float
    label: str
    minor: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the drawing needs."""

    duration: float
    height: int
    axis_y: int
    top: int
    """Where the bands of silence and overlap begin."""
    bed: int
    """How tall these bands are."""
    lanes: tuple[Lane, ...]
    overlaps: tuple[Bar, ...]
    silences: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def timeline(call: Call, moves: Sequence[Move], texts: Texts) -> Timeline | None:
    """Lay the call out on its axis; ``None`` where it has no times."""
    total = length(call)
    if not total or not any(turn.span for turn in call.turns):
        return None
    lanes: list[Lane] = []
    top = 0
    for number, (name, role, label) in enumerate(_voices(call, texts)):
        lane, top = _lane(call, moves, texts, (name, role, label), top=top, first=number == 0)
        lanes.append(lane)
    return Timeline(
        duration=round(total, 2),
        height=top + AXIS,
        axis_y=top,
        top=lanes[0].y,
        bed=lanes[-1].y + LANE - lanes[0].y,
        lanes=tuple(lanes),
        overlaps=_bars(doubled(call), total),
        silences=_bars(silences(call, LONG_PAUSE_S), total),
        ticks=ticks(total, texts),
    )


def ticks(total: float, texts: Texts) -> tuple[Tick, ...]:
    """Return round times for a call of ``total`` seconds, few enough to stand beside each other."""
    most = MOST_TICKS if total < STEPS[-1] else MOST_LONG_TICKS
    step = next((step for step in STEPS if total / step <= most), STEPS[-1])
    times = range(0, int(total) + 1, step)
    return tuple(
        Tick(_percent(at, total), texts.clock(at), minor=bool(number % 2), last=at / total > 0.94)
        for number, at in enumerate(times)
    )


def _voices(call: Call, texts: Texts) -> list[tuple[str, Role, str]]:
    """Return (voice, role, name) with the agent first, then the customer, then whoever else speaks."""
    names = who_is_who(call, texts)
    found: dict[str, tuple[str, Role, str]] = {}
    for turn in call.turns:
        found.setdefault(voice(turn), (voice(turn), turn.role, names[turn.speaker, turn.role]))
    return sorted(found.values(), key=lambda known: ("agent", "customer", "unknown").index(known[1]))


def _lane(
    call: Call, moves: Sequence[Move], texts: Texts, who: tuple[str, Role, str], *, top: int, first: bool
) -> tuple[Lane, int]:
    """Lay one voice from ``top`` down: the first one's shapes stand above its bar, the others' below."""
    name, role, label = who
    total = length(call)
    own = sorted(((move.span, move) for move in _of_voice(call, moves, name) if move.span), key=lambda pair: pair[0])
    crowded = len(own) > CROWDED
    rows = _by_family([move for _, move in own]) if crowded else _rows([_percent(span.start, total) for span, _ in own])
    depth = ROW * (max(rows, default=-1) + 1)
    y = top + LABEL + depth if first else top + GAP
    below = y + LANE
    shapes = tuple(
        Shape(_percent(span.start, total), _shape_y(row, y, below, first=first), chip(move, texts))
        for (span, move), row in zip(own, rows, strict=True)
    )
    spans = merged(span for turn in call.turns if voice(turn) == name for span in speech(turn))
    label_y = top + LABEL - GAP if first else below + depth + LABEL - GAP
    bottom = below if first else below + depth + LABEL
    return Lane(role, label, _path(spans, total), label_y, y, shapes, crowded), bottom


def _of_voice(call: Call, moves: Sequence[Move], name: str) -> list[Move]:
    return [move for move in moves if move.turn < len(call.turns) and voice(call.turns[move.turn]) == name]


def _shape_y(row: int, y: int, below: int, *, first: bool) -> int:
    return y - ROW * row - ROW // 2 - 2 if first else below + ROW * row + ROW // 2 + 2


def _rows(places: Sequence[float]) -> list[int]:
    """Give each shape the lowest row in which it does not touch the one before; the last row takes what is left."""
    ends = [-CLOSEST] * MOST_ROWS
    rows = []
    for x in places:
        row = next((row for row, end in enumerate(ends) if x - end >= CLOSEST), MOST_ROWS - 1)
        ends[row] = x
        rows.append(row)
    return rows


def _by_family(moves: Sequence[Move]) -> list[int]:
    """Give each move the row of its family; only the families that are there have one."""
    families = [family_of(move.name, move.role) for move in moves]
    there = [name for name in FAMILIES if name in families]
    return [there.index(name) for name in families]


def _path(spans: Iterable[Span], total: float) -> str:
    """Draw all speech of a lane at once: two hours of it are one element of the page."""
    scale = 1000 / total
    return "".join(
        f"M{span.start * scale:.2f} 0h{max(span.duration * scale, 0.4):.2f}v1H{span.start * scale:.2f}z"
        for span in spans
    )


def _bars(spans: Iterable[Span], total: float) -> tuple[Bar, ...]:
    return tuple(Bar(_percent(span.start, total), _percent(span.duration, total)) for span in spans)


def _percent(part: float, total: float) -> float:
    return round(part / total * 100, 3)
