"""Watching a folder: recordings that come to lie in it are reviewed and brought into the workspace, one after another.

A recording that is still being written is left alone: it is taken once its size and time have stood still from one look to the next.
What was reviewed before is known by its hash, so a watch that was stopped goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from review.desk.arriving import Arrived, bring
from review.job import jobs
from review.running import Reviewed, Reviewer
from review.store import Store
from transcribe.settings import RECORDINGS

Stamp = tuple[int, int]
"""Size in bytes and time of the last change."""


@dataclass
class Watch:
    """One folder under watch."""

    folder: Path
    store: Store
    reviewer: Reviewer
    by: str
    _seen: dict[Path, Stamp] = field(default_factory=dict)
    _done: dict[Path, Stamp] = field(default_factory=dict)

    def look(self) -> tuple[list[Reviewed], Arrived | None]:
        """Look once: review what has stood still since the last look, and bring the results in.

        Returns:
            How each recording fared, and what came into the store; ``None`` where there was nothing to do.
        """
        now = dict(self._stamps())
        still = [path for path, stamp in now.items() if self._seen.get(path) == stamp and self._done.get(path) != stamp]
        self._seen = now
        if not still:
            return [], None
        out = self.store.workspace.results
        fared = list(self.reviewer.run(jobs(still, out)))
        # One that failed is told once, and tried again when it changes.
        self._done |= {path: now[path] for path in still}
        return fared, bring(self.store, out, by=self.by) if out.is_dir() else None

    def waiting(self) -> int:
        """Return how many recordings were never reviewed, or are still being written."""
        return sum(self._done.get(path) != stamp for path, stamp in self._stamps())

    def _stamps(self) -> Iterator[tuple[Path, Stamp]]:
        for path in sorted(self.folder.rglob("*")):
            if path.suffix.lower() in RECORDINGS and path.name[0] != "." and path.is_file():
                stat = path.stat()
                yield path, (stat.st_size, stat.st_mtime_ns)


def watch(
    watched: Watch,
    told: Callable[[Reviewed], None],
    *,
    every: float,
    once: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Look again and again, until stopped from the keyboard.

    Args:
        watched: The folder.
        told: Is given each recording's outcome.
        every: Seconds between two looks.
        once: Look until all that is there now is done, and end.
        sleep: How to wait.
    """
    while True:
        fared, _ = watched.look()
        for one in fared:
            told(one)
        if once and not watched.waiting():
            return
        sleep(every)
