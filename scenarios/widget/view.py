"""The view itself: it holds the session, hears what the browser asks for, and says what to draw.

The browser sends small messages (``{"do": "reply", "text": ...}``) and draws :attr:`PlayView.shown`; nothing is worked out
there. Design note 0014 says why a session is a value: the view only swaps one for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import anywidget
import traitlets

from scenarios.chances import lacking
from scenarios.debriefing import debrief
from scenarios.session import Session, loaded, said_all
from scenarios.widget.keeping import PLACE, Kept, Progress
from scenarios.widget.showing import shown
from scenarios.widget.words import hint_steps, script, style, words_of
from transcribe.errors import FixableError

FORMATS = {"page": ("html", "text/html"), "csv": ("csv", "text/csv"), "xapi": ("xapi.json", "application/json")}


class PlayView(anywidget.AnyWidget):
    """A role-play in a notebook; :attr:`session` is the play as it stands."""

    _esm = script()
    _css = style()

    shown = traitlets.Dict().tag(sync=True)
    """What is drawn: the case, the lines, the ways tried before."""
    words = traitlets.Dict().tag(sync=True)
    """The words of the screen in the talk's language."""
    aside = traitlets.Dict().tag(sync=True)
    """A hint or a help that belongs to no line."""
    page = traitlets.Unicode("").tag(sync=True)
    """The debrief as HTML once the talk has ended."""
    earlier: traitlets.List[float] = traitlets.List().tag(sync=True)
    """Results of the trainee's finished plays of this scenario."""
    ready = traitlets.Bool(False).tag(sync=True)
    """Whether the detectors are loaded, so that a line is answered at once."""

    def __init__(self, session: Session, progress: Path | None = PLACE) -> None:
        """Show a session; one without lines goes on where the trainee's last play of it stopped.

        Args:
            session: Where to begin.
            progress: The trainee's file, in which plays are kept; ``None`` keeps none.
        """
        super().__init__()
        self._progress = Progress(progress) if progress else None
        self._kept: Kept | None = None
        self._ways: dict[tuple[str, ...], Session] = {}
        self._hints: tuple[Session | None, int] = (None, 0)
        self.words = words_of(session.case)
        self._show(session)
        self.on_msg(self._heard)
        self._getting_ready = Thread(target=self._get_ready, daemon=True)
        self._getting_ready.start()

    @property
    def session(self) -> Session:
        """The play as it stands."""
        return self._session

    def _get_ready(self) -> None:
        """Take up an unfinished talk, or say a line to nobody: either loads the detectors, so later lines find them."""
        try:
            self._resume()
        except FixableError as error:
            self.aside = {"kind": "help", "text": str(error)}
        finally:
            Session(self._session.case).reply(self._session.case.texts.better["greet"])
            self.ready = True

    def _resume(self) -> None:
        if self._progress is None or self._session.exchanges:
            return
        self._kept = self._progress.unfinished(self._session)
        if self._kept:
            self._show(loaded(self._kept.play, voice=self._session.voice))
            line = len(self._session.lines)
            self.aside = {"kind": "note", "text": self.words["resumed"].format(line=line)}

    def _go_on(self, session: Session) -> None:
        """Show the next session and keep it; a play that cannot be kept goes on all the same, and says so."""
        self.aside = {}
        self._show(session)
        if self._progress is None:
            return
        try:
            self._kept = self._progress.keep(session, self._kept)
            self.earlier = self._progress.results(session, but=self._kept) if session.ended else []
        except FixableError as error:
            self.aside = {"kind": "help", "text": self.words["not_kept"].format(why=error)}

    def _show(self, session: Session) -> None:
        self._session = session
        self._ways[session.lines] = session
        self.page = ""
        self.shown = shown(session, self._played)
        if session.ended:
            self.page = self._file("page")[1]

    def _played(self, lines: tuple[str, ...]) -> Session:
        if lines not in self._ways:
            self._ways[lines] = said_all(replace(self._session, exchanges=(), stopped=False, voice=None), lines)
        return self._ways[lines]

    def _heard(self, _widget: Any, message: dict[str, Any], buffers: Sequence[Any]) -> None:
        """Do what the browser asks for, and always answer, so that nobody waits for nothing."""
        if buffers:
            message = {**message, "sound": bytes(buffers[0])}
        answer: dict[str, Any] = {"done": message.get("do"), "number": message.get("number")}
        try:
            self._getting_ready.join()
            answer.update(self._doing(message)(message) or {})
        except FixableError as error:
            self.aside = {"kind": "help", "text": str(error)}
        except (KeyError, TypeError, ValueError):
            self.aside = {"kind": "help", "text": self.words["failed"]}
        finally:
            self.send(answer)

    def _doing(self, message: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
        deeds: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
            "reply": self._reply,
            "spoken": self._spoken,
            "hint": self._hint,
            "rewind": self._rewind,
            "take_up": self._take_up,
            "finish": self._finish,
            "mode": self._mode,
            "again": self._again,
            "file": self._give_file,
        }
        return deeds[message["do"]]

    def _reply(self, message: dict[str, Any]) -> None:
        self._go_on(self._session.reply(str(message["text"])))

    def _spoken(self, message: dict[str, Any]) -> dict[str, Any]:
        """Write a spoken line down; the trainee reads it over and sends it."""
        from scenarios.widget.listening import spoken

        return {"heard": spoken(message["sound"], self._session.case.language)}

    def _hint(self, _message: dict[str, Any]) -> None:
        """First what kind of line would help, asked again a whole one; an exam gives none."""
        if not self._session.coached or self._session.ended:
            return
        about, step = self._hints
        step = step + 1 if about is self._session else 0
        self._hints = (self._session, step)
        steps = hint_steps(self._session.case, lacking(self._session.case, self._session.customer))
        self.aside = steps[min(step, len(steps) - 1)]

    def _rewind(self, message: dict[str, Any]) -> None:
        if not self._session.coached:
            return
        line = int(message["line"])
        self._go_on(self._session.rewind(line))
        self.aside = {"kind": "note", "text": self.words["taken_back"].format(line=line + 1)}

    def _take_up(self, message: dict[str, Any]) -> None:
        self._go_on(self._session.taken_up(int(message["branch"])))

    def _finish(self, _message: dict[str, Any]) -> None:
        self._go_on(self._session.finish())

    def _mode(self, message: dict[str, Any]) -> None:
        """Change when feedback is given, while nothing has been said."""
        if not self._session.exchanges and message["mode"] in ("coach", "exam"):
            self._show(replace(self._session, mode=message["mode"]))

    def _again(self, _message: dict[str, Any]) -> None:
        self.aside, self._kept = {}, None
        self._show(replace(self._session, exchanges=(), branches=(), stopped=False))

    def _give_file(self, message: dict[str, Any]) -> dict[str, Any]:
        ending, kind = FORMATS[message["form"]]
        name, content = self._file(message["form"])
        return {"file": {"name": f"{name}.{ending}", "type": kind, "content": content}}

    def _file(self, form: str) -> tuple[str, str]:
        """Return the debrief's name and content in one of the forms."""
        import json

        from scenarios.page import page
        from scenarios.wire import debrief_csv, xapi_statements

        ended = debrief(self._session)
        name = f"{self._session.case.scenario.id}-{self._session.case.language}"
        if form == "page":
            return name, page(ended)
        if form == "csv":
            return name, debrief_csv(ended)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        statements = xapi_statements(ended, actor="trainee", timestamp=when)
        return name, json.dumps(statements, ensure_ascii=False, indent=1) + "\n"
