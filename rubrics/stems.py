"""Content words brought to one form each, to see whether what the customer said came back.

The tool differs by language, by measurement: simplemma's English and Romanian tables unpack in 0.3 s, once a machine
(``rubrics/lemmas.py``), its Polish one in 5 s and 400 MB, too much for any machine, so Polish endings are cut here. Russian
goes through Snowball by its makers' own package: NLTK's stemmer gives the same roots, and takes 1.7 s to load.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rubrics import lemmas

_WRITTEN = """
owalibysmy owalismy iejszych owalibyscie alibysmy ilibysmy owaniem owania owanie owanych owaniu owanego owalem owalam
owala owalo owali owaly owac owany owana owane owanym uje ujemy ujecie uja ujesz ujac alismy ilismy elismy aloby iloby
alaby ilaby alby ilby alem alam ilem ilam ylem ylam elam alas ales iego iemu iej ich imi iami iach iom ami ach om owi
owie ow em ie ia iu io ego emu ej ych ymi ym im esz emy ecie isz imy icie ysz ymy ycie asz amy acie aja ala ali aly alo
al ila ili ily ilo il yla yly ylo yl ela eli ely elo enie enia eniem eniu anie ania aniem aniu ony ona one onych onego
any ana ane anych anego osci oscia osc iec ac ic yc ec a e i o u y
"""
POLISH_ENDINGS = tuple(sorted(_WRITTEN.split(), key=len, reverse=True))
"""Endings of folded Polish words, the longest first."""
POLISH_ROOT = 3
"""Letters that must stay: below this, different words fall together."""


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the form under which all forms of a folded ``word`` meet, or most of them."""
    if word[:1].isdigit():
        return word
    return _stemmer(language)(word)


def polish_stem(word: str) -> str:
    """Cut the longest Polish ending that leaves a root; works on folded words, so lost diacritics do no harm."""
    for ending in POLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= POLISH_ROOT:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "pl":
        return polish_stem
    if language in lemmas.LANGUAGES:
        return lemmas.lemmatizer(language)
    if language == "ru":
        from snowballstemmer import stemmer

        russian = stemmer("russian")
        return lambda word: str(russian.stemWord(word))
    return str
