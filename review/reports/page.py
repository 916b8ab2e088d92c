"""The page itself: everything it shows, gathered and rendered as one file that needs no other."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from review.reports import coaching, figures, made, marks, summary
from review.reports.beside import beside
from review.reports.measures import length
from review.reports.names import FAMILIES
from review.reports.texts import Texts, choose
from review.reports.timeline import timeline
from review.reports.transcript import transcript
from review.reports.wording import Wording
from rubrics.fragility import Fragile
from rubrics.judges.values import Opinion
from rubrics.values import Move, Scorecard
from transcribe.call import Call

HERE = Path(__file__).parent
STYLES = ("look.css", "report.css", "print.css")
SCRIPT = "report.js"
CHUNK = 40
"""Turns a browser lays out together; those out of sight wait, so that a call of two hours opens at once."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the call: its name, where its recording lies, the words of its rubric."""

    title: str
    sound: str | None
    """URL of the recording, relative to the page."""
    wording: Wording


def render(
    call: Call,
    moves: Sequence[Move],
    card: Scorecard,
    frame: Frame,
    fragile: Iterable[Fragile] = (),
    opinions: Iterable[Opinion] = (),
) -> str:
    """Return the whole page of one call as HTML."""
    texts = frame.wording.texts
    spoken = choose(None, call.language)
    page: str = _template().render(
        texts=texts,
        say=texts.say,
        say_n=texts.say_n,
        frame=frame,
        call=call,
        card=card,
        **_about(call, moves, card, texts),
        strengths=coaching.strengths(card, frame.wording),
        helps=coaching.helps(call, moves, card, frame.wording, spoken),
        sections=marks.sections(
            card,
            frame.wording,
            beside(call, moves, fragile, opinions),
            coaching.better_lines(call, moves, card, frame.wording, spoken),
        ),
        spoken=spoken.code,
        facts=made.facts(call, moves, card, frame.wording),
        **_assets(),
    )
    return page


def _about(call: Call, moves: Sequence[Move], card: Scorecard, texts: Texts) -> dict[str, Any]:
    """Gather what does not depend on the rubric."""
    return {
        "sentence": summary.one_sentence(call, moves, texts),
        "length": length(call),
        "total": marks.total(card, texts),
        "timeline": timeline(call, moves, texts),
        "talk": figures.talk_bar(call, texts),
        "figures": figures.figures(call, texts),
        "families": FAMILIES,
        "turns": transcript(call, moves, texts),
        "chunk": CHUNK,
        "dropped": made.dropped(call, texts),
    }


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


@cache
def _assets() -> dict[str, Any]:
    """Return the style and the script with the hashes that let a browser run these and nothing else."""
    style = "\n".join((HERE / "look" / name).read_text(encoding="utf-8") for name in STYLES)
    script = (HERE / "look" / SCRIPT).read_text(encoding="utf-8")
    return {
        "style": Markup(style),  # noqa: S704  (our own file)
        "script": Markup(script),  # noqa: S704  (our own file)
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
