"""What takes long to unpack, kept unpacked in the user's cache: once a machine, and not once a process.

The sentence encoder's weights and the tables of word forms come packed inside their packages, and a lexicon is a thousand
patterns to read: that would be most of what a first answer takes. What is kept is named by what it was made from, so that
another version makes its own; deleting it costs nothing but the wait. ``python -m rubrics.prepared`` makes all of it and tries
the shipped rubrics' examples, so that the first check of such a file reads only what changed; ``make setup`` calls that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from transcribe.errors import FixableError, MissingPart
from transcribe.formats import write_whole


def cache_home() -> Path:
    """Return where what can be made again is kept: ``$PARAFRAZA_HOME`` where that is set, else the user's cache folder."""
    own = os.environ.get("PARAFRAZA_HOME")
    return Path(own) if own else _users_cache()


def _users_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("parafraza")


def places() -> Iterator[Path]:
    """Give the folders to look in: the own one, and that of the user, who may have all of it already."""
    yield from dict.fromkeys(home / "prepared" for home in (cache_home(), _users_cache()))


def prepared(name: str, make: Callable[[], bytes]) -> Path | None:
    """Return the file ``name``, made the first time; ``None`` where no folder can be written.

    Args:
        name: ``WHAT@OF.ending``: what is in it, and what that was made from, a package's version or the hash of its data.
            Of each WHAT one file is kept.
        make: Gives the file's content.
    """
    folders = list(places())
    for folder in folders:
        with suppress(OSError):  # a folder that may not be entered holds nothing for us
            if (folder / name).is_file():
                return folder / name
    for folder in folders:
        with suppress(OSError, FixableError):
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                write_whole(folder / name, make())
                for other in folder.glob(f"{name.partition('@')[0]}@*"):
                    if other.name != name:
                        throw_away(other)
                return folder / name
    return None


def throw_away(file: Path) -> None:
    """Remove a file that is damaged or of another version, where that is allowed; its reader goes on without it."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def main() -> None:
    """Prepare everything that this machine has packages for, the moves of the shipped rubrics' examples too."""
    from rubrics import library
    from rubrics.authoring import check
    from rubrics.lemmas import LANGUAGES, table
    from rubrics.lexicon import known_languages, load
    from rubrics.vectors import encoder

    with suppress(MissingPart):
        encoder().encode(["."])
    for language in sorted(LANGUAGES):
        table(language)
    for language in known_languages():
        load(language)
    for file in sorted(library.FOLDER.glob("*.yaml")):
        check(file)


if __name__ == "__main__":
    main()
