"""Scenarios on disk for tests: a copy of the bed, changed as a test needs."""

import shutil
from pathlib import Path

import yaml

from scenarios.loading import LIBRARY

LANGUAGES = ("en", "pl", "ru", "ro")


def copied(tmp_path: Path, name: str = "bed", languages=("en",)) -> Path:
    """A copy of the bed in some languages."""
    folder = tmp_path / name
    folder.mkdir()
    for file in ("scenario", *languages):
        shutil.copy(LIBRARY / "late_bed" / f"{file}.yaml", folder)
    changed(folder / "scenario.yaml", lambda content: content | {"languages": list(languages)})
    return folder


def changed(path: Path, change) -> None:
    """A file with its content passed through ``change``."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(change(content), allow_unicode=True, sort_keys=False), encoding="utf-8")
