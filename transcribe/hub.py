"""What comes from the models' hubs, when the user asks for it: ``parafraza models fetch --hub NAME``.

This is the only place that asks a hub for anything. Everything lands in the cache of the library that reads it, and is
read from there without a network.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from transcribe.errors import FixableError, MissingPart, UnknownName
from transcribe.weights import Say

WHISPER = "openai-whisper:"
"""Before a size, asks for openai-whisper's own checkpoint."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS}
"""What the system says when nothing can be written."""


@dataclass(frozen=True, slots=True)
class WhisperFile:
    """A checkpoint in openai-whisper's own cache, there or not."""

    path: Path
    url: str
    heads: bytes
    """Which attention heads follow the sound, as ``set_alignment_heads`` takes them."""

    @property
    def sha256(self) -> str:
        """What the file should have: Whisper's addresses name it."""
        return self.url.split("/")[-2]

    def is_whole(self) -> bool:
        """Tell whether the file is there and is what its makers published."""
        if not self.path.is_file():
            return False
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == self.sha256


def whisper_file(size: str) -> WhisperFile:
    """Return where openai-whisper keeps a size.

    Raises:
        UnknownName: Whisper has no such size.
    """
    import whisper

    # These tables are Whisper's own and not public, but its public loader fetches what is missing without asking.
    if size not in whisper._MODELS:
        raise _unknown(size, whisper.available_models())
    url = whisper._MODELS[size]
    return WhisperFile(_whisper_cache() / Path(url).name, url, whisper._ALIGNMENT_HEADS[size])


def installed(package: str, extra: str) -> str:
    """Return a package's version; where it is not there, raise :class:`MissingPart` naming the extra that brings it."""
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise MissingPart(f"{package} is not installed", fix=f"run: pip install 'parafraza[{extra}]'") from error


def fetch_hub(name: str, say: Say = lambda _: None, *, token: str | None = None) -> None:
    """Get a model from its hub into the cache of the library that reads it.

    Args:
        name: a size of faster-whisper (``small``), a size of openai-whisper (``openai-whisper:small``), or a pyannote
            pipeline (``org/pipeline``).
        say: told of each step, one line at a time.
        token: for pipelines; ``$HF_TOKEN`` by default.

    Raises:
        UnknownName: there is no such size or pipeline.
        MissingPart: no network, no token, no right to the pipeline, or the package that reads it is not installed.
    """
    if name.startswith(WHISPER):
        _fetch_whisper(name.removeprefix(WHISPER), say)
    elif "/" in name:
        _fetch_pipeline(name, token or os.environ.get("HF_TOKEN"), say)
    else:
        _fetch_faster(name, say)


def _fetch_whisper(size: str, say: Say) -> None:
    installed("openai-whisper", "whisper")
    file = whisper_file(size)
    if file.is_whole():
        say(f"{WHISPER}{size}: already here and whole")
        return
    import whisper

    say(f"{WHISPER}{size}: fetching {file.path.name}")
    with _from_hub(size):
        whisper._download(file.url, str(file.path.parent), False)
    say(f"{WHISPER}{size}: fetched and checked")


def _fetch_faster(size: str, say: Say) -> None:
    from faster_whisper.utils import available_models, download_model

    if size not in available_models():
        raise _unknown(size, available_models())
    say(f"{size}: fetching; this can take some minutes")
    with _from_hub(size):
        download_model(size)
    say(f"{size}: fetched")


def _fetch_pipeline(name: str, token: str | None, say: Say) -> None:
    if not token:
        raise MissingPart(
            f"the pipeline {name!r} is given out only with a token, and there is none",
            fix="accept the conditions on the pipeline's page, make a token with reading rights, "
            "and set HF_TOKEN or add --token TOKEN",
        )
    installed("pyannote.audio", "pyannote")
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"  # read at import: otherwise it reports use to its makers
    say(f"{name}: fetching the pipeline and the models it names")
    # Loading is the only way to bring every model a pipeline names; what pyannote prints on the way is no result.
    with _from_hub(name), redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyannote.audio import Pipeline

        Pipeline.from_pretrained(name, token=token)
    say(f"{name}: fetched, and it loads")


def _whisper_cache() -> Path:
    """Return the folder openai-whisper keeps its checkpoints in, found as it finds it itself."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whisper"


@contextmanager
def _from_hub(name: str) -> Iterator[None]:
    """Turn what goes wrong between here and a hub into what a person can do about it."""
    from huggingface_hub.errors import GatedRepoError, HFValidationError, RepositoryNotFoundError

    try:
        yield
    except FixableError:
        raise
    except GatedRepoError as error:
        raise MissingPart(
            f"the token does not open {name!r}",
            fix="accept the conditions on the model's page with the token's account, then run the same command again",
        ) from error
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise UnknownName(
            f"the hub knows no {name!r}, or the token may not see it", fix="check the name and the token's rights"
        ) from error
    except Exception as error:  # every library here has its own network errors, with nothing above them in common
        raise _not_fetched(name, error) from error


def _not_fetched(name: str, error: Exception) -> MissingPart:
    reason = (str(error).strip().splitlines() or [""])[0]
    if isinstance(error, OSError) and error.errno in FULL:
        return MissingPart(
            f"{name!r} cannot be kept ({reason})", fix="make room in the cache folder, or allow writing there"
        )
    return MissingPart(
        f"{name!r} could not be fetched ({type(error).__name__}: {reason})",
        fix="check the network, its proxy and that HF_HUB_OFFLINE is not set, then run the same command again",
    )


def _unknown(size: str, sizes: Iterable[str]) -> UnknownName:
    return UnknownName(f"there is no size named {size!r}", fix=f"use one of: {', '.join(sizes)}")
