"""What a language model makes of the customer's lines: ``python -m tests.benchmarks.bench_voice URL MODEL [SCENARIO...]``.

Each scenario's good script is played in each language: which lines were said in the model's words, why the others were
said as written, and how long the model took. The model's lines are printed beside the written ones; whether they are well
put, a person reads.
"""

from __future__ import annotations

import argparse
import time
from statistics import median

from scenarios.loading import load
from scenarios.session import Session, said_all
from scenarios.voices import SECONDS, ModelVoice
from scenarios.wording import Meant

SCENARIOS = ("late_bed", "unsent_parcel")


class Timed:
    """A voice that is timed, and whose words are kept."""

    def __init__(self, voice: ModelVoice) -> None:
        """Time this voice."""
        self.voice = voice
        self.times: list[float] = []
        """Seconds of each line, those not asked for among them."""
        self.lines: list[tuple[str, str]] = []
        """Written line and the model's, where it was said."""

    def worded(self, meant: Meant) -> str | None:
        """Return what the voice does."""
        begun = time.monotonic()
        words = self.voice.worded(meant)
        self.times.append(time.monotonic() - begun)
        if words is not None:
            self.lines.append((meant.written, words))
        return words


def report(name: str, language: str, voice: Timed) -> str:
    """Play one scenario, and return what is to be told of it."""
    case = load(name, language)
    ended = said_all(Session(case, voice=voice), case.texts.scripts.good).finish()
    middle = f"{median(voice.times):.1f} s a line" if voice.times else "no line asked for"
    said = "".join(f"\n    {written}\n      -> {words}" for written, words in voice.lines)
    return f"{name} {language}: {ended.ending}; {middle}. {voice.voice}{said}"


def main() -> None:
    """Play the scenarios named in the languages named."""
    parser = argparse.ArgumentParser(description="What a language model makes of the customer's lines.")
    parser.add_argument("url")
    parser.add_argument("model")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", default=list(SCENARIOS))
    parser.add_argument("--lang", action="append", choices=["en", "pl", "ru", "ro"])
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time one line may take")
    given = parser.parse_args()
    for name in given.scenarios:
        for language in given.lang or ["en", "pl"]:
            voice = Timed(ModelVoice(given.url, given.model, seconds=given.seconds))
            print(report(name, language, voice), flush=True)


if __name__ == "__main__":
    main()
