"""What ``parafraza review --out`` has left, brought into the store: each scorecard a version more of its call's.

A folder of results finds its call by the recording it was made of: by its place, by its hash, or by the name alone where the call
has no recording. Where no call fits, it is a new one. What was brought in before is left alone, so this may run as often as
one likes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from review.job import MARKER, done_before
from review.kept import keep, read
from review.store import NewCall, Store
from review.store.tables import calls, results
from rubrics.schema import Rubric
from rubrics.values import Scorecard
from rubrics.wire import scorecard_from_json, scorecard_json
from transcribe.errors import BadFile, FixableError
from transcribe.settings import TRANSCRIPTS

CARD = "scorecard.json"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a folder of results."""

    cards: int
    """Scorecards that are in the store now and were not before."""
    new: int
    """Calls that are in the store now and were not before."""
    known: int
    """Results that were there already."""
    faults: tuple[str, ...]
    """Results that stayed out, each with the reason."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values for other programs."""
        return {"results": self.cards, "new": self.new, "known": self.known, "faults": list(self.faults)}


@dataclass(frozen=True, slots=True)
class _Found:
    """One folder of results, read."""

    folder: Path
    source: Path | None
    audio_hash: str | None
    card: Scorecard
    rubric: Rubric | None
    """The card's rubric, where it is one of people's own."""


def bring(store: Store, folder: Path, *, by: str) -> Arrived:
    """Put the results below a folder into the store.

    Args:
        store: The workspace.
        folder: Where ``review --out`` wrote; it need not lie in the workspace.
        by: Who does it, for the log of new calls.

    Raises:
        BadFile: there is no such folder.
    """
    if not folder.is_dir():
        raise BadFile("there is no such folder", fix="name the folder given to review --out", where=str(folder))
    return _Bringing(store, by).all(folder)


class _Bringing:
    def __init__(self, store: Store, by: str) -> None:
        self._store, self._by = store, by
        columns = (calls.c.name, calls.c.audio, calls.c.audio_hash, calls.c.results)
        rows = store.rows(sa.select(*columns).order_by(calls.c.id))
        self._names = {row["name"]: row["audio"] for row in rows}
        self._by_folder = {store.workspace.absolute(row["results"]): row["name"] for row in rows if row["results"]}
        self._by_audio = {store.workspace.absolute(row["audio"]): row["name"] for row in rows if row["audio"]}
        self._by_hash = {row["audio_hash"]: row["name"] for row in rows if row["audio_hash"]}
        last = sa.select(calls.c.name, sa.func.max(results.c.at).label("at")).join(results).group_by(calls.c.name)
        self._last = {row["name"]: row["at"] for row in store.rows(last)}
        self._faults: list[str] = []

    def all(self, folder: Path) -> Arrived:
        cards = new = known = 0
        for place in _places(folder):
            if self._old(place):
                known += 1
                continue
            try:
                found = _read(place)
                name, fresh = self._name(found)
                added = self._add(name, found)
            except FixableError as error:
                self._faults.append(f"{place.name}: {error}")
            else:
                new, cards, known = new + fresh, cards + added, known + (not added)
        return Arrived(cards, new, known, tuple(self._faults))

    def _old(self, place: Path) -> bool:
        """Tell whether a folder has not changed since it was brought in, without reading it."""
        name = self._by_folder.get(place.resolve())
        at = self._last.get(name) if name else None
        return at is not None and (place / CARD).stat().st_mtime < at.timestamp()

    def _name(self, found: _Found) -> tuple[str, bool]:
        """Return the name of the call these results are of, and whether it is a new one."""
        place = found.folder.resolve()
        name = (
            self._by_folder.get(place)
            or (found.source and self._by_audio.get(found.source.resolve()))
            or self._by_hash.get(found.audio_hash)
        )
        if name:
            return name, False
        if place.name not in self._names:
            self._store.add_calls([self._new(found)], by=self._by)
            self._names[place.name] = None
            return place.name, True
        if self._names[place.name] is not None:
            what = f"there is a call {place.name} already, with another recording"
            raise BadFile(what, fix="give the folder of results another name, then bring it in again")
        return place.name, False

    def _new(self, found: _Found) -> NewCall:
        source = found.source
        heard = source is not None and source.is_file() and source.suffix.lower() not in TRANSCRIPTS
        audio = source if heard else None
        kept = self._store.workspace.relative(audio) if audio else None
        return NewCall(name=found.folder.resolve().name, audio=kept, language=_language(found.folder))

    def _add(self, name: str, found: _Found) -> bool:
        """Add the scorecard as one more version; the same one a second time is none."""
        if any(_same(before.card, found.card) for before in self._store.results(name)):
            return False
        self._store.add_result(name, found.card, audio_hash=found.audio_hash, folder=found.folder)
        keep(self._store, found.rubric)
        return True


def _places(folder: Path) -> Iterator[Path]:
    """Yield the folders that hold a scorecard: this one, or those right below it, by name."""
    if (folder / CARD).is_file():
        yield folder
    below = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir())
    yield from (Path(path) for path in below if (Path(path) / CARD).is_file())


def _read(folder: Path) -> _Found:
    try:
        content = json.loads((folder / CARD).read_text(encoding="utf-8"))
        card = scorecard_from_json(content)
    except (ValueError, AttributeError, OSError) as error:
        raise BadFile(f"{CARD} cannot be read: {error}", fix="review the call again") from None
    done = done_before(folder) if (folder / MARKER).is_file() else {}
    source = Path(done["source"]) if done.get("source") else None
    return _Found(folder, source, done.get("audio") or None, card, read(done.get("rubric", "")))


def _language(folder: Path) -> str | None:
    try:
        content = json.loads((folder / "call.json").read_text(encoding="utf-8"))
        return str(content["language"]) if content["language"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _same(one: Scorecard, other: Scorecard) -> bool:
    """Tell whether two scorecards say the same; how sure each find was is not in a stored one."""
    return scorecard_json(one) == scorecard_json(other)
