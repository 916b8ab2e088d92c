"""``python -m tests.benchmarks.bench_sampling [DRAWS]``: is a team's rate unbiased, does its interval hold it, and how fast is it.

A made team of 1,000 calls by twelve agents: calls with more risk pass less often, so a sample by risk, taken at face value, would
be far too dark. Each method draws again and again; printed are the bias with its standard error, what the plain share of the
drawn calls would have said, and how often the 95 % interval held the true rate. Then the time for 100,000 calls. Nothing here
is a test.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from review.sampling import Manifest, Plan, estimate, read_manifest, sample
from review.sampling.plan import Method

CALLS = 1_000
DRAWN = 60
PLANS: dict[str, tuple[Method, tuple[str, ...], tuple[str, ...]]] = {
    "simple": ("simple", (), ()),
    "stratified by agent": ("stratified", ("agent",), ()),
    "by risk": ("risk", (), ("silence", "repeats")),
    "by risk in each agent": ("risk", ("agent",), ("silence", "repeats")),
}


def made(folder: Path, calls: int) -> tuple[Manifest, NDArray[np.float64]]:
    """Return a made manifest, and for each call 1 where it would pass."""
    random = np.random.default_rng(8)
    agents = random.choice(12, size=calls, p=np.arange(1, 13) / 78)
    silence, repeats = random.exponential(20, calls), random.poisson(0.2, calls)
    passed = random.random(calls) < 1 / (1 + np.exp(-(2.4 - 0.04 * silence - 1.2 * repeats + 0.1 * (agents - 6))))
    path = folder / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["call", "agent", "queue", "time", "silence", "repeats"])
        for call in range(calls):
            when = f"2026-{call % 12 + 1:02}-{call % 28 + 1:02}"
            rows.writerow([f"c{call}", f"agent {agents[call]}", call % 5, when, f"{silence[call]:.1f}", repeats[call]])
    return read_manifest(path), passed.astype(float)


def unbiased(manifest: Manifest, passed: NDArray[np.float64], draws: int) -> None:
    """Print the bias of each method's rates over many draws."""
    truth = passed.mean()
    print(f"{DRAWN} of {len(passed)} calls, {draws} draws, true pass rate {truth:.4f}; figures in points of percent")
    for name, (method, by, risk) in PLANS.items():
        rates, totals, plain, held, widths = [], [], [], [], []
        for draw in range(draws):
            drawn = sample(manifest, Plan(DRAWN, method, by, risk, seed=draw))
            values = [float(passed[call.row]) for call in drawn.calls]
            chance = [call.chance for call in drawn.calls]
            found = estimate(values, chance, [call.stratum for call in drawn.calls])
            rates.append(found.rate)
            totals.append(found.total / len(passed))
            plain.append(np.mean(values))
            held.append(found.interval.low <= truth <= found.interval.high)
            widths.append(found.interval.half)
        print(
            f"  {name:22} Horvitz-Thompson {_bias(totals, truth)}  Hajek {_bias(rates, truth)}  "
            f"plain {_bias(plain, truth)}  interval held {np.mean(held):.1%}, half width {100 * np.mean(widths):.1f}",
            flush=True,
        )


def _bias(rates: list[float], truth: float) -> str:
    error = 100 * np.std(rates) / len(rates) ** 0.5
    return f"{100 * (np.mean(rates) - truth):+6.3f} (se {error:.3f})"


def fast(folder: Path) -> None:
    """Print the time of the whole command over 100,000 calls."""
    made(folder, 100_000)
    for options in (["--n", "500"], ["--n", "2000", "--by", "agent,queue"], ["--n", "2000", "--risk", "silence"]):
        started, before = time.perf_counter(), _work()
        command = [sys.executable, "parafraza.py", "sample", str(folder / "calls.csv"), *options, "--json"]
        subprocess.run(command, check=True, capture_output=True)
        passed, work = time.perf_counter() - started, _work() - before
        print(f"  100,000 calls, {' '.join(options)}: {passed:.2f} s, {work:.2f} s of a processor")


def _work() -> float:
    """Return the seconds of a processor that programs started here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(draws: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        fast(Path(folder))
        manifest, passed = made(Path(folder), CALLS)
        unbiased(manifest, passed, draws)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
