"""The trainer's console in a notebook: what is on, the notes, one key for what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from scenarios.widget import words as play
from trainings.workshops.showing import console_face
from trainings.workshops.words import words
from transcribe.errors import FixableError

if TYPE_CHECKING:
    from trainings.workshops.running import Workshop

PAGES = Path(__file__).parent / "page"
ROOT = ".pz-console"


class Console(anywidget.AnyWidget):
    """Draws a running workshop for its trainer; what is written in it never enters the notebook's file."""

    _esm = "\n".join((PAGES / name).read_text(encoding="utf-8") for name in ("draw.js", "console.js"))
    _css = "\n".join((play.colours(ROOT), (PAGES / "console.css").read_text(encoding="utf-8")))

    words = traitlets.Dict().tag(sync=True)
    """The words of the screen."""
    language = traitlets.Unicode().tag(sync=True)

    def __init__(self, workshop: Workshop) -> None:
        """Show a workshop."""
        super().__init__(words=words(workshop.plan.language), language=workshop.plan.language)
        self._workshop = workshop
        self.on_msg(self._heard)
        workshop.show_on(self)

    def draw(self) -> None:
        """Send what is drawn: by message and not by a trait, which a notebook would save."""
        own = self._workshop
        state = {"wall": own.wall, "keep": own.keep, "resumed": own.resumed, "trouble": own.trouble}
        self.send({"face": {**console_face(own.room), **own.invitation, **state}})

    def _deeds(self) -> dict[str, Callable[[dict[str, Any]], object]]:
        room = self._workshop.room
        return {
            "look": lambda _: None,
            "next": lambda _: room.next(),
            "back": lambda _: room.back(),
            "go": lambda said: room.go(int(said["place"])),
            "pause": lambda _: room.pause(),
            "more": lambda _: room.more_time(),
            "act": lambda _: room.act(),
            "star": lambda said: room.star(str(said["key"])),
            "hide": lambda said: room.hide(str(said["key"])),
            "keep": lambda said: self._workshop.keep_answers(keep=bool(said["keep"])),
            "handout": lambda _: self._handout(),
            "end": lambda _: self._end(),
        }

    def _heard(self, _widget: Any, message: dict[str, Any], _buffers: Sequence[Any]) -> None:
        try:
            word = self._deeds()[message["do"]](message)
        except FixableError as error:
            self.send({"told": str(error)})
            return
        except (KeyError, TypeError, ValueError):
            return
        if isinstance(word, str):
            self.send({"told": words(self._workshop.plan.language).get(word, word)})
        self.draw()

    def _handout(self) -> str:
        said: str = words(self._workshop.plan.language)["handout_at"]
        return said.format(path=self._workshop.handout())

    def _end(self) -> str:
        self._workshop.end()
        return "ended"
