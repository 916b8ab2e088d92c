"""A static site of a set of reviews: to read, offline, from any folder or server; nothing in it can be changed or sends anything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from review.coaching.portrait import portrait
from review.exports.calls import write_call
from review.exports.pages import Entry, Reach, index_page, portrait_page
from review.reports.texts import choose
from review.store import Filter, Store
from transcribe.errors import BadFile, MissingPart
from transcribe.formats import write_whole

MARKER = ".parafraza-site"
"""Tells a site of ours from a folder that holds something else, which is never written into."""
MOST_CALLS = 2000
_ANY = Filter()


def write_site(store: Store, folder: Path, which: Filter = _ANY, *, lang: str = "en") -> tuple[Path, list[str]]:
    """Write a site of the calls that fit; return its front page, and the calls that stayed out.

    Args:
        store: The workspace.
        folder: Where it goes: a new folder, an empty one, or an earlier site of ours.
        which: Which calls; those without a transcript and marks stay out.
        lang: Language of the pages.

    Raises:
        BadFile: the folder holds something else.
    """
    texts = choose(lang, None)
    _check_ours(folder)
    write_whole(folder / MARKER, "")
    entries, out = [], []
    names = dict(_file_names(call.name for call in store.calls(which, limit=MOST_CALLS)))
    for call in store.calls(which, limit=MOST_CALLS):
        page = folder / "calls" / f"{names[call.name]}.html"
        page.parent.mkdir(exist_ok=True)
        try:
            # A site may go anywhere; the recordings stay.
            write_call(store, call.name, page, lang=lang, sound=False)
        except MissingPart:
            out.append(call.name)
        else:
            entries.append(Entry(call, f"calls/{quote(page.name)}"))
    there = {entry.call.name: entry.href for entry in entries}
    people = list(_people(store, folder, which, there, lang))
    _portrait(store, folder / "team.html", which, _reach(there, ""), lang)
    front = folder / "index.html"
    write_whole(front, index_page(entries, people, "team.html", texts, datetime.now(UTC).date()))
    return front, out


def workspace_reach(store: Store, page: Path) -> Reach:
    """Return how a page that lies at ``page`` reaches the reports in the workspace, as addresses relative to it."""

    def reach(_: str, folder: str | None, turn: int | None) -> str | None:
        report = store.workspace.absolute(folder) / "report.html" if folder else None
        if report is None or not report.is_file():
            return None
        address = quote(Path(os.path.relpath(report, page.resolve().parent)).as_posix())
        return address if turn is None else f"{address}#t{turn}"

    return reach


def _reach(there: dict[str, str], up: str) -> Reach:
    def reach(call: str, _: str | None, turn: int | None) -> str | None:
        if call not in there:
            return None
        return f"{up}{there[call]}" if turn is None else f"{up}{there[call]}#t{turn}"

    return reach


def _people(store: Store, folder: Path, which: Filter, there: dict[str, str], lang: str) -> Iterator[tuple[str, str]]:
    """Write each agent's page; yield names and addresses, by the alphabet."""
    agents = sorted({call.agent for call in store.calls(which, limit=MOST_CALLS) if call.agent and call.name in there})
    files = dict(_file_names(agents))
    for agent in agents:
        page = folder / "agents" / f"{files[agent]}.html"
        page.parent.mkdir(exist_ok=True)
        _portrait(store, page, replace(which, agent=agent), _reach(there, "../"), lang)
        yield agent, f"agents/{quote(page.name)}"


def _portrait(store: Store, path: Path, which: Filter, reach: Reach, lang: str) -> None:
    write_whole(path, portrait_page(portrait(store, which, lang=lang), reach))


def _file_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield for each name a file's name that every system takes, no two alike even where capitals do not count."""
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"[^\w-]+", "_", name).strip("_")[:80] or "call"
        number, file = 1, plain
        while file.casefold() in taken:
            number += 1
            file = f"{plain}-{number}"
        taken.add(file.casefold())
        yield name, file


def _check_ours(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BadFile("this is a file", fix="name a folder for the site", where=str(folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise BadFile("this folder holds something else", fix="name a new or an empty folder", where=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
