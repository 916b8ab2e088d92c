"""Answers kept by what was asked: the same question to the same model is put once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from rubrics.prepared import cache_home
from transcribe.errors import FixableError
from transcribe.formats import write_whole


def folder() -> Path:
    """Return where answers are kept by default: ``$PARAFRAZA_HOME/judge``, else the user's cache folder."""
    return cache_home() / "judge"


class Answers:
    """A folder of answers. They hold redacted text only, and no question."""

    def __init__(self, place: Path | None) -> None:
        """Use the folder ``place``, made when the first answer comes; ``None`` keeps nothing."""
        self._folder = place

    def get(self, asked: Mapping[str, Any]) -> str | None:
        """Return the answer to ``asked``; ``None`` where there is none, or its file is damaged."""
        if self._folder is None:
            return None
        try:
            answer = json.loads(self._path(self._folder, asked).read_text(encoding="utf-8"))["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer if isinstance(answer, str) else None

    def keep(self, asked: Mapping[str, Any], answer: str) -> None:
        """Keep an answer; where the folder cannot be written it is asked for again next time, and the run goes on."""
        if self._folder is not None:
            path = self._path(self._folder, asked)
            with suppress(OSError, FixableError):
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, json.dumps({"answer": answer}, ensure_ascii=False) + "\n")

    @staticmethod
    def _path(place: Path, asked: Mapping[str, Any]) -> Path:
        key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        return place / key[:2] / f"{key}.json"
