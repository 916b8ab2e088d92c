"""What can go wrong, as one tree.

* ParafrazaError
  * FixableError        the user can put it right; shown without a traceback
    * BadAudio          a recording that cannot be read, or holds nothing to read
    * BadFile           a file people write (YAML, JSON, a transcript) that does not say what it should
    * MissingPart       weights, a token or a package that is not there
    * UnknownName       an engine, language, rubric or move nobody registered
"""

from __future__ import annotations


class ParafrazaError(Exception):
    """Anything this toolkit raises on purpose."""


class FixableError(ParafrazaError):
    """Shown without a traceback: what happened, where, and the way out."""

    def __init__(self, what: str, *, fix: str, where: str | None = None) -> None:
        """Say ``what`` happened, ``where`` (file, line, key) and how to ``fix`` it, one sentence each."""
        self.what, self.fix, self.where = what, fix, where
        place = f"{where}: " if where else ""
        super().__init__(f"{place}{what}\nTo fix it: {fix}")

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by its parts, so that a worker process can hand the error over whole."""
        return (_rebuilt, (type(self), self.what, self.fix, self.where))


class BadAudio(FixableError):
    """A recording that cannot be read, or that holds nothing to read."""


class BadFile(FixableError):
    """A file people write that does not say what it should."""


class MissingPart(FixableError):
    """Weights, a token or a package that is not there."""


class UnknownName(FixableError):
    """A name nobody registered; the message lists the known ones."""


def _rebuilt(kind: type[FixableError], what: str, fix: str, where: str | None) -> FixableError:
    return kind(what, fix=fix, where=where)
