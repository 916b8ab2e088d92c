"""A reviewer at the desk: which call is open, what they do to it, and what they see afterwards. It knows no browser.

Each deed is one transaction of the store and is on the disk when the method returns; nothing of a review is held here, so that
a kernel that stops takes nothing with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Literal

from review.desk import showing
from review.desk.corrections import Correction, corrected
from review.desk.hearing import Heard, again, hear, same, to_mark
from review.desk.queue import PAGE, Queue, Wanted
from review.desk.showing import Eyes
from review.kept import keep
from review.store import Store
from review.store.values import Change, PersonMark
from rubrics import library
from rubrics.values import Mark
from transcribe.call import Span
from transcribe.errors import FixableError, UnknownName

Part = Literal["queue", "call", "transcript", "marks", "notes"]
ALL: tuple[Part, ...] = ("queue", "call", "transcript", "marks", "notes")
REMARKS = ("root_cause", "coaching")


class Refused(FixableError):
    """Something the desk does not do, told in the reviewer's language."""

    def __str__(self) -> str:
        """Return both sentences as they are."""
        return f"{self.what} {self.fix}"


class Sitting:
    """One reviewer before one store."""

    def __init__(self, store: Store, eyes: Eyes, sample: tuple[str, ...] | None = None) -> None:
        """Sit down; no call is open yet."""
        self.store, self.eyes = store, eyes
        self.wanted = Wanted()
        self._queue = Queue(store, eyes.reviewer, sample)
        self._heard: Heard | None = None
        self._seen: set[str] = set()
        """Calls whose machine's marks were shown, as the store knows for good; taking back a mark of one's own does not make
        them unseen."""

    @property
    def is_open(self) -> bool:
        """Whether a call is open."""
        return self._heard is not None

    @property
    def heard(self) -> Heard:
        """The open call; raise :class:`FixableError` where none is open."""
        if self._heard is None:
            raise FixableError("no call is open", fix="open one in the queue")
        return self._heard

    @property
    def name(self) -> str:
        """The open call's name."""
        return self.heard.stored.name

    # Which call

    def narrow(self, wanted: Wanted) -> None:
        """Narrow the queue; a blind reviewer cannot ask for an agent."""
        self.wanted = replace(wanted, agent="") if self.eyes.blind else wanted

    def open(self, name: str) -> None:
        """Open a call; one corrected since its newest marks is marked again first."""
        self._heard = None
        self._hear(name)
        if self.store.has_seen(name, by=self._me):
            self._seen.add(name)
        if self.heard.stale:
            with suppress(FixableError):  # without its rubric a call can be read all the same, with the marks it has
                self.mark_again()

    def next_name(self) -> str | None:
        """Return the call that comes after the open one in the queue; the first where none is open, ``None`` at the end."""
        page = [call.name for call in self._queue.page(self.wanted)]
        if self._heard is None or self.name not in page:
            return page[0] if page else None
        after = page[page.index(self.name) + 1 :]
        return after[0] if after else None

    def close(self) -> None:
        """Close the open call."""
        self._heard = None

    def put_on(self, *, blind: bool) -> None:
        """Begin or end looking blind."""
        self.eyes = replace(self.eyes, blind=blind)
        self.narrow(self.wanted)

    # What is given

    def mark(self, item: str, value: float | None, *, why: str = "", applies: bool = True) -> None:
        """Mark an item of the open call: a level, or ``None`` for not judged; ``applies`` is false where it did not come up.

        Raises:
            FixableError: the item is not one of the rubric's, the level not one of its, or the call was erased.
        """
        mark, heard = self._item(item), self.heard
        if value is not None and (value != int(value) or not 0 <= value <= mark.max):
            raise FixableError(f"{value:g} is no level of {item}", fix=f"give 0 to {mark.max:g}")
        assert heard.card is not None  # noqa: S101  (it has the item)
        kept = showing.written_why(why, applies=applies or value is not None)
        blind = not self._open_to(self.store.marks(self.name))
        self.store.mark(self.name, item, value, by=self.eyes.reviewer, rubric=heard.card.rubric, why=kept, blind=blind)

    def accept(self, item: str) -> None:
        """Give the machine's mark as one's own; raise :class:`FixableError` while it may not be seen."""
        mark = self._item(item)
        if self.heard.by_hand:
            raise Refused(self.eyes.words["by_hand_accept"], fix=self.eyes.words["by_hand_fix"])
        if not self._open_to(self.store.marks(self.name)):
            raise Refused(self.eyes.words["blind_accept"], fix=self.eyes.words["blind_fix"])
        self.mark(item, mark.value)

    def remark(self, kind: str, text: str) -> None:
        """Keep the root cause or the coaching note of the open call; the last one counts."""
        if kind not in REMARKS:
            raise ValueError(kind)
        notes = self.store.notes(self.name)
        if text.strip() != showing.remarks(notes, self.eyes, open_=True)[kind]:
            self.store.note(self.name, "root_cause" if kind == "root_cause" else "coaching", text.strip(), by=self._me)

    def moment(self, text: str, start: float, end: float) -> None:
        """Mark some seconds of the open call, with or without words."""
        self.store.note(self.name, "moment", text.strip(), by=self._me, span=Span(start, max(start, end)))

    def flag(self, text: str) -> None:
        """Flag the open call with a word why; an empty one takes the flag down."""
        self.store.note(self.name, "flag", text.strip(), by=self._me)

    def correct(self, correction: Correction) -> None:
        """Put something right in the transcript; the marks follow by :meth:`mark_again`.

        Raises:
            FixableError: it changes nothing, or there is no transcript.
        """
        heard = hear(self.store, self.name)  # somebody else may have put something right meanwhile
        if heard.call is None or corrected(heard.call, [correction]) == heard.call:
            raise Refused(self.eyes.words["nothing_changes"], fix=self.eyes.words["nothing_changes_fix"])
        self.store.note(self.name, "correction", correction.dumped(), by=self._me)
        self._hear(self.name)

    def mark_again(self) -> None:
        """Have the machine mark the open call as it reads now; what it gave before stays as an earlier version."""
        heard = self.heard
        card = again(heard, self.eyes.rubric)
        if not same(heard.card, card) or heard.stale:
            self.store.add_result(self.name, card)
            keep(self.store, library.load(self.eyes.rubric) if self.eyes.rubric else None)
        self._hear(self.name)

    def undo(self) -> Change | None:
        """Take back the reviewer's last deed, where it was on the open call; return it.

        Raises:
            FixableError: the last deed was on another call, which is named.
        """
        self._here(self.store.next_undo(by=self._me), "undo")
        return self._turned(self.store.undo)

    def redo(self) -> Change | None:
        """Do again what the reviewer took back last, where it was on the open call; return the line of the undoing.

        Raises:
            FixableError: it was on another call, which is named.
        """
        self._here(self.store.next_redo(by=self._me), "redo")
        return self._turned(self.store.redo)

    def _here(self, line: Change | None, deed: str) -> None:
        if line is not None and line.call != self.name:
            words = self.eyes.words
            raise Refused(words[f"{deed}_elsewhere"].format(call=line.call), fix=words[f"{deed}_elsewhere_fix"])

    def _turned(self, deed: Callable[..., Change | None]) -> Change | None:
        corrections = self.heard.corrections
        change = deed(by=self._me)
        self._hear(self.name)
        if self.heard.corrections != corrections:
            with suppress(FixableError):
                self.mark_again()
        return change

    def _hear(self, name: str) -> None:
        """Read a call anew, as it is open from now on."""
        self._heard = to_mark(hear(self.store, name), self.eyes.rubric)

    def _open_to(self, marks: Sequence[PersonMark]) -> bool:
        """Tell whether the reviewer may see what the machine found in the open call, and keep for good that they did."""
        if self.name not in self._seen and showing.revealed(self.heard, marks, self.eyes):
            self.store.see(self.name, by=self._me)
            self._seen.add(self.name)
        return self.name in self._seen

    @property
    def _me(self) -> str:
        return self.eyes.reviewer

    def _item(self, item: str) -> Mark:
        marks: Iterable[Mark] = self.heard.card.marks if self.heard.card else ()
        found = next((mark for mark in marks if mark.criterion == item), None)
        if found is None:
            raise UnknownName(f"there is no item {item} in the rubric of this call", fix="open the call again")
        return found

    # What is seen

    def shown(self, *parts: Part) -> dict[str, Any]:
        """Return these parts of the desk; of a call that is not open, nothing."""
        return {part: self._shown(part) for part in parts if part == "queue" or self._heard is not None}

    def _shown(self, part: Part) -> Any:
        if part == "queue":
            return self._shown_queue()
        heard = self.heard
        marks = self.store.marks(self.name)
        open_ = self._open_to(marks)
        if part == "call":
            return showing.head(heard.stored, self.eyes, open_=open_)
        if part == "notes":
            return showing.remarks(self.store.notes(self.name), self.eyes, open_=open_)
        if part == "marks":
            return showing.judged(heard, marks, self.eyes, open_=open_) if heard.card else None
        return showing.spoken(heard, self.eyes, open_=open_) if heard.call else None

    def _shown_queue(self) -> dict[str, Any]:
        page = self._queue.page(self.wanted)
        given = self._queue.given([call.name for call in page])
        choices = self._queue.choices()
        return {
            "count": self._queue.count(self.wanted),
            "most": PAGE,
            "calls": [
                {**showing.head(call, self.eyes, open_=not self.eyes.blind), "given": given.get(call.name, 0)}
                for call in page
            ],
            "choices": {**choices, "agent": [] if self.eyes.blind else choices["agent"]},
            "wanted": {name: getattr(self.wanted, name) for name in ("state", *choices)},
            "blind": self.eyes.blind,
        }
