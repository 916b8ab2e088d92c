"""Makes the recordings of the lessons' moments: ``python -m trainings.sounds.make [02 ...] [--lang pl] [--again]``.

What is there and says what the lesson says is left as it is, so a run that was stopped goes on where it was. The voices
are those of the demo calls; what they need stands in review/demo/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from review.demo.make import encode, say, truth
from review.demo.mix import record
from review.demo.script import Script
from trainings.loading import SOUNDS, folders, load
from trainings.schema import LANGUAGES, LessonFile
from trainings.sounds.script import script_of
from trainings.sounds.spoken import fault, sound_path, spoken, spoken_path
from transcribe import formats
from transcribe.call import Call
from transcribe.errors import FixableError


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is missing or of an older text; return 0, or 2 where something is missing to make it with."""
    wanted = asked(arguments, "python -m trainings.sounds.make", "Make the moments' sound.")
    try:
        for file in files(wanted.lessons, wanted.lang):
            if wanted.again or not is_current(file):
                print(f"{file.lesson}.{file.language}: {make(file):.1f} s", file=sys.stderr, flush=True)
    except FixableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def asked(arguments: Sequence[str] | None, program: str, about: str) -> argparse.Namespace:
    """Return ``lessons``, ``lang`` and ``again`` as they stand on the command line; ``--help`` says what it is about."""
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("lessons", nargs="*", help="numbers of lessons, such as 02; all of them by default")
    parser.add_argument("--lang", choices=LANGUAGES, help="one language; all of them by default")
    parser.add_argument("--again", action="store_true", help="also what is there and fits")
    return parser.parse_args(arguments)


def files(lessons: Sequence[str], language: str | None) -> Iterator[LessonFile]:
    """Give the lessons of these numbers, all by default, in one language or in each."""
    for each in [language] if language else LANGUAGES:
        for number in lessons or folders():
            yield load(number, each)


def is_current(file: LessonFile, folder: Path = SOUNDS) -> bool:
    """Return whether a moment has its recording, of this text and in these voices."""
    said = spoken(file, folder)
    return said is not None and fault(file, folder) is None and said.provenance.settings == _settings(script_of(file))


def make(file: LessonFile, folder: Path = SOUNDS) -> float:
    """Make the recording of one moment and the transcript beside it; return its length in seconds.

    Args:
        file: the lesson.
        folder: where ``02.pl.opus`` and ``02.pl.script.json`` go.

    Raises:
        FixableError: a voice's parts are missing, or a file cannot be written.
    """
    script = script_of(file)
    recording = record(script, say)
    sound = sound_path(file, folder)
    encode(recording, sound)
    formats.write(_noted(truth(script, recording, sound), script), spoken_path(sound))
    return recording.duration


def _noted(call: Call, script: Script) -> Call:
    """Return the transcript with all that the voices were given, so that a new casting is noticed."""
    return replace(call, provenance=replace(call.provenance, settings=_settings(script)))


def _settings(script: Script) -> dict[str, object]:
    return {"voices": {side: casting.model_dump(mode="json") for side, casting in script.voices.items()}}


if __name__ == "__main__":
    sys.exit(main())
