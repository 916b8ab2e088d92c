"""The desk from a command line: a small notebook that holds it, and JupyterLab opened at that notebook."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import sqlalchemy as sa

from review.store import Store
from review.store.tables import calls
from transcribe.errors import FixableError, MissingPart

NOTEBOOK = "desk.ipynb"
QUIET = "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"
"""JupyterLab would ask the package index for a newer version of itself; nothing is sent unless asked."""


def notebook(folder: Path, **choices: object) -> Path:
    """Write the notebook of a workspace's desk, with these choices of ``review.desk``, and return its place.

    It holds no call's words, before or after it was run: those never enter a widget's state.

    Raises:
        FixableError: it cannot be written there.
    """
    given = "".join(f", {name}={value!r}" for name, value in choices.items() if value is not None)
    cells = [_told(), _code(f'import review\n\nreview.desk("."{given})')]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path = folder / NOTEBOOK
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise FixableError(f"{path}: {error.strerror}", fix="make the folder writable") from None
    return path


def root(store: Store) -> Path:
    """Return the folder JupyterLab has to be started in to reach the workspace and the recordings of its calls.

    It is the workspace, or the folder above it that holds the recordings too; never the whole disk or the home folder.
    """
    here = store.workspace.folder.resolve()
    kept = [row["audio"] for row in store.rows(sa.select(calls.c.audio).where(calls.c.audio.like("../%")))]
    shared = Path(os.path.commonpath([here, *(store.workspace.absolute(each) for each in kept)]))
    return here if shared in (Path(shared.anchor), Path.home()) else shared


def arguments(page: Path, folder: Path, *, browser: bool) -> list[str]:
    """Return how JupyterLab is called to open a notebook, started in ``folder``."""
    place = page.resolve().relative_to(folder).as_posix()
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/doc/tree/{place}", QUIET]
    return [*options, *([] if browser else ["--no-browser"])]


def launch(options: list[str]) -> None:
    """Run JupyterLab until it is stopped; it prints its address.

    Raises:
        MissingPart: JupyterLab is not installed.
    """
    try:
        from jupyterlab.labapp import main
    except ModuleNotFoundError as error:
        raise MissingPart("JupyterLab is not installed", fix="pip install 'parafraza[lab]'") from error
    sys.argv = ["jupyter-lab", *options]
    main()


def _told() -> dict[str, object]:
    text = "# The desk\n\nClick the cell below and press Shift+Enter. What you do is saved as you do it."
    return {"cell_type": "markdown", "id": "about", "metadata": {}, "source": text}


def _code(source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "id": "desk",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
