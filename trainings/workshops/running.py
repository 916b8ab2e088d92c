"""A workshop for a notebook: opened, run from a console, ended with a handout."""

from __future__ import annotations

import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Timer as Later
from typing import TYPE_CHECKING, Any

from trainings.workshops import keeping, loading
from trainings.workshops.guard import Guard, new_code
from trainings.workshops.inviting import invitation, own_address
from trainings.workshops.plan import ExerciseStep
from trainings.workshops.room import Room
from transcribe.errors import FixableError

if TYPE_CHECKING:
    from trainings.workshops.plan import Plan

SAVE_S = 1.0
"""Changes are gathered for so long before the file is written."""
_RUNNING: dict[tuple[str, str, Path], Workshop] = {}
"""Those of this process: a cell that is run again shows the same workshop."""


class Workshop:
    """A running workshop."""

    def __init__(
        self,
        plan: Plan,
        *,
        folder: Path | None = None,
        host: str = "0.0.0.0",  # noqa: S104 - a workshop is for the room's own network, behind its code
        address: str | None = None,
        fresh: bool = False,
    ) -> None:
        """Open a workshop, or go on with one that was interrupted.

        Args:
            plan: What is run.
            folder: Where its file lies; ``results/workshops`` by default.
            host: Address to listen on; ``127.0.0.1`` lets in only this computer.
            address: What participants type, where it is not this computer's own (behind a proxy); ``{port}`` stands for
                the port.
            fresh: Whether to begin anew where one was interrupted.

        Raises:
            FixableError: No port is free, ``address`` is none, or the folder cannot be written.
        """
        from trainings.workshops.server import Server

        self.plan = plan
        self.file = keeping.taken(plan.id, plan.language, folder)
        before = None if fresh else self.file.read()
        self.room = Room(plan)
        self.resumed = before is not None and keeping.restore(self.room, before)
        known = before if before is not None and self.resumed else {}
        self.keep = bool(known.get("keep", False))
        guard = Guard(str(known.get("code") or new_code()))
        self._opened = str(known.get("opened") or keeping.stamp())
        self._key = str(known.get("key") or secrets.token_urlsafe(18))
        try:
            self._server = Server(self.room, guard, key=self._key, host=host, port=known.get("port"), address=address)
        except FixableError:
            self.file.release()
            raise
        own = "127.0.0.1" if host == "127.0.0.1" else own_address()
        self.address = self._server.address or f"http://{own}:{self._server.port}/"
        self._server.invitation = invitation(self.address, guard.code)
        self._saving: Later | None = None
        self.trouble = ""
        """Why the file could not be written the last time."""
        self._server.told = self._drawn
        self._views: list[Any] = []
        self._save()
        self.room.work(self._get_ready)

    @property
    def code(self) -> str:
        """What participants type."""
        return self._server.guard.code

    @property
    def port(self) -> int:
        """The port the page is served on."""
        return self._server.port

    @property
    def invitation(self) -> dict[str, Any]:
        """Where participants go: address, code, QR picture."""
        return self._server.invitation

    @property
    def wall(self) -> str:
        """The address of the wall, for the trainer's own browser: with it one key goes on to the next step."""
        return f"{self.address}wall#{self.code}.{self._key}"

    def keep_answers(self, *, keep: bool = True) -> None:
        """Keep what people write in the workshop's file, or take it out again."""
        self.keep = keep
        self._save()

    def handout(self, path: Path | str | None = None) -> Path:
        """Write the handout: the agenda and what the group wrote; a browser prints it as PDF.

        Args:
            path: Where; by default in ``results``, under a name with the time at which the workshop began, so that the next
                group's does not take its place.

        Raises:
            FixableError: The file cannot be written.
        """
        from trainings.workshops.handout import handout
        from transcribe.formats import write_whole

        place = Path(path or Path("results") / f"handout_{self._opened}.html")
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, handout(self.room))
        return place

    def end(self) -> None:
        """End the workshop: everybody is told, the page is closed; the file is put aside, or deleted if nothing is kept."""
        self.room.end()
        self.close()
        if self.keep:
            self.file.put_aside()
        else:
            self.file.forget()

    def close(self) -> None:
        """Stop serving and leave the file as it is, so that the workshop can go on later."""
        if self._saving is not None:
            self._saving.cancel()
        try:
            if not self.room.ended or self.keep:
                self._save()
        finally:
            self._server.close()
            self.file.release()
            for key in [key for key, each in _RUNNING.items() if each is self]:
                del _RUNNING[key]

    def _get_ready(self) -> None:
        """Judge a line of nobody's: it loads the detectors, so that the group's first lines find them."""
        from trainings.workshops.judging import judged

        asked = (step.exercise for step in self.plan.steps if isinstance(step, ExerciseStep))
        any(judged(exercise, {"": self.plan.title}, self.plan.language) for exercise in asked)

    def show_on(self, view: Any) -> None:
        """Tell a view of every new picture."""
        self._views.append(view)

    def _drawn(self) -> None:
        if self._saving is None:
            self._saving = Later(SAVE_S, self._save_aside)
            self._saving.daemon = True
            self._saving.start()
        for view in self._views:
            view.draw()

    def _save_aside(self) -> None:
        """Save from the timer's thread; a folder that cannot be written is told where the trainer looks."""
        self._saving = None  # what changes from now on is saved the next time
        try:
            self._save()
            self.trouble = ""
        except FixableError as error:
            self.trouble = str(error)

    def _save(self) -> None:
        own = {"opened": self._opened, "code": self.code, "key": self._key}
        self.file.write(keeping.dumped(self.room, **own, port=self.port, keep=self.keep))

    def _repr_mimebundle_(self, **_asked: Any) -> dict[str, Any]:
        """Show the trainer's console in a notebook, and one line elsewhere."""
        bundle: dict[str, Any] = {"text/plain": f"{self.plan.title}: {self.address}  {self.code}"}
        if "ipykernel.kernelapp" not in sys.modules or find_spec("anywidget") is None:
            return bundle
        from trainings.workshops.console import Console

        shown: Any = Console(self)._repr_mimebundle_()
        return {**(shown[0] if isinstance(shown, tuple) else shown or {}), **bundle}


def workshop(
    plan: str | Path,
    lang: str = "en",
    *,
    folder: Path | None = None,
    host: str = "0.0.0.0",  # noqa: S104 - as in Workshop
    address: str | None = None,
    fresh: bool = False,
) -> Workshop:
    """Open a workshop, or return the one of this plan that runs here already.

    Args:
        plan: The id of a plan that ships (``ninety_minutes``, ``half_day``, ``two_days``), or a file.
        lang: ``en``, ``pl``, ``ru`` or ``ro``; a file says its own.
        folder: Where its file lies; ``results/workshops`` by default.
        host: Address to listen on; ``127.0.0.1`` lets in only this computer.
        address: What participants type, where it is not this computer's own, such as JupyterHub's proxy gives; ``{port}``
            in it stands for the port.
        fresh: Whether to begin anew where one was interrupted.

    Raises:
        FixableError: There is no such plan, it has more steps than time, no port is free, or ``address`` is none.
    """
    read = loading.load(plan, lang)
    key = (read.id, read.language, (folder or keeping.PLACE).absolute())
    if key in _RUNNING and not fresh:
        return _RUNNING[key]
    if key in _RUNNING:
        _RUNNING[key].close()
    _RUNNING[key] = Workshop(read, folder=folder, host=host, address=address, fresh=fresh)
    return _RUNNING[key]
