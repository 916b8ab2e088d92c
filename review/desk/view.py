"""The desk in a notebook: it hears what the browser asks for, has the sitting do it, and answers with what to draw.

Everything about calls goes by messages and none of it by the widget's state: JupyterLab saves that state inside the notebook, where
no erasing would find a customer's words. Design note 0018.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any

import anywidget
import traitlets

from review.desk.corrections import from_message
from review.desk.peaks import peaks
from review.desk.queue import Wanted
from review.desk.sitting import ALL, Part, Refused, Sitting
from review.desk.sound import Sound, Unreachable
from review.desk.words import script, style
from review.reports.names import FAMILIES
from review.store.values import StoredCall
from transcribe.errors import FixableError, UnknownName

Message = dict[str, Any]
Deed = Callable[[Message], tuple[Part, ...]]


class DeskView(anywidget.AnyWidget):
    """The QA desk in a notebook; :attr:`sitting` is the reviewer before the store."""

    _esm = script()
    _css = style()

    words = traitlets.Dict().tag(sync=True)
    """The words of the desk in the reviewer's language."""
    lang = traitlets.Unicode().tag(sync=True)
    families = traitlets.Dict().tag(sync=True)
    """What each family of moves is called, in the order of the legend."""
    reviewer = traitlets.Unicode().tag(sync=True)

    def __init__(self, sitting: Sitting) -> None:
        """Show a sitting; the browser asks for what there is once it draws."""
        super().__init__()
        texts = sitting.eyes.texts
        self.sitting = sitting
        self.words = dict(sitting.eyes.words)
        self.lang = texts.code
        self.families = {name: texts.family(name) for name in FAMILIES}
        self.reviewer = sitting.eyes.reviewer
        self._sound = Sound(sitting.store.workspace)
        self._told: str | None = None
        self.on_msg(self._heard)
        Thread(target=_get_ready, daemon=True).start()

    def _heard(self, _widget: Any, message: Message, _buffers: Sequence[Any]) -> None:
        """Do what the browser asks for, and always answer, so that nobody waits for nothing."""
        answer: Message = {"done": message.get("do"), "number": message.get("number")}
        self._told = None
        try:
            parts = self._deeds()[message["do"]](message)
            answer |= {"shown": self._shown(parts), "told": self._told}
        except UnknownName as error:
            answer |= self._gone(error)
        except FixableError as error:
            answer["help"] = str(error)
        except (KeyError, TypeError, ValueError, IndexError):
            answer["help"] = self.words["failed"]
        except Exception:  # a disk that fails, a database that went away: the browser is told, the log has the rest
            answer["help"] = self.words["failed"]
            raise
        finally:
            self.send(answer)
        if "shown" in answer and "gone" not in answer and "help" not in answer:
            self._afterwards(str(message["do"]))

    def _afterwards(self, done: str) -> None:
        """Begin what takes longer than an answer may, now that the answer is on its way."""
        if done in ("correct", "rescore"):
            self._mark_again()
        if done in ("hello", "open", "next") and self.sitting.is_open:
            Thread(target=self._send_wave, args=(self.sitting.heard.stored,), daemon=True).start()

    def _deeds(self) -> dict[str, Deed]:
        return {
            "hello": self._hello,
            "narrow": self._narrow,
            "open": self._open,
            "next": self._next,
            "blind": self._blind,
            "mark": self._mark,
            "accept": self._accept,
            "remark": self._remark,
            "moment": self._moment,
            "flag": self._flag,
            "correct": self._correct,
            "rescore": lambda _: (),
            "undo": self._undo,
            "redo": self._redo,
        }

    def _shown(self, parts: tuple[Part, ...]) -> dict[str, Any]:
        shown = self.sitting.shown(*parts)
        if "call" in shown:
            shown["sound"] = self._sound_of_call()
        return shown

    def _gone(self, error: UnknownName) -> Message:
        """Close a call that was erased while it was open, and say so; another unknown name is told as it is."""
        try:
            self.sitting.store.call(self.sitting.name)
        except UnknownName:
            self.sitting.close()
            return {"gone": self.words["gone"], "shown": self.sitting.shown("queue")}
        except FixableError:
            return {"help": str(error), "shown": self.sitting.shown("queue")}
        return {"help": str(error)}

    def _hello(self, message: Message) -> tuple[Part, ...]:
        """The page has drawn itself, anew perhaps: it tells where the server's files lie, and gets everything."""
        self._sound.server(str(message.get("root") or ""), str(message.get("base") or "/"))
        return ALL

    def _narrow(self, message: Message) -> tuple[Part, ...]:
        self.sitting.narrow(Wanted.of(dict(message["wanted"])))
        return ("queue",)

    def _open(self, message: Message) -> tuple[Part, ...]:
        self.sitting.open(str(message["call"]))
        return ("call", "transcript", "marks", "notes")

    def _next(self, _: Message) -> tuple[Part, ...]:
        name = self.sitting.next_name()
        if name is None:
            self._told = self.words["queue_end"]
            return ("queue",)
        self.sitting.open(name)
        return ALL

    def _blind(self, message: Message) -> tuple[Part, ...]:
        self.sitting.put_on(blind=bool(message["on"]))
        return ALL

    def _mark(self, message: Message) -> tuple[Part, ...]:
        value = message["value"]
        self.sitting.mark(
            str(message["item"]),
            None if value is None else float(value),
            why=str(message.get("why", "")),
            applies=bool(message.get("applies", True)),
        )
        return self._after_mark()

    def _accept(self, message: Message) -> tuple[Part, ...]:
        self.sitting.accept(str(message["item"]))
        return self._after_mark()

    def _after_mark(self) -> tuple[Part, ...]:
        """A blind reviewer's last mark uncovers the names and the moves as well."""
        return ALL if self.sitting.eyes.blind else ("marks",)

    def _remark(self, message: Message) -> tuple[Part, ...]:
        self.sitting.remark(str(message["kind"]), str(message["text"]))
        return ("notes",)

    def _moment(self, message: Message) -> tuple[Part, ...]:
        self.sitting.moment(str(message.get("text", "")), float(message["start"]), float(message["end"]))
        return ("notes",)

    def _flag(self, message: Message) -> tuple[Part, ...]:
        self.sitting.flag(str(message["text"]))
        return ("notes", "queue")

    def _correct(self, message: Message) -> tuple[Part, ...]:
        heard = self.sitting.heard
        if heard.call is None:
            raise Refused(self.words["no_transcript"], fix=self.words["no_transcript_fix"])
        self.sitting.correct(from_message(message, heard.call))
        return ("transcript",)

    def _mark_again(self) -> None:
        """Mark the call anew after a correction; it takes a second, so what was corrected is on the screen already."""
        try:
            self.sitting.mark_again()
        except FixableError as error:
            self.send({"help": f"{self.words['not_marked_again']} {error}"})
        else:
            self.send({"shown": self._shown(("call", "transcript", "marks")), "told": self.words["marked_again"]})

    def _undo(self, _: Message) -> tuple[Part, ...]:
        change = self.sitting.undo()
        self._told = self.words["undone" if change else "nothing_to_undo"]
        return ALL

    def _redo(self, _: Message) -> tuple[Part, ...]:
        change = self.sitting.redo()
        self._told = self.words["redone" if change else "nothing_to_redo"]
        return ALL

    def _sound_of_call(self) -> dict[str, Any]:
        stored = self.sitting.heard.stored
        try:
            return {"url": self._sound.url(stored), "why": None}
        except Unreachable as error:
            return {"url": None, "why": self.words[error.word].format(call=stored.name, audio=stored.audio or "")}

    def _send_wave(self, stored: StoredCall) -> None:
        """Send the waveform; one that is not in the cache takes a while, and nobody waits for it."""
        try:
            place, audio_hash = self._sound.found(stored)
            drawn = peaks(place, self.sitting.store.workspace.cache, audio_hash)
        except (FixableError, Unreachable):
            return  # the player tells what is wrong with the recording
        self.send({"wave": {"call": stored.name, **drawn}})


def _get_ready() -> None:
    """Find moves in nothing much: it loads the detectors, so that the first correction finds them."""
    import rubrics
    from transcribe.call import Call, Turn

    rubrics.find_moves(Call((Turn("agent", "agent", None, "Good morning."),), None, "en"))
