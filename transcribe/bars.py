"""The progress bars of every command, on standard error; nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

COLUMNS = (
    TextColumn("{task.description}", markup=False),
    BarColumn(bar_width=24),
    TextColumn("{task.percentage:3.0f} %"),
    TimeElapsedColumn(),
    TextColumn("{task.fields[doing]}", markup=False),
)


@contextmanager
def listening(name: str) -> Iterator[Callable[[str, float], None]]:
    """Show the progress of hearing one recording: give a function told what is being done, and how far it is, 0 to 1."""
    console = Console(file=sys.stderr)
    with Progress(*COLUMNS, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(name, total=1.0, doing="reading")
        yield lambda doing, share: bars.update(task, completed=share, doing=doing)
