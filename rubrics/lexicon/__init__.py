"""What people say on the phone, by language: cues for each move, in files a trainer can edit.

``load("pl")`` gives the compiled lexicon, once per process. The form of the files is in ``model.py``, the small
language of their patterns in ``pattern.py``.
"""

from __future__ import annotations

from rubrics.lexicon.compiled import Lexicon
from rubrics.lexicon.loading import compile_text, known_languages, load

__all__ = ["Lexicon", "compile_text", "known_languages", "load"]
