"""``python -m tests.benchmarks.bench_play``: how long a role-play's answer takes, typed and spoken.

Typed: every line of the good scripts of four scenarios in four languages, each answered for the first time, so that nothing
of it is remembered; the detectors are loaded before. Spoken: ten seconds of the demo call as a browser sends them (Opus in
WebM), written down and answered. Printed are the median and the 95th percentile by the clock and by computing; nothing here
is a test. Then what the check of the whole library takes, without the talks it plays.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from scenarios.checker import check_all
from scenarios.loading import names
from scenarios.schema import LANGUAGES
from scenarios.session import Session, play
from transcribe.errors import FixableError

TYPED_TARGET, SPOKEN_TARGET = 0.150, 3.0
"""Seconds, at the median."""
LIBRARY_TARGET = 60.0
"""Seconds of computing."""
SCENARIOS = 4
SPOKEN_S, REPEATS = 10.0, 5
DEMO = Path(__file__).parents[2] / "review" / "demo" / "english.opus"
Spent = tuple[float, float]
"""Seconds by the clock, and of computing."""


def timed(does: Callable[[], Session]) -> tuple[Session, Spent]:
    """Return what came of one answer, and what it took."""
    clock, computing = time.perf_counter(), time.process_time()
    given = does()
    return given, (time.perf_counter() - clock, time.process_time() - computing)


def typed(language: str) -> list[Spent]:
    """Return what each line of the good scripts takes, after one that loads the detectors."""
    play(names()[0], language).reply("Mhm.")
    spent: list[Spent] = []
    for name in names()[:SCENARIOS]:
        session = play(name, language)
        for line in session.case.texts.scripts.good:
            if not session.ended:
                session, took = timed(partial(session.reply, line))
                spent.append(took)
    return spent


def recording(seconds: float) -> bytes:
    """Return the beginning of the demo call as ``MediaRecorder`` would give it."""
    import av

    out = io.BytesIO()
    with av.open(str(DEMO)) as source, av.open(out, "w", format="webm") as target:
        stream = target.add_stream("libopus", rate=48000, layout="mono")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48000)
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame) if (frame.time or 0.0) < seconds else ():
                target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return out.getvalue()


def spoken() -> list[Spent]:
    """Return what ten spoken seconds take from recording to answer, the engine loaded."""
    from scenarios.widget.listening import spoken as written_down

    sound, session = recording(SPOKEN_S), play("late_bed", "en")
    session.reply(written_down(sound, "en"))
    return [timed(lambda: session.reply(written_down(sound, "en")))[1] for _ in range(REPEATS)]


def line(name: str, spent: list[Spent], target: float) -> str:
    """Return one row of the table."""
    (clock, computing), late = np.median(spent, axis=0), np.percentile(spent, 95, axis=0)
    return (
        f"{name:14} n {len(spent):3}  median {clock:.3f} s  p95 {late[0]:.3f} s  "
        f"(computing {computing:.3f}, {late[1]:.3f})  target {target:.3f} s"
    )


def library() -> Spent:
    """Return what the check of all scenarios takes, their talks left out."""
    clock, computing = time.perf_counter(), time.process_time()
    check_all(talks=False)
    return time.perf_counter() - clock, time.process_time() - computing


def main() -> None:
    """Measure and print."""
    for language in LANGUAGES:
        print(line(f"typed {language}", typed(language), TYPED_TARGET), flush=True)
    try:
        print(line("spoken 10 s", spoken(), SPOKEN_TARGET))
    except FixableError as error:
        print(f"spoken: not measured: {error}")
    clock, computing = library()
    print(
        f"check of all scenarios, talks left out: {clock:.1f} s (computing {computing:.1f})  target {LIBRARY_TARGET:.0f} s"
    )


if __name__ == "__main__":
    main()
