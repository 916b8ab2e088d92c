"""A workspace: one folder with recordings, results, caches and the database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DATABASE = "parafraza.db"
COPIES = "parafraza.before-*.db"
"""Copies of the database kept before a change of its tables."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder, and the names of what lies in it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file, where no other database is named."""
        return self.folder / DATABASE

    @property
    def recordings(self) -> Path:
        """Where recordings are put; one may lie elsewhere in the workspace as well."""
        return self.folder / "recordings"

    @property
    def results(self) -> Path:
        """Where ``review --out`` writes, a folder a call."""
        return self.folder / "results"

    @property
    def cache(self) -> Path:
        """What can be made again at any time; files here begin with the recording's SHA-256."""
        return self.folder / "cache"

    def relative(self, path: Path) -> str:
        """Return a path as the database keeps it: from the workspace, with slashes, ``..`` where it lies outside."""
        # From where things really are, so that a link does not make inside look like outside.
        return Path(os.path.relpath(path.resolve(), self.folder.resolve())).as_posix()

    def absolute(self, kept: str) -> Path:
        """Return the place of a path that the database keeps."""
        return (self.folder / kept).resolve()

    def holds(self, path: Path) -> bool:
        """Tell whether a place is inside the workspace, links followed; only such places are ever deleted."""
        return self.folder.resolve() in path.resolve().parents
