"""The packages that hold voices, imported when a voice is first asked for."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from transcribe.errors import MissingPart


def package(name: str, voice: str) -> ModuleType:
    """Return the module ``name``, which ``voice`` needs.

    Raises:
        MissingPart: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingPart(
            f"the voice {voice!r} needs the package {name.partition('.')[0]!r}",
            fix="run: pip install 'parafraza[demo]'",
        ) from error
