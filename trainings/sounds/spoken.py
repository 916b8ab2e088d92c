"""What lies beside each recording of a moment: what is said in it, in which voices, and when each turn begins and ends.

``02.pl.opus`` has ``02.pl.script.json``, a transcript in the form of ``call.json``. It holds the text that was spoken,
so a lesson whose text was changed since is noticed, and the scripted engine can answer for the recording.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from trainings.loading import SOUNDS
from trainings.schema import LessonFile
from transcribe import formats
from transcribe.call import Call, Span, Turn
from transcribe.errors import FixableError

MAKE = "python -m trainings.sounds.make"
"""The command that makes the recordings."""


def sound_path(file: LessonFile, folder: Path | None = None) -> Path:
    """Return where the recording of a lesson's moment lies, whether it is there or not."""
    return (folder or SOUNDS) / f"{file.lesson}.{file.language}.opus"


def spoken_path(sound: Path) -> Path:
    """Return where the transcript of a recording lies."""
    return sound.with_suffix(".script.json")


def spoken(file: LessonFile, folder: Path | None = None) -> Call | None:
    """Return what is said in a moment's recording, or ``None`` where there is none to be read."""
    path = spoken_path(sound_path(file, folder))
    try:
        return formats.read(path) if path.exists() else None
    except FixableError:
        return None


def heard(file: LessonFile, folder: Path | None = None) -> tuple[Turn, ...] | None:
    """Return the turns of a moment as they are heard in its recording, with their times and their words' times.

    ``None`` where there is no recording, or one of another text: following it would point at the wrong words.
    """
    if fault(file, folder) is not None:
        return None
    said = spoken(file, folder)
    return said.turns if said and all(turn.span for turn in said.turns) else None


def times(file: LessonFile, folder: Path | None = None) -> tuple[Span, ...] | None:
    """Return when each turn of a moment is heard in its recording, in seconds and in the order of the turns.

    ``None`` where :func:`heard` gives nothing.
    """
    turns = heard(file, folder)
    return tuple(turn.span for turn in turns if turn.span) if turns else None


def fault(file: LessonFile, folder: Path | None = None) -> str | None:
    """Return what is wrong with the recording of a moment, in a few words, or ``None``."""
    sound = sound_path(file, folder)
    if not sound.exists():
        return "the moment has no sound"
    said = spoken(file, folder)
    if said is None:
        return "nothing beside the sound says what is spoken in it"
    if [(turn.role, turn.text) for turn in said.turns] != [(turn.who, turn.text) for turn in file.moment.turns]:
        return "the sound is of an older text"
    if said.provenance.audio_sha256 != hashlib.sha256(sound.read_bytes()).hexdigest():
        return "the sound is another than the one its transcript was written for"
    return None


def remedy(file: LessonFile) -> str:
    """Return what puts right what :func:`fault` finds."""
    return f"make it again: {MAKE} {file.lesson} --lang {file.language}"
