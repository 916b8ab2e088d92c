"""The report of one call: a single file that opens anywhere, offline, and plays the recording beside it.

>>> from review.reports import write_report  # doctest: +SKIP
>>> write_report(call, moves, card, Path("out/report.html"), audio=Path("out/call.wav"))  # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from review.reports.measures import Measures, measure
from review.reports.page import Frame, render
from review.reports.sound import media_url
from review.reports.texts import choose, languages
from review.reports.wording import wording_of
from rubrics.fragility import Fragile
from rubrics.judges.values import Opinion
from rubrics.values import Move, Scorecard
from transcribe.call import Call
from transcribe.errors import FixableError

__all__ = ["Measures", "languages", "measure", "write_report"]


def write_report(  # noqa: PLR0913 - each part of a page comes by its name
    call: Call,
    moves: Sequence[Move],
    card: Scorecard,
    path: Path,
    *,
    audio: Path | None,
    lang: str | None = None,
    rubric: str | Path | None = None,
    fragile: Iterable[Fragile] = (),
    opinions: Iterable[Opinion] = (),
) -> Path:
    """Write the report of one call and return where it lies.

    The page is whole or not there: it is written beside ``path`` first and then put in its place.

    Args:
        call: The call; it may have no times, one voice, or no turns at all.
        moves: All moves found in it, of both sides.
        card: Its marks.
        path: Where the page goes; its folder is made where it is missing.
        audio: The recording, referred to relative to the page and never copied; without it quotes show their times.
        lang: Language of the report's own words; the call's where it is known, else English.
        rubric: The rubric of ``card`` by id or file, for its titles and levels; without it the shipped one of that id.
        fragile: Marks that could easily have come out differently, from :func:`rubrics.fragility.fragile`.
        opinions: What a judge says of the same criteria; each stands beside its mark.

    Raises:
        UnknownName: The report does not speak ``lang``, or there is no such rubric.
        BadFile: The rubric's file does not say what it should.
        FixableError: The page cannot be written there.
    """
    texts = choose(lang, call.language)
    frame = Frame(
        title=_title(audio, path),
        sound=media_url(audio, path) if audio else None,
        wording=wording_of(card.rubric.id, texts, choose(None, call.language), rubric),
    )
    _write_whole(path, render(call, moves, card, frame, fragile, opinions))
    return path


def _title(audio: Path | None, path: Path) -> str:
    """Name the call by its recording, else by the folder that holds its results."""
    name = audio.stem if audio else path.resolve().parent.name
    return os.fsencode(name).decode("utf-8", "replace")


def _write_whole(path: Path, page: str) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(page.encode("utf-8", "replace"))
        part.replace(path)
    except OSError as error:
        raise FixableError(
            f"the report cannot be written: {error.strerror or error}",
            fix="free some space there, or choose another folder with --out",
            where=str(path),
        ) from error
    finally:
        with suppress(OSError):  # put in place already, or never begun
            part.unlink()
