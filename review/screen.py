"""What a person sees in the terminal: progress on standard error, and a table at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table
from rich.text import Text

from review.job import Job
from review.running import Reviewed
from transcribe.bars import COLUMNS


class Screen:
    """Progress over a batch; a context manager. Where standard error is no terminal, one line a finished call."""

    def __init__(self, calls: int) -> None:
        """Stand ready for ``calls`` calls."""
        self._console = Console(file=sys.stderr)
        self._calls, self._finished = calls, 0
        self._bars = Progress(*COLUMNS, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> Screen:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def progress(self, job: Job, doing: str, share: float) -> None:
        """Show what is being done for a job, and how far it is, 0 to 1."""
        if self._task is None:
            name = f"{self._finished + 1} of {self._calls}  {job.source.name}"
            self._task = self._bars.add_task(name, total=1.0, doing=doing)
        self._bars.update(self._task, completed=share, doing=doing)

    def finished(self, result: Reviewed) -> Reviewed:
        """Take a finished job off the screen, leave one line of it, and hand it on."""
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None
        self._finished += 1
        self._console.print(_line(result), soft_wrap=True)
        return result

    def summary(self, results: Sequence[Reviewed]) -> None:
        """Print the table of all calls, and where their reports lie."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head, side in (("call", "left"), ("minutes", "right"), ("total", "right"), ("judged", "right")):
            table.add_column(head, justify=side)  # type: ignore[arg-type]
        table.add_column("critical")
        table.add_column("report", overflow="fold")
        for result in results:
            table.add_row(*_cells(result))
        self._console.print(table)
        counts = {kind: sum(result.outcome == kind for result in results) for kind in ("done", "skipped", "failed")}
        told = [f"{counts['done']} reviewed", f"{counts['skipped']} already there", f"{counts['failed']} failed"]
        self._console.print(", ".join(told[: 3 if counts["failed"] else 2]), highlight=False)


def _line(result: Reviewed) -> Text:
    sign = {"done": "done", "skipped": "there", "failed": "FAILED"}[result.outcome]
    line = Text(f"{sign:7}{result.job.source.name}")
    for told in (*filter(None, [result.error]), *(f"note: {note}" for note in result.notes)):
        line.append(f"\n       {told.replace(chr(10), chr(10) + '       ')}")
    return line


def _cells(result: Reviewed) -> tuple[Text, ...]:
    card = result.card
    total = "-" if card is None or card.skill_total is None else f"{card.skill_total:.0f}"
    judged = f"{len(card.marks) - len(card.not_judged)} of {len(card.marks)}" if card else "-"
    critical = card.compliance.replace("_", " ") if card else "-"
    minutes = f"{result.duration / 60:.1f}" if result.duration is not None else "-"
    where = str(result.job.folder / "report.html") if card else "see above"
    return tuple(Text(cell) for cell in (result.job.source.name, minutes, total, judged, critical, where))
