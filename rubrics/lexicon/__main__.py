"""``python -m rubrics.lexicon``: write the forms of every lemma the lexicons name."""

from __future__ import annotations

from rubrics.lexicon.forms import write_tables

if __name__ == "__main__":
    write_tables()
