"""A picture of a scenario as SVG: the parts of the talk, the endings, and the kinds of lines that lead between them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from scenarios.checker.search import Survey

WIDTH, ROW, LEFT, RIGHT, BOX = 960, 92, 40, 690, 200
TOP = 96
LONGEST_WAY = 40
"""Letters of the soonest way to an ending, written under it."""
MOST_NAMES = 3
"""Kinds of lines named on an arrow; the commonest."""
STYLE = """
  svg { font: 14px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; background: #fbfaf7; color-scheme: light dark }
  rect { fill: #ffffff; stroke: #46535b; stroke-width: 1.5 } .ending { stroke-dasharray: none; fill: #f2f0ea }
  .none { stroke: #b00020; stroke-dasharray: 5 4 } text { fill: #1d2327 } .small { font-size: 12px; fill: #566067 }
  path { fill: none; stroke: #7d8489; stroke-width: 1.5 } marker path { fill: #7d8489; stroke: none }
"""


def picture(survey: Survey) -> str:
    """Return the picture of what a search saw; endings nobody reached stand in it with a broken frame and a word."""
    parts = {part.id: number for number, part in enumerate(survey.case.beats)}
    ids = {ending.id: ending.score for ending in survey.case.endings}
    endings = {name: place for place, name in enumerate(sorted(ids, key=lambda name: ids[name], reverse=True))}
    height = TOP + ROW * max(len(parts), len(endings)) + 20
    body = [*_head(survey, height), *_arrows(survey, parts, endings), *_parts(parts), *_endings(survey, endings)]
    return "\n".join([*body, "</svg>\n"])


def _head(survey: Survey, height: int) -> Iterator[str]:
    title = escape(survey.case.texts.title)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">'
    yield f'<title id="title">{title}</title><style>{STYLE}</style>'
    yield '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    yield '<path d="M0 0 8 4 0 8z"/></marker></defs>'
    yield f'<text x="{LEFT}" y="36" font-size="20" font-weight="600">{title}</text>'
    yield f'<text x="{LEFT}" y="60" class="small">{escape(survey.bound)}</text>'


def _parts(parts: dict[str, int]) -> Iterator[str]:
    for name, place in parts.items():
        yield _box(LEFT, _y(place), name, "part")


def _endings(survey: Survey, endings: dict[str, int]) -> Iterator[str]:
    for name, place in endings.items():
        reached = name in survey.endings
        yield _box(RIGHT, _y(place), name if reached else f"{name} (never)", "ending" if reached else "ending none")
        soonest = _shortened(", ".join(survey.endings.get(name, ())))
        yield f'<text class="small" x="{RIGHT}" y="{_y(place) + 62}">{escape(soonest)}</text>'


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_WAY else text[:LONGEST_WAY].rsplit(",", 1)[0] + " …"


def _box(x: int, y: int, text: str, kind: str) -> str:
    label = f'<text x="{x + BOX // 2}" y="{y + 27}" text-anchor="middle">{escape(text)}</text>'
    return f'<rect x="{x}" y="{y}" width="{BOX}" height="44" rx="8" class="{kind}"/>{label}'


def _arrows(survey: Survey, parts: dict[str, int], endings: dict[str, int]) -> Iterator[str]:
    leads: dict[tuple[str, str], list[str]] = {}
    for (here, name, there), _ in survey.steps.most_common():
        leads.setdefault((here, there), []).append(name)
    for (here, there), names in leads.items():
        text = escape(", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else ""))
        if here in parts and there in endings:
            yield _across(_y(parts[here]), _y(endings[there]), text)
        elif here in parts and there in parts:
            yield _along(parts[here], parts[there], text)


def _across(start: int, end: int, text: str) -> str:
    x1, y1, x2, y2 = LEFT + BOX, start + 22, RIGHT, end + 22
    path = f"M{x1} {y1} C{x1 + 140} {y1} {x2 - 220} {y2} {x2 - 2} {y2}"
    return f'<path d="{path}" marker-end="url(#tip)"><title>{text}</title></path>' + (
        f'<text class="small" x="{x2 - 12}" y="{y2 - 6}" text-anchor="end">{text}</text>' if start == end else ""
    )


def _along(here: int, there: int, text: str) -> str:
    """An arrow down to a later part, or back up to an earlier one, beside the boxes."""
    x = LEFT + (60 if there > here else BOX - 60)
    y1, y2 = (_y(here) + 44, _y(there) - 2) if there > here else (_y(here), _y(there) + 46)
    label = f'<text class="small" x="{x + 8}" y="{(y1 + y2) // 2 + 4}">{text}</text>' if there == here + 1 else ""
    return f'<path d="M{x} {y1} L{x} {y2}" marker-end="url(#tip)"><title>{text}</title></path>{label}'


def _y(place: int) -> int:
    return TOP + ROW * place
