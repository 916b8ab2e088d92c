"""The words of the view, and its colours, which are those of all our pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from scenarios.loading import Case
from scenarios.page import LOOK

HERE = Path(__file__).parent
ROOT = ".pz-play"
"""Class of the view; colours are set on it and reach no other part of the notebook."""


SCRIPTS = ("drawing.js", "sound.js", "play.js")


@cache
def _own(language: str) -> dict[str, str]:
    import yaml

    path = HERE / "locale" / f"{language}.yaml"
    texts: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


def words_of(case: Case) -> dict[str, str]:
    """Return all words of the view in the talk's language, with those it shares with the debrief."""
    own = dict(_own(case.language))
    own["level"] = own["level"].format(level=case.scenario.level, minutes=case.scenario.minutes)
    return {**case.shared_texts.words, **own}


def hint_steps(case: Case, moment: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a hint in two steps: what kind of line would help, then a whole one."""
    own, shared = _own(case.language), case.shared_texts.words
    kind = {"kind": "hint", "text": own[f"hint_{moment}"], "more": own["hint_more"]}
    line = shared["quote"].format(quote=case.texts.better[moment])
    return kind, {"kind": "hint", "text": f"{shared['hint']}: {line}"}


@cache
def script() -> str:
    """Return the view's ES module; a widget has one, and ours is written in several files."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def style() -> str:
    """Return the view's CSS: the colours of all pages for light and dark, then its own rules."""
    return "\n".join((colours(ROOT), (HERE / "play.css").read_text(encoding="utf-8")))


def colours(root: str) -> str:
    """Return the look's colours and sizes as CSS that reaches nothing outside ``root``, a selector.

    JupyterLab says on the body whether its theme is dark, whatever the system prefers; elsewhere the system decides.
    """
    light, _, rest = LOOK.read_text(encoding="utf-8").partition("@media")
    dark = rest[rest.index(":root {") + len(":root {") : rest.index("}")]
    parts = [
        light.replace(":root", root).replace("color-scheme: light dark", "color-scheme: light"),
        f'[data-jp-theme-light="false"] {root} {{ color-scheme: dark; {dark} }}',
        f"@media (prefers-color-scheme: dark) {{ body:not([data-jp-theme-light]) {root} {{ color-scheme: dark; {dark} }} }}",
    ]
    return "\n".join(parts)
