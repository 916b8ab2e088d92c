"""Files written whole or not at all: a killed run or a full disk leaves the old file or none, never half of one."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from transcribe.errors import FixableError

_FIXES = {
    errno.ENOSPC: "free some space, or write to another disk",
    errno.EDQUOT: "free some of your quota, or write to another disk",
    errno.EFBIG: "raise the limit on file sizes, or write to another disk",
    errno.EACCES: "choose a folder you may write to",
    errno.EPERM: "choose a folder you may write to",
    errno.EROFS: "choose a folder you may write to; this one is read-only",
    errno.ENOENT: "make the folder first, or check its name",
    errno.ENOTDIR: "choose another folder; a part of this path is a file",
    errno.EISDIR: "choose another name; this one is a folder",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def write_whole(path: Path, content: str | bytes) -> None:
    """Put ``content`` in the file ``path``, replacing what was there, in one step that cannot be seen half done.

    Text is written as UTF-8 with its line ends as they are. A link is followed, so the file it points to changes.

    Raises:
        FixableError: the system refused (a full disk, no permission, no such folder); nothing was changed.
    """
    # Half a surrogate pair comes from names of files; an escape shows it, where an error would lose the whole result.
    content = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    # A short name of its own: two runs at once cannot meet in it, and a long target name cannot break it.
    part = target.with_name(f".{token_hex(8)}.part")
    try:
        _write_and_sync(part, content)
        part.replace(target)
    except BaseException as stopped:
        with suppress(OSError):
            part.unlink()
        if isinstance(stopped, OSError):
            raise _explained(stopped, path) from stopped
        raise


def _write_and_sync(part: Path, content: bytes) -> None:
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _explained(error: OSError, path: Path) -> FixableError:
    reason = (error.strerror or str(error)).lower()
    fix = _FIXES.get(error.errno or 0, "check the disk and the folder, then run it again")
    return FixableError(f"the file could not be written: {reason}", where=str(path), fix=fix)
