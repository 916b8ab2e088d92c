"""``python -m tests.benchmarks.bench_agreement [TRIALS]``: how often the intervals of agreement hold the truth.

Raters see a call's level with an error, and give it one of four marks; a fifth of the marks is missing. The truth is the figure
over 400,000 such calls. Counted are the tables for which an interval is given; their share stands beside it, and fewer than
fifty are not counted. The same is done for the leans of raters. Nothing here is a test.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from review.agreement.alpha import Statistic, alphas
from review.agreement.bootstrap import Draws, figure, mean_of, no_interval
from review.agreement.kappa import pair_kappas, pairs
from review.agreement.raters import fit
from review.agreement.tables import Array, Calls, Table

MANY = 400_000
SCALES = {"even": (-1.0, 0.0, 1.0), "high": (-2.0, -1.5, -0.7)}
"""Where the marks change: all four as common, or three of four calls get the best."""

ERRORS = (0.4, 1.0)
FIGURES: dict[str, Callable[[Array], Statistic]] = {
    "nominal alpha": lambda scores: alphas(scores, "nominal"),
    "ordinal alpha": lambda scores: alphas(scores, "ordinal"),
    "interval alpha": lambda scores: alphas(scores, "interval"),
    "linear kappa": lambda scores: mean_of([pair_kappas(scores, pair, "linear") for pair in pairs(scores)]),
    "quadratic kappa": lambda scores: mean_of([pair_kappas(scores, pair, "quadratic") for pair in pairs(scores)]),
}


def marks(random: np.random.Generator, calls: int, raters: int, error: float, cuts: Sequence[float]) -> Array:
    """Return marks (calls x raters) of raters who lean a little, with gaps."""
    lean = np.linspace(-0.2, 0.2, raters)
    seen = random.normal(size=(calls, 1)) + random.normal(scale=error, size=(calls, raters)) + lean
    given = np.searchsorted(cuts, seen).astype(float)
    return np.where(random.random(given.shape) < 0.2, np.nan, given)


def covered(calls: int, raters: int, error: float, scale: str, trials: int) -> dict[str, tuple[int, int]]:
    """Return for each figure how many intervals were given and how many of them held the truth."""
    random = np.random.default_rng((calls, raters, int(10 * error)))
    cuts = SCALES[scale]
    many = marks(random, MANY, raters, error, cuts)
    truth = {name: float(make(many)(np.ones((1, MANY)))[0]) for name, make in FIGURES.items()}
    counts = {name: [0, 0] for name in FIGURES}
    for trial in range(trials):
        table = _table(marks(random, calls, raters, error, cuts)).pairable()
        draws = Draws(table.calls.number, trial)
        shared = [int((~np.isnan(table.scores[:, pair]).any(axis=1)).sum()) for pair in pairs(table.scores)]
        doubt = {"alpha": no_interval(table), "kappa": no_interval(table, int(np.median(shared or [0])))}
        for name, make in FIGURES.items():
            if doubt[name.split()[1]]:
                continue
            found = figure(make(table.scores), draws, undefined="")
            if found.low is not None and found.high is not None:
                counts[name][0] += 1
                counts[name][1] += found.low <= truth[name] <= found.high
    return {name: (given, held) for name, (given, held) in counts.items()}


def _share(name: str, given: int, held: int) -> str:
    return f"{name} {held / given:6.1%}" if given >= 50 else f"{name}      -"


def _table(scores: Array) -> Table:
    calls, raters = scores.shape
    return Table("", ("",) * calls, ("",) * raters, "numbers", (), scores, Calls(np.arange(calls), calls))


def leaning(trials: int) -> None:
    """Print how often the intervals of leans hold the truth, and how far off leans are before and after shrinkage."""
    print("\nleans of raters on 25 calls, a fifth missing, error 0.6 points")
    for raters, spread in product((2, 4, 8), (0.0, 0.2, 0.5)):
        random = np.random.default_rng((raters, int(10 * spread)))
        held, raw, shrunk = [], [], []
        for _ in range(trials):
            truth = random.normal(scale=spread, size=raters)
            truth -= truth.mean()
            scores = random.normal(size=(25, 1)) + truth + random.normal(scale=0.6, size=(25, raters))
            scores[random.random(scores.shape) < 0.2] = np.nan
            found = fit(scores)
            if found is not None:
                held.append(np.abs(found.shrunk - truth) <= 1.96 * found.error)
                raw.append((found.raw - truth) ** 2)
                shrunk.append((found.shrunk - truth) ** 2)
        error = np.sqrt([np.mean(raw), np.mean(shrunk)])
        print(
            f"  {raters} raters, leans of {spread:.1f}: held {np.mean(held):6.1%}, error {error[0]:.3f} -> {error[1]:.3f}"
        )


def main(trials: int) -> None:
    """Print the tables."""
    started = time.perf_counter()
    print(
        f"intervals at 95 %, {trials} tables each, 2000 resamples; each share has a standard error of {0.218 / trials**0.5:.1%}"
    )
    total = {name: [0, 0] for name in FIGURES}
    for calls, raters, error, scale in product((20, 40, 100), (2, 4), ERRORS, SCALES):
        found = covered(calls, raters, error, scale, trials)
        alpha, kappa = (found[name][0] / trials for name in ("ordinal alpha", "quadratic kappa"))
        shares = "  ".join(_share(name, number, held) for name, (number, held) in found.items())
        print(f"  {calls:3} calls {raters} raters error {error} {scale}: {shares}", end="  ")
        print(f"(given: alpha {alpha:.0%}, kappa {kappa:.0%})", flush=True)
        for name, parts in found.items():
            total[name] = [sum(pair) for pair in zip(total[name], parts, strict=True)]
    print("all together: " + "  ".join(f"{name} {held / given:.1%}" for name, (given, held) in total.items()))
    leaning(trials)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
