"""Opening the desk: the store, what the last reviews left, the reviewer, the language."""

from __future__ import annotations

import getpass
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from review.desk.arriving import bring
from review.desk.queue import sampled
from review.desk.showing import Eyes
from review.desk.sitting import Sitting
from review.desk.words import words
from review.kept import keep
from review.reports.texts import DEFAULT, texts
from review.store import Store
from rubrics import library
from transcribe.errors import FixableError, MissingPart

if TYPE_CHECKING:
    from review.desk.view import DeskView


DATABASE = "PARAFRAZA_DB"
"""The variable that names a team's database, so that its password stands in no notebook."""


def opened(
    workspace: str | Path,
    reviewer: str | None,
    lang: str | None,
    *,
    blind: bool,
    rubric: str | Path | None,
    sample: str | Path | None,
    database: str | None,
) -> DeskView:
    """Open the desk as ``review.desk`` tells it."""
    if find_spec("anywidget") is None:
        raise MissingPart("the desk needs anywidget", fix='pip install "parafraza[lab]", then restart the kernel')
    from review.desk.view import DeskView

    return DeskView(sitting(workspace, reviewer, lang, blind=blind, rubric=rubric, sample=sample, database=database))


def sitting(
    workspace: str | Path,
    reviewer: str | None = None,
    lang: str | None = None,
    *,
    blind: bool = False,
    rubric: str | Path | None = None,
    sample: str | Path | None = None,
    database: str | None = None,
) -> Sitting:
    """Sit a reviewer down before a workspace, without a browser; choices as ``review.desk`` tells them.

    Raises:
        FixableError: the workspace, the list, the rubric or the language is not what it should be.
    """
    code = lang or DEFAULT
    own = words(code)
    chosen = library.load(rubric) if rubric is not None else None
    drawn = sampled(Path(sample)) if sample is not None else None
    database = database or os.environ.get(DATABASE)
    if not database and not Path(workspace).is_dir():
        raise FixableError(f"there is no folder {workspace}", fix="name the workspace's folder, or make it first")
    store = Store.open(database, Path(workspace)) if database else Store.open(workspace)
    keep(store, chosen)  # its words and weights are needed for as long as marks given by it
    who = (reviewer or me()).strip()
    if store.workspace.results.is_dir():
        bring(store, store.workspace.results, by=who)
    return Sitting(store, Eyes(who, texts(code), own, blind, rubric), drawn)


def me() -> str:
    """Return your name on this machine; raise :class:`FixableError` where it has none for you."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # containers run as a number without a name
        raise FixableError("this machine has no name for you", fix="say who reviews: reviewer=...") from None
