"""A page as a PDF, drawn by WeasyPrint; nothing is fetched for it, neither from the network nor from the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from transcribe.errors import MissingPart
from transcribe.formats import write_whole

PAPER = Path(__file__).parent / "templates" / "paper.css"

_TAG = re.compile(r"<svg\b[^>]*>|</svg>")
_PATTERN = re.compile(r'(<pattern id="([\w-]+)".*?</pattern>)', re.DOTALL)
_URL = re.compile(r"url\(#([\w-]+)\)")
_USE = re.compile(r'<use href="#(s-\w+)"/>')
_SHAPE = re.compile(r'<g id="(s-\w+)">(.*?)</g>', re.DOTALL)
_CLASS = re.compile(r'class="([^"]*)"')
_COLOUR = re.compile(r"(--[\w-]+):\s*(#[0-9a-fA-F]{3,8})")
_SIZE = re.compile(r"(--[\w-]+):\s*([\d.]+)rem")
_RULE = re.compile(r"^\s*(\.[^@{}]*)\{([^{}]*(?:fill|stroke)[^{}]*)\}", re.MULTILINE)
_FAMILY = re.compile(r"\.f-(\w+) \{ --family")

TEXT = "text{font-family:Arial,'Liberation Sans',sans-serif}"
"""A drawing alone has no page around it to take its letters from."""

Rule = tuple[str, str]
"""A selector and what it sets."""


def write_pdf(page: str, path: Path) -> Path:
    """Write a page as a PDF and return where it lies.

    Args:
        page: The whole page, as HTML of ours.
        path: Where the PDF goes; its folder must be there.

    Raises:
        MissingPart: WeasyPrint, or the libraries it draws with, are not on this machine.
        FixableError: the file cannot be written.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: Pango is a library of the system
        fix = "pip install 'parafraza[pdf]'; on Debian also apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        raise MissingPart(f"PDF needs WeasyPrint: {error}", fix=fix) from error
    document: bytes = HTML(string=drawable(page), url_fetcher=_Nothing()).write_pdf()
    write_whole(path, document)
    return path


def drawable(page: str) -> str:
    """Return a page whose drawings carry their style, colours and shapes themselves: each is drawn as a picture alone."""
    rules, kept = (
        _rules_of(page),
        _Kept(dict(_SHAPE.findall(page)), {name: whole for whole, name in _PATTERN.findall(page)}),
    )
    page = page.replace("</style>", f"\n{PAPER.read_text(encoding='utf-8')}</style>", 1)
    parts, at = [], 0
    for start, end in _drawings(page):
        parts += [page[at:start], _alone(page[start:end], rules, kept)]
        at = end
    return "".join([*parts, page[at:]])


class _Kept(NamedTuple):
    """What drawings of a page borrow from elsewhere in it, by id."""

    shapes: dict[str, str]
    patterns: dict[str, str]


def _drawings(page: str) -> Iterator[tuple[int, int]]:
    """Yield where each drawing begins and ends; one within another belongs to it."""
    depth = start = 0
    for tag in _TAG.finditer(page):
        if tag.group().startswith("</"):
            depth -= 1
            if depth == 0:
                yield start, tag.end()
        elif not tag.group().endswith("/>"):
            start = tag.start() if depth == 0 else start
            depth += 1


def _alone(drawing: str, rules: list[Rule], kept: _Kept) -> str:
    """Return a drawing with its shapes and patterns inside it, and before them the rules that any of these follows."""
    opening, _, rest = drawing.partition(">")
    rest = _USE.sub(lambda use: kept.shapes.get(use.group(1), ""), rest)
    asked = dict.fromkeys(_URL.findall(_style(drawing + rest, rules) + rest))
    patterns = "".join(kept.patterns[name] for name in asked if name in kept.patterns)
    return f"{opening}><style>{TEXT}{_style(drawing + rest + patterns, rules)}</style>{patterns}{rest}"


def _style(drawing: str, rules: list[Rule]) -> str:
    names = {name for held in _CLASS.findall(drawing) for name in held.split()}
    return "".join(f"{selector}{{{body}}}" for selector, body in rules if names & set(re.findall(r"[\w-]+", selector)))


def _rules_of(page: str) -> list[Rule]:
    """Return the page's rules for shapes, the name of every colour replaced by the colour it has on paper."""
    found = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    if not found:
        return []
    style = found.group(1)
    plain = style.partition("@media")[0]
    colours = dict(_COLOUR.findall(plain)) | {name: f"{16 * float(rem):g}px" for name, rem in _SIZE.findall(plain)}
    rules = [
        (selector.strip(), _resolved(body, colours))
        for selector, body in _RULE.findall(style)
        if "--family" not in body
    ]
    ink = colours.get("--ink", "#000")
    families = ((name, colours.get(f"--{name}", ink)) for name in _FAMILY.findall(style))
    # A drawing alone has nothing around it, so a rule for shapes inside something counts for the shape.
    alone = [(selector.rpartition(" ")[2], body) for selector, body in rules]
    return [*((f".f-{name}", f"fill:{colour};stroke:{ink}") for name, colour in families), *alone]


def _resolved(body: str, colours: dict[str, str]) -> str:
    return re.sub(r"var\((--[\w-]+)\)", lambda name: colours.get(name.group(1), "currentColor"), body).strip()


class _Nothing:
    """Refuses every address: a page of ours needs none but what stands in it."""

    _fail_on_errors = False  # what WeasyPrint's own fetchers have, and newer versions ask for when one refuses

    def __call__(self, url: str, *_: Any, **__: Any) -> dict[str, Any]:
        raise ValueError(f"nothing is fetched: {url}")
