"""How long rubrics keep people waiting: the check of a file for the first time, and a call of 200 turns with everything.

Each is a process of its own that knows nothing yet: no moves kept, nothing loaded. The call is put together from lines of
the corpus. Processor seconds stand beside the waited ones, since those hardly change with what else the machine does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rubrics import library
from rubrics.corpus import read
from tests.benchmarks.data import ROOT
from transcribe.call import Call, Role, Span, Turn
from transcribe.formats import call_json

TURNS = 200
SECONDS_A_TURN = 4.0


class Waited(NamedTuple):
    """What one process took."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.processor:.1f} s of processor)"


def first_check(language: str) -> Waited:
    """Return what the first check of a rubric takes that somebody has just begun in one language."""
    with tempfile.TemporaryDirectory() as home:
        file = str(Path(home) / "ours.yaml")
        _waited(["-m", "parafraza", "rubrics", "new", file, "--lang", language], home)
        return _waited(["-m", "parafraza", "rubrics", "check", file], home)


def checks_of_shipped() -> tuple[Waited, Waited]:
    """Return what the check of the largest shipped rubric takes, in four languages: with nothing kept, and as set up.

    ``make setup`` tries the shipped examples once, so that afterwards only those are tried that somebody changed.
    """
    with tempfile.TemporaryDirectory() as home:
        check = ["-m", "parafraza", "rubrics", "check", str(library.FOLDER / "service_call.yaml")]
        return _waited(check, home), _waited(check, home)


def everything(language: str) -> Waited:
    """Return what 200 turns take with moves, marks, ranges, fragility, effects, better lines and the report."""
    with tempfile.TemporaryDirectory() as home:
        call, page = Path(home) / "call.json", Path(home) / "report.html"
        call.write_text(call_json.dumps(long_call(language)), encoding="utf-8")
        return _waited(["-m", "parafraza", "report", str(call), "-o", str(page)], home)


def long_call(language: str) -> Call:
    """Return a call of :data:`TURNS` turns, agents' lines of the corpus after what the customer said before each."""
    lines = [line for line in read(language) if line.role == "agent" and line.context][: TURNS // 2]
    said: list[tuple[Role, str]] = []
    for line in lines:
        said += (("customer", line.context), ("agent", line.text))
    turns = tuple(
        Turn(role, role, Span(at * SECONDS_A_TURN, at * SECONDS_A_TURN + SECONDS_A_TURN - 1), text)
        for at, (role, text) in enumerate(said)
    )
    return Call(turns, TURNS * SECONDS_A_TURN, language)


def two_hours() -> float:
    """Return the seconds that the page of a call of 2,000 turns takes to write, its moves and marks given."""
    from review.reports import write_report
    from rubrics.scorecard import score
    from rubrics.values import Move

    sides: tuple[Role, ...] = ("agent", "customer")
    turns = tuple(
        Turn(sides[at % 2], sides[at % 2], Span(at * 3.6, at * 3.6 + 3), "one two three four five six seven eight")
        for at in range(2000)
    )
    call = Call(turns, 7200.0, "en")
    moves = tuple(Move("empathy", at, turns[at].span, "three four", 0.9, "empathy.v1") for at in range(0, 2000, 4))
    card = score(call, moves=moves)
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        write_report(call, moves, card, Path(home) / "report.html", audio=None)
        return time.perf_counter() - start


def _waited(arguments: list[str], home: str) -> Waited:
    before, start = _processor(), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PARAFRAZA_HOME": home}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    return Waited(time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    """Return the processor seconds of all processes that were waited for so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows() -> list[tuple[str, str, str]]:
    """Return the lines of the table: what, its target, what was measured."""
    checks = [str(first_check(language)) for language in ("en", "ru")]
    calls = [str(everything(language)) for language in ("en", "ru")]
    bare, set_up = checks_of_shipped()
    return [
        ("`rubrics check`, first time: a new rubric in English / in Russian", "≤ 2 s", " / ".join(checks)),
        ("the same: the shipped `service_call` in four languages", "≤ 2 s", str(bare)),
        ("the same once more, as `make setup` leaves it", "≤ 2 s", str(set_up)),
        ("200 turns with everything but a judge, cold, English / Russian", "≤ 3 s", " / ".join(calls)),
        ("the page of a call of two hours (2,000 turns), moves and marks given", "≤ 10 s", f"{two_hours():.1f} s"),
    ]


if __name__ == "__main__":
    for what, target, measured in rows():
        print(f"{what}: {measured} ({target})")
