"""``python -m rubrics.corpus [LANG ...]``: check the corpus against its data card and print its balance."""

from __future__ import annotations

import sys

from rubrics.corpus import LANGUAGES
from rubrics.corpus.check import balance, faults


def main(languages: list[str]) -> int:
    """Print faults and the table of moves for each language; return 1 where there are faults."""
    failed = 0
    for lang in languages or LANGUAGES:
        found = faults(lang)
        failed += len(found)
        print(f"\n== {lang}: {len(found)} faults")
        print("\n".join(found[:40]))
        print(balance(lang))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
