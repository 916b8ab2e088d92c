"""Bring every language's texts up to date with the code, and say what is still to translate.

``python -m review.locale`` rewrites the files; ``python -m review.locale --check`` only tells whether they are in step.
A new language is a new folder: ``python -m review.locale ro`` makes its file, empty and ready to fill in.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from review.reports.texts import DEFAULT, LOCALE, languages

REVIEW = LOCALE.parent
KEYWORDS = {"say": None, "say_n": (1, 2), "N_": None}
METHODS = [("**/templates/**.j2", "jinja2"), ("**.py", "python")]


def fresh(code: str) -> Catalog:
    """Return the texts of the code today, with the translations of ``code`` that still hold."""
    path = _path(code)
    catalogue = _read(path, code) if path.exists() else Catalog(locale=code, project="parafraza")
    catalogue.update(_template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> str:
    """Return a catalogue as the text of its file, the same today and tomorrow."""
    file = BytesIO()
    write_po(file, catalogue, width=120, omit_header=False, no_location=True, sort_output=True)
    dated = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Report-Msgid",
        "Last-Translator",
        "Language-Team",
    )
    lines = file.getvalue().decode("utf-8").splitlines()
    kept = [
        line for line in lines if not line.startswith("#") and not line.startswith(tuple(f'"{name}' for name in dated))
    ]
    return "\n".join(kept).strip() + "\n"


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages a language does not say yet; English needs none."""
    if catalogue.locale_identifier == DEFAULT:
        return []
    return [str(message.id) for message in catalogue if message.id and not all(_strings(message.string))]


def main(arguments: list[str]) -> int:
    """Write or check the files; the exit code is 1 where something is out of step."""
    codes = [argument for argument in arguments if not argument.startswith("-")]
    missing = 0
    for code in sorted({*languages(), *codes}):
        catalogue = fresh(code)
        text = written(catalogue)
        left = untranslated(catalogue)
        changed = not _path(code).exists() or _path(code).read_text(encoding="utf-8") != text
        missing += bool(left) or (changed and "--check" in arguments)
        if "--check" not in arguments:
            _path(code).parent.mkdir(parents=True, exist_ok=True)
            _path(code).write_text(text, encoding="utf-8")
        print(f"{code}: {len(left)} to translate{', out of step with the code' if changed else ''}", *left, sep="\n  ")
    return 1 if missing else 0


def _template() -> Catalog:
    catalogue = Catalog(project="parafraza")
    options = {"**.j2": {"trimmed": "true", "silent": "false"}}
    for _, _, message, _, _ in extract_from_dir(REVIEW, METHODS, options_map=options, keywords=KEYWORDS):
        catalogue.add(message)
    return catalogue


def _read(path: Path, code: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _path(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / "parafraza.po"


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
