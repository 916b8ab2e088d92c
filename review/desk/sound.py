"""Where a call's recording is, for the notebook's server: by URL, so that the browser fetches what it plays and no more."""

from __future__ import annotations

from os.path import commonpath
from pathlib import Path

from review.reports.sound import media_url
from review.store.values import StoredCall
from review.workspace import Workspace
from transcribe.audio import sha256


class Unreachable(Exception):
    """The recording cannot be played; ``word`` names the sentence that says why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class Sound:
    """The recordings of one workspace, as one notebook server gives them out."""

    def __init__(self, workspace: Workspace) -> None:
        """Stand on a workspace; the server is not known until the page tells."""
        self._workspace = workspace
        self._root: Path | None = None
        self._base = "/"

    def server(self, root: str, base: str) -> None:
        """Take in where the server's files lie (``~`` is the home folder), and what its addresses begin with."""
        self._root = Path(root).expanduser().resolve() if root else None
        self._base = f"/{base.strip('/')}/".replace("//", "/")

    def url(self, stored: StoredCall) -> str:
        """Return the address of a recording; raise :class:`Unreachable` where it has none."""
        place = self._place(stored)
        if self._root is None:
            raise Unreachable("sound_no_server")
        if commonpath([self._root, place]) != str(self._root):
            raise Unreachable("sound_outside")
        if any(part.startswith(".") for part in place.relative_to(self._root).parts):
            raise Unreachable("sound_hidden")  # the server gives out nothing whose name begins with a dot
        return f"{self._base}files/{media_url(place, self._root / 'page')}"

    def found(self, stored: StoredCall) -> tuple[Path, str]:
        """Return where a recording lies, and its SHA-256; raise :class:`Unreachable` where there is none."""
        place = self._place(stored)
        return place, stored.audio_hash or sha256(place)

    def _place(self, stored: StoredCall) -> Path:
        if not stored.audio:
            raise Unreachable("sound_none")
        place = self._workspace.absolute(stored.audio)
        if not place.is_file():
            raise Unreachable("sound_moved")
        return place
