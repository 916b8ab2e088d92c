"""``make bench``: the main job on real calls, against its targets; the table goes into the README.

Words are compared after Whisper's own normaliser. Times are whole-process figures where the target is about a process,
else of loaded engines, in call lengths, the median of ``RUNS``. Nothing here is a test: a slow machine fails nobody.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate
from whisper.normalizers import EnglishTextNormalizer

from tests.benchmarks import bench_rubrics
from tests.benchmarks.data import ROOT, folder
from tests.benchmarks.harper import COLLAR, Recorded, calls
from transcribe.audio import SAMPLE_RATE, Recording
from transcribe.call import Call, Role, Turn
from transcribe.listen import Listener
from transcribe.settings import Settings
from transcribe.speakers import speaker_engines

RUNS = 3
ABSENT = "not measured: data absent"
README = ROOT / "README.md"
plain = EnglishTextNormalizer()


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    target: str
    measured: str


def main() -> None:
    """Measure, print, and put the table into the README when asked with ``--write``."""
    recorded = list(calls())
    rubrics = [Row(*row) for row in bench_rubrics.rows()]
    found = [*_quality(recorded), *_speed(recorded), *_memory(), *_starting(), *rubrics]
    table = "\n".join(
        ["| | target | measured |", "|---|---|---|", *(f"| {r.what} | {r.target} | {r.measured} |" for r in found)]
    )
    print(table)
    if "--write" in sys.argv:
        kept = README.read_text(encoding="utf-8")
        marked = re.sub(
            r"<!-- bench -->.*?<!-- /bench -->", f"<!-- bench -->\n{table}\n<!-- /bench -->", kept, flags=re.S
        )
        README.write_text(marked, encoding="utf-8")


def _quality(recorded: Sequence[Recorded]) -> list[Row]:
    listener = Listener(Settings())
    stereo = [(each, listener.call(each.stereo)) for each in recorded]
    mono = [(each, listener.call(each.mix)) for each in recorded]
    repairs = _repairs(listener)
    roles = [_roles_right(each, call) for each, call in stereo]
    mono_roles = [_roles_right(each, call) for each, call in mono]
    right, whole = _words_to_roles(mono)
    return [
        Row("WER per channel, Whisper base", "≤ 16 %", _percent(_wer(stereo)) if recorded else ABSENT),
        Row("DER on the mono mixes, two speakers, collar ± 0.25 s", "≤ 10 %", _der(recorded)),
        Row("the same, from the turns of `call.json`", "", _turns_der(mono)),
        Row("words right and given to the right role, mono", "≥ 78 %", _percent(right / whole) if whole else ABSENT),
        Row("roles, stereo: right / unknown / wrong", "6 of 6 right or unknown, 5 decided", _tally(roles)),
        Row("roles, mono", "the same", _tally(mono_roles)),
        Row("roles of the car dealer's call (agent left)", "right", repairs),
    ]


def _wer(heard: Sequence[tuple[Recorded, Call]]) -> float:
    truth, guess = [], []
    for each, call in heard:
        for side, role in (("left", "agent"), ("right", "customer")):
            truth.append(plain(each.text(role)))
            guess.append(plain(" ".join(turn.text for turn in call.turns if turn.speaker == side)))
    return float(jiwer.wer(truth, guess))


def _der(recorded: Sequence[Recorded]) -> str:
    if not recorded:
        return ABSENT
    engine, metric, each_one = speaker_engines.make("pyannote"), DiarizationErrorRate(collar=COLLAR), []
    for each in recorded:
        with Recording(each.mix) as recording:
            voices = engine.separate(recording.sounds()[0], 2)
        each_one.append(metric(_truth(each), _annotation(voices.spans)))
    return f"{_percent(abs(metric))} (calls: {', '.join(f'{100 * rate:.0f}' for rate in each_one)})"


def _turns_der(heard: Sequence[tuple[Recorded, Call]]) -> str:
    if not heard:
        return ABSENT
    metric = DiarizationErrorRate(collar=COLLAR)
    for each, call in heard:
        metric(_truth(each), _annotation([(turn.speaker, turn.span) for turn in call.turns if turn.span]))
    return _percent(abs(metric))


def _truth(each: Recorded) -> Annotation:
    return _annotation([(said.role, said.span) for said in each.said])


def _annotation(spans: Sequence[tuple[str, object]]) -> Annotation:
    annotation = Annotation()
    for index, (speaker, span) in enumerate(spans):
        annotation[Segment(span.start, span.end), index] = speaker  # type: ignore[attr-defined]
    return annotation


def _words_to_roles(heard: Sequence[tuple[Recorded, Call]]) -> tuple[int, int]:
    """Return (words that are right and stand with the right role, words spoken)."""
    right = whole = 0
    for each, call in heard:
        for role in ("agent", "customer"):
            truth = plain(each.text(role))
            guess = plain(" ".join(turn.text for turn in call.turns if turn.role == role))
            whole += len(truth.split())
            right += jiwer.process_words(truth, guess).hits if guess.strip() else 0
    return right, whole


def _roles_right(each: Recorded, call: Call) -> str:
    """Tell whether the speakers' roles are ``right``, ``unknown`` or ``wrong``, by who really spoke at their times."""
    verdicts = set()
    for speaker in call.speakers:
        turns = [turn for turn in call.turns if turn.speaker == speaker and turn.span]
        real: Role = max(("agent", "customer"), key=lambda role: _shared(each, role, turns))
        verdicts.add("unknown" if turns[0].role == "unknown" else "right" if turns[0].role == real else "wrong")
    return "wrong" if "wrong" in verdicts else "unknown" if "unknown" in verdicts else "right"


def _shared(each: Recorded, role: str, turns: Sequence[Turn]) -> float:
    said = [said.span for said in each.said if said.role == role]
    return sum(both.duration for turn in turns for span in said if turn.span and (both := turn.span & span))


def _tally(verdicts: Sequence[str]) -> str:
    return " / ".join(str(verdicts.count(kind)) for kind in ("right", "unknown", "wrong")) if verdicts else ABSENT


def _repairs(listener: Listener) -> str:
    home = folder("audio")
    if home is None:
        return ABSENT
    call = listener.call(home / "auto_repairs_40_stereo.wav")
    return ", ".join(sorted({f"{turn.speaker} {turn.role}" for turn in call.turns}))


def _speed(recorded: Sequence[Recorded]) -> list[Row]:
    if not recorded:
        return [Row("speed", "", ABSENT)]
    ours, reference = Settings(), Settings(engine="openai-whisper")
    minute = recorded[3]
    stereo = _review_time([each.stereo for each in recorded], ours)
    mono = _review_time([each.mix for each in recorded], ours)
    slow = _loaded_time(Listener(reference), minute.stereo, 1)
    fast = _loaded_time(Listener(ours), minute.stereo, RUNS)
    return [
        Row("`review` of a two-channel call, weights loaded, in call lengths", "≤ 0.10", f"{stereo:.3f}"),
        Row("`review` of a mono call", "≤ 0.30", f"{mono:.3f}"),
        Row("the same call with openai-whisper, same weights, over ours", "≥ 5 ×", f"{slow / fast:.1f} ×"),
    ]


def _review_time(paths: Sequence[Path], settings: Settings) -> float:
    """Return the time of reviewing all calls with loaded engines, reports included, over their length."""
    from review.job import jobs
    from review.running import Reviewer

    listener = Listener(settings)
    reviewer = Reviewer(listener)
    times, length = [], sum(_length(path) for path in paths)
    for run in range(RUNS + 1):
        with tempfile.TemporaryDirectory() as folder_name:
            start = time.perf_counter()
            for result in reviewer.run(jobs(paths, Path(folder_name))):
                assert result.outcome == "done", result.error
            times.append(time.perf_counter() - start)
        if run == 0:
            times.clear()  # the first run loads the weights
    return statistics.median(times) / length


def _loaded_time(listener: Listener, path: Path, runs: int) -> float:
    listener.call(path)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        listener.call(path)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _length(path: Path) -> float:
    with wave.open(str(path)) as sound:
        return sound.getnframes() / sound.getframerate()


def _memory() -> list[Row]:
    home = folder("audio")
    if home is None:
        return [Row("peak memory of `review`", "≤ 2.5 GB", ABSENT)]
    with tempfile.TemporaryDirectory() as scratch:
        short, long = Path(scratch) / "ten_minutes.wav", Path(scratch) / "two_hours.wav"
        source = home / "auto_repairs_40_stereo.wav"
        _repeated(source, short, 10 * 60)
        _repeated(source, long, 120 * 60)
        stereo = _peak(["review", str(short), "--out", scratch]), _peak(["review", str(long), "--out", scratch])
        mono_short, mono_long = Path(scratch) / "mono_ten.wav", Path(scratch) / "mono_two.wav"
        _mixed(short, mono_short)
        _mixed(long, mono_long)
        mono = _peak(["review", str(mono_short), "--out", scratch]), _peak(["review", str(mono_long), "--out", scratch])
    return [
        Row(
            "peak memory of `review`, ten minutes, two channels / mono",
            "≤ 2.5 GB",
            f"{stereo[0]:.2f} / {mono[0]:.2f} GB",
        ),
        Row(
            "two hours over ten minutes, two channels / mono",
            "≤ 1.3 ×",
            f"{stereo[1] / stereo[0]:.2f} / {mono[1] / mono[0]:.2f} ×",
        ),
    ]


def _repeated(source: Path, target: Path, seconds: int) -> None:
    with wave.open(str(source)) as sound:
        parameters, frames, rate = sound.getparams(), sound.readframes(sound.getnframes()), sound.getframerate()
        width = sound.getsampwidth() * sound.getnchannels()
    with wave.open(str(target), "wb") as out:
        out.setparams(parameters)
        left = seconds * rate * width
        while left > 0:
            out.writeframes(frames[:left])
            left -= len(frames)


def _mixed(source: Path, target: Path) -> None:
    with wave.open(str(source)) as sound, wave.open(str(target), "wb") as out:
        out.setparams((1, 2, sound.getframerate(), 0, "NONE", ""))
        while frames := sound.readframes(SAMPLE_RATE * 60):
            both = np.frombuffer(frames, np.int16).reshape(-1, 2).astype(np.int32)
            out.writeframes((both.sum(1) // 2).astype(np.int16).tobytes())


def _peak(arguments: list[str]) -> float:
    """Return the peak memory of a whole ``parafraza`` process, in GB, as the system counts it."""
    script = (
        "import resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE);"
        "assert done.returncode == 0, done.stderr.decode();"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, sys.executable, "-m", "parafraza", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout) * 1024 / 1e9


def _starting() -> list[Row]:
    bare = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = _process_time([sys.executable, "-m", "parafraza", "--help"], bare)
    blocked = "import sys; sys.modules['torch'] = None; import rubrics; rubrics.find_moves"
    second = _process_time([sys.executable, "-c", blocked], bare)
    return [
        Row("`parafraza --help`", "≤ 0.6 s", f"{first:.2f} s"),
        Row("`import rubrics` with no torch", "≤ 0.6 s; works", f"{second:.2f} s"),
    ]


def _process_time(command: list[str], environment: dict[str, str]) -> float:
    run: Callable[[], object] = lambda: subprocess.run(  # noqa: E731
        command, cwd=ROOT, check=True, capture_output=True, env=environment
    )
    run()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    main()
