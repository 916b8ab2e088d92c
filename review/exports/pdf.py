"""A page as a PDF, drawn by WeasyPrint; nothing is fetched for it, neither from the network nor from the disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from transcribe.errors import MissingPart
from transcribe.formats import write_whole

PAPER = Path(__file__).parent / "templates" / "paper.css"

_SVG = re.compile(r"(<svg\b[^>]*>)(.*?)</svg>", re.DOTALL)
_USE = re.compile(r'<use href="#(s-\w+)"/>')
_SHAPE = re.compile(r'<g id="(s-\w+)">(.*?)</g>', re.DOTALL)
_CLASS = re.compile(r'class="([^"]*)"')
_COLOUR = re.compile(r"(--[\w-]+):\s*(#[0-9a-fA-F]{3,8})")
_RULE = re.compile(r"^\s*(\.[^@{}]*)\{([^{}]*(?:fill|stroke)[^{}]*)\}", re.MULTILINE)
_FAMILY = re.compile(r"\.f-(\w+) \{ --family")

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
    document: bytes = HTML(string=drawable(page), url_fetcher=_nothing).write_pdf()
    write_whole(path, document)
    return path


def drawable(page: str) -> str:
    """Return a page whose drawings carry their style, colours and shapes themselves: each is drawn as a picture alone."""
    rules, shapes = _rules_of(page), dict(_SHAPE.findall(page))

    def whole(found: re.Match[str]) -> str:
        inside = _USE.sub(lambda use: shapes.get(use.group(1), ""), found.group(2))
        names = {name for held in _CLASS.findall(found.group()) for name in held.split()}
        style = "".join(
            f"{selector}{{{body}}}" for selector, body in rules if names & set(re.findall(r"[\w-]+", selector))
        )
        return f"{found.group(1)}<style>{style}</style>{inside}</svg>"

    return _SVG.sub(whole, page.replace("</style>", f"\n{PAPER.read_text(encoding='utf-8')}</style>", 1))


def _rules_of(page: str) -> list[Rule]:
    """Return the page's rules for shapes, the name of every colour replaced by the colour it has on paper."""
    found = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    if not found:
        return []
    style = found.group(1)
    colours = dict(_COLOUR.findall(style.partition("@media")[0]))
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


def _nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """Refuse every address: a page of ours needs none but what stands in it."""
    if url.startswith("data:"):
        return {"string": b"", "mime_type": "image/svg+xml"}
    raise ValueError(f"nothing is fetched: {url}")
