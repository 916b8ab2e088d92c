"""How much of what must be hidden the redaction hides: ``python -m tests.benchmarks.bench_privacy``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from transcribe.privacy import redact

LINES = Path(__file__).with_name("privacy_lines.yaml")
MARKED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Tally:
    """Counts over some lines."""

    private: int
    """Marked stretches."""
    hidden: int
    """Those of them with no letter or digit left to read."""
    plain: int
    """Letters and digits outside marked stretches."""
    lost: int
    """Those of them that were hidden as well."""
    missed: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.private + other.private,
            self.hidden + other.hidden,
            self.plain + other.plain,
            self.lost + other.lost,
            self.missed + other.missed,
        )


def measured(marked: str, language: str) -> Tally:
    """Return the counts of one line, private stretches of which stand in braces."""
    text, spans = "", []
    for place, piece in enumerate(MARKED.split(marked)):
        if place % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    gone = {at for cut in redact(text, language).cuts for at in range(cut.start, cut.end)}
    open_ = {at for at, sign in enumerate(text) if sign.isalnum()}
    private = {at for start, end in spans for at in range(start, end)} & open_
    left = [(start, end) for start, end in spans if set(range(start, end)) & open_ - gone]
    plain = open_ - private
    missed = tuple(f"{language}: {text[start:end]}" for start, end in left)
    return Tally(len(spans), len(spans) - len(left), len(plain), len(plain & gone), missed)


def tallies() -> dict[str, Tally]:
    """Return the counts of each language."""
    lines = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    return {code: sum((measured(line, code) for line in marked), Tally(0, 0, 0, 0)) for code, marked in lines.items()}


if __name__ == "__main__":
    for code, tally in tallies().items():
        print(f"{code}: {tally.hidden} of {tally.private} hidden; {tally.lost} of {tally.plain} plain signs lost")
        print("".join(f"    missed {each}\n" for each in tally.missed), end="")
