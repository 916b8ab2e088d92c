"""Where JupyterLab begins: the welcome page with its three doors, in the language of whoever opens it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "pl", "ru", "ro")
PAGE = "welcome.ipynb"
ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says which language its user reads, the strongest first."""


def language(environment: Mapping[str, str]) -> str:
    """Return the language a system's user reads, English where there is no welcome page in it."""
    said = next((environment[name] for name in ASKED if environment.get(name)), "")
    code = said[:2].lower()
    return code if code in LANGUAGES else "en"


def places(folder: Path, lang: str | None = None, environment: Mapping[str, str] | None = None) -> list[str]:
    """Return the arguments with which JupyterLab opens a folder, at its welcome page where it has one.

    Args:
        folder: The lessons' folder, or one that holds it as ``trainings``; any other opens as it is.
        lang: ``en``, ``pl``, ``ru`` or ``ro``; the system's by default.
        environment: The system's variables; this machine's by default.

    Raises:
        UnknownName: There is no welcome page in ``lang``.
    """
    if lang is not None and lang not in LANGUAGES:
        from transcribe.errors import UnknownName

        raise UnknownName(f"there is no welcome page in {lang!r}", fix=f"use one of: {', '.join(LANGUAGES)}")
    chosen = lang or language(os.environ if environment is None else environment)
    for inner in ("", "trainings/"):
        page = f"{inner}{chosen}/{PAGE}"
        if (folder / page).is_file():
            return [f"--ServerApp.root_dir={folder.absolute()}", f"--LabApp.default_url=/lab/tree/{page}"]
    return [str(folder)]
