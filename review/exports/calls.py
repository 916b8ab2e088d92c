"""The report of one call out of the store: with the marks that count, and the transcript as people have put it right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from review.coaching.counting import Rubrics, counting
from review.desk.hearing import Heard, hear
from review.exports.pdf import write_pdf
from review.exports.vtt import with_marks
from review.kept import wording_for
from review.reports.page import Frame, render
from review.reports.sound import media_url
from review.reports.texts import choose
from review.reports.wording import Wording
from review.store import Store
from rubrics.values import Scorecard
from transcribe.call import Call
from transcribe.errors import FixableError, MissingPart
from transcribe.formats import write_whole


@dataclass(frozen=True, slots=True)
class Counting:
    """A call as it counts: what was said, and its marks."""

    heard: Heard
    call: Call
    card: Scorecard


def counting_call(store: Store, name: str) -> Counting:
    """Return a call with the marks that count.

    Raises:
        UnknownName: there is no such call, or no more.
        MissingPart: it has no transcript or no marks yet.
    """
    heard = hear(store, name)
    given, own = store.marks(name), Rubrics(store)
    card = heard.card or own.by_hand(given)
    if heard.call is None or card is None:
        raise MissingPart(f"{name} has no transcript with marks yet", fix="review its recording first")
    return Counting(heard, heard.call, counting(card, given, store.disputes(name), own(card.rubric)))


def write_call(store: Store, name: str, path: Path, *, lang: str | None = None, sound: bool = True) -> Path:
    """Write the report of a call as the ending of ``path`` says, ``.html``, ``.pdf`` or ``.vtt``; return where it lies.

    Args:
        store: The workspace.
        name: The call.
        path: Where it goes.
        lang: Language of the report's own words; the call's by default.
        sound: Whether the page may point to the recording; a PDF never does.

    Raises:
        UnknownName: there is no such call, or no such language.
        FixableError: it has no marks yet, another ending was asked for, or the file cannot be written.
    """
    found = counting_call(store, name)
    kind = path.suffix.lower()
    if kind == ".vtt":
        moments = store.notes(name, "moment")
        write_whole(path, with_marks(found.call, found.card, _wording(store, found, lang), moments))
    elif kind == ".html":
        write_whole(path, _page(store, found, path, lang, sound=sound).encode("utf-8", "replace"))
    elif kind == ".pdf":
        write_pdf(_page(store, found, path, lang, sound=False), path)
    else:
        raise FixableError(f"{path.name}: no report ends so", fix="end the name in .html, .pdf or .vtt")
    return path


def _page(store: Store, found: Counting, path: Path, lang: str | None, *, sound: bool) -> str:
    stored = found.heard.stored
    audio = store.workspace.absolute(stored.audio) if stored.audio and sound else None
    frame = Frame(stored.name, media_url(audio, path) if audio else None, _wording(store, found, lang))
    return render(found.call, found.heard.moves, found.card, frame)


def _wording(store: Store, found: Counting, lang: str | None) -> Wording:
    """Return the words of the rubric; its ids made readable where it is not here any more."""
    language = found.call.language
    return wording_for(store, found.card.rubric, choose(lang, language), choose(None, language))
