"""One small registry for everything that comes by a versioned name: engines, judges, voices.

A name is ``thing.v1``; the bare ``thing`` means its newest version. Other people's packages add names through the
entry-point group ``parafraza.<kind>``, read only when a name is not found here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any, Generic, TypeVar

from transcribe.errors import UnknownName

Thing = TypeVar("Thing")
Maker = TypeVar("Maker", bound=Callable[..., Any])


class Registry(Generic[Thing]):
    """Makers of things of one kind, by versioned name."""

    def __init__(self, kind: str) -> None:
        """Start empty; ``kind`` is singular and names the entry-point group, such as ``speech_engine``."""
        self.kind = kind
        self._makers: dict[str, Callable[..., Thing]] = {}

    def add(self, name: str) -> Callable[[Maker], Maker]:
        """Register the decorated class or function under a versioned name."""

        def keep(maker: Maker) -> Maker:
            self._makers[name] = maker
            return maker

        return keep

    def names(self) -> tuple[str, ...]:
        """Return all registered names, other packages' included, sorted."""
        for point in entry_points(group=f"parafraza.{self.kind}"):
            if point.name not in self._makers:
                self._makers[point.name] = point.load()
        return tuple(sorted(self._makers))

    def full_name(self, name: str) -> str:
        """Return the versioned name behind ``name``; raise :class:`UnknownName` with the known ones."""
        if name in self._makers:
            return name
        versions = [known for known in self.names() if known == name or known.rpartition(".v")[0] == name]
        if not versions:
            known = ", ".join(self.names()) or "none"
            raise UnknownName(f"there is no {self.kind.replace('_', ' ')} named {name!r}", fix=f"use one of: {known}")
        return max(versions, key=_number)

    def make(self, name: str, **settings: Any) -> Thing:
        """Build the thing called ``name`` with its own ``settings``."""
        return self._makers[self.full_name(name)](**settings)


def _number(name: str) -> int:
    """Return the version in a name; other people's names may have none, which is older than any."""
    _, _, number = name.rpartition(".v")
    return int(number) if number.isdecimal() else -1
