"""The words of the desk, its script and its style; the colours and shapes are those of the reports."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from review.reports.texts import languages
from transcribe.errors import UnknownName

HERE = Path(__file__).parent
LOOK = HERE.parent / "reports" / "look"
SHAPES = HERE.parent / "reports" / "templates" / "shapes.html.j2"
ROOT = ".pz-desk"
"""Class of the desk; no rule of ours reaches another part of the notebook."""
SCRIPTS = ("drawing.js", "player.js", "transcript.js", "marks.js", "queue.js", "desk.js")


@cache
def words(language: str) -> dict[str, str]:
    """Return the words of the desk in one language.

    Raises:
        UnknownName: the desk does not speak it.
    """
    path = HERE / "locale" / f"{language}.yaml"
    if language not in languages() or not path.is_file():
        known = ", ".join(languages())
        raise UnknownName(f"there is no desk in the language {language!r}", fix=f"use one of: {known}", where="lang")
    texts: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


@cache
def script() -> str:
    """Return the desk's ES module: a widget has one, and ours is written in several files."""
    shapes = f"const SHAPES = {_quoted(SHAPES.read_text(encoding='utf-8'))};"
    return "\n".join([shapes, *((HERE / "page" / name).read_text(encoding="utf-8") for name in SCRIPTS)])


@cache
def style() -> str:
    """Return the desk's CSS: the colours of all pages for light and dark, the reports' rules, then its own.

    JupyterLab says on the body whether its theme is dark, whatever the system prefers; elsewhere the system decides.
    """
    light, _, rest = (LOOK / "look.css").read_text(encoding="utf-8").partition("@media")
    dark = rest[rest.index(":root {") + len(":root {") : rest.index("}")]
    return "\n".join(
        [
            light.replace(":root", ROOT).replace("color-scheme: light dark", "color-scheme: light"),
            f'[data-jp-theme-light="false"] {ROOT} {{ color-scheme: dark; {dark} }}',
            f"@media (prefers-color-scheme: dark) {{ body:not([data-jp-theme-light]) {ROOT} {{ color-scheme: dark; {dark} }} }}",
            # Nested, the rules of a whole page hold inside the desk alone.
            f"{ROOT} {{ {(LOOK / 'report.css').read_text(encoding='utf-8')} }}",
            (HERE / "page" / "desk.css").read_text(encoding="utf-8"),
        ]
    )


def _quoted(text: str) -> str:
    import json

    return json.dumps(text)
