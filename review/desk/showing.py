"""What the desk shows of a call, as JSON values; the browser only draws it. The reports' own functions lay it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from babel.dates import format_datetime

from review.desk.hearing import Changed, Heard, changes, newer
from review.manifest import zone_of
from review.reports.marks import MarkView, sections, total
from review.reports.texts import Texts, choose
from review.reports.timeline import timeline
from review.reports.transcript import transcript
from review.reports.wording import Wording, worded, wording_of
from review.store.values import Note, PersonMark, StoredCall
from rubrics.values import RubricRef, Scorecard
from transcribe.call import Call
from transcribe.errors import FixableError

NOT_APPLICABLE = "n/a"
"""Begins the reason of a mark without a value that a person left out since the item did not apply."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whose eyes the call is shown to."""

    reviewer: str
    texts: Texts
    words: Mapping[str, str]
    """The desk's own words."""
    blind: bool
    rubric: str | Path | None
    """The rubric's file, where it is not one of the shipped ones."""


def own_marks(marks: Sequence[PersonMark], who: str, rubric: RubricRef) -> dict[str, PersonMark]:
    """Return the marks that count of one person's: the last of each item, by this version of the rubric."""
    return {mark.item: mark for mark in marks if mark.by == who and mark.rubric == rubric}


def revealed(heard: Heard, marks: Sequence[PersonMark], eyes: Eyes) -> bool:
    """Tell whether a reviewer may see the machine's marks: always, or when blind, once each item has one of theirs."""
    if not eyes.blind or heard.card is None:
        return not eyes.blind
    given = own_marks(marks, eyes.reviewer, heard.card.rubric)
    return all(mark.criterion in given for mark in heard.card.marks)


def head(stored: StoredCall, eyes: Eyes, *, open_: bool) -> dict[str, Any]:
    """Return what stands over a call, or in its line of the queue."""
    texts = eyes.texts
    return {
        "name": stored.name,
        "agent": stored.agent if open_ else None,
        "queue": stored.queue,
        "language": texts.language(stored.language) if stored.language else None,
        "at": _when(stored, texts),
        "total": texts.number(stored.skill_total) if open_ and stored.skill_total is not None else None,
    }


def spoken(heard: Heard, eyes: Eyes, *, open_: bool) -> dict[str, Any]:
    """Return the transcript and the lanes; a blind reviewer sees neither names nor what the machine found."""
    assert heard.call is not None  # noqa: S101  (asked for only where there is one)
    call = heard.call if open_ else _nameless(heard.call)
    moves = heard.moves if open_ else ()
    lanes = timeline(call, moves, eyes.texts)
    return {
        "language": call.language,
        "turns": [
            {**asdict(view), "text": turn.text, "speaker": turn.speaker}
            for view, turn in zip(transcript(call, moves, eyes.texts), call.turns, strict=True)
        ],
        "timeline": asdict(lanes) if lanes else None,
        "corrections": len(heard.corrections),
    }


def judged(heard: Heard, marks: Sequence[PersonMark], eyes: Eyes, *, open_: bool) -> dict[str, Any]:
    """Return every item with the machine's mark, where it may be seen, one's own, and other people's."""
    assert heard.card is not None  # noqa: S101  (asked for only where there is one)
    card = heard.card
    wording = wording_of_card(heard, eyes)
    items = _Items(marks, eyes, wording, card.rubric, open_, heard.by_hand)
    later = newer(card, eyes.rubric)
    return {
        "rubric": f"{wording.title} {card.rubric.version}",
        "newer": later.version if later else None,
        "revealed": open_,
        "by_hand": heard.by_hand,
        "can_score": heard.by_hand and heard.call is not None,
        "total": asdict(total(card, eyes.texts)) if open_ and not heard.by_hand else None,
        "given": len(own_marks(marks, eyes.reviewer, card.rubric).keys() & {mark.criterion for mark in card.marks}),
        "of": len(card.marks),
        "sections": [
            {"title": section.title, "marks": [items.shown(view, card) for view in section.marks]}
            for section in sections(card, wording)
        ],
        "changed": [items.changed(change) for change in (changes(heard.before, card) if open_ else ())],
        "corrected": heard.before is not None,
        "gone": items.gone({mark.criterion for mark in card.marks}),
    }


def wording_of_card(heard: Heard, eyes: Eyes) -> Wording:
    """Return the words of the rubric of a call's marks, made from its ids where the rubric is not here."""
    assert heard.card is not None  # noqa: S101  (asked for only where there is one)
    own = choose(None, heard.call.language if heard.call else None)
    if heard.rubric is not None:
        return worded(heard.rubric, eyes.texts, own)
    try:
        return wording_of(heard.card.rubric.id, eyes.texts, own, eyes.rubric)
    except FixableError:
        return Wording(eyes.texts, heard.card.rubric.id)


def remarks(notes: Sequence[Note], eyes: Eyes, *, open_: bool) -> dict[str, Any]:
    """Return the reviewer's last root cause and coaching note, the flag, and the moments: a blind reviewer's own alone."""
    last = {note.kind: note for note in notes if note.by == eyes.reviewer}
    flag = next((note for note in reversed(notes) if note.kind == "flag"), None)
    return {
        "root_cause": last["root_cause"].text if "root_cause" in last else "",
        "coaching": last["coaching"].text if "coaching" in last else "",
        "flag": flag.text if flag else "",
        "moments": [
            _moment(note, eyes) for note in notes if note.kind == "moment" and (open_ or note.by == eyes.reviewer)
        ],
    }


@dataclass(frozen=True, slots=True)
class _Items:
    """The items of one scorecard before one reviewer."""

    marks: Sequence[PersonMark]
    eyes: Eyes
    wording: Wording
    rubric: RubricRef
    open_: bool
    by_hand: bool

    def shown(self, view: MarkView, card: Scorecard) -> dict[str, Any]:
        mark = next(mark for mark in card.marks if mark.criterion == view.name)
        given = [each for each in self.marks if each.item == view.name]
        own = [each for each in given if each.by == self.eyes.reviewer]
        now = [each for each in own if each.rubric == self.rubric]
        words = self.wording.criterion(view.name)
        machine = {**asdict(view), "value": mark.value, "level": self._level(mark.value)}
        return {
            "name": view.name,
            "title": view.title,
            "max": int(mark.max),
            "levels": list(words.levels),
            "machine": machine if self.open_ and not self.by_hand else None,
            "own": self._given(now[-1]) if now else None,
            # Marks by another version stand beside, and do not count as given by this one.
            "earlier": self._given(own[-1]) if own and not now else None,
            "others": self._others(given) if self.open_ else [],
        }

    def changed(self, change: Changed) -> dict[str, str]:
        title = self.wording.criterion(change.criterion).title
        return {"title": title, "before": self._level(change.before), "after": self._level(change.after)}

    def gone(self, there: set[str]) -> list[dict[str, Any]]:
        """Return one's own marks on items that this version of the rubric no longer has."""
        last = {mark.item: mark for mark in self.marks if mark.by == self.eyes.reviewer and mark.item not in there}
        return [{"title": self.wording.criterion(item).title, **self._given(mark)} for item, mark in last.items()]

    def _others(self, given: Sequence[PersonMark]) -> list[dict[str, Any]]:
        last = {each.by: each for each in given if each.by != self.eyes.reviewer}
        return [{"by": who, **self._given(each)} for who, each in sorted(last.items())]

    def _given(self, mark: PersonMark) -> dict[str, Any]:
        applies, why = read_why(mark)
        return {
            "value": mark.value,
            "level": self._level(mark.value) if applies else self.eyes.words["not_applicable"],
            "applies": applies,
            "why": why,
            "version": mark.rubric.version,
        }

    def _level(self, value: float | None) -> str:
        return self.eyes.words["not_judged"] if value is None else self.eyes.texts.number(value, 1)


def read_why(mark: PersonMark) -> tuple[bool, str]:
    """Return whether the item applied to the call, and the reason as the reviewer wrote it."""
    begin, _, rest = mark.why.partition(":")
    if mark.value is None and begin == NOT_APPLICABLE:
        return False, rest.strip()
    return True, mark.why


def written_why(why: str, *, applies: bool) -> str:
    """Return a reason as the store keeps it: of an item that does not apply, it begins with ``n/a``."""
    why = why.strip()
    return why if applies else f"{NOT_APPLICABLE}: {why}" if why else NOT_APPLICABLE


def _moment(note: Note, eyes: Eyes) -> dict[str, Any]:
    clock = eyes.texts.clock(note.start) if note.start is not None else None
    return {"start": note.start, "end": note.end, "clock": clock, "text": note.text, "by": note.by}


def _nameless(call: Call) -> Call:
    """Return a call whose voices have no names of their own."""
    return call.with_turns(lambda turn: replace(turn, speaker=turn.role))


def _when(stored: StoredCall, texts: Texts) -> str | None:
    """Write when a call began, as the clock stood where it took place."""
    if stored.at is None:
        return None
    zone = zone_of(stored.zone) if stored.zone else UTC
    return str(format_datetime(stored.at.astimezone(zone), "short", locale=texts.code))
