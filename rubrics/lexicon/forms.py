"""All forms of the lemmas our lexicons name, kept as data so that no dictionary is loaded before a first answer.

simplemma's Polish table takes 5 s and 400 MB to load; the few hundred lemmas the lexicons use fit in a small file.
``python -m rubrics.lexicon`` writes it again after a lexicon names a new lemma; until then that lemma is looked
up in the whole table, which is slow but right.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path

from rubrics.tokens import fold

FOLDER = Path(str(files("rubrics.lexicon"))) / "forms"
LEMMA = re.compile(r"~([\w'’]+)")


def forms_of(lemma: str, language: str) -> frozenset[str]:
    """Return the folded forms of a ``lemma`` written with its diacritics, itself included."""
    kept = _kept(language)
    found = kept[lemma] if lemma in kept else _from_simplemma(language).get(lemma, ())
    return frozenset({fold(lemma), *found})


def lemmas_in(text: str) -> tuple[str, ...]:
    """Return the lemmas a lexicon's text names as ``~lemma``, sorted."""
    return tuple(sorted(set(LEMMA.findall(text))))


def table(lemmas: tuple[str, ...], language: str) -> str:
    """Return the file's text for ``lemmas``: a lemma and its folded forms a line."""
    known = _from_simplemma(language)
    return "".join(f"{lemma}: {' '.join(sorted(known.get(lemma, ())))}\n" for lemma in lemmas)


@cache
def _kept(language: str) -> dict[str, tuple[str, ...]]:
    path = FOLDER / f"{language}.txt"
    if not path.is_file():
        return {}
    rows = (row.partition(":") for row in path.read_text(encoding="utf-8").splitlines())
    return {lemma: tuple(forms.split()) for lemma, _, forms in rows}


@cache
def _from_simplemma(language: str) -> dict[str, set[str]]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    whole = DefaultDictionaryFactory().get_dictionary(language)
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for form in whole:
        forms[whole[form]].add(fold(form))
    return forms


def write_tables() -> None:
    """Write the forms of every lexicon that lies beside this module."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted(FOLDER.parent.glob("??.yaml")):
        text = table(lemmas_in(path.read_text(encoding="utf-8")), path.stem)
        (FOLDER / f"{path.stem}.txt").write_text(text, encoding="utf-8")
        sys.stderr.write(f"{path.stem}: {text.count(chr(10))} lemmas\n")
