"""The QA desk in a notebook: ``review.desk("our-calls", reviewer="Ewa", lang="pl")``.

The package is also the door: calling it opens the desk. A function beside it could not have this name, since Python puts a
package's module in its place once anything in it is imported.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.desk.view import DeskView


class _Door(ModuleType):
    def __call__(
        self,
        workspace: str | Path = ".",
        *,
        reviewer: str | None = None,
        lang: str | None = None,
        blind: bool = False,
        rubric: str | Path | None = None,
        sample: str | Path | None = None,
        database: str | None = None,
    ) -> DeskView:
        """Open the desk over a workspace.

        Args:
            workspace: The folder of recordings, results and the database. What ``parafraza review`` has left in its
                ``results`` comes into the store first.
            reviewer: Who marks; by default your name on this machine.
            lang: ``en``, ``pl``, ``ru`` or ``ro``; English by default.
            blind: Hide the agent's name and the machine's marks until one's own are given.
            rubric: The file of the rubric, where it is not one of the shipped ones.
            sample: A list drawn by ``parafraza sample -o``; the queue then holds these calls alone.
            database: The address of a team's database, where it is not the workspace's own.

        Raises:
            FixableError: the workspace, the list or the language is not what it should be.
            MissingPart: ``anywidget`` is not installed.
        """
        from review.desk.opening import opened

        return opened(workspace, reviewer, lang, blind=blind, rubric=rubric, sample=sample, database=database)


sys.modules[__name__].__class__ = _Door
