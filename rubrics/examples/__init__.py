"""Example calls that ship with the toolkit: written, timed, and read twice. ``README.md`` is the data card.

``names()`` lists them, ``load(id)`` gives one with the moves and marks of each reading. They serve lessons, demos,
``rubrics diff`` and tests; :func:`transcribe.formats.call_json.dumps` writes the call of one as a ``call.json``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from rubrics import yamlfile
from rubrics.examples.form import READERS, CallFile, Kind, Quoted, ReadingFile, SpokenTurn, Type, check
from rubrics.values import Move
from transcribe.call import Call, Provenance, Span, Turn, Word, overlaps
from transcribe.errors import UnknownName

__all__ = ["Example", "Quoted", "Reading", "load", "names"]

FOLDER = Path(str(files("rubrics.examples")))
WRITTEN = "written for the toolkit: nobody quoted here exists"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw in a call, not knowing what the other one saw."""

    reader: str
    """``first``, ``second`` or ``third``."""
    moves: tuple[Move, ...]
    """In order; a reader names the turn, so the quote is the whole turn and the confidence is 1; empty for marks alone."""
    marks: Mapping[str, Mapping[str, int | None]]
    """Levels by rubric and criterion, fail as 0 and pass as 1; ``None`` where the criterion does not apply."""
    quotes: Mapping[str, Mapping[str, Quoted]] = field(default_factory=dict)
    """The words a mark rests on, by rubric and criterion, where the reader noted them."""

    def mark(self, rubric: str, criterion: str) -> int | None:
        """Return the level given; ``None`` where the criterion does not apply or was not read."""
        return self.marks.get(rubric, {}).get(criterion)


@dataclass(frozen=True, slots=True)
class Example:
    """One written call with its readings."""

    id: str
    lang: str
    kind: Kind
    """How the call goes for the agent: ``good``, ``mixed`` or ``bad``."""
    type: Type
    """``service``, ``complaint`` or ``negotiation``."""
    domain: str
    title: str
    about: str
    """What the call is about, in one line of its own language."""
    call: Call
    readings: tuple[Reading, ...]
    """By reader; empty where nobody has read it."""

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves of the first reading, in order."""
        return self.readings[0].moves if self.readings else ()

    @property
    def marks(self) -> Mapping[str, Mapping[str, int | None]]:
        """The marks of the first reading, by rubric and criterion."""
        return self.readings[0].marks if self.readings else {}

    def between(self, rubric: str, criterion: str) -> tuple[int, int] | None:
        """Return the readers' range, their lowest and highest level; ``None`` where none of them gave one.

        Where one reader marked a criterion, the range is a point.
        """
        given = [mark for reading in self.readings if (mark := reading.mark(rubric, criterion)) is not None]
        return (min(given), max(given)) if given else None


def names(lang: str | None = None) -> tuple[str, ...]:
    """Return the ids of the example calls, of one language or of all, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob(f"{lang or '*'}/*.yaml") if "." not in path.stem))


@cache
def load(name: str) -> Example:
    """Return an example by its id.

    Raises:
        UnknownName: No example has this id; the message lists those there are.
        BadFile: A file does not say what it should; file, line and key are named.
    """
    if name not in names():
        raise UnknownName(f"there is no example call {name!r}", fix=f"use one of: {', '.join(names())}")
    (path,) = FOLDER.glob(f"*/{name}.yaml")
    return read(path)


def read(path: Path) -> Example:
    """Return the example whose call stands in ``path`` and whose readings lie beside it.

    Raises:
        BadFile: A file does not say what it should, or a reading does not fit its call.
    """
    spoken = yamlfile.load(path, CallFile)
    call = _call(spoken)
    return Example(
        id=spoken.id,
        lang=spoken.lang,
        kind=spoken.kind,
        type=spoken.type,
        domain=spoken.domain,
        title=spoken.title,
        about=spoken.about,
        call=call,
        readings=tuple(_readings(path, call)),
    )


def _readings(path: Path, call: Call) -> Iterator[Reading]:
    for reader in READERS:
        beside = path.with_suffix(f".{reader}.yaml")
        if beside.exists():
            reading = yamlfile.load(beside, ReadingFile)
            check(reading, call, beside)
            yield Reading(reader, tuple(_moves(reading, call)), reading.levels(), reading.quotes)


def _moves(reading: ReadingFile, call: Call) -> Iterator[Move]:
    for seen in sorted(reading.moves, key=lambda seen: seen.turn):
        turn = call.turns[seen.turn]
        for name in seen.moves:
            yield Move(name, seen.turn, turn.span, turn.text, 1.0, f"reading.{reading.reader}", turn.role)


def _call(spoken: CallFile) -> Call:
    turns = tuple(_turn(turn) for turn in spoken.turns)
    talked_over = overlaps((turn.speaker, turn.span) for turn in turns if turn.span is not None)
    provenance = Provenance(engine="examples.v1", overlap=talked_over, notes=(WRITTEN,))
    return Call(turns, max(turn.end for turn in spoken.turns), spoken.lang, provenance)


def _turn(spoken: SpokenTurn) -> Turn:
    span = Span(spoken.start, spoken.end)
    return Turn(spoken.role, spoken.role, span, spoken.text, tuple(_words(spoken.text, span)))


def _words(text: str, span: Span) -> Iterator[Word]:
    """Give the words with times that share the turn's by their letters, and one more for the breath between them."""
    words = text.split()
    second_a_letter = span.duration / sum(len(word) + 1 for word in words)
    start = span.start
    for word in words:
        end = min(start + (len(word) + 1) * second_a_letter, span.end)
        yield Word(word, Span(start, end))
        start = end
