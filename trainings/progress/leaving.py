"""What the learner takes away, and what the learner takes back: export, and erasing that is searched for afterwards."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, fields
from typing import Any

from trainings.attempts import Attempt, Attempts
from trainings.progress.own import FILE, OwnLines


@dataclass(frozen=True)
class Erased:
    """What was erased, and where some of it is still found."""

    attempts: int
    """Lines of the file of attempts."""
    own_lines: int
    left_in: tuple[str, ...]
    """Names of files of the same folder in which one of the erased lines still stands; empty when all is gone."""


def export_json(kept: Attempts) -> dict[str, Any]:
    """Return everything that is kept of a learner, as JSON values: broken lines and own lines too.

    Raises:
        FixableError: The file cannot be read.
    """
    own = OwnLines(kept.path.with_name(FILE))
    return {
        "schema": 1,
        "attempts": [asdict(each) for each in kept.all()],
        "broken_lines": [{"line": number, "text": text} for number, text in kept.broken().items()],
        "own_lines": [each.model_dump(mode="json") for each in own.all()],
    }


def export_csv(kept: Attempts) -> str:
    """Return the attempts as CSV with a header; a cell that a spreadsheet would run is made harmless.

    Raises:
        FixableError: The file cannot be read.
    """
    from review.csvfile import harmless

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(field.name for field in fields(Attempt))
    for each in kept.all():
        table.writerow(harmless(str(value)) for value in asdict(each).values())
    return text.getvalue()


def erase(kept: Attempts, *, lesson: str | None = None, exercise: str | None = None) -> Erased:
    """Erase attempts and search the folder for them afterwards.

    Args:
        kept: The learner's file.
        lesson: Only those of one lesson, such as ``02``.
        exercise: Only those of one exercise, such as ``02-01``; with neither, everything, own lines too.

    Raises:
        FixableError: The file cannot be written, or another program holds it.
    """
    everything = lesson is None and exercise is None
    gone: list[str] = []

    def stays(attempt: Attempt | None, line: str) -> bool:
        hit = everything or (_meant(attempt, line, lesson, exercise))
        if hit:
            gone.append(line)
        return not hit

    attempts = kept.keep(stays)
    own = OwnLines(kept.path.with_name(FILE))
    lines = own.erase() if everything else own.erase(exercise) if exercise else ()
    return Erased(attempts, len(lines), _still_in(kept, [*gone, *lines]))


def _meant(attempt: Attempt | None, line: str, lesson: str | None, exercise: str | None) -> bool:
    """Tell whether a line is one to erase; of a broken one, whether it speaks of the exercise."""
    if attempt is None:
        return f'"{exercise}"' in line or (lesson is not None and f'"{lesson}-' in line)
    return attempt.exercise == exercise or attempt.lesson == lesson


def _still_in(kept: Attempts, gone: list[str]) -> tuple[str, ...]:
    found = []
    for path in sorted(kept.path.parent.iterdir()) if kept.path.parent.is_dir() and gone else ():
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if any(line in text for line in gone):
            found.append(path.name)
    return tuple(found)
