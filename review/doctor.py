"""``parafraza doctor``: what works on this machine and what to do about the rest."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from transcribe import weights

ROOM_NEEDED = 1.0
"""Gigabytes of free disk under which a long recording may not fit while it is read."""


class Check(NamedTuple):
    """One thing looked at."""

    what: str
    fine: bool
    found: str
    fix: str
    needed: bool
    """Whether the main job needs it."""


def checks() -> list[Check]:
    """Look at Python, packages, weights, disk and processors."""
    return [_python(), *map(_package, _PACKAGES), *(_weights(name) for name in weights.manifest()), _disk(), _cores()]


def shown(found: list[Check]) -> str:
    """Return the checks as lines a person reads."""
    lines = []
    for check in found:
        sign = "ok" if check.fine else ("MISSING" if check.needed else "not here")
        lines.append(f"{sign:9}{check.what}: {check.found}")
        if not check.fine and check.fix:
            lines.append(f"{'':9}to get it: {check.fix}")
    return "\n".join(lines) + "\n"


_PACKAGES = {
    "faster-whisper": ("speech to text", "pip install parafraza", True),
    "openai-whisper": ("the reference speech engine", "pip install 'parafraza[whisper]'", False),
    "pyannote.audio": ("voices of one-channel recordings", "pip install 'parafraza[pyannote]'", False),
    "jupyterlab": ("notebooks", "pip install 'parafraza[lab]'", False),
}


def _python() -> Check:
    return Check("Python", sys.version_info >= (3, 11), sys.version.split()[0], "install Python 3.11 or newer", True)


def _package(name: str) -> Check:
    purpose, fix, needed = _PACKAGES[name]
    try:
        return Check(name, True, f"{version(name)}, {purpose}", "", needed)
    except PackageNotFoundError:
        return Check(name, False, f"not installed; {purpose}", fix, needed)


def _weights(name: str) -> Check:
    state = weights.state(name)
    needed = name == "whisper-base"
    return Check(f"weights {name}", state == "ready", state, f"parafraza models fetch {name}", needed)


def _disk() -> Check:
    free = shutil.disk_usage(tempfile.gettempdir()).free / 1e9
    return Check("disk for temporary files", free > ROOM_NEEDED, f"{free:.0f} GB free", "free some space", True)


def _cores() -> Check:
    return Check("processors", True, str(os.cpu_count() or 1), "", False)
