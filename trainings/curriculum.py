"""The curriculum as data: each row's lesson, or the room that teaches it otherwise.

The rows are those of the curriculum the lessons were planned by; ``rows`` of an exercise name them.
"""

from __future__ import annotations

ROWS: dict[int, str | None] = {
    1: "01", 2: "02", 3: "02", 4: "03", 5: "03", 6: "04", 7: "04", 8: "05", 9: "05", 10: "06", 11: "06", 12: "06",
    13: "07", 14: "07", 15: "07", 16: "08", 17: "08", 18: "09", 19: "09", 20: "09", 21: "04", 22: "02", 23: "12",
    24: "12", 25: "12", 26: "11", 27: "11", 28: "11", 29: "11", 30: "10", 31: "10", 32: "10", 33: "04", 34: "11",
    35: "01", 36: "03", 37: "12", 38: "12", 39: "13", 40: None, 41: None, 42: "00",
}  # fmt: skip
"""Lesson of each row; ``None`` for the eight complaints, which are scenarios, and for counting them, which review does."""

LESSONS = tuple(f"{number:02}" for number in range(14))
"""00 why to 12 standards, and 13, the trainer's."""


def rows_of(lesson: str) -> tuple[int, ...]:
    """Return the rows a lesson teaches, in order."""
    return tuple(row for row, taught in ROWS.items() if taught == lesson)
