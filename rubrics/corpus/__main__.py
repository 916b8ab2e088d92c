"""``python -m rubrics.corpus [--quiet] [LANG ...]``: check the corpus against its data card and print its balance.

``python -m rubrics.corpus agreement``: print how far the two readers agree, and write it to ``agreement.json`` and the card.
"""

from __future__ import annotations

import sys

from rubrics.corpus import LANGUAGES
from rubrics.corpus.agreement import reports, show, table, write
from rubrics.corpus.check import balance, faults


def main(arguments: list[str]) -> int:
    """Do what the words ask; return 1 where the corpus has faults, else 0."""
    if arguments[:1] == ["agreement"]:
        found = reports()
        write(found)
        show(found)
        print(table(found), end="")
        return 0
    return check(arguments)


def check(arguments: list[str]) -> int:
    """Print faults, and unless asked to be quiet the table of moves, for each language; return 1 where there are faults."""
    languages, failed = [word for word in arguments if not word.startswith("-")], 0
    for lang in languages or LANGUAGES:
        found = faults(lang)
        failed += len(found)
        print("\n".join([f"{lang}: {len(found)} faults", *found[:40]]))
        if "--quiet" not in arguments:
            print(balance(lang), end="\n\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
